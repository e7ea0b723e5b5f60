import { filterWords, scopeOf, strataWords } from '../../planning/batches/filter-words.js';
import { restOf, rulesOf, type Rest } from '../../planning/batches/strata.js';
import { type DueOccurrence } from '../../planning/occurrences/due-occurrence.js';
import {
  compareUtf8,
  type Condition,
  type Manifest,
  type Pools,
  type Reason,
  type Relation,
  type StratumRule,
  type TeamRule,
} from '../../protocol/index.js';
import { ALL_DRAWN, leavingRules } from '../amendments/seats.js';

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
  /** Without the agencies, which the pool of inspectors brings (`withAgencies`). */
  readonly teams: readonly TeamRule[];
  readonly maxLoad: number | null;
  readonly pools: Pools;
  readonly visit: Manifest['visit'];
  readonly relation: Relation | null;
  /** Which rules made the draw what it is, for people. */
  readonly reasons: readonly Reason[];
}

export function termsOfOccurrence({ batch, fullInspectors, visit }: DueOccurrence): DrawTerms {
  const { filter, rate } = batch;
  const strata = rulesOf(batch);
  const words = strataWords(batch);
  return {
    matters: batch.matters.map(({ code, name }) => ({ code, name })),
    filter,
    strata,
    rest: restOf(batch.strata) ?? null,
    total: rate.direction === 'number' && strata.some((one) => one.rate.direction === 'share') ? rate.number : null,
    teams: [{ conditions: [], seats: [seatOf(batch.teamSize, batch.qualifications)] }],
    maxLoad: batch.maxLoad,
    pools: batch.pools,
    visit,
    relation: null,
    reasons: [
      { code: scopeOf(filter), words: filterWords(filter) },
      ...(words === undefined ? [] : [{ code: 'strata', words }]),
      ...reasonsOfPeople(fullInspectors.length),
    ],
  };
}

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
export function termsAfter(occurrence: DueOccurrence, relation: Relation, earlier: Manifest): DrawTerms {
  if (relation.kind === 'again') {
    const terms = termsOfOccurrence(occurrence);
    return { ...terms, relation, pools: earlier.pools === 'closed' ? 'closed' : terms.pools };
  }
  const { filter, pools } = earlier;
  const { maxLoad, rules } = earlier.pairing;
  // the earlier draw's reasons stand in its own manifest: its counts are not true of these targets
  const kept = {
    matters: earlier.batch.matters,
    filter,
    strata: ALL_DRAWN,
    rest: null,
    total: null,
    maxLoad,
    pools,
    relation,
    reasons: reasonsOfPeople(occurrence.fullInspectors.length),
  };
  if (relation.kind === 'supplement') return { ...kept, teams: rules, visit: occurrence.visit };
  const seat = rules[0]?.seats[0];
  if (seat === undefined) throw new Error(`draw ${earlier.drawId} has no seats`);
  const { drawnOn } = occurrence;
  const from = later(earlier.visit.from, drawnOn);
  // who is sent late goes on the day of the draw, if the last day is over by then
  const visit = { from, until: later(earlier.visit.until, from) };
  return { ...kept, teams: leavingRules(seat, relation.seats), visit };
}

/** The rules with the agencies whose inspectors may fill the seats. */
export function withAgencies(teams: readonly TeamRule[], agencies: readonly string[]): readonly TeamRule[] {
  return teams.map(({ conditions, seats }) => ({ conditions, seats: seats.map((seat) => ({ ...seat, agencies })) }));
}

const seatOf = (count: number, qualifications: readonly string[]): TeamRule['seats'][number] => ({
  agencies: [],
  count,
  qualifications: [...qualifications].sort(compareUtf8),
});

const later = (one: string, other: string): string => (one > other ? one : other);
