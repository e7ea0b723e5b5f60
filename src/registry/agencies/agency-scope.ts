import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';

import { AgencyTree } from '../../accounts/agency-tree.js';
import { type Caller } from '../../accounts/caller.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { markOutside } from '../../platform/http/request-context.js';
import { Log } from '../../platform/log/log.js';
import { type Bilingual } from '../../platform/text.js';
import { AGENCY, agencyRequired } from './agencies.errors.js';
import { Agency } from './agency.entity.js';
import { agencyIdsOf, liesWithin, subtreeRange } from './agency-path.js';

/** What an agency is to those who must name it: a code for draws, a name for people. */
export interface AgencyView {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly parentId: number | null;
  readonly retired: boolean;
}

/** An agency with the codes of those above it, from the top that was asked for, and its own last. */
export interface AgencyLine {
  readonly id: number;
  readonly code: string;
  readonly line: readonly string[];
}

/** Which part of the tree a caller sees. Retired agencies are part of it: what they did stays visible. */
@Injectable()
export class AgencyScope extends AgencyTree {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Log,
  ) {
    super();
  }

  /** The ids of the agencies that the caller sees, ascending, or 'all'. */
  async visibleIds(caller: Caller): Promise<'all' | number[]> {
    return caller.agencyId === null ? 'all' : this.subtreeIds(caller.agencyId);
  }

  /**
   * Refuses what lies outside the caller's part of the tree as if it were not there (404), and logs the attempt.
   * @param sought what the caller asked for, where it is not the agency itself
   */
  async requireVisible(
    caller: Caller,
    agencyId: number,
    sought: { readonly what: Bilingual; readonly id: number | string } = { what: AGENCY, id: agencyId },
  ): Promise<void> {
    const path = await this.pathOf(agencyId);
    if (path !== undefined && (caller.agencyId === null || liesWithin(path, caller.agencyId))) return;
    if (path !== undefined) {
      this.log.warn(
        {
          user: caller.username,
          scope: caller.agencyId,
          agency: agencyId,
          sought: `${sought.what.en} ${sought.id}`,
        },
        'asked for something outside the scope',
      );
      markOutside({ sought: `${sought.what.en} ${sought.id}`, agencyId });
    }
    throw notFound(sought.what, sought.id);
  }

  /** The agency that a new record belongs to: the one that was named, or else the caller's own. It must be visible. */
  async agencyFor(caller: Caller, named: number | undefined): Promise<number> {
    const agencyId = named ?? caller.agencyId;
    if (agencyId === null) throw agencyRequired();
    await this.requireVisible(caller, agencyId);
    return agencyId;
  }

  /** Narrows a list to what the caller sees, and to one agency where one is named. */
  async narrow<T extends ObjectLiteral>(
    query: SelectQueryBuilder<T>,
    column: string,
    caller: Caller,
    agencyId?: number,
  ): Promise<void> {
    if (agencyId !== undefined) {
      await this.requireVisible(caller, agencyId);
      query.andWhere(`${column} = :agencyId`, { agencyId });
      return;
    }
    const visible = await this.visibleIds(caller);
    if (visible === 'all') return;
    if (visible.length === 0) query.andWhere('1 = 0');
    else query.andWhere(`${column} IN (:...visible)`, { visible });
  }

  /** The agency and all below it, retired ones too, ascending; nothing for an unknown id. */
  async subtreeIds(agencyId: number): Promise<number[]> {
    const path = await this.pathOf(agencyId);
    if (path === undefined) return [];
    const { from, before } = subtreeRange(path);
    const rows = await this.dataSource.manager
      .createQueryBuilder(Agency, 'agency')
      .select('agency.id', 'id')
      .where('agency.path >= :from AND agency.path < :before', { from, before })
      .orderBy('agency.id', 'ASC')
      .getRawMany<{ id: number }>();
    return rows.map((row) => row.id);
  }

  /** The agency and all above it, from the top down; nothing for an unknown id. */
  async lineAbove(agencyId: number, manager?: EntityManager): Promise<number[]> {
    return agencyIdsOf((await this.pathOf(agencyId, manager)) ?? '');
  }

  /** The agencies and all below them, retired ones too; unknown ids have none. Tops must not lie below one another. */
  async lines(tops: readonly number[]): Promise<AgencyLine[]> {
    const found: AgencyLine[] = [];
    for (const top of tops) {
      const path = await this.pathOf(top);
      if (path === undefined) continue;
      const { from, before } = subtreeRange(path);
      const rows = await this.dataSource.manager
        .createQueryBuilder(Agency, 'agency')
        .select(['agency.id AS id', 'agency.code AS code', 'agency.path AS path'])
        .where('agency.path >= :from AND agency.path < :before', { from, before })
        // an agency comes after those above it: its path goes on from theirs
        .orderBy('agency.path', 'ASC')
        .getRawMany<{ id: number; code: string; path: string }>();
      const codes = new Map(rows.map(({ id, code }) => [String(id), code]));
      for (const { id, code, path: own } of rows) {
        const line = own.split('/').flatMap((one) => codes.get(one) ?? []);
        found.push({ id, code, line });
      }
    }
    return found;
  }

  /** An agency by its code or its whole name, a name before a code of the same letters. */
  async called(word: string): Promise<AgencyView | undefined> {
    const rows = await this.dataSource.manager.findBy(Agency, [{ name: word }, { code: word }]);
    const row = rows.find(({ name }) => name === word) ?? rows[0];
    return row === undefined ? undefined : viewOf(row);
  }

  /** Agencies by code, in no particular order; unknown codes are left out. */
  async coded(codes: readonly string[]): Promise<AgencyView[]> {
    const rows = await this.dataSource.manager.findBy(Agency, { code: In([...new Set(codes)]) });
    return rows.map(viewOf);
  }

  /** Agencies by id, in no particular order; unknown ids are left out. */
  async named(agencyIds: readonly number[]): Promise<AgencyView[]> {
    const rows = await this.dataSource.manager.findBy(Agency, { id: In([...new Set(agencyIds)]) });
    return rows.map(viewOf);
  }

  async contains(topAgencyId: number, agencyId: number): Promise<boolean> {
    const path = await this.pathOf(agencyId);
    return path !== undefined && liesWithin(path, topAgencyId);
  }

  async exists(agencyId: number): Promise<boolean> {
    return (await this.pathOf(agencyId)) !== undefined;
  }

  override async within(topAgencyId: number, agencyIds: readonly number[]): Promise<number[]> {
    const rows = await this.dataSource.manager.find(Agency, {
      select: { id: true, path: true },
      where: { id: In([...new Set(agencyIds)]) },
    });
    const inside = new Set(rows.filter((row) => liesWithin(row.path, topAgencyId)).map((row) => row.id));
    return agencyIds.filter((id) => inside.has(id));
  }

  private async pathOf(agencyId: number, manager = this.dataSource.manager): Promise<string | undefined> {
    const row = await manager.findOne(Agency, {
      select: { id: true, path: true },
      where: { id: agencyId },
    });
    return row?.path;
  }
}

const viewOf = ({ code, id, name, parentId, retiredAt }: Agency): AgencyView => ({
  id,
  code,
  name,
  parentId,
  retired: retiredAt !== null,
});
