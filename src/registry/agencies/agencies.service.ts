import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { History, type ChangeView } from '../../platform/history/history.service.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { derivedCode } from '../records/derived-code.js';
import { alreadyThere, taken } from '../records/record-errors.js';
import { namingDuplicates, RecordKeeper } from '../records/record-keeper.js';
import { narrowBySearch } from '../records/search.js';
import { agencyInUse, AGENCY, topNeedsWholeTree } from './agencies.errors.js';
import { liesWithin } from './agency-path.js';
import { AgencyScope } from './agency-scope.js';
import { growTree, lockTree, moveInTree, requireLevels } from './agency-tree-changes.js';
import { keepOpen } from './open-agencies.js';
import { AgencyUses } from './agency-uses.js';
import {
  agencyResponse,
  type AgenciesQuery,
  type AgencyResponse,
  type ChangeAgencyRequest,
  type CreateAgencyRequest,
} from './agency.dto.js';
import { Agency, type AgencyLevel } from './agency.entity.js';

/** An agency that is to be made. Without a code, one is derived from the name. */
export interface AgencyDraft {
  readonly name: string;
  readonly level: AgencyLevel;
  readonly parentId: number | null;
  readonly regionCode?: string | null;
  readonly code?: string;
  readonly publicationDays?: number | null;
  readonly closingDays?: number | null;
  readonly checkInMetres?: number | null;
}

