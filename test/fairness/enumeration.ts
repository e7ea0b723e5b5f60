import { ableFor, compareLoads, falling, type Instance } from './instance.js';

export interface Enumerated {
  /** Teams as `teamsText` writes them, of every pairing whose sorted loads are the least. */
  readonly outcomes: readonly string[];
  /** The least sorted loads, highest first; undefined where no pairing exists. */
  readonly loads: readonly number[] | undefined;
}

function subsets(items: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, at) => subsets(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));
}

/** Every way to fill the seats of target t. */
function teamsOf(instance: Instance, t: number): number[][][] {
  const { seats } = instance.rules[instance.ruleOf[t]!]!;
  const fill = (seat: number, used: readonly number[]): number[][][] => {
    if (seat === seats.length) return [[]];
    const able = ableFor(instance, t, seat).filter((i) => !used.includes(i));
    return subsets(able, seats[seat]!.count).flatMap((chosen) =>
      fill(seat + 1, [...used, ...chosen]).map((rest) => [chosen, ...rest]),
    );
  };
  return fill(0, []);
}

/** Ways to fill all seats if nobody minded sitting twice in a team: at least as many as there are. */
function mostCombinations(instance: Instance): number {
  let product = 1;
  instance.ruleOf.forEach((rule, t) => {
    instance.rules[rule]!.seats.forEach(({ count }, seat) => {
      const able = ableFor(instance, t, seat).length;
      for (let k = 0; k < count; k++) product *= Math.max(0, able - k) / (k + 1);
    });
  });
  return product;
}

/**
 * All pairings by trying all teams of all targets, keeping those with the least sorted loads; straight from the rules,
 * no network, nothing of the protocol's. Undefined when there are more than `most` combinations to try.
 */
export function enumerate(instance: Instance, most = 3_000_000): Enumerated | undefined {
  const combinations = mostCombinations(instance);
  if (combinations === 0) return { outcomes: [], loads: undefined };
  if (combinations > most) return undefined;
  const teams = instance.ruleOf.map((_, t) => teamsOf(instance, t));
  const texts = teams.map((ways) => ways.map((team) => team.map((seat) => seat.join(',')).join('/')));
  const members = teams.map((ways) => ways.map((team) => team.flat()));
  const loads = instance.inspectors.map(() => 0);
  let best: number[] | undefined;
  let outcomes: string[] = [];
  const visit = (t: number, text: string): void => {
    if (t === teams.length) {
      const sorted = falling(loads);
      const order = best === undefined ? -1 : compareLoads(sorted, best);
      if (order > 0) return;
      if (order < 0) {
        best = sorted;
        outcomes = [];
      }
      outcomes.push(text);
      return;
    }
    members[t]!.forEach((team, way) => {
      for (const i of team) loads[i]!++;
      visit(t + 1, t === 0 ? texts[t]![way]! : `${text}|${texts[t]![way]!}`);
      for (const i of team) loads[i]!--;
    });
  };
  visit(0, '');
  return { outcomes, loads: best };
}
