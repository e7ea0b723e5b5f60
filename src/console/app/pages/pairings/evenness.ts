/*
 * Whether who went with whom looks like chance. Nothing is decided by it: it tells an auditor where to ask. A pair that the
 * rules make likelier than others (few who hold a qualification, one agency's seat) stands out without anybody's fault.
 */

export interface Officer {
  readonly id: number;
  readonly teams: number;
}

export interface Pair {
  readonly one: number;
  readonly other: number;
  readonly together: number;
}

export interface Evenness {
  /** Pairs that could be: of those who sat in a team at all. */
  readonly possible: number;
  /** Pairs that were. */
  readonly met: number;
  readonly most: number;
  readonly least: number;
  /** How often any two would go together on the average. */
  readonly average: number;
  /** Pairs that went together more often than chance lets any of so many do, the farthest off first. */
  readonly conspicuous: readonly (Pair & { readonly expected: number })[];
}

/** Chance lets one of a hundred honest years have a conspicuous pair. */
const ODDS = 0.01;

/** Probability of `least` or more where `mean` are expected, for counts that come one by one (Poisson). */
export function atLeast(least: number, mean: number): number {
  let term = Math.exp(-mean);
  let below = 0;
  for (let k = 0; k < least; k++) {
    below += term;
    term = (term * mean) / (k + 1);
  }
  // where nearly everything lies below, what is left is summed itself: a difference would be rounding
  if (1 - below > 1e-6) return 1 - below;
  let above = 0;
  for (let k = least; term > above * 1e-12 && k < least + 1000; k++) {
    above += term;
    term = (term * mean) / (k + 1);
  }
  return above;
}

/**
 * @param officers those whom the pairs are of, with the teams of each
 * Two who go often meet often: a pair is expected in the measure of both one's teams, and all pairs together as often as pairs
 * were seen.
 */
export function evennessOf(officers: readonly Officer[], pairs: readonly Pair[]): Evenness {
  const sat = officers.filter(({ teams }) => teams > 0);
  const possible = (sat.length * Math.max(sat.length - 1, 0)) / 2;
  const teams = new Map(sat.map((officer) => [officer.id, officer.teams]));
  const all = sat.reduce((sum, officer) => sum + officer.teams, 0);
  const squares = sat.reduce((sum, officer) => sum + officer.teams ** 2, 0);
  /** Sum of the products of all pairs. */
  const products = (all ** 2 - squares) / 2;
  const seen = pairs.reduce((sum, { together }) => sum + together, 0);
  const expectedOf = ({ one, other }: Pair): number =>
    products === 0 ? 0 : (seen * (teams.get(one) ?? 0) * (teams.get(other) ?? 0)) / products;
  const conspicuous = pairs
    .map((pair) => ({ ...pair, expected: expectedOf(pair) }))
    .filter(({ expected, together }) => together > expected && atLeast(together, expected) * possible < ODDS)
    .sort((a, b) => b.together - b.expected - (a.together - a.expected) || a.one - b.one || a.other - b.other);
  return {
    possible,
    met: pairs.length,
    most: pairs.reduce((most, { together }) => Math.max(most, together), 0),
    least: pairs.length < possible ? 0 : pairs.reduce((least, { together }) => Math.min(least, together), Infinity),
    average: possible === 0 ? 0 : seen / possible,
    conspicuous,
  };
}
