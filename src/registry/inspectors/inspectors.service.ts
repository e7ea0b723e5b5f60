import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type InspectorRoll } from '../../accounts/inspector-roll.js';
import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History, type ChangeView } from '../../platform/history/history.service.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { AgencyScope } from '../agencies/agency-scope.js';
import { AgencyUses } from '../agencies/agency-uses.js';
import { keepOpen, openAgencies } from '../agencies/open-agencies.js';
import { CodeBook } from '../records/code-book.js';
import { agencyStaysAsItIs, alreadyThere, refuse, taken } from '../records/record-errors.js';
import { chunks, countUnretired, namingDuplicates, RecordKeeper, type NewRow } from '../records/record-keeper.js';
import { narrowBySearch } from '../records/search.js';
import { derivedInspectorCode, inspectorCode, type CodedInspector } from './inspector-code.js';
import { EMPTY_INSPECTOR, faultsOfInspector, type InspectorFields } from './inspector-rules.js';
import {
  inspectorFields,
  inspectorResponse,
  type ChangeInspectorRequest,
  type CreateInspectorRequest,
  type InspectorResponse,
  type InspectorsQuery,
} from './inspector.dto.js';
import { Inspector } from './inspector.entity.js';
import { INSPECTOR } from './inspectors.errors.js';

/** An inspector that is to be made. What is left out is empty; available, and no expert. */
export type InspectorDraft = Partial<InspectorFields> & { readonly agencyId: number; readonly name: string };

/** What is to be different. What is left out stays as it is. */
export type InspectorChanges = Partial<InspectorFields>;

