import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History, type ChangeView } from '../../platform/history/history.service.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { AgencyScope } from '../agencies/agency-scope.js';
import { AgencyUses } from '../agencies/agency-uses.js';
import { keepOpen, openAgencies } from '../agencies/open-agencies.js';
import { agencyStaysAsItIs, alreadyThere, refuse, taken } from '../records/record-errors.js';
import {
  byAgency,
  chunks,
  countUnretired,
  namingDuplicates,
  RecordKeeper,
  type NewRow,
} from '../records/record-keeper.js';
import { narrowBySearch } from '../records/search.js';
import { matterCode, matterKey } from './matter-key.js';
import { EMPTY_MATTER, faultsOfMatter, type MatterFields } from './matter-rules.js';
import {
  matterFields,
  matterResponse,
  type ChangeMatterRequest,
  type CreateMatterRequest,
  type MatterResponse,
  type MattersQuery,
} from './matter.dto.js';
import { Matter } from './matter.entity.js';
import { MATTER } from './matters.errors.js';

/** A matter that is to be made. What is left out is empty; without a code, one is derived. */
export type MatterDraft = Partial<MatterFields> & {
  readonly agencyId: number;
  readonly name: string;
  readonly code?: string | undefined;
};

/** What is to be different. What is left out stays as it is. */
export type MatterChanges = Partial<MatterFields> & { readonly code?: string | undefined };

/** 抽查事项: the checklist of an agency. */
@Injectable()
export class MattersService implements OnModuleInit {
  private readonly keeper: RecordKeeper<Matter>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly scope: AgencyScope,
    private readonly uses: AgencyUses,
    private readonly history: History,
    clock: Clock,
  ) {
    this.keeper = new RecordKeeper<Matter>(
      {
        entity: Matter,
        subject: 'matter',
        what: MATTER,
        fields: [
          'agencyId',
          'code',
          ...(['number', 'category', 'name', 'content', 'targetKind', 'importance', 'methods', 'methodText'] as const),
          ...(['level', 'legalBasis', 'rateDirection', 'rateMillionths', 'frequency'] as const),
          ...(['windowFrom', 'windowUntil', 'qualifications'] as const),
        ],
        unique: ['code', 'nameKey'],
        written: (rows) =>
          byAgency(rows).map(([agencyId, of]) => ({ agencyId, nameKey: In(of.map((row) => row.nameKey)) })),
      },
      history,
      clock,
    );
  }

  onModuleInit(): void {
    this.uses.register(MATTER, countUnretired(Matter));
  }

  async list(caller: Caller, query: MattersQuery): Promise<Page<MatterResponse>> {
    const rows = this.dataSource.manager.createQueryBuilder(Matter, 'matter');
    await this.scope.narrow(rows, 'matter.agencyId', caller, query.agencyId);
    rows.andWhere(`matter.retiredAt IS ${query.retired === true ? 'NOT NULL' : 'NULL'}`);
    if (query.importance !== undefined) rows.andWhere({ importance: query.importance });
    if (query.category !== undefined) rows.andWhere({ category: query.category });
    narrowBySearch(rows, 'matter', query.search);
    const sortable = { id: 'matter.id', code: 'matter.code', name: 'matter.nameOrder', number: 'matter.number' };
    return listPage(rows, query, sortable, 'matter.id', matterResponse);
  }

  /** One matter that the caller may see. */
  async one(caller: Caller, id: number): Promise<MatterResponse> {
    const row = await this.dataSource.manager.findOneBy(Matter, { id });
    if (row === null) throw notFound(MATTER, id);
    await this.scope.requireVisible(caller, row.agencyId, { what: MATTER, id });
    return matterResponse(row);
  }

  /** Matters by id, for those who plan with them; unknown ids are left out. Whose they are is for the caller to check. */
  async findByIds(manager: EntityManager, ids: readonly number[]): Promise<MatterResponse[]> {
    const found: MatterResponse[] = [];
    for (const some of chunks([...new Set(ids)])) {
      const rows = await manager.find(Matter, { where: { id: In([...some]) }, order: { id: 'ASC' } });
      found.push(...rows.map(matterResponse));
    }
    return found;
  }

  async historyOf(caller: Caller, id: number): Promise<ChangeView[]> {
    await this.one(caller, id);
    return this.history.of(this.dataSource.manager, 'matter', id);
  }

  async create(caller: Caller, request: CreateMatterRequest): Promise<MatterResponse> {
    const agencyId = await this.scope.agencyFor(caller, request.agencyId);
    const row = newMatter({ ...request, agencyId });
    refuse(faultsOfMatter(matterFields(row as Matter)));
    return namingDuplicates(this.transactions, MATTER, async (manager) => {
      await openAgencies(manager, [agencyId]);
      await this.refuseDuplicate(manager, row, undefined);
      const [written] = await this.keeper.insert(manager, [row]);
      if (written === undefined) throw taken(MATTER);
      await keepOpen(manager, [agencyId]);
      return matterResponse(written);
    });
  }

  async change(
    caller: Caller,
    id: number,
    ifMatch: string | undefined,
    request: ChangeMatterRequest,
  ): Promise<MatterResponse> {
    const { agencyId } = await this.one(caller, id);
    const { agencyId: asked, reason, ...wanted } = request;
    if (asked !== undefined && asked !== agencyId) throw agencyStaysAsItIs();
    return namingDuplicates(this.transactions, MATTER, async (manager) => {
      const row = await this.keeper.oneForChange(manager, id, ifMatch);
      const fields = changedMatter(row, withoutOldWords(row, wanted));
      refuse(faultsOfMatter(matterFields({ ...row, ...fields })));
      await this.refuseDuplicate(manager, { ...row, ...fields }, id);
      await this.keeper.update(manager, [{ id, fields }], 'updated', reason ?? null);
      return matterResponse(await manager.findOneByOrFail(Matter, { id }));
    });
  }

  async retire(
    caller: Caller,
    id: number,
    ifMatch: string | undefined,
    reason: string | null,
  ): Promise<MatterResponse> {
    await this.one(caller, id);
    return this.transactions.run(async (manager) =>
      matterResponse(await this.keeper.retire(manager, id, ifMatch, reason)),
    );
  }

  /** The matters of one agency by their keys (matter-key.ts), retired ones too. Key → matter. */
  async findByKeys(
    manager: EntityManager,
    agencyId: number,
    keys: readonly string[],
  ): Promise<Map<string, MatterResponse>> {
    const found = new Map<string, MatterResponse>();
    for (const some of chunks([...new Set(keys)])) {
      const rows = await manager.findBy(Matter, { agencyId, nameKey: In([...some]) });
      for (const row of rows) found.set(row.nameKey, matterResponse(row));
    }
    return found;
  }

  /**
   * Makes many matters in the caller's transaction, 500 a statement. The drafts are sound (`faultsOfMatter`) and their
   * keys and codes are free: a duplicate breaks the transaction off with the database's own error.
   */
  async createMany(manager: EntityManager, drafts: readonly MatterDraft[], action = 'imported'): Promise<number> {
    await openAgencies(
      manager,
      drafts.map((draft) => draft.agencyId),
    );
    return (await this.keeper.insert(manager, drafts.map(newMatter), action)).length;
  }

  /** Changes many matters in the caller's transaction. Returns the ids of those that really changed. */
  async updateMany(
    manager: EntityManager,
    changes: readonly { readonly id: number; readonly changes: MatterChanges }[],
    action = 'imported',
  ): Promise<number[]> {
    const changed: number[] = [];
    for (const some of chunks(changes)) {
      const byId = await this.keeper.forChange(
        manager,
        some.map((change) => change.id),
      );
      changed.push(
        ...(await this.keeper.update(
          manager,
          some.map(({ id, changes: wanted }) => {
            const row = byId.get(id);
            if (row === undefined) throw notFound(MATTER, id);
            return { id, fields: changedMatter(row, wanted) };
          }),
          action,
        )),
      );
    }
    return changed;
  }

  private async refuseDuplicate(
    manager: EntityManager,
    { agencyId, nameKey, code }: NewRow<Matter>,
    ownId: number | undefined,
  ): Promise<void> {
    const rows = await manager.findBy(Matter, [
      { agencyId, nameKey },
      { agencyId, code },
    ]);
    const existing = rows.find((row) => row.id !== ownId);
    if (existing === undefined) return;
    const pointer = existing.nameKey === nameKey ? '/name' : '/code';
    throw alreadyThere(MATTER, pointer, { ...existing, retired: existing.retiredAt !== null });
  }
}

