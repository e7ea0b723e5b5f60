import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, IsNull, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { chinaDay } from '../../platform/clock/days.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History, type ChangeView } from '../../platform/history/history.service.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { requireVersion } from '../../platform/http/versions.js';
import { AgencyScope } from '../agencies/agency-scope.js';
import { keepOpen, openAgencies } from '../agencies/open-agencies.js';
import { refuse, taken } from '../records/record-errors.js';
import { chunks, namingDuplicates, RecordKeeper, type NewRow } from '../records/record-keeper.js';
import { TargetsService } from '../targets/targets.service.js';
import { faultsOfVisit, type VisitKind } from './visit-rules.js';
import { visitResponse, type CreateVisitRequest, type VisitResponse, type VisitsQuery } from './visit.dto.js';
import { Visit } from './visit.entity.js';
import { VISIT, visitOfInspection, visitThere, withdrawnAlready } from './visits.errors.js';

/** A visit that people enter. */
export interface VisitDraft {
  readonly agencyId: number;
  readonly targetId: number;
  readonly targetCode: string;
  readonly firstDay: string;
  readonly kind: VisitKind;
  readonly note: string | null;
}

/** 检查记录: who was inspected when, whoever arranged it. Nothing is deleted or moved: what is wrong is withdrawn and entered anew. */
@Injectable()
export class VisitsService implements OnModuleInit {
  private readonly keeper: RecordKeeper<Visit>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly scope: AgencyScope,
    private readonly targets: TargetsService,
    private readonly history: History,
    private readonly clock: Clock,
  ) {
    this.keeper = new RecordKeeper<Visit>(
      {
        entity: Visit,
        subject: 'visit',
        what: VISIT,
        fields: ['agencyId', 'targetId', 'targetCode', 'firstDay', 'kind', 'note'],
        unique: ['entered'],
        written: (rows) =>
          rows.map(({ agencyId, firstDay, kind, targetId }) => ({ agencyId, targetId, firstDay, kind, entered: 1 })),
      },
      history,
      clock,
    );
  }

  onModuleInit(): void {
    this.targets.whenCodesChange(takeAlong);
  }

  async list(caller: Caller, query: VisitsQuery): Promise<Page<VisitResponse>> {
    const rows = this.dataSource.manager.createQueryBuilder(Visit, 'visit');
    await this.scope.narrow(rows, 'visit.agencyId', caller, query.agencyId);
    rows.andWhere(`visit.retiredAt IS ${query.withdrawn === true ? 'NOT NULL' : 'NULL'}`);
    for (const field of ['targetId', 'targetCode', 'kind'] as const) {
      if (query[field] !== undefined) rows.andWhere(`visit.${field} = :${field}`, { [field]: query[field] });
    }
    if (query.from !== undefined) rows.andWhere('visit.firstDay >= :from', { from: query.from });
    if (query.until !== undefined) rows.andWhere('visit.firstDay <= :until', { until: query.until });
    const sortable = { firstDay: 'visit.firstDay', targetCode: 'visit.targetCode', id: 'visit.id' };
    const page = await listPage(rows, { sort: '-firstDay', ...query }, sortable, 'visit.id', (row) => row);
    return { items: await this.shown(page.items), total: page.total };
  }

  async one(caller: Caller, id: number): Promise<VisitResponse> {
    const [shown] = await this.shown([await this.visible(caller, id)]);
    if (shown === undefined) throw notFound(VISIT, id);
    return shown;
  }

  async historyOf(caller: Caller, id: number): Promise<ChangeView[]> {
    await this.visible(caller, id);
    return this.history.of(this.dataSource.manager, 'visit', id);
  }

  async create(caller: Caller, request: CreateVisitRequest): Promise<VisitResponse> {
    const agencyId = await this.scope.agencyFor(caller, request.agencyId);
    const { code, name } = await this.targets.one(caller, request.targetId);
    const { firstDay, kind, targetId } = request;
    refuse(faultsOfVisit(request, chinaDay(this.clock.now())));
    const draft = { agencyId, targetId, targetCode: code, firstDay, kind, note: request.note ?? null };
    return namingDuplicates(this.transactions, VISIT, async (manager) => {
      await openAgencies(manager, [agencyId]);
      const there = await manager.findOneBy(Visit, { agencyId, targetId, firstDay, kind, retiredAt: IsNull() });
      if (there !== null) throw visitThere(there.id, name, firstDay);
      const [written] = await this.keeper.insert(manager, [rowOf(draft)]);
      if (written === undefined) throw taken(VISIT);
      await keepOpen(manager, [agencyId]);
      return visitResponse(written, name);
    });
  }

  async withdraw(caller: Caller, id: number, ifMatch: string | undefined, reason: string): Promise<VisitResponse> {
    await this.visible(caller, id);
    await this.transactions.run(async (manager) => {
      const row = (await this.keeper.forChange(manager, [id])).get(id);
      if (row === undefined) throw notFound(VISIT, id);
      if (row.retiredAt !== null) throw withdrawnAlready(row.retiredAt);
      requireVersion(ifMatch, row.version);
      if (row.inspectionId !== null) throw visitOfInspection(row.inspectionId);
      await this.keeper.retire(manager, id, undefined, reason);
      await manager.update(Visit, id, { entered: null, withdrawnReason: reason });
    });
    return this.one(caller, id);
  }

  /** Those that stand of one agency's visits to some targets. */
  async standing(manager: EntityManager, agencyId: number, targetIds: readonly number[]): Promise<Visit[]> {
    const found: Visit[] = [];
    for (const some of chunks([...new Set(targetIds)])) {
      found.push(
        ...(await manager
          .createQueryBuilder(Visit, 'visit')
          .where('visit.agencyId = :agencyId AND visit.targetId IN (:...some) AND visit.retiredAt IS NULL', {
            agencyId,
            some,
          })
          .orderBy('visit.id')
          .getMany()),
      );
    }
    return found;
  }

  /** Those that stand, of some agencies, after an id. */
  async standingAfter(
    manager: EntityManager,
    agencyIds: 'all' | readonly number[],
    id: number,
    most: number,
  ): Promise<Visit[]> {
    if (agencyIds.length === 0) return [];
    const rows = manager.createQueryBuilder(Visit, 'visit').where('visit.id > :id AND visit.retiredAt IS NULL', { id });
    if (agencyIds !== 'all') rows.andWhere('visit.agencyId IN (:...agencyIds)', { agencyIds });
    return rows.orderBy('visit.id').take(most).getMany();
  }

  /** Enters many visits in the caller's transaction. A duplicate breaks it off with the database's own error. */
  async createMany(manager: EntityManager, drafts: readonly VisitDraft[]): Promise<number> {
    let count = 0;
    for (const some of chunks(drafts)) {
      await openAgencies(
        manager,
        some.map(({ agencyId }) => agencyId),
      );
      count += (await this.keeper.insert(manager, some.map(rowOf), 'imported')).length;
    }
    return count;
  }

  /** What is said of visits may be said better; when and to whom they were stays. */
  async noteMany(
    manager: EntityManager,
    changes: readonly { readonly id: number; readonly note: string | null }[],
  ): Promise<number[]> {
    return this.keeper.update(
      manager,
      changes.map(({ id, note }) => ({ id, fields: { note } })),
      'imported',
    );
  }

  private async visible(caller: Caller, id: number): Promise<Visit> {
    const row = await this.dataSource.manager.findOneBy(Visit, { id });
    if (row === null) throw notFound(VISIT, id);
    await this.scope.requireVisible(caller, row.agencyId, { what: VISIT, id });
    return row;
  }

  private async shown(rows: readonly Visit[]): Promise<VisitResponse[]> {
    const targets = await this.targets.findByIds(
      this.dataSource.manager,
      rows.map(({ targetId }) => targetId),
    );
    const names = new Map(targets.map(({ id, name }) => [id, name]));
    return rows.map((row) => visitResponse(row, names.get(row.targetId) ?? ''));
  }
}

const rowOf = (draft: VisitDraft): NewRow<Visit> => ({
  ...draft,
  inspectionId: null,
  drawId: null,
  entered: 1,
  withdrawnReason: null,
});

async function takeAlong(
  manager: EntityManager,
  changed: readonly { readonly id: number; readonly code: string }[],
): Promise<void> {
  for (const { code, id } of changed) await manager.update(Visit, { targetId: id }, { targetCode: code });
}