/** 执法检查人员. Absences and recusals have services of their own. */
@Injectable()
export class InspectorsService implements OnModuleInit, InspectorRoll {
  private readonly keeper: RecordKeeper<Inspector>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly scope: AgencyScope,
    private readonly uses: AgencyUses,
    private readonly history: History,
    clock: Clock,
  ) {
    this.keeper = new RecordKeeper<Inspector>(
      {
        entity: Inspector,
        subject: 'inspector',
        what: INSPECTOR,
        fields: [
          ...(['agencyId', 'code', 'name', 'certificateNumber', 'issuer', 'validFrom', 'validUntil'] as const),
          ...(['qualifications', 'position', 'phone', 'expert', 'available', 'yearlyLimit'] as const),
        ],
        unique: ['code', 'certificateNumber'],
        written: (rows) => [{ code: In(rows.map((row) => row.code)) }],
      },
      history,
      clock,
    );
  }

  onModuleInit(): void {
    this.uses.register(INSPECTOR, countUnretired(Inspector));
  }

  async list(caller: Caller, query: InspectorsQuery): Promise<Page<InspectorResponse>> {
    const rows = this.dataSource.manager.createQueryBuilder(Inspector, 'inspector');
    await this.scope.narrow(rows, 'inspector.agencyId', caller, query.agencyId);
    rows.andWhere(`inspector.retiredAt IS ${query.retired === true ? 'NOT NULL' : 'NULL'}`);
    if (query.expert !== undefined) rows.andWhere({ expert: query.expert });
    if (query.available !== undefined) rows.andWhere({ available: query.available });
    narrowBySearch(rows, 'inspector', query.search);
    const sortable = {
      id: 'inspector.id',
      code: 'inspector.code',
      name: 'inspector.nameOrder',
      validUntil: 'inspector.validUntil',
    };
    return listPage(rows, query, sortable, 'inspector.id', inspectorResponse);
  }

  async one(caller: Caller, id: number): Promise<InspectorResponse> {
    const row = await this.dataSource.manager.findOneBy(Inspector, { id });
    if (row === null) throw notFound(INSPECTOR, id);
    await this.scope.requireVisible(caller, row.agencyId, { what: INSPECTOR, id });
    return inspectorResponse(row);
  }

  /** Inspectors by id, at most a few hundred; unknown ids are left out. Whose they are is for the caller to check. */
  async findByIds(manager: EntityManager, ids: readonly number[]): Promise<InspectorResponse[]> {
    const found: InspectorResponse[] = [];
    for (const some of chunks([...new Set(ids)])) {
      const rows = await manager.find(Inspector, { where: { id: In([...some]) }, order: { id: 'ASC' } });
      found.push(...rows.map(inspectorResponse));
    }
    return found;
  }

  async agencyOf(inspectorId: number): Promise<number | undefined> {
    const row = await this.dataSource.manager.findOneBy(Inspector, { id: inspectorId });
    return row?.agencyId;
  }

  async historyOf(caller: Caller, id: number): Promise<ChangeView[]> {
    await this.one(caller, id);
    return this.history.of(this.dataSource.manager, 'inspector', id);
  }

  async create(caller: Caller, request: CreateInspectorRequest): Promise<InspectorResponse> {
    const agencyId = await this.scope.agencyFor(caller, request.agencyId);
    const draft: InspectorDraft = { ...request, agencyId };
    refuse(faultsOfInspector({ ...EMPTY_INSPECTOR, ...draft }));
    return namingDuplicates(this.transactions, INSPECTOR, async (manager) => {
      const [row] = await this.newRows(manager, [draft]);
      if (row === undefined) throw taken(INSPECTOR);
      await this.refuseDuplicate(manager, row, undefined);
      const [written] = await this.keeper.insert(manager, [row]);
      if (written === undefined) throw taken(INSPECTOR);
      await keepOpen(manager, [agencyId]);
      return inspectorResponse(written);
    });
  }

  async change(
    caller: Caller,
    id: number,
    ifMatch: string | undefined,
    request: ChangeInspectorRequest,
  ): Promise<InspectorResponse> {
    const { agencyId } = await this.one(caller, id);
    const { agencyId: asked, reason, ...changes } = request;
    if (asked !== undefined && asked !== agencyId) throw agencyStaysAsItIs();
    return namingDuplicates(this.transactions, INSPECTOR, async (manager) => {
      const row = await this.keeper.oneForChange(manager, id, ifMatch);
      refuse(faultsOfInspector({ ...inspectorFields(row), ...changes }));
      const [change] = await this.rowChanges(manager, [row], [{ id, changes }]);
      if (change === undefined) throw notFound(INSPECTOR, id);
      await this.refuseDuplicate(manager, { ...row, ...change.fields }, id);
      await this.keeper.update(manager, [change], 'updated', reason ?? null);
      return inspectorResponse(await manager.findOneByOrFail(Inspector, { id }));
    });
  }

  async retire(
    caller: Caller,
    id: number,
    ifMatch: string | undefined,
    reason: string | null,
  ): Promise<InspectorResponse> {
    await this.one(caller, id);
    return this.transactions.run(async (manager) =>
      inspectorResponse(await this.keeper.retire(manager, id, ifMatch, reason)),
    );
  }

  /** Locks an inspector for a change of something of his (an absence, a recusal). Refuses one that is retired. */
  async forChange(manager: EntityManager, id: number): Promise<void> {
    await this.keeper.oneForChange(manager, id, undefined);
  }

  /**
   * The inspectors of one agency by certificate number, or, where there is none, the expert without one of that name.
   * Retired ones too. The answers stand in the order of the keys.
   */
  async findByKeys(
    manager: EntityManager,
    agencyId: number,
    keys: readonly CodedInspector[],
  ): Promise<(InspectorResponse | undefined)[]> {
    const agency = await this.scope.named([agencyId]);
    const derived = (key: CodedInspector): string => derivedInspectorCode(agency[0]?.code ?? '', key);
    const byKey = new Map<string, InspectorResponse>();
    for (const some of chunks(keys)) {
      const numbers = some.flatMap((key) => key.certificateNumber ?? []);
      const codes = some.filter((key) => key.certificateNumber === null).map(derived);
      const rows = await manager.findBy(Inspector, [
        { agencyId, certificateNumber: In(numbers) },
        { agencyId, code: In(codes) },
      ]);
      for (const row of rows) byKey.set(row.certificateNumber ?? row.code, inspectorResponse(row));
    }
    return keys.map((key) => byKey.get(key.certificateNumber ?? derived(key)));
  }

  /**
   * Makes many inspectors in the caller's transaction, 500 a statement. The drafts are sound (`faultsOfInspector`) and
   * new to their agency: a duplicate breaks the transaction off with the database's own error.
   */
  async createMany(manager: EntityManager, drafts: readonly InspectorDraft[], action = 'imported'): Promise<number> {
    let count = 0;
    for (const some of chunks(drafts)) {
      count += (await this.keeper.insert(manager, await this.newRows(manager, some), action)).length;
    }
    return count;
  }

  /** Changes many inspectors in the caller's transaction. Returns the ids of those that really changed. */
  async updateMany(
    manager: EntityManager,
    changes: readonly { readonly id: number; readonly changes: InspectorChanges }[],
    action = 'imported',
  ): Promise<number[]> {
    const changed: number[] = [];
    for (const some of chunks(changes)) {
      const locked = await this.keeper.forChange(
        manager,
        some.map((change) => change.id),
      );
      const rows = [...locked.values()];
      changed.push(...(await this.keeper.update(manager, await this.rowChanges(manager, rows, some), action)));
    }
    return changed;
  }

  private async newRows(manager: EntityManager, drafts: readonly InspectorDraft[]): Promise<NewRow<Inspector>[]> {
    const agencies = await openAgencies(
      manager,
      drafts.map((draft) => draft.agencyId),
    );
    const full = drafts.map((draft) => ({ ...EMPTY_INSPECTOR, ...draft }));
    const codes = await this.codeBook(manager, full);
    return full.map((draft) => ({
      ...draft,
      qualifications: [...draft.qualifications],
      code: codes(agencies.get(draft.agencyId)?.code ?? '', draft),
    }));
  }

  private async rowChanges(
    manager: EntityManager,
    rows: readonly Inspector[],
    changes: readonly { readonly id: number; readonly changes: InspectorChanges }[],
  ): Promise<{ id: number; fields: Partial<NewRow<Inspector>> }[]> {
    const agencies = await openAgencies(
      manager,
      rows.map((row) => row.agencyId),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    const after = changes.map(({ id, changes: wanted }) => {
      const row = byId.get(id);
      if (row === undefined) throw notFound(INSPECTOR, id);
      return { ...inspectorFields(row), ...wanted, id, agencyId: row.agencyId, current: row };
    });
    const codes = await this.codeBook(manager, after);
    return after.map(({ id, agencyId, current, ...fields }) => {
      const same = fields.certificateNumber === current.certificateNumber;
      const renamed = fields.certificateNumber === null && fields.name !== current.name;
      const code = same && !renamed ? current.code : codes(agencies.get(agencyId)?.code ?? '', { ...fields, agencyId });
      return { id, fields: { ...fields, qualifications: [...fields.qualifications], code } };
    });
  }

  /** Gives codes to inspectors whose certificate numbers other agencies may hold as well. */
  private async codeBook(
    manager: EntityManager,
    inspectors: readonly CodedInspector[],
  ): Promise<(agencyCode: string, inspector: CodedInspector & { readonly agencyId: number }) => string> {
    const numbers = inspectors.flatMap((inspector) => inspector.certificateNumber ?? []);
    const book = await CodeBook.open(manager, Inspector, numbers);
    return (agencyCode, inspector) => {
      const code = inspectorCode(agencyCode, inspector, (wanted) => book.taken(wanted, inspector.agencyId));
      book.note(code, inspector.agencyId);
      return code;
    };
  }

  private async refuseDuplicate(
    manager: EntityManager,
    row: NewRow<Inspector>,
    ownId: number | undefined,
  ): Promise<void> {
    const { agencyId, certificateNumber, code } = row;
    const rows = await manager.findBy(Inspector, [
      { agencyId, code },
      ...(certificateNumber === null ? [] : [{ agencyId, certificateNumber }]),
    ]);
    const existing = rows.find((other) => other.id !== ownId);
    if (existing === undefined) return;
    const pointer = certificateNumber === null ? '/name' : '/certificateNumber';
    throw alreadyThere(INSPECTOR, pointer, { ...existing, retired: existing.retiredAt !== null });
  }
}