/** 单位: the tree of agencies. A caller sees and changes the part of it that begins with his own agency. */
@Injectable()
export class AgenciesService {
  private readonly keeper: RecordKeeper<Agency>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly scope: AgencyScope,
    private readonly uses: AgencyUses,
    private readonly history: History,
    clock: Clock,
  ) {
    this.keeper = new RecordKeeper<Agency>(
      {
        entity: Agency,
        subject: 'agency',
        what: AGENCY,
        fields: ['code', 'name', 'level', 'regionCode', 'parentId', 'publicationDays', 'closingDays', 'checkInMetres'],
        unique: ['code', 'name'],
        written: (rows) => [{ code: In(rows.map((row) => row.code)) }],
      },
      history,
      clock,
    );
  }

  async list(caller: Caller, query: AgenciesQuery): Promise<Page<AgencyResponse>> {
    const rows = this.dataSource.manager.createQueryBuilder(Agency, 'agency');
    await this.scope.narrow(rows, 'agency.id', caller);
    if (query.parentId !== undefined) {
      await this.scope.requireVisible(caller, query.parentId);
      rows.andWhere('agency.parentId = :parentId', { parentId: query.parentId });
    }
    if (query.state !== 'all') rows.andWhere(`agency.retiredAt IS ${query.state === 'retired' ? 'NOT NULL' : 'NULL'}`);
    narrowBySearch(rows, 'agency', query.search);
    const sortable = {
      id: 'agency.id',
      code: 'agency.code',
      name: 'agency.nameOrder',
      regionCode: 'agency.regionCode',
    };
    return listPage(rows, query, sortable, 'agency.id', agencyResponse);
  }

  async one(caller: Caller, id: number): Promise<AgencyResponse> {
    await this.scope.requireVisible(caller, id);
    const row = await this.dataSource.manager.findOneBy(Agency, { id });
    if (row === null) throw notFound(AGENCY, id);
    return agencyResponse(row);
  }

  async historyOf(caller: Caller, id: number): Promise<ChangeView[]> {
    await this.scope.requireVisible(caller, id);
    return this.history.of(this.dataSource.manager, 'agency', id);
  }

  async create(caller: Caller, request: CreateAgencyRequest): Promise<AgencyResponse> {
    const parentId = request.parentId === undefined ? caller.agencyId : request.parentId;
    await this.requireParent(caller, parentId);
    return namingDuplicates(this.transactions, AGENCY, async (manager) => {
      const draft: AgencyDraft = { ...request, parentId };
      await this.refuseDuplicate(manager, caller, draft.name, codeOf(draft), undefined);
      const [row] = await this.createMany(manager, [draft]);
      if (row === undefined) throw taken(AGENCY);
      return row;
    });
  }

  /** Makes agencies whose parents are there already. Names and codes must be free: look for them first. */
  async createMany(manager: EntityManager, drafts: readonly AgencyDraft[]): Promise<AgencyResponse[]> {
    await lockTree(manager);
    const paths = await growTree(manager, drafts);
    const rows = await this.keeper.insert(
      manager,
      drafts.map((draft, at) => ({
        code: codeOf(draft),
        name: draft.name,
        level: draft.level,
        regionCode: draft.regionCode ?? null,
        parentId: draft.parentId,
        publicationDays: draft.publicationDays ?? null,
        closingDays: draft.closingDays ?? null,
        checkInMetres: draft.checkInMetres ?? null,
        // the row's own id is not known yet
        path: paths[at] ?? '/',
      })),
    );
    for (const row of rows) {
      row.path = `${row.path}${row.id}/`;
      await manager.update(Agency, row.id, { path: row.path });
    }
    return rows.map(agencyResponse);
  }

  /** Agencies that the caller sees, by name or code as a sheet may say either. Retired ones too. */
  async findByNameOrCode(
    manager: EntityManager,
    caller: Caller,
    words: readonly string[],
  ): Promise<Map<string, AgencyResponse>> {
    const found = new Map<string, AgencyResponse>();
    const wanted = [...new Set(words)];
    for (let start = 0; start < wanted.length; start += 500) {
      const some = wanted.slice(start, start + 500);
      const rows = await manager.find(Agency, { where: [{ name: In(some) }, { code: In(some) }] });
      for (const row of rows) {
        if (caller.agencyId !== null && !liesWithin(row.path, caller.agencyId)) continue;
        found.set(row.code, agencyResponse(row));
      }
    }
    // a name goes before a code of the same letters
    for (const row of [...found.values()]) found.set(row.name, row);
    return new Map([...found].filter(([word]) => wanted.includes(word)));
  }

  async change(
    caller: Caller,
    id: number,
    ifMatch: string | undefined,
    request: ChangeAgencyRequest,
  ): Promise<AgencyResponse> {
    await this.scope.requireVisible(caller, id);
    if (request.parentId !== undefined) {
      const before = await this.one(caller, id);
      if (before.parentId !== request.parentId) await this.requireParent(caller, request.parentId);
    }
    return namingDuplicates(this.transactions, AGENCY, async (manager) => {
      await lockTree(manager);
      const row = await this.keeper.oneForChange(manager, id, ifMatch);
      if (request.name !== undefined) await this.refuseDuplicate(manager, caller, request.name, undefined, id);
      const level = request.level ?? row.level;
      const parentId = request.parentId === undefined ? row.parentId : request.parentId;
      await requireLevels(manager, { id, level, parentId });
      await this.keeper.update(manager, [
        {
          id,
          fields: {
            ...(request.name === undefined ? {} : { name: request.name }),
            ...(request.regionCode === undefined ? {} : { regionCode: request.regionCode }),
            ...(request.publicationDays === undefined ? {} : { publicationDays: request.publicationDays }),
            ...(request.closingDays === undefined ? {} : { closingDays: request.closingDays }),
            ...(request.checkInMetres === undefined ? {} : { checkInMetres: request.checkInMetres }),
            level,
            parentId,
          },
        },
      ]);
      if (parentId !== row.parentId) await moveInTree(manager, row, parentId);
      return agencyResponse(await manager.findOneByOrFail(Agency, { id }));
    });
  }

  async retire(
    caller: Caller,
    id: number,
    ifMatch: string | undefined,
    reason: string | null,
  ): Promise<AgencyResponse> {
    await this.scope.requireVisible(caller, id);
    return this.transactions.run(async (manager) => {
      await lockTree(manager);
      // locks the row first: what is being added at this moment then either waits, and finds it retired, or is counted
      const row = await this.keeper.retire(manager, id, ifMatch, reason);
      const children = await manager
        .createQueryBuilder(Agency, 'agency')
        .where('agency.parentId = :id AND agency.retiredAt IS NULL', { id })
        .getCount();
      const uses = [
        ...(children > 0 ? [{ zh: '下级单位', en: 'agencies below it', count: children }] : []),
        ...(await this.uses.of(manager, id)),
      ];
      if (uses.length > 0) throw agencyInUse(row.name, uses);
      await keepOpen(manager, [id]);
      return agencyResponse(row);
    });
  }

  private async requireParent(caller: Caller, parentId: number | null): Promise<void> {
    if (parentId !== null) await this.scope.requireVisible(caller, parentId);
    else if (caller.agencyId !== null) throw topNeedsWholeTree();
  }

  private async refuseDuplicate(
    manager: EntityManager,
    caller: Caller,
    name: string,
    code: string | undefined,
    ownId: number | undefined,
  ): Promise<void> {
    const rows = await manager.find(Agency, { where: [{ name }, ...(code === undefined ? [] : [{ code }])] });
    const existing = rows.find((row) => row.id !== ownId);
    if (existing === undefined) return;
    if (caller.agencyId !== null && !liesWithin(existing.path, caller.agencyId)) throw taken(AGENCY);
    throw alreadyThere(AGENCY, existing.name === name ? '/name' : '/code', {
      ...existing,
      retired: existing.retiredAt !== null,
    });
  }
}

/** The code that an agency gets: its own, or one that follows from its name. */
export function codeOf(draft: Pick<AgencyDraft, 'code' | 'name'>): string {
  return draft.code ?? derivedCode('A', draft.name);
}
