import { ProtocolError } from '../errors.js';
import { type Condition } from './leaves.js';

/** A share in millionths (`at-least` rounds up, `at-most` down, `exactly` must come out whole), or a plain number. */
export type Rate =
  | { readonly direction: 'at-least' | 'at-most' | 'exactly'; readonly millionths: number }
  | { readonly direction: 'number'; readonly number: number };

/** What a stratum asks for, before its population is known. */
export interface StratumRule {
  /** Population strictly below this: all of them. */
  readonly censusBelow: number | null;
  readonly conditions: readonly Condition[];
  readonly id: string;
  /** At least so many, if the population has them. */
  readonly minimum: number | null;
  readonly rate: Rate;
  /** How many reserve places to draw beyond the sample, as far as the population goes. */
  readonly reserve: number;
}

/** A stratum of a manifest: `reserve` and `size` are results, so `size + reserve <= population`. */
export interface Stratum extends StratumRule {
  readonly population: number;
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
export function sizeOf(rule: Pick<StratumRule, 'rate' | 'minimum' | 'censusBelow'>, population: number): number {
  if (!Number.isInteger(population) || population < 0 || population > MAX_POPULATION)
    throw new RangeError(`population ${population}`);
  if (rule.censusBelow !== null && population < rule.censusBelow) return population;
  return Math.min(population, Math.max(sizeByRate(rule.rate, population), rule.minimum ?? 0));
}

/** Sizes and reserves from the populations, in the order of the strata; `roots` as the pool has them. */
export function sizeStrata(
  rules: readonly StratumRule[],
  populations: readonly number[],
  roots: readonly string[],
): Stratum[] {
  return rules.map((rule, index) => {
    const population = populations[index] ?? 0;
    const size = sizeOf(rule, population);
    const { censusBelow, conditions, id, minimum, rate } = rule;
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
