import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource, In, Not, type EntityManager } from 'typeorm';

import { Config } from '../../platform/config/config.js';
import { isDuplicate, Transactions } from '../../platform/database/transactions.js';
import { piecesOf } from '../../platform/database/text-pieces.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History } from '../../platform/history/history.service.js';
import { listPage, type ListQuery, type Page } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import { compareUtf8 } from '../../protocol/index.js';
import { AgencyScope, type AgencyView } from '../../registry/agencies/agency-scope.js';
import { mattersInOrder } from '../batches/batch-lists.service.js';
import { BatchMatter } from '../batches/batch-matter.entity.js';
import { Batch } from '../batches/batch.entity.js';
import { heldAt } from '../occurrences/occurrence.dto.js';
import { Occurrence } from '../occurrences/occurrence.entity.js';
import { RegistryFacts } from '../registry-facts.service.js';
import {
  editionBatch,
  editionPlan,
  editionResponse,
  toEditionDetail,
  type EditionBatchResponse,
  type EditionDetailResponse,
  type EditionResponse,
  type PublicPlansQuery,
} from './plan-edition.dto.js';
import { PlanEdition, PlanEditionPart } from './plan-edition.entity.js';
import { PlanSteps } from './plan-steps.service.js';
import { Plan } from './plan.entity.js';

const EDITION = text('计划的版次', 'edition of the plan');

