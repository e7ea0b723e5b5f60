import { type DueOccurrence } from '../../planning/occurrences/due-occurrence.js';
import { type AgencyScope } from '../../registry/agencies/agency-scope.js';
import { type DrawTerms } from './draw-terms.js';
import { type PoolsToRead } from './tasks.js';

/** What the snapshot of an occurrence reads: the one place that says so, for the draw and for its dry run. */
export async function poolsOf(
  agencies: AgencyScope,
  { agency, fullInspectors }: Pick<DueOccurrence, 'agency' | 'fullInspectors'>,
  { filter, strata, rest, teams, visit, pools }: DrawTerms,
): Promise<PoolsToRead> {
  return {
    agencyIds: await agencies.subtreeIds(agency.id),
    agencyCode: agency.code,
    filter,
    strata,
    rest,
    teams,
    visit,
    pools,
    withoutInspectors: fullInspectors,
  };
}