function newMatter(draft: MatterDraft): NewRow<Matter> {
  const { agencyId, code, rate, methods, qualifications, ...fields } = { ...EMPTY_MATTER, ...draft };
  const nameKey = matterKey(fields);
  return {
    ...fields,
    agencyId,
    nameKey,
    code: code ?? matterCode(nameKey),
    rateDirection: rate?.direction ?? null,
    rateMillionths: rate?.millionths ?? null,
    methods: [...methods],
    qualifications: [...qualifications],
  };
}

/** The words of the checklist say nothing about methods that were chosen anew. */
function withoutOldWords(row: Matter, changes: MatterChanges): MatterChanges {
  const { methods, methodText } = changes;
  if (methods === undefined || methodText !== undefined || isDeepStrictEqual(methods, row.methods)) return changes;
  return { ...changes, methodText: null };
}

/** The columns that a change sets. A derived code goes with the name it was derived from; one that was given stays. */
function changedMatter(row: Matter, changes: MatterChanges): Partial<NewRow<Matter>> {
  const { rate, methods, qualifications, code, ...fields } = changes;
  const nameKey = matterKey({
    category: fields.category === undefined ? row.category : fields.category,
    name: fields.name ?? row.name,
    targetKind: fields.targetKind === undefined ? row.targetKind : fields.targetKind,
  });
  const derived = row.code === matterCode(row.nameKey);
  return {
    ...fields,
    nameKey,
    code: code ?? (derived ? matterCode(nameKey) : row.code),
    ...(rate === undefined ? {} : { rateDirection: rate?.direction ?? null, rateMillionths: rate?.millionths ?? null }),
    ...(methods === undefined ? {} : { methods: [...methods] }),
    ...(qualifications === undefined ? {} : { qualifications: [...qualifications] }),
  };
}
