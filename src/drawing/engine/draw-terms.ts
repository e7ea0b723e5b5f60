import { filterWords, scopeOf, strataWords } from '../../planning/batches/filter-words.js';
import { restOf, rulesOf, type Rest } from '../../planning/batches/strata.js';
import { type Assigned } from '../../planning/teams/team-terms.js';
import { type DueOccurrence, type FullInspector } from '../../planning/occurrences/due-occurrence.js';
import { type TeamPlan } from '../../planning/teams/team-plan.js';
import { ASSIGNED_BY_NAME, isOfTeams } from '../../planning/teams/team-reasons.js';
import {
  type Condition,
  type Manifest,
  type Pools,
  type Reason,
  type Relation,
  type StratumRule,
  type TeamRule,
} from '../../protocol/index.js';
import { type VisitLimits } from '../../registry/visits/left-out.js';
import { rotationScope } from '../rotation/rotation-scope.js';
import { type RotationToRead } from '../rotation/rotation-look.js';
import { ALL_DRAWN } from '../amendments/seats.js';

const UNLIMITED: VisitLimits = { caps: [], coolDownDays: null };

/** What of a draw's rules does not depend on who is in its pools. */
export interface DrawTerms {
  readonly matters: Manifest['batch']['matters'];
  readonly filter: readonly Condition[];
  /** Those with the rate `share` split `total` among them by their populations. */
  readonly strata: readonly StratumRule[];
  /** The stratum that takes whoever is in none of the others: its conditions come with the snapshot. */
  readonly rest: Rest | null;
  /** Null where no stratum shares one. */
  readonly total: number | null;
  readonly teams: Teams;
  readonly maxLoad: number | null;
  readonly pools: Pools;
  readonly visit: Manifest['visit'];
  readonly relation: Relation | null;
  /** By which targets are left out because they were visited; none where whom to draw follows from an earlier draw. */
  readonly limits: VisitLimits;
  /** The rotation of which it is a round; null where who was drawn before does not matter. */
  readonly rotation: RotationToRead | null;
  /** Which rules made the draw what it is, for people. Those that only the pools can tell come with the snapshot, after these. */
  readonly reasons: readonly Reason[];
  /** People named for the seats of the agency whose plan it is. */
  readonly assigned: Assigned | null;
  /** Rows of the agencies that take part with seats of their own. */
  readonly participants: readonly number[];
  /** Rows of the inspectors who would be sent and have as many inspections this year as they may have. */
  readonly withoutInspectors: readonly number[];
}

/** Who is sent: as the batch has it now, or by the rules of an earlier draw, with the agencies that it named. */
export type Teams = { readonly plan: TeamPlan } | { readonly rules: readonly TeamRule[] };

/** What of an earlier draw its manifest does not tell. */
export type EarlierParts = Pick<DrawTerms, 'assigned' | 'participants'>;

export function termsOfOccurrence({ agency, batch, fullInspectors, plan, visit }: DueOccurrence): DrawTerms {
  const { filter, rate, rotation } = batch;
  const without = fullOf(fullInspectors, new Set(batch.team.agencies.map(({ code }) => code)));
  const strata = rulesOf(batch);
  const words = strataWords(batch);
  const total =
    rate.direction === 'number' && strata.some((one) => one.rate.direction === 'share') ? rate.number : null;
  return {
    matters: batch.matters.map(({ code, name }) => ({ code, name })),
    filter,
    strata,
    rest: restOf(batch.strata) ?? null,
    total,
    teams: { plan: batch.team },
    maxLoad: batch.maxLoad,
    pools: batch.pools,
    visit,
    relation: null,
    limits: { caps: plan.caps, coolDownDays: batch.coolDownDays },
    rotation:
      rotation === null
        ? null
        : { agencyId: agency.id, code: rotation, scope: rotationScope(filter, batch.strata), total },
    reasons: [
      { code: scopeOf(filter), words: filterWords(filter) },
      ...(words === undefined ? [] : [{ code: 'strata', words }]),
      ...batch.teamReasons,
      ...reasonsOfPeople(without.length),
    ],
    assigned: batch.assigned,
    participants: batch.participants,
    withoutInspectors: without,
  };
}

/** @param sending codes of the agencies whose people may be sent */
const fullOf = (full: readonly FullInspector[], sending: ReadonlySet<string>): number[] =>
  full.filter(({ agency }) => sending.has(agency)).map(({ id }) => id);

/** Who is in no pool because of what he has done already. By number: who they are is for the office. */
function reasonsOfPeople(full: number): Reason[] {
  if (full === 0) return [];
  return [
    {
      code: 'inspector-yearly-limit',
      words: {
        en: `Yearly limit of inspectors: ${full} ${full === 1 ? 'has' : 'have'} as many inspections this year as the agency lets one do, and ${full === 1 ? 'is' : 'are'} not in the pool.`,
        zh: `人员年度任务上限：${full} 名执法人员本年度的检查任务已达本单位规定的上限，不在本次名单中。`,
      },
    },
  ];
}

/**
 * What is drawn after another draw. Again: as the batch is now. A supplement or a replacement: by what the earlier draw had
 * promised, at targets that follow from it, all of which are drawn. What was closed stays closed.
 */
export function termsAfter(
  occurrence: DueOccurrence,
  relation: Relation,
  earlier: Manifest,
  { assigned, participants }: EarlierParts,
): DrawTerms {
  if (relation.kind === 'again') {
    const terms = termsOfOccurrence(occurrence);
    return { ...terms, relation, pools: earlier.pools === 'closed' ? 'closed' : terms.pools };
  }
  const { filter, pools } = earlier;
  const { maxLoad, rules } = earlier.pairing;
  // the rest of the earlier draw's reasons stand in its own manifest: its counts are not true of these targets
  const ofTeams = (earlier.reasons ?? []).filter(({ code }) => isOfTeams(code));
  const sending = new Set(rules.flatMap(({ seats }) => seats.flatMap(({ agencies }) => agencies)));
  const withoutInspectors = fullOf(occurrence.fullInspectors, sending);
  const ofPeople = reasonsOfPeople(withoutInspectors.length);
  const kept = {
    matters: earlier.batch.matters,
    filter,
    strata: ALL_DRAWN,
    rest: null,
    total: null,
    teams: { rules },
    maxLoad,
    pools,
    relation,
    participants,
    withoutInspectors,
    limits: UNLIMITED,
    rotation: null,
  };
  if (relation.kind === 'supplement')
    return { ...kept, assigned, reasons: [...ofTeams, ...ofPeople], visit: occurrence.visit };
  const { drawnOn } = occurrence;
  const from = later(earlier.visit.from, drawnOn);
  // who is sent late goes on the day of the draw, if the last day is over by then
  const visit = { from, until: later(earlier.visit.until, from) };
  // those who were named sit there already: who comes in their place is drawn from everybody
  const reasons = [...ofTeams.filter(({ code }) => code !== ASSIGNED_BY_NAME), ...ofPeople];
  return { ...kept, assigned: null, reasons, visit };
}

const later = (one: string, other: string): string => (one > other ? one : other);
