import { ProtocolError } from '../errors.js';
import { type Condition } from './leaves.js';

/** A share in millionths (`at-least` rounds up, `at-most` down, `exactly` must come out whole), or a plain number. */
export type Rate =
  | { readonly direction: 'at-least' | 'at-most' | 'exactly'; readonly millionths: number }
  | { readonly direction: 'number'; readonly number: number };

/** The stratum takes its share of a total that is split over several (README §5), by their populations. */
export interface Share {
  readonly direction: 'share';
}

/** A total that is split over these strata, which stand in the order of the manifest's. */
export interface Total {
  readonly number: number;
  readonly strata: readonly string[];
}

/** What a stratum asks for, before its population is known. A share becomes a number when it is sized. */
export interface StratumRule {
  /** Population strictly below this: all of them. */
  readonly censusBelow: number | null;
  readonly conditions: readonly Condition[];
  readonly id: string;
  /** At least so many, if the population has them. */
  readonly minimum: number | null;
  readonly rate: Rate | Share;
  /** How many reserve places to draw beyond the sample, as far as the population goes. */
  readonly reserve: number;
}

/** A stratum of a manifest: `reserve` and `size` are results, so `size + reserve <= population`. */
export interface Stratum extends StratumRule {
  readonly population: number;
  readonly rate: Rate;
  /** Of the tree over its targets. */
  readonly root: string;
  readonly size: number;
}

const MILLION = 1_000_000;
/** 10^8 targets × 10^6 millionths = 10^14 is still exact in a double (2^53 ≈ 9·10^15). */
export const MAX_POPULATION = 100_000_000;

/** What a rate asks of a population, before minimum, census and clamp. Whole numbers only. */
export function sizeByRate(rate: Rate, population: number): number {
  if (rate.direction === 'number') return rate.number;
  const product = population * rate.millionths;
  const remainder = product % MILLION;
  const floor = (product - remainder) / MILLION;
  switch (rate.direction) {
    case 'at-least':
      return remainder === 0 ? floor : floor + 1;
    case 'at-most':
      return floor;
    case 'exactly':
      if (remainder !== 0) {
        throw new ProtocolError(
          'rule',
          '/rate',
          {
            zh: '“恰好”的比例在该层得不出整数，请改用“至少”或“至多”',
            en: 'this exact rate does not come out whole here; use at-least or at-most',
          },
          { expected: 'a whole number', found: `${population} × ${rate.millionths} / 1000000` },
        );
      }
      return floor;
  }
}

/** Size of the sample: the census rule first, then the rate, raised to the minimum, never more than there are. */
export function sizeOf(rule: Pick<Stratum, 'rate' | 'minimum' | 'censusBelow'>, population: number): number {
  if (!Number.isInteger(population) || population < 0 || population > MAX_POPULATION)
    throw new RangeError(`population ${population}`);
  if (rule.censusBelow !== null && population < rule.censusBelow) return population;
  return Math.min(population, Math.max(sizeByRate(rule.rate, population), rule.minimum ?? 0));
}

/**
 * Splits a total over strata by the largest remainders (README §5), in whole numbers: each gets ⌊number · N / ΣN⌋, and
 * those with the largest number · N mod ΣN one more each until the total is reached; of equal remainders the stratum that
 * stands first. Nobody gets more than there are: only who has a remainder gets one more, and so was below its N before.
 * @param populations N of each stratum, in their order
 * @throws ProtocolError `rule` where the total is larger than all populations together
 */
export function splitTotal(number: number, populations: readonly number[]): number[] {
  for (const one of [number, ...populations])
    if (!Number.isInteger(one) || one < 0 || one > MAX_POPULATION) throw new RangeError(`split of ${one}`);
  const all = populations.reduce((sum, one) => sum + one, 0);
  if (number > all) {
    throw new ProtocolError(
      'rule',
      '/selection/total/number',
      {
        zh: '要分摊的总数超过各层的对象总数',
        en: 'the total to be split is more than all targets of its strata',
      },
      { expected: `at most ${all}`, found: String(number) },
    );
  }
  // 10^8 · 10^8 is beyond 2^53
  const products = populations.map((one) => BigInt(number) * BigInt(one));
  const whole = BigInt(Math.max(all, 1));
  const parts = products.map((product) => Number(product / whole));
  const left = number - parts.reduce((sum, part) => sum + part, 0);
  const remainders = products.map((product) => product % whole);
  const order = remainders.map((_, index) => index);
  // the sort is stable, so that equal remainders stay in the order of the strata
  order.sort((a, b) => (remainders[a]! > remainders[b]! ? -1 : remainders[a]! < remainders[b]! ? 1 : 0));
  for (const index of order.slice(0, left)) parts[index]!++;
  return parts;
}

/** The total with the strata that share it, as a manifest names them; undefined where nothing is shared. */
export function totalOf(rules: readonly StratumRule[], total: number | null): Total | undefined {
  const strata = rules.filter(({ rate }) => rate.direction === 'share').map(({ id }) => id);
  if ((total === null) === (strata.length === 0)) return total === null ? undefined : { number: total, strata };
  throw new RangeError(total === null ? `strata ${strata.join(', ')} share no total` : `no stratum shares ${total}`);
}

/**
 * Sizes and reserves from the populations, in the order of the strata; `roots` as the pool has them. Strata with the rate
 * `share` split `total` among them, and have that number for their rate from then on; a census or a minimum comes on top.
 */
export function sizeStrata(
  rules: readonly StratumRule[],
  populations: readonly number[],
  roots: readonly string[],
  total: number | null = null,
): Stratum[] {
  const sharing = new Set(totalOf(rules, total)?.strata);
  const shares = splitTotal(
    total ?? 0,
    rules.flatMap(({ id }, index) => (sharing.has(id) ? [populations[index] ?? 0] : [])),
  );
  return rules.map((rule, index) => {
    const population = populations[index] ?? 0;
    const { censusBelow, conditions, id, minimum } = rule;
    const rate: Rate =
      rule.rate.direction === 'share' ? { direction: 'number', number: shares.shift() ?? 0 } : rule.rate;
    const size = sizeOf({ censusBelow, minimum, rate }, population);
    return {
      censusBelow,
      conditions,
      id,
      minimum,
      population,
      rate,
      reserve: Math.min(rule.reserve, population - size),
      root: roots[index]!,
      size,
    };
  });
}
