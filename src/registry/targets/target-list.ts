import { type DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { listPage, type Page } from '../../platform/http/paging.js';
import { type AgencyScope } from '../agencies/agency-scope.js';
import { narrowBySearch } from '../records/search.js';
import { targetResponse, type TargetResponse, type TargetsQuery } from './target.dto.js';
import { Target } from './target.entity.js';

const SORTABLE = { id: 'target.id', code: 'target.code', name: 'target.name', updatedAt: 'target.updatedAt' };

/**
 * A page of targets. Filters are what ix_targets_filter holds (agency, retired or not, kind, region, risk class, state), so
 * the count reads that index and no row. In the list of one agency the order is by code unless told otherwise: that is
 * the order of a unique index, so a first page costs its own rows only.
 */
export async function listTargets(
  dataSource: DataSource,
  scope: AgencyScope,
  caller: Caller,
  query: TargetsQuery,
): Promise<Page<TargetResponse>> {
  const rows = dataSource.manager.createQueryBuilder(Target, 'target');
  await scope.narrow(rows, 'target.agencyId', caller, query.agencyId);
  rows.andWhere(`target.retiredAt IS ${query.retired === true ? 'NOT NULL' : 'NULL'}`);
  for (const field of ['kind', 'regionCode', 'riskClass', 'state'] as const) {
    const value = query[field];
    if (value !== undefined) rows.andWhere(`target.${field} = :${field}`, { [field]: value });
  }
  narrowBySearch(rows, 'target', query.search);
  const sort = query.sort ?? (query.agencyId === undefined ? undefined : 'code');
  return listPage(rows, sort === undefined ? query : { ...query, sort }, SORTABLE, 'target.id', targetResponse);
}
