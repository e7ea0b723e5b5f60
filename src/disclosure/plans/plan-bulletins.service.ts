import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { notFound } from '../../platform/errors/domain-error.js';
import { momentOfRow } from '../../platform/database/plain-moments.js';
import { type Page } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import { PublicPlansQuery, type EditionResponse } from '../../planning/plans/plan-edition.dto.js';
import { PlanEditions } from '../../planning/plans/plan-editions.service.js';
import { type VersionResponse } from '../output/bulletin.dto.js';
import { columnsAround, MOST_IN_FEED, MOST_ROWS, tooManyRows, type BulletinSource } from '../output/told.js';
import {
  planLink,
  toPlanBulletin,
  toPlanDetail,
  type PlanBulletinDetailResponse,
  type PlanBulletinResponse,
} from './plan-bulletin.dto.js';

const PLAN = text('公布的年度计划', 'published plan');
const AT_ONCE = 200;

/** 年度抽查工作计划公示. A plan keeps its editions itself, and no row of them ever changes: here they are only told. */
@Injectable()
export class PlanBulletins implements BulletinSource<PublicPlansQuery, PlanBulletinResponse> {
  readonly title = text('年度抽查工作计划公示', 'Yearly plans of random inspection');
  readonly columns = columnsAround<PlanBulletinResponse>([]);

  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: PlanEditions,
  ) {}

  async list(query: PublicPlansQuery): Promise<Page<PlanBulletinResponse>> {
    const { items, total } = await this.editions.listPublished(query);
    return { items: await this.told(items), total };
  }

  async *all(query: PublicPlansQuery): AsyncGenerator<PlanBulletinResponse[]> {
    const { agency, year } = query;
    const filters = { ...(agency === undefined ? {} : { agency }), ...(year === undefined ? {} : { year }) };
    for (let page = 1; ; page++) {
      const { items, total } = await this.editions.listPublished({ ...filters, page, pageSize: AT_ONCE });
      if (total > MOST_ROWS) throw tooManyRows();
      yield await this.told(items);
      if (items.length < AT_ONCE) return;
    }
  }

  async latest(query: PublicPlansQuery): Promise<{ items: PlanBulletinResponse[]; changedAt: Date }> {
    const found: PlanBulletinResponse[] = [];
    for await (const some of this.all(query)) found.push(...some);
    const items = found.sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1)).slice(0, MOST_IN_FEED);
    return { items, changedAt: new Date(items[0]?.changedAt ?? 0) };
  }

  async one(number: string, version?: number): Promise<PlanBulletinDetailResponse> {
    const { edition, first, id } = await this.published(number);
    return toPlanDetail(await this.editions.one(id, version ?? edition), first, edition);
  }

  async versions(number: string): Promise<VersionResponse[]> {
    const { edition: latest, id } = await this.published(number);
    const items: EditionResponse[] = [];
    for (let page = 1; ; page++) {
      const some = await this.editions.list(id, { page, pageSize: AT_ONCE });
      items.push(...some.items);
      if (some.items.length < AT_ONCE) break;
    }
    return items.map(({ at, edition, reason }) => ({
      version: edition,
      // told with each: it is of all its batches
      hash: null,
      reason,
      at,
      withdrawal: false,
      correctedBy: edition < latest ? edition + 1 : null,
      link: `${planLink(id)}/versions/${edition}`,
    }));
  }

  private async published(number: string): Promise<{ id: number; edition: number; first: Date }> {
    if (!/^[1-9]\d{0,8}$/.test(number)) throw notFound(PLAN, number.slice(0, 80));
    const plan = await this.editions.publishedPlan(Number(number));
    const first = (await this.firstOf([plan.id])).get(plan.id) ?? plan.updatedAt;
    return { id: plan.id, edition: plan.edition, first };
  }

  private async told(editions: readonly EditionResponse[]): Promise<PlanBulletinResponse[]> {
    const first = await this.firstOf(editions.map(({ plan }) => plan));
    return editions.map((edition) => toPlanBulletin(edition, first.get(edition.plan) ?? edition.at));
  }

  /** When each plan was first published. */
  private async firstOf(planIds: readonly number[]): Promise<Map<number, Date>> {
    if (planIds.length === 0) return new Map();
    const rows = await this.dataSource.query<{ id: number; at: Date | string }[]>(
      `SELECT plan_id AS id, MIN(at) AS at FROM plan_editions WHERE plan_id IN (${planIds.map(() => '?').join(', ')})
        GROUP BY plan_id`,
      [...planIds],
    );
    return new Map(rows.map(({ at, id }) => [id, momentOfRow(at)]));
  }
}
