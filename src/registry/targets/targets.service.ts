import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History, type ChangeView } from '../../platform/history/history.service.js';
import { type Page } from '../../platform/http/paging.js';
import { AgencyScope } from '../agencies/agency-scope.js';
import { AgencyUses } from '../agencies/agency-uses.js';
import { openAgencies } from '../agencies/open-agencies.js';
import { agencyStaysAsItIs, alreadyThere, refuse, taken } from '../records/record-errors.js';
import {
  byAgency,
  chunks,
  countUnretired,
  namingDuplicates,
  RecordKeeper,
  type NewRow,
} from '../records/record-keeper.js';
import { targetCode } from './target-code.js';
import { listTargets } from './target-list.js';
import { EMPTY_TARGET, faultsOfTarget, type TargetFields } from './target-rules.js';
import {
  targetFields,
  targetResponse,
  type ChangeTargetRequest,
  type CreateTargetRequest,
  type TargetResponse,
  type TargetsQuery,
} from './target.dto.js';
import { Target } from './target.entity.js';
import { TARGET } from './targets.errors.js';

/** A target that is to be made. What is left out is empty, and the state 'active'. */
export type TargetDraft = Partial<TargetFields> & {
  readonly agencyId: number;
  readonly name: string;
  readonly kind: string;
};

/** What is to be different. What is left out stays as it is. */
export type TargetChanges = Partial<TargetFields>;

