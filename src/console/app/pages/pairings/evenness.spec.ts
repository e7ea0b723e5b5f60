import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { atLeast, evennessOf, type Officer, type Pair } from './evenness.js';

/** Teams of two, drawn as the rules would: everyone as likely as the next. */
function drawn(people: number, teams: number, next: () => number): { officers: Officer[]; pairs: Pair[] } {
  const counts = new Map<string, number>();
  const loads = Array<number>(people).fill(0);
  for (let n = 0; n < teams; n++) {
    const one = Math.floor(next() * people);
    const other = (one + 1 + Math.floor(next() * (people - 1))) % people;
    const [low, high] = [Math.min(one, other), Math.max(one, other)];
    loads[low]!++;
    loads[high]!++;
    counts.set(`${low} ${high}`, (counts.get(`${low} ${high}`) ?? 0) + 1);
  }
  return {
    officers: loads.map((load, id) => ({ id, teams: load })),
    pairs: [...counts].map(([pair, together]) => {
      const [one = 0, other = 0] = pair.split(' ').map(Number);
      return { one, other, together };
    }),
  };
}

/** The same numbers at every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('the chance of so many', () => {
  it('is that of Poisson', () => {
    expect(atLeast(0, 3)).toBe(1);
    expect(atLeast(1, 1)).toBeCloseTo(1 - Math.exp(-1), 12);
    expect(atLeast(3, 1)).toBeCloseTo(1 - Math.exp(-1) * 2.5, 12);
    // 20 where one is expected: the sum of the series, which a difference from 1 could not tell from nothing
    expect(atLeast(20, 1)).toBeGreaterThan(1.5e-19);
    expect(atLeast(20, 1)).toBeLessThan(1.7e-19);
  });

  it('falls with the number and grows with what is expected', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0.01, max: 50, noNaN: true }), (least, mean) => {
        const [here, farther, likelier] = [atLeast(least, mean), atLeast(least + 1, mean), atLeast(least, mean * 1.5)];
        expect(here).toBeGreaterThanOrEqual(farther - 1e-12);
        expect(likelier).toBeGreaterThanOrEqual(here - 1e-9);
        expect(here >= 0 && here <= 1).toBe(true);
      }),
    );
  });
});

describe('who went with whom', () => {
  it('is counted: pairs that were, that could be, the most, the least and the average', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 0, max: 200 }),
        fc.nat(),
        (people, teams, seed) => {
          const { officers, pairs } = drawn(people, teams, numbers(seed));
          const { average, least, met, most, possible } = evennessOf(officers, pairs);
          const sat = officers.filter((officer) => officer.teams > 0).length;
          expect(possible).toBe((sat * Math.max(sat - 1, 0)) / 2);
          expect(met).toBe(pairs.length);
          expect(average * possible).toBeCloseTo(teams, 6);
          if (teams > 0) {
            expect(least).toBeLessThanOrEqual(average + 1e-9);
            expect(most).toBeGreaterThanOrEqual(average - 1e-9);
            expect(least === 0).toBe(met < possible);
          }
        },
      ),
    );
  });

  it('leaves honest years alone, but for one in a hundred or fewer', () => {
    let told = 0;
    for (let year = 0; year < 400; year++) {
      const { officers, pairs } = drawn(8, 120, numbers(year * 7919 + 1));
      if (evennessOf(officers, pairs).conspicuous.length > 0) told++;
    }
    expect(told).toBeLessThanOrEqual(8);
  });

  it('points at two who always go together', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { officers, pairs } = drawn(8, 60, numbers(seed));
        const friends = officers.map((one) => (one.id < 2 ? { ...one, teams: one.teams + 60 } : one));
        const known = pairs.find(({ one, other }) => one === 0 && other === 1)?.together ?? 0;
        const together = [
          ...pairs.filter(({ one, other }) => one !== 0 || other !== 1),
          { one: 0, other: 1, together: known + 60 },
        ];
        expect(evennessOf(friends, together).conspicuous[0]).toMatchObject({ one: 0, other: 1, together: known + 60 });
      }),
    );
    // the only two there are have to
    expect(
      evennessOf(
        [
          { id: 1, teams: 30 },
          { id: 2, teams: 30 },
        ],
        [{ one: 1, other: 2, together: 30 }],
      ).conspicuous,
    ).toEqual([]);
    expect(evennessOf([], [])).toMatchObject({ possible: 0, met: 0, most: 0, average: 0, conspicuous: [] });
  });
});
