import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type Condition } from '../../protocol/index.js';
import { type PoolTarget } from '../../registry/targets/target-pool.js';
import { attributesOf, restOf, rulesOf, StrataCount, withRest, type StratumTerms } from './strata.js';

const stratum = (code: string, more: Partial<StratumTerms> = {}): StratumTerms => ({
  code,
  name: code,
  conditions: [],
  rest: false,
  rate: null,
  minimum: null,
  censusBelow: null,
  reserve: null,
  ...more,
});
const risk = (code: string, ...values: string[]): StratumTerms =>
  stratum(code, { conditions: [{ field: 'riskClass', in: values }] });
const SHARE = { direction: 'at-least', millionths: 30_000 } as const;
const of = (...strata: StratumTerms[]): Parameters<typeof rulesOf>[0] => ({
  rate: SHARE,
  minimum: null,
  censusBelow: null,
  strata,
});

const target: fc.Arbitrary<PoolTarget> = fc.record({
  id: fc.nat(),
  agencyId: fc.nat(),
  agencyCode: fc.constantFrom('a1', 'a2'),
  code: fc.string(),
  name: fc.string(),
  kind: fc.constantFrom('社会团体', '公墓', '养老机构'),
  regionCode: fc.constantFrom('110101', '110102', null),
  riskClass: fc.constantFrom('A' as const, 'B' as const, 'C' as const, 'D' as const, null),
  state: fc.constant('active' as const),
});

describe('the strata of a batch', () => {
  it('are one of everyone where it names none', () => {
    expect(rulesOf({ ...of(), minimum: 2, censusBelow: 5 })).toEqual([
      { id: 'all', conditions: [], rate: SHARE, minimum: 2, censusBelow: 5, reserve: 20 },
    ]);
  });

  it('take the rate of the batch: a share as it is, a number as a share of it', () => {
    const own = { direction: 'at-most', millionths: 5 } as const;
    const strata = [risk('a', 'A'), { ...risk('b', 'B'), rate: own, reserve: 0 }];
    expect(rulesOf(of(...strata)).map(({ rate, reserve }) => [rate, reserve])).toEqual([
      [SHARE, 20],
      [own, 0],
    ]);
    const number = { direction: 'number', number: 9 } as const;
    expect(rulesOf({ ...of(...strata), rate: number }).map(({ rate }) => rate)).toEqual([{ direction: 'share' }, own]);
  });

  it('know a rest where the others ask for one and the same field, and nothing else', () => {
    const rest = stratum('rest', { rest: true });
    expect(restOf([risk('a', 'A'), risk('b', 'B'), rest])).toEqual({ stratum: 'rest', field: 'riskClass' });
    expect(restOf([risk('a', 'A')])).toBeUndefined();
    expect(restOf([rest])).toBeUndefined();
    const kind = stratum('k', { conditions: [{ field: 'kind', in: ['公墓'] }] });
    expect(restOf([risk('a', 'A'), kind, rest])).toBeUndefined();
    const both = stratum('both', { conditions: [...kind.conditions, { field: 'riskClass', in: ['B'] }] });
    expect(restOf([both, rest])).toBeUndefined();
  });

  it('with a rest hold everyone, each once, whatever the pool', () => {
    const classes = fc.shuffledSubarray(['A', 'B', 'C', 'D'], { minLength: 1 });
    fc.assert(
      fc.property(fc.array(target, { maxLength: 60 }), classes, fc.nat(4), (pool, named, at) => {
        const strata = named.map((one) => risk(`s${one}`, one));
        strata.splice(Math.min(at, strata.length), 0, stratum('rest', { rest: true }));
        const rest = restOf(strata);
        const known = [...new Set(pool.map((one) => one.riskClass))];
        const rules = withRest(rulesOf(of(...strata)), rest, known);
        const left = pool.filter((one) => named.every((letter) => letter !== one.riskClass));
        expect(rules.some(({ id }) => id === 'rest')).toBe(left.length > 0);
        const count = new StrataCount(rules);
        for (const one of pool) count.add(one);
        expect(count.misplaced).toEqual({ none: 0, twice: 0 });
        for (const [place, { id }] of rules.entries()) {
          const expected = id === 'rest' ? left : pool.filter((one) => `s${one.riskClass}` === id);
          expect(count.strata[place]?.population).toBe(expected.length);
        }
      }),
    );
  });

  it('are counted as a look at each target and each condition finds them', () => {
    const condition = fc.constantFrom<Condition>(
      { field: 'kind', in: ['社会团体', '公墓'] },
      { field: 'kind', in: ['养老机构'] },
      { field: 'riskClass', in: ['A', 'B'] },
      { field: 'regionCode', in: ['110101'] },
      { field: 'agency', in: ['a2'] },
    );
    const sets = fc.array(fc.array(condition, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(target, { maxLength: 60 }), sets, (pool, conditions) => {
        const rules = conditions.map((all, at) => ({ id: `s${at}`, conditions: all }));
        const count = new StrataCount(rules);
        for (const one of pool) count.add(one);
        const within = pool.map((one) => {
          const attributes = attributesOf(one);
          return rules.filter(({ conditions: all }) =>
            all.every(({ field, in: values }) => values.includes(String(attributes[field]))),
          );
        });
        expect(count.population).toBe(pool.length);
        expect(count.misplaced).toEqual({
          none: within.filter((found) => found.length === 0).length,
          twice: within.filter((found) => found.length > 1).length,
        });
        expect(count.some.twice.map(({ code }) => code)).toEqual(
          pool
            .filter((_, at) => (within[at]?.length ?? 0) > 1)
            .slice(0, 5)
            .map(({ code }) => code),
        );
        for (const [at, rule] of rules.entries()) {
          const alone = pool.filter((_, place) => within[place]?.length === 1 && within[place][0] === rule);
          expect(count.strata[at]?.population).toBe(alone.length);
          const kinds = [...(count.strata[at]?.kinds ?? [])];
          expect(kinds.every(([kind, n]) => alone.filter((one) => one.kind === kind).length === n)).toBe(true);
        }
      }),
    );
  });
});