/** Keeps every edition of a plan as it was published, whatever becomes of the plan and of the lists after that. */
@Injectable()
export class PlanEditions implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly agencies: AgencyScope,
    private readonly facts: RegistryFacts,
    private readonly steps: PlanSteps,
    private readonly history: History,
    private readonly config: Config,
  ) {}

  /** Plans that were published before editions were kept have at least the one that they stand at. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.runsJobs) return;
    const without = await this.dataSource.manager
      .createQueryBuilder(Plan, 'plan')
      .where(`plan.state = 'published'`)
      .andWhere(
        'NOT EXISTS (SELECT 1 FROM plan_editions kept WHERE kept.plan_id = plan.id AND kept.edition = plan.edition)',
      )
      .orderBy('plan.id', 'ASC')
      .getMany();
    for (const plan of without) {
      const [agency] = await this.agencies.named([plan.agencyId]);
      if (agency === undefined) continue;
      try {
        await this.transactions.run((manager) => this.keep(manager, { ...plan, edition: 0 }, agency));
      } catch (error) {
        // another process begins as well
        if (!isDuplicate(error)) throw error;
      }
    }
  }

  /**
   * Keeps what the transaction has made of a plan, where that is a new edition. Called at the end of everything that
   * changes plans, after the change was noted in the history: that note says who made it and why.
   * @param before the plan as it was
   */
  async keep(manager: EntityManager, before: Plan, agency: AgencyView): Promise<void> {
    const plan = await manager.findOneByOrFail(Plan, { id: before.id });
    if (plan.state !== 'published' || plan.edition === before.edition) return;
    const [note] = await this.history.of(manager, 'plan', plan.id, 1);
    const reason = (note?.after as { reason?: unknown } | null | undefined)?.reason;
    const approved = before.review === 'approved' ? (await this.steps.latest([plan.id], manager)).get(plan.id) : null;
    await manager.insert(PlanEdition, {
      planId: plan.id,
      edition: plan.edition,
      action: note?.action ?? 'published',
      plan: editionPlan(plan, agency),
      byName: note?.by ?? 'system',
      approvedBy: approved?.review?.byName ?? null,
      reason: typeof reason === 'string' ? reason : null,
      at: plan.updatedAt,
    });
    const kept = await this.batchesAt(manager, plan.id, plan.edition);
    for (const batch of await this.batchesNow(manager, plan.id)) {
      const content = JSON.stringify(batch);
      if (kept.get(batch.code) === content) continue;
      const of = { planId: plan.id, batchCode: batch.code, edition: plan.edition };
      await manager.insert(
        PlanEditionPart,
        piecesOf(content).map((part, piece) => ({ ...of, piece, content: part })),
      );
    }
  }

  /** The editions of a plan, the newest first unless sorted otherwise. Who may see the plan is for the caller to check. */
  async list(planId: number, query: ListQuery): Promise<Page<EditionResponse>> {
    const rows = this.dataSource.manager
      .createQueryBuilder(PlanEdition, 'edition')
      .where('edition.planId = :planId', { planId });
    const sortable = { edition: 'edition.edition', at: 'edition.at' };
    return listPage(rows, { sort: '-edition', ...query }, sortable, 'edition.edition', editionResponse);
  }

  /** One edition with its batches as it was. */
  async one(planId: number, edition: number): Promise<EditionDetailResponse> {
    const { manager } = this.dataSource;
    const row = await manager.findOneBy(PlanEdition, { planId, edition });
    if (row === null) throw notFound(EDITION, edition);
    const batches = [...(await this.batchesAt(manager, planId, edition)).values()];
    return toEditionDetail(
      row,
      batches.map((content) => JSON.parse(content) as EditionBatchResponse),
    );
  }

  /** Batch code → what the edition says of it, in the order of the codes. */
  private async batchesAt(manager: EntityManager, planId: number, edition: number): Promise<Map<string, string>> {
    const rows = await manager.query<{ batchCode: string; content: string }[]>(
      `SELECT part.batch_code AS batchCode, part.content AS content FROM plan_edition_parts part
        JOIN (SELECT batch_code, MAX(edition) AS edition FROM plan_edition_parts
          WHERE plan_id = ? AND edition <= ? GROUP BY batch_code) held
        ON held.batch_code = part.batch_code AND held.edition = part.edition
        WHERE part.plan_id = ? ORDER BY part.batch_code, part.piece`,
      [planId, edition, planId],
    );
    const found = new Map<string, string>();
    for (const { batchCode, content } of rows) found.set(batchCode, (found.get(batchCode) ?? '') + content);
    return new Map([...found].sort(([a], [b]) => compareUtf8(a, b)));
  }

  private async batchesNow(manager: EntityManager, planId: number): Promise<EditionBatchResponse[]> {
    const batches = await manager.find(Batch, { where: { planId }, order: { id: 'ASC' } });
    const batchId = In([0, ...batches.map(({ id }) => id)]);
    const named = grouped(await manager.find(BatchMatter, { where: { batchId }, order: { matterId: 'ASC' } }));
    const occurrences = grouped(
      await manager.find(Occurrence, {
        where: { batchId, state: Not(In(['cancelled', 'dropped'])) },
        order: { ordinal: 'ASC' },
      }),
    );
    const matterIds = [...named.values()].flat().map(({ matterId }) => matterId);
    const matters = await this.facts.matters(matterIds, manager);
    return batches.map((batch) => {
      const own = (named.get(batch.id) ?? []).map(({ matterId }) => matterId);
      return editionBatch(batch, mattersInOrder(own, matters), (occurrences.get(batch.id) ?? []).map(heldAt));
    });
  }

  /** A published plan, for everyone: what it says now. */
  async published(number: number): Promise<EditionDetailResponse> {
    const plan = await this.publishedPlan(number);
    return this.one(plan.id, plan.edition);
  }

  async publishedPlan(number: number): Promise<Plan> {
    const plan = await this.dataSource.manager.findOneBy(Plan, { id: number, state: 'published' });
    if (plan === null) throw notFound(text('已发布的计划', 'published plan'), number);
    return plan;
  }

  /** Every published plan as it is now, those of the latest year first. */
  async listPublished(query: PublicPlansQuery): Promise<Page<EditionResponse>> {
    const { manager } = this.dataSource;
    const rows = manager.createQueryBuilder(Plan, 'plan').where(`plan.state = 'published'`);
    if (query.year !== undefined) rows.andWhere('plan.year = :year', { year: query.year });
    if (query.agency !== undefined) {
      rows.andWhere('plan.agency_id IN (SELECT agency.id FROM agencies agency WHERE agency.code = :agency)', {
        agency: query.agency,
      });
    }
    const sortable = { year: 'plan.year', publishedAt: 'plan.publishedAt' };
    const page = await listPage(rows, { sort: '-year', ...query }, sortable, 'plan.id', (row) => row);
    const where = page.items.map(({ edition, id: planId }) => ({ planId, edition }));
    const editions = where.length === 0 ? [] : await manager.find(PlanEdition, { where });
    const byPlan = new Map(editions.map((row) => [row.planId, row]));
    return {
      items: page.items.flatMap(({ id }) => {
        const row = byPlan.get(id);
        return row === undefined ? [] : [editionResponse(row)];
      }),
      total: page.total,
    };
  }
}

function grouped<T extends { readonly batchId: number }>(rows: readonly T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) groups.set(row.batchId, [...(groups.get(row.batchId) ?? []), row]);
  return groups;
}
