import { type DueOccurrence } from '../../planning/occurrences/due-occurrence.js';
import { namedIn, type Named } from '../../planning/teams/team-plan.js';
import { type AgencyScope } from '../../registry/agencies/agency-scope.js';
import { type DrawTerms } from './draw-terms.js';
import { type PoolsToRead } from './tasks.js';

/** What the snapshot of an occurrence reads: the one place that says so, for the draw and for its dry run. */
export async function poolsOf(
  agencies: AgencyScope,
  { agency }: Pick<DueOccurrence, 'agency'>,
  { assigned, filter, limits, participants, pools, rest, rotation, strata, teams, visit, withoutInspectors }: DrawTerms,
): Promise<PoolsToRead> {
  const agencyIds = await agencies.subtreeIds(agency.id);
  const read = {
    ...{ agencyIds, filter, strata, rest, teams, visit, pools, withoutInspectors },
    limits: { ...limits, firstDay: visit.from },
    rotation,
  };
  if ('plan' in teams) {
    return { ...read, sendingIds: teams.plan.agencies.map(({ id }) => id), named: namedIn(teams.plan) };
  }
  const seats = teams.rules.flatMap((rule) => rule.seats);
  const sending = await agencies.coded(seats.flatMap((seat) => seat.agencies));
  const named: Named | null =
    assigned === null
      ? null
      : {
          inspectorIds: assigned.inspectorIds,
          beside: (await agencies.lines(participants)).map(({ code }) => code),
        };
  return { ...read, sendingIds: sending.map(({ id }) => id), named };
}
