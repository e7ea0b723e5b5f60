import { ProtocolError } from './errors.js';
import { type Rate, type Stratum, type StratumRule } from './manifest.js';

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

/** Sizes and reserves from the populations, in the order of the strata. */
export function sizeStrata(rules: readonly StratumRule[], populations: readonly number[]): Stratum[] {
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
      size,
    };
  });
}
