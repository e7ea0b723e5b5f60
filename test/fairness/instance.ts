import { eligibilityOf } from '../../src/protocol/pairing/eligibility.js';
import { type InspectorLeaf } from '../../src/protocol/pool/leaves.js';
import { type TeamRule } from '../../src/protocol/pool/manifest.js';
import { type PairingTask } from '../../src/protocol/pairing/pairing.js';
import { type TeamSheet } from '../../src/protocol/pairing/team-sheet.js';

export const VISIT = { from: '2026-03-09', until: '2026-03-13' };
const VISIT_DAYS = ['2026-03-09', '2026-03-10', '2026-03-11', '2026-03-12', '2026-03-13'];
export const CERTIFICATE = { number: 'Z', validFrom: '2024-01-01', validUntil: '2027-01-01' };

/** A pairing to be made; target t is called `T<t>` and follows `rules[ruleOf[t]]`. */
export interface Instance {
  readonly inspectors: readonly InspectorLeaf[];
  readonly rules: readonly TeamRule[];
  readonly ruleOf: readonly number[];
  readonly maxLoad: number | null;
}

export function taskOf({ inspectors, maxLoad, ruleOf, rules }: Instance): PairingTask {
  return {
    eligibility: eligibilityOf(rules, VISIT, inspectors),
    ids: ruleOf.map((_, t) => `T${t}`),
    rules: ruleOf,
    inspectors,
    maxLoad,
  };
}

/** Who may go at all, day by day, in the words of README §6 and without its code. */
function mayGo({ absences, certificate }: InspectorLeaf): boolean {
  const valid =
    certificate === undefined ||
    VISIT_DAYS.every((day) => certificate.validFrom <= day && day <= certificate.validUntil);
  const there = VISIT_DAYS.some((day) => !absences.some(({ from, until }) => from <= day && day <= until));
  return valid && there;
}

/** Inspectors who may sit in a seat of target t, ascending. */
export function ableFor({ inspectors, rules, ruleOf }: Instance, t: number, seat: number): number[] {
  const { agencies, expert, qualifications } = rules[ruleOf[t]!]!.seats[seat]!;
  return inspectors.flatMap((one, i) =>
    mayGo(one) &&
    one.expert === expert &&
    agencies.includes(one.agency) &&
    qualifications.every((wanted) => one.qualifications.includes(wanted)) &&
    !one.recusals.includes(`T${t}`)
      ? [i]
      : [],
  );
}

/** The teams as a text: targets by `|`, seats by `/`, within a seat ascending. */
export function teamsText({ rules, ruleOf }: Instance, sheet: TeamSheet): string {
  return ruleOf
    .map((rule, t) => {
      let slot = sheet.teamStart[t]!;
      return rules[rule]!.seats.map(({ count }) =>
        Array.from({ length: count }, () => sheet.holder[slot++]!)
          .sort((a, b) => a - b)
          .join(','),
      ).join('/');
    })
    .join('|');
}

export const falling = (loads: Iterable<number>): number[] => Array.from(loads).sort((a, b) => b - a);

/** −1, 0, 1 as the first of two sorted load vectors is evener, as even, less even, compared from the highest. */
export function compareLoads(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((load, i) => load !== b[i]);
  return at < 0 ? 0 : Math.sign(a[at]! - b[at]!);
}
