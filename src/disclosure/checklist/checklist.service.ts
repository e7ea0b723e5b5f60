import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Page } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import { type Bulletin } from '../kept/bulletin.entity.js';
import { KeptBulletins } from '../kept/kept-bulletins.service.js';
import { KeptListing, type Narrow, type Shown } from '../kept/kept-listing.service.js';
import { type VersionResponse } from '../output/bulletin.dto.js';
import { columnsAround, type BulletinSource } from '../output/told.js';
import {
  checklistLink,
  toChecklistDetail,
  toChecklistResponse,
  type ChecklistDetailResponse,
  type ChecklistQuery,
  type ChecklistResponse,
} from './checklist.dto.js';

const ENTRY = text('公布的抽查事项', 'published matter');

/** 随机抽查事项清单公示: every published matter, with all that makes it one. */
@Injectable()
export class Checklist implements BulletinSource<ChecklistQuery, ChecklistResponse> {
  readonly title = text('随机抽查事项清单公示', 'Checklist of random inspection');
  readonly columns = columnsAround<ChecklistResponse>([
    { name: 'listNumber', heading: text('序号', 'No.'), of: ({ matter }) => matter.number ?? '' },
    { name: 'category', heading: text('类别', 'Category'), of: ({ matter }) => matter.category ?? '' },
    { name: 'content', heading: text('检查内容', 'Content'), of: ({ matter }) => matter.content ?? '' },
    { name: 'targetKind', heading: text('检查对象', 'For whom'), of: ({ matter }) => matter.targetKind ?? '' },
    {
      name: 'importance',
      heading: text('事项类别', 'Importance'),
      of: ({ matter }) => (matter.importance === null ? '' : matter.importance === 'key' ? '重点' : '一般'),
    },
    {
      name: 'methods',
      heading: text('检查方式', 'Methods'),
      of: ({ matter }) => matter.methodText ?? matter.methods.join('、'),
    },
    { name: 'level', heading: text('检查主体', 'Level'), of: ({ matter }) => matter.level ?? '' },
    { name: 'legalBasis', heading: text('检查依据', 'Legal basis'), of: ({ matter }) => matter.legalBasis ?? '' },
    {
      name: 'rate',
      heading: text('抽查比例', 'Rate'),
      of: ({ matter: { rate } }) =>
        rate === null
          ? ''
          : `${{ 'at-least': '不低于', 'at-most': '不高于', exactly: '' }[rate.direction]}${rate.millionths / 10_000}%`,
    },
    { name: 'frequency', heading: text('抽查频次', 'Frequency'), of: ({ matter }) => matter.frequency ?? '' },
  ]);

  constructor(
    private readonly dataSource: DataSource,
    private readonly listing: KeptListing,
    private readonly kept: KeptBulletins,
  ) {}

  async list(query: ChecklistQuery): Promise<Page<ChecklistResponse>> {
    return this.listing.page('checklist', query, narrowing(query), this.shown);
  }

  async *all(query: ChecklistQuery): AsyncGenerator<ChecklistResponse[]> {
    yield* this.listing.all('checklist', query, narrowing(query), this.shown);
  }

  async latest(query: ChecklistQuery): Promise<{ items: ChecklistResponse[]; changedAt: Date }> {
    return this.listing.latest('checklist', query, narrowing(query), this.shown);
  }

  async one(number: string, version?: number): Promise<ChecklistDetailResponse> {
    const { row } = await this.listing.one('checklist', number, ENTRY);
    const kept = await this.kept.version(row.id, version ?? row.version);
    return toChecklistDetail(row, kept, (await this.retiredAmong([row])).has(row.matterId ?? 0));
  }

  async versions(number: string): Promise<VersionResponse[]> {
    const { row } = await this.listing.one('checklist', number, ENTRY);
    return this.listing.versionsOf(row, checklistLink(number));
  }

  private readonly shown: Shown<ChecklistResponse> = async (rows) => {
    const retired = await this.retiredAmong(rows);
    return (row, kept) => toChecklistResponse(row, kept, retired.has(row.matterId ?? 0));
  };

  private async retiredAmong(rows: readonly Bulletin[]): Promise<ReadonlySet<number>> {
    if (rows.length === 0) return new Set();
    const found = await this.dataSource.query<{ id: number }[]>(
      `SELECT id AS id FROM matters WHERE retired_at IS NOT NULL AND id IN (${rows.map(() => '?').join(', ')})`,
      rows.map(({ matterId }) => matterId),
    );
    return new Set(found.map(({ id }) => id));
  }
}

function narrowing({ matter, state }: ChecklistQuery): Narrow {
  return (rows) => {
    if (state !== 'all') {
      rows.andWhere(
        `b.matter_id IN (SELECT m.id FROM matters m WHERE m.retired_at IS ${state === 'retired' ? 'NOT NULL' : 'NULL'})`,
      );
    }
    if (matter !== undefined) {
      rows.andWhere('b.matter_id IN (SELECT m.id FROM matters m WHERE m.code = :matter)', { matter });
    }
    return undefined;
  };
}
