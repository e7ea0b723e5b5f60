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
import { keepOpen, openAgencies } from '../agencies/open-agencies.js';
import { CodeBook } from '../records/code-book.js';
import { agencyStaysAsItIs, alreadyThere, refuse, taken } from '../records/record-errors.js';
import {
  byAgency,
  chunks,
  countUnretired,
  namingDuplicates,
  RecordKeeper,
  type NewRow,
} from '../records/record-keeper.js';
import { codesOfTarget, targetCode, type CodedTarget } from './target-code.js';
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

/** Told in the transaction that changes them, after the change. */
export type CodesChanged = (
  manager: EntityManager,
  changed: readonly { readonly id: number; readonly code: string }[],
) => Promise<void>;

interface TargetChange {
  readonly id: number;
  readonly changes: TargetChanges;
}

/** 检查对象: who or what is inspected. */
@Injectable()
export class TargetsService implements OnModuleInit {
  private readonly keeper: RecordKeeper<Target>;
  private readonly codesChanged: CodesChanged[] = [];

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
          ...(['address', 'longitude', 'latitude', 'legalRepresentative', 'phone', 'remarks'] as const),
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

  /** For rooms that keep the code of a target with what they hang on it. */
  whenCodesChange(told: CodesChanged): void {
    this.codesChanged.push(told);
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
      const [row] = await newTargets(manager, [draft]);
      if (row === undefined) throw taken(TARGET);
      await this.refuseDuplicate(manager, row, undefined);
      const [written] = await this.keeper.insert(manager, [row]);
      if (written === undefined) throw taken(TARGET);
      await keepOpen(manager, [agencyId]);
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
    const { agencyId: asked, reason, ...changes } = request;
    if (asked !== undefined && asked !== agencyId) throw agencyStaysAsItIs();
    return namingDuplicates(this.transactions, TARGET, async (manager) => {
      const row = await this.keeper.oneForChange(manager, id, ifMatch);
      refuse(faultsOfTarget({ ...targetFields(row), ...changes }));
      const [change] = await changedTargets(manager, [row], [{ id, changes }]);
      if (change === undefined) throw notFound(TARGET, id);
      await this.refuseDuplicate(manager, { ...row, ...change.fields }, id);
      await this.write(manager, [change], undefined, reason);
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

  /**
   * The targets of one agency by what a list says of them: credit code, else alias, else name (of a target that had
   * neither). Retired ones too. The answers stand in the order of the keys.
   */
  async findByKeys(
    manager: EntityManager,
    agencyId: number,
    keys: readonly CodedTarget[],
  ): Promise<(TargetResponse | undefined)[]> {
    const agencyCode = (await this.scope.named([agencyId]))[0]?.code ?? '';
    const found: (TargetResponse | undefined)[] = [];
    for (const some of chunks(keys)) {
      const codes = some.map((key) => codesOfTarget(agencyCode, key));
      const rows = await manager.findBy(Target, { agencyId, code: In([...new Set(codes.flat())]) });
      const byCode = new Map(rows.map((row) => [row.code, row]));
      for (const candidates of codes) {
        const row = candidates.map((code) => byCode.get(code)).find((each) => each !== undefined);
        found.push(row === undefined ? undefined : targetResponse(row));
      }
    }
    return found;
  }

  /**
   * Makes many targets in the caller's transaction, 500 a statement. The drafts are sound (`faultsOfTarget`) and new to
   * their agency: a duplicate breaks the transaction off with the database's own error.
   */
  async createMany(manager: EntityManager, drafts: readonly TargetDraft[], action = 'imported'): Promise<number> {
    let count = 0;
    for (const some of chunks(drafts)) {
      count += (await this.keeper.insert(manager, await newTargets(manager, some), action)).length;
    }
    return count;
  }

  /** Changes many targets in the caller's transaction. Returns the ids of those that really changed. */
  async updateMany(manager: EntityManager, changes: readonly TargetChange[], action = 'imported'): Promise<number[]> {
    const changed: number[] = [];
    for (const some of chunks(changes)) {
      const locked = await this.keeper.forChange(
        manager,
        some.map((change) => change.id),
      );
      const rows = [...locked.values()];
      changed.push(...(await this.write(manager, await changedTargets(manager, rows, some), action)));
    }
    return changed;
  }

  private async write(
    manager: EntityManager,
    changes: readonly { readonly id: number; readonly fields: Partial<NewRow<Target>> }[],
    action: string | undefined,
    reason?: string | null,
  ): Promise<number[]> {
    const changed = await this.keeper.update(manager, changes, action, reason ?? null);
    const coded = changes.flatMap(({ fields: { code }, id }) => (code === undefined ? [] : [{ id, code }]));
    if (coded.length > 0) for (const told of this.codesChanged) await told(manager, coded);
    return changed;
  }

  private async refuseDuplicate(manager: EntityManager, row: NewRow<Target>, ownId: number | undefined): Promise<void> {
    const existing = await manager.findOneBy(Target, { agencyId: row.agencyId, code: row.code });
    if (existing === null || existing.id === ownId) return;
    const pointer = row.codeKind === 'uscc' ? '/uscc' : row.alias === null ? '/name' : '/alias';
    throw alreadyThere(TARGET, pointer, { ...existing, retired: existing.retiredAt !== null });
  }
}

type Coder = (agencyId: number, target: CodedTarget) => Pick<Target, 'code' | 'codeKind'>;

/** Gives codes to targets of agencies that are in use. */
async function coderFor(
  manager: EntityManager,
  targets: readonly (CodedTarget & { readonly agencyId: number })[],
): Promise<Coder> {
  const agencies = await openAgencies(
    manager,
    targets.map((target) => target.agencyId),
  );
  const aliases = targets.flatMap((target) => target.alias ?? []);
  const book = await CodeBook.open(manager, Target, aliases);
  return (agencyId, target) => {
    const agencyCode = agencies.get(agencyId)?.code ?? '';
    const coded = targetCode(agencyCode, target, (code) => book.taken(code, agencyId));
    book.note(coded.code, agencyId);
    return coded;
  };
}

async function newTargets(manager: EntityManager, drafts: readonly TargetDraft[]): Promise<NewRow<Target>[]> {
  const full = drafts.map((draft) => ({ ...EMPTY_TARGET, ...draft }));
  const coder = await coderFor(manager, full);
  return full.map(({ uscc, ...fields }) => ({ ...fields, ...coder(fields.agencyId, { ...fields, uscc }) }));
}

/** A code stays unless what it follows from has changed. */
async function changedTargets(
  manager: EntityManager,
  rows: readonly Target[],
  changes: readonly TargetChange[],
): Promise<{ id: number; fields: Partial<NewRow<Target>> }[]> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const wanted = changes.map(({ id, changes: values }) => {
    const row = byId.get(id);
    if (row === undefined) throw notFound(TARGET, id);
    return { row, before: targetFields(row), after: { ...targetFields(row), ...values, agencyId: row.agencyId } };
  });
  const coder = await coderFor(
    manager,
    wanted.map(({ after }) => after),
  );
  return wanted.map(({ row, before, after }) => {
    const { uscc, agencyId, ...fields } = after;
    const renamed = uscc === null && after.alias === null && after.name !== before.name;
    const same = uscc === before.uscc && after.alias === before.alias && !renamed;
    return { id: row.id, fields: same ? fields : { ...fields, ...coder(agencyId, after) } };
  });
}