/** 检查对象: who or what is inspected. */
@Injectable()
export class TargetsService implements OnModuleInit {
  private readonly keeper: RecordKeeper<Target>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly scope: AgencyScope,
    private readonly uses: AgencyUses,
    private readonly history: History,
    clock: Clock,
  ) {
    this.keeper = new RecordKeeper<Target>(
      {
        entity: Target,
        subject: 'target',
        what: TARGET,
        fields: [
          ...(['agencyId', 'code', 'codeKind', 'alias', 'name', 'kind', 'regionCode', 'riskClass', 'state'] as const),
          ...(['address', 'legalRepresentative', 'phone', 'remarks'] as const),
        ],
        unique: ['code'],
        written: (rows) => byAgency(rows).map(([agencyId, of]) => ({ agencyId, code: In(of.map((row) => row.code)) })),
      },
      history,
      clock,
    );
  }

  onModuleInit(): void {
    this.uses.register(TARGET, countUnretired(Target));
  }

  list(caller: Caller, query: TargetsQuery): Promise<Page<TargetResponse>> {
    return listTargets(this.dataSource, this.scope, caller, query);
  }

  async one(caller: Caller, id: number): Promise<TargetResponse> {
    const row = await this.dataSource.manager.findOneBy(Target, { id });
    if (row === null) throw notFound(TARGET, id);
    await this.scope.requireVisible(caller, row.agencyId, { what: TARGET, id });
    return targetResponse(row);
  }

  /** Targets by id, at most a few hundred; unknown ids are left out. Whose they are is for the caller to check. */
  async findByIds(manager: EntityManager, ids: readonly number[]): Promise<TargetResponse[]> {
    const found: TargetResponse[] = [];
    for (const some of chunks([...new Set(ids)])) {
      const rows = await manager.find(Target, { where: { id: In([...some]) }, order: { id: 'ASC' } });
      found.push(...rows.map(targetResponse));
    }
    return found;
  }

  async historyOf(caller: Caller, id: number): Promise<ChangeView[]> {
    await this.one(caller, id);
    return this.history.of(this.dataSource.manager, 'target', id);
  }

  async create(caller: Caller, request: CreateTargetRequest): Promise<TargetResponse> {
    const agencyId = await this.scope.agencyFor(caller, request.agencyId);
    const draft: TargetDraft = { ...request, agencyId };
    refuse(faultsOfTarget({ ...EMPTY_TARGET, ...draft }));
    return namingDuplicates(this.transactions, TARGET, async (manager) => {
      const row = newTarget(draft, await codeOfAgency(manager, agencyId));
      await this.refuseDuplicate(manager, row, undefined);
      const [written] = await this.keeper.insert(manager, [row]);
      if (written === undefined) throw taken(TARGET);
      return targetResponse(written);
    });
  }

  async change(
    caller: Caller,
    id: number,
    ifMatch: string | undefined,
    request: ChangeTargetRequest,
  ): Promise<TargetResponse> {
    const { agencyId } = await this.one(caller, id);
    const { agencyId: asked, ...changes } = request;
    if (asked !== undefined && asked !== agencyId) throw agencyStaysAsItIs();
    return namingDuplicates(this.transactions, TARGET, async (manager) => {
      const row = await this.keeper.oneForChange(manager, id, ifMatch);
      refuse(faultsOfTarget({ ...targetFields(row), ...changes }));
      const fields = changedTarget(row, changes, await codeOfAgency(manager, agencyId));
      await this.refuseDuplicate(manager, { ...row, ...fields }, id);
      await this.keeper.update(manager, [{ id, fields }]);
      return targetResponse(await manager.findOneByOrFail(Target, { id }));
    });
  }

  async retire(
    caller: Caller,
    id: number,
    ifMatch: string | undefined,
    reason: string | null,
  ): Promise<TargetResponse> {
    await this.one(caller, id);
    return this.transactions.run(async (manager) =>
      targetResponse(await this.keeper.retire(manager, id, ifMatch, reason)),
    );
  }

  /** The targets of one agency by their codes (target-code.ts), retired ones too. Code → target. */
  async findByKeys(
    manager: EntityManager,
    agencyId: number,
    codes: readonly string[],
  ): Promise<Map<string, TargetResponse>> {
    const found = new Map<string, TargetResponse>();
    for (const some of chunks([...new Set(codes)])) {
      const rows = await manager.findBy(Target, { agencyId, code: In([...some]) });
      for (const row of rows) found.set(row.code, targetResponse(row));
    }
    return found;
  }

  /**
   * Makes many targets in the caller's transaction, 500 a statement. The drafts are sound (`faultsOfTarget`) and their
   * codes are free: a duplicate breaks the transaction off with the database's own error.
   */
  async createMany(manager: EntityManager, drafts: readonly TargetDraft[], action = 'imported'): Promise<number> {
    const agencies = await openAgencies(
      manager,
      drafts.map((draft) => draft.agencyId),
    );
    let count = 0;
    for (const some of chunks(drafts)) {
      const rows = some.map((draft) => newTarget(draft, agencies.get(draft.agencyId)?.code ?? ''));
      count += (await this.keeper.insert(manager, rows, action)).length;
    }
    return count;
  }

  /** Changes many targets in the caller's transaction. Returns the ids of those that really changed. */
  async updateMany(
    manager: EntityManager,
    changes: readonly { readonly id: number; readonly changes: TargetChanges }[],
    action = 'imported',
  ): Promise<number[]> {
    const changed: number[] = [];
    for (const some of chunks(changes)) {
      const rows = await manager.findBy(Target, { id: In(some.map((change) => change.id)) });
      const byId = new Map(rows.map((row) => [row.id, row]));
      const agencies = await openAgencies(
        manager,
        rows.map((row) => row.agencyId),
      );
      const rowChanges = some.map(({ id, changes: wanted }) => {
        const row = byId.get(id);
        if (row === undefined) throw notFound(TARGET, id);
        return { id, fields: changedTarget(row, wanted, agencies.get(row.agencyId)?.code ?? '') };
      });
      changed.push(...(await this.keeper.update(manager, rowChanges, action)));
    }
    return changed;
  }

  private async refuseDuplicate(manager: EntityManager, row: NewRow<Target>, ownId: number | undefined): Promise<void> {
    const existing = await manager.findOneBy(Target, { agencyId: row.agencyId, code: row.code });
    if (existing === null || existing.id === ownId) return;
    const pointer = row.codeKind === 'uscc' ? '/uscc' : row.alias === null ? '/name' : '/alias';
    throw alreadyThere(TARGET, pointer, { ...existing, retired: existing.retiredAt !== null });
  }
}

async function codeOfAgency(manager: EntityManager, agencyId: number): Promise<string> {
  return (await openAgencies(manager, [agencyId])).get(agencyId)?.code ?? '';
}

function newTarget(draft: TargetDraft, agencyCode: string): NewRow<Target> {
  const { uscc, ...fields } = { ...EMPTY_TARGET, ...draft };
  return { ...fields, ...targetCode(agencyCode, { ...fields, uscc }) };
}

function changedTarget(row: Target, changes: TargetChanges, agencyCode: string): Partial<NewRow<Target>> {
  const { uscc, ...fields } = { ...targetFields(row), ...changes };
  return { ...fields, ...targetCode(agencyCode, { ...fields, uscc }) };
}
