import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Json } from '../json/canonical.js';
import { commit } from '../draw/draw.js';
import { ProtocolError } from '../errors.js';
import { dayNumber, instantNumber } from '../ids.js';
import { mayGo, readExclusionLeaf, readInspectorLeaf, readTargetLeaf, type InspectorLeaf } from './leaves.js';
import { matcher, readManifest, type Manifest } from './manifest.js';
import { MAX_POPULATION, sizeByRate, sizeOf, sizeStrata, splitTotal, type StratumRule, totalOf } from './sizes.js';
import { ExclusionSnapshot, TargetSnapshot } from './snapshot.js';
import { drawTask, smallTask } from '../vectors/small-draw.js';

const errorOf = (read: () => unknown): ProtocolError => {
  try {
    read();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('sizes', () => {
  it('rounds a duty up and a limit down: 3 % of 110', () => {
    expect(sizeByRate({ direction: 'at-least', millionths: 30_000 }, 110)).toBe(4);
    expect(sizeByRate({ direction: 'at-most', millionths: 30_000 }, 110)).toBe(3);
    expect(sizeByRate({ direction: 'exactly', millionths: 500_000 }, 110)).toBe(55);
    expect(errorOf(() => sizeByRate({ direction: 'exactly', millionths: 30_000 }, 110)).fault).toBe('rule');
  });

  it('is exact for every population up to 10^8', () => {
    fc.assert(
      fc.property(fc.nat(100_000_000), fc.nat(1_000_000), (population, millionths) => {
        const product = BigInt(population) * BigInt(millionths);
        const floor = Number(product / 1_000_000n);
        const up = product % 1_000_000n === 0n ? floor : floor + 1;
        expect(sizeByRate({ direction: 'at-most', millionths }, population)).toBe(floor);
        expect(sizeByRate({ direction: 'at-least', millionths }, population)).toBe(up);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes all of a small stratum, raises to the minimum, and never asks for more than there are', () => {
    const rate = { direction: 'at-least', millionths: 200_000 } as const;
    expect(sizeOf({ rate, minimum: null, censusBelow: 5 }, 4)).toBe(4);
    expect(sizeOf({ rate, minimum: null, censusBelow: 5 }, 5)).toBe(1);
    expect(sizeOf({ rate, minimum: 3, censusBelow: null }, 5)).toBe(3);
    expect(sizeOf({ rate, minimum: 9, censusBelow: null }, 5)).toBe(5);
    expect(sizeOf({ rate: { direction: 'number', number: 9 }, minimum: null, censusBelow: null }, 5)).toBe(5);
    expect(sizeOf({ rate: { direction: 'number', number: 0 }, minimum: null, censusBelow: null }, 5)).toBe(0);
    expect(sizeOf({ rate, minimum: 3, censusBelow: 5 }, 0)).toBe(0);
    const [stratum] = sizeStrata(
      [{ censusBelow: null, conditions: [], id: 's', minimum: null, rate, reserve: 10 }],
      [10],
      ['0'.repeat(64)],
    );
    expect(stratum).toMatchObject({ population: 10, size: 2, reserve: 8 });
  });
});

describe('a total that is split', () => {
  /** Some populations, and a total that they have. */
  const split = (most: number): fc.Arbitrary<{ number: number; populations: number[] }> =>
    fc
      .tuple(fc.array(fc.nat(most), { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 1_000_000 }))
      .map(([populations, share]) => {
        const all = populations.reduce((sum, one) => sum + one, 0);
        return { populations, number: Math.min(MAX_POPULATION, Math.floor((all / 1_000_000) * share)) };
      });
  const many = fc.oneof(split(9), split(1000), split(MAX_POPULATION));

  it('comes out whole, with nobody over the population or further than one from the exact share', () => {
    fc.assert(
      fc.property(many, ({ number, populations }) => {
        const parts = splitTotal(number, populations);
        const all = BigInt(populations.reduce((sum, one) => sum + one, 0));
        expect(parts.reduce((sum, one) => sum + one, 0)).toBe(number);
        parts.forEach((part, index) => {
          expect(part).toBeLessThanOrEqual(populations[index]!);
          const over = BigInt(part) * all - BigInt(number) * BigInt(populations[index]!);
          expect(over > -all || all === 0n).toBe(true);
          expect(over < all || all === 0n).toBe(true);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('gives one more to the largest remainders, and of equal ones to the stratum that stands first', () => {
    fc.assert(
      fc.property(many, ({ number, populations }) => {
        const parts = splitTotal(number, populations);
        const all = BigInt(
          Math.max(
            1,
            populations.reduce((sum, one) => sum + one, 0),
          ),
        );
        const told = parts.map((part, index) => {
          const product = BigInt(number) * BigInt(populations[index]!);
          return { more: BigInt(part) - product / all, remainder: product % all };
        });
        for (const { more } of told) expect([0n, 1n]).toContain(more);
        told.forEach((one, i) => {
          told.forEach((other, j) => {
            if (one.more > other.more)
              expect(one.remainder > other.remainder || (one.remainder === other.remainder && i < j)).toBe(true);
          });
        });
      }),
      { numRuns: 500 },
    );
  });

  it('never gives a stratum more than one that is larger, and in another order moves only what was equal', () => {
    fc.assert(
      fc.property(many, fc.infiniteStream(fc.nat()), ({ number, populations }, keys) => {
        const parts = splitTotal(number, populations);
        populations.forEach((one, i) => {
          populations.forEach((other, j) => {
            if (one > other) expect(parts[i]).toBeGreaterThanOrEqual(parts[j]!);
          });
        });
        const order = populations.map((_, index) => ({ index, key: keys.next().value as number }));
        order.sort((a, b) => a.key - b.key);
        const moved = splitTotal(
          number,
          order.map(({ index }) => populations[index]!),
        );
        const of = (population: number, of: readonly number[], from: readonly number[]): number[] =>
          of.filter((_, index) => from[index] === population).sort((a, b) => a - b);
        const there = order.map(({ index }) => populations[index]!);
        const remainders = populations.map(
          (one) =>
            (BigInt(number) * BigInt(one)) %
            BigInt(
              Math.max(
                1,
                populations.reduce((sum, each) => sum + each, 0),
              ),
            ),
        );
        populations.forEach((population, index) => {
          // strata of other sizes may have the same remainder, too
          if (
            remainders.filter((one) => one === remainders[index]).length >
            of(population, populations, populations).length
          )
            return;
          expect(of(population, moved, there)).toEqual(of(population, parts, populations));
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is known by hand', () => {
    // 10 · 7 / 21 = 3.33, 10 · 7 / 21, 10 · 7 / 21
    expect(splitTotal(10, [7, 7, 7])).toEqual([4, 3, 3]);
    // 1.5, 2.5 and 1: the halves tie
    expect(splitTotal(5, [3, 5, 2])).toEqual([2, 2, 1]);
    expect(splitTotal(5, [5, 3, 2])).toEqual([3, 1, 1]);
    expect(splitTotal(0, [0, 0])).toEqual([0, 0]);
    expect(splitTotal(6, [0, 6])).toEqual([0, 6]);
    // products beyond 2^53: 99 999 999 · 99 999 998 ends in …0000002
    expect(splitTotal(99_999_999, [99_999_998, 2])).toEqual([99_999_997, 2]);
    expect(errorOf(() => splitTotal(7, [3, 3]))).toMatchObject({ fault: 'rule', expected: 'at most 6', found: '7' });
    expect(() => splitTotal(1.5, [3])).toThrow(RangeError);
  });

  it('becomes the numbers of the strata that share it, in the others nothing changes', () => {
    const rule = (id: string, rate: StratumRule['rate'], more: Partial<StratumRule> = {}): StratumRule => ({
      censusBelow: null,
      conditions: [],
      id,
      minimum: null,
      rate,
      reserve: 0,
      ...more,
    });
    const share = { direction: 'share' } as const;
    const rules = [
      rule('a', share, { reserve: 90 }),
      rule('own', { direction: 'at-least', millionths: 100_000 }),
      rule('b', share, { minimum: 3 }),
      rule('c', share, { censusBelow: 5 }),
    ];
    const root = '0'.repeat(64);
    const sized = sizeStrata(rules, [60, 50, 10, 4], [root, root, root, root], 12);
    expect(sized.map(({ id, rate, reserve, size }) => [id, rate, size, reserve])).toEqual([
      ['a', { direction: 'number', number: 10 }, 10, 50],
      ['own', { direction: 'at-least', millionths: 100_000 }, 5, 0],
      ['b', { direction: 'number', number: 1 }, 3, 0],
      ['c', { direction: 'number', number: 1 }, 4, 0],
    ]);
    expect(totalOf(rules, 12)).toEqual({ number: 12, strata: ['a', 'b', 'c'] });
    expect(totalOf([rules[1]!], null)).toBeUndefined();
    expect(() => totalOf(rules, null)).toThrow(RangeError);
    expect(() => totalOf([rules[1]!], 12)).toThrow(RangeError);
    expect(errorOf(() => sizeStrata(rules, [1, 50, 1, 1], [root, root, root, root], 12)).path).toBe(
      '/selection/total/number',
    );
  });
});

describe('moments', () => {
  it('knows the days that exist', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('2024-02-29')).toBe(19782);
    for (const wrong of [
      '2023-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '2026-1-1',
      '26-01-01',
      '2026-04-31',
      '１２３４-01-01',
      '',
    ])
      expect(dayNumber(wrong)).toBeUndefined();
  });

  it('knows the instants that exist', () => {
    expect(instantNumber('2026-03-01T16:00:00.250Z')).toBe(Date.parse('2026-03-01T16:00:00.250Z'));
    for (const wrong of [
      '2026-03-01T16:00:00Z',
      '2026-03-01T24:00:00.000Z',
      '2026-03-01T23:59:60.000Z',
      '2026-02-30T00:00:00.000Z',
      '2026-03-01T16:00:00.000+08:00',
      '2026-03-01 16:00:00.000Z',
    ]) {
      expect(instantNumber(wrong)).toBeUndefined();
    }
  });
});

describe('leaves', () => {
  const [target] = smallTask().targets;
  const [inspector] = smallTask().inspectors;
  const [exclusion] = smallTask().exclusions;

  it('take the good ones', () => {
    expect(readTargetLeaf(target as unknown as Json)).toBe(target);
    expect(readInspectorLeaf(inspector as unknown as Json)).toBe(inspector);
    expect(readExclusionLeaf(exclusion as unknown as Json)).toBe(exclusion);
  });

  it.each([
    [{ ...target, more: 1 }, '/more'],
    [{ id: 'T1' }, '/attributes'],
    [{ attributes: {}, id: 'T 1' }, '/id'],
    [{ attributes: {}, id: 'x'.repeat(65) }, '/id'],
    [{ attributes: {}, id: 5 }, '/id'],
    [{ attributes: { a: 1.5 }, id: 'T1' }, '/attributes/a'],
    [{ attributes: { a: {} }, id: 'T1' }, '/attributes/a'],
    [{ attributes: { '9a': 1 }, id: 'T1' }, '/attributes'],
    [{ attributes: [], id: 'T1' }, '/attributes'],
    [{ attributes: {}, id: 'T1', salt: 'AB' }, '/salt'],
    [[], ''],
    [null, ''],
  ])('refuse the target %j at %p', (leaf, path) => {
    const error = errorOf(() => readTargetLeaf(leaf));
    expect(error).toMatchObject({ fault: 'shape', path });
    expect(error.expected).toBeDefined();
    expect(error.found).toBeDefined();
    expect(error.words.zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it.each([
    [{ qualifications: ['b', 'a'] }, '/qualifications/1'],
    [{ qualifications: ['a', 'a'] }, '/qualifications/1'],
    [{ recusals: ['T 1'] }, '/recusals/0'],
    [{ certificate: { number: 'x', validFrom: '2026-01-02', validUntil: '2026-01-01' } }, '/certificate/validUntil'],
    [{ certificate: { number: '', validFrom: '2026-01-01', validUntil: '2026-01-01' } }, '/certificate/number'],
    [{ absences: [{ from: '2026-01-02', until: '2026-01-01' }] }, '/absences/0/until'],
    [
      {
        absences: [
          { from: '2026-01-01', until: '2026-01-05' },
          { from: '2026-01-05', until: '2026-01-09' },
        ],
      },
      '/absences/1/from',
    ],
    [{ name: 'a\nb' }, '/name'],
    [{ agency: null }, '/agency'],
    [{ expert: false }, '/expert'],
    [{ expert: 1 }, '/expert'],
    [{ certificate: undefined }, '/certificate'],
    [{ certificate: null, expert: true }, '/certificate'],
    [
      { certificate: { number: 'x', validFrom: '2026-01-02', validUntil: '2026-01-01' }, expert: true },
      '/certificate/validUntil',
    ],
  ])('refuse an inspector with %j', (part, path) => {
    expect(errorOf(() => readInspectorLeaf({ ...inspector, ...part } as unknown as Json)).path).toBe(path);
  });

  it('let an expert do without a certificate, and hold him to the appointment that he has', () => {
    const bare = Object.fromEntries(Object.entries(inspector!).filter(([name]) => name !== 'certificate'));
    const window = { from: '2026-03-09', until: '2026-03-20' };
    const expert = readInspectorLeaf({ ...bare, absences: [], expert: true });
    expect(mayGo(expert, window)).toBe(true);
    expect(mayGo({ ...expert, absences: [{ from: '2026-03-01', until: '2026-03-31' }] }, window)).toBe(false);
    const certificate = { number: '聘1', validFrom: '2026-03-01', validUntil: '2026-03-19' };
    expect(mayGo({ ...expert, certificate }, window)).toBe(false);
    expect(mayGo({ ...expert, certificate: { ...certificate, validUntil: '2026-03-20' } }, window)).toBe(true);
  });

  it('say who may go in a window', () => {
    const window = { from: '2026-03-09', until: '2026-03-20' };
    const person = (part: Partial<InspectorLeaf>): InspectorLeaf => ({ ...inspector!, absences: [], ...part });
    const valid = (validFrom: string, validUntil: string): InspectorLeaf =>
      person({ certificate: { number: 'x', validFrom, validUntil } });
    expect(mayGo(valid('2026-03-09', '2026-03-20'), window)).toBe(true);
    expect(mayGo(valid('2026-03-10', '2026-03-20'), window)).toBe(false);
    expect(mayGo(valid('2026-03-09', '2026-03-19'), window)).toBe(false);
    expect(mayGo(person({ absences: [{ from: '2026-03-09', until: '2026-03-20' }] }), window)).toBe(false);
    expect(mayGo(person({ absences: [{ from: '2026-03-01', until: '2026-03-19' }] }), window)).toBe(true);
    expect(mayGo(person({ absences: [{ from: '2026-03-10', until: '2026-04-19' }] }), window)).toBe(true);
    expect(
      mayGo(
        person({
          absences: [
            { from: '2026-02-01', until: '2026-03-12' },
            { from: '2026-03-13', until: '2026-03-25' },
          ],
        }),
        window,
      ),
    ).toBe(false);
    expect(
      mayGo(
        person({
          absences: [
            { from: '2026-02-01', until: '2026-03-12' },
            { from: '2026-03-14', until: '2026-03-25' },
          ],
        }),
        window,
      ),
    ).toBe(true);
    expect(
      mayGo(
        person({
          absences: [
            { from: '2026-01-01', until: '2026-01-12' },
            { from: '2026-03-09', until: '2026-03-20' },
          ],
        }),
        window,
      ),
    ).toBe(false);
  });
});

describe('conditions', () => {
  it('compare by type and value, and want the attribute there', () => {
    const one = matcher([
      { field: 'a', in: ['1', null] },
      { field: 'b', in: [2, true] },
    ]);
    expect(one({ a: '1', b: 2 })).toBe(true);
    expect(one({ a: null, b: true })).toBe(true);
    expect(one({ a: 1, b: 2 })).toBe(false);
    expect(one({ b: 2 })).toBe(false);
    expect(one({ a: '1', b: '2' })).toBe(false);
    expect(matcher([])({})).toBe(true);
  });
});

describe('snapshots', () => {
  it('want ids in order, once', () => {
    const snapshot = new ExclusionSnapshot('open');
    snapshot.push({ id: 'B', reason: 'retired' });
    expect(errorOf(() => snapshot.push({ id: 'B', reason: 'retired' })).fault).toBe('rule');
    expect(errorOf(() => snapshot.push({ id: 'A', reason: 'retired' })).fault).toBe('rule');
  });

  it('want every target in exactly one stratum, within the filter, and under a team rule', () => {
    const { filter, inspectors, rules, strata, targets } = smallTask();
    const make = (change: object) =>
      new TargetSnapshot({
        filter,
        strata,
        teams: rules,
        visit: { from: '2026-03-09', until: '2026-03-20' },
        inspectors,
        pools: 'open',
        ...change,
      });
    const push = (change: object) => errorOf(() => make(change).push(targets[2]!));
    expect(push({ strata: [strata[1]!] }).words.en).toContain('exactly one stratum');
    expect(push({ strata: [strata[0]!, { ...strata[0]!, id: 'again' }] }).found).toBe('care, again');
    expect(push({ filter: [{ field: 'kind', in: ['x'] }] }).words.en).toContain('filter');
    expect(push({ teams: [{ ...rules[0]!, conditions: [{ field: 'kind', in: ['x'] }] }] }).words.en).toContain(
      'team rule',
    );
  });
});

describe('manifest', () => {
  let manifest: Manifest;
  beforeAll(async () => {
    ({ manifest } = await drawTask(smallTask()));
  });

  it('reads back what it is', () => {
    expect(readManifest(manifest as unknown as Json)).toEqual(manifest);
  });

  it('is refused by commit when its sizes or moments are wrong', () => {
    const [first, ...rest] = manifest.strata;
    expect(errorOf(() => commit({ ...manifest, strata: [{ ...first!, size: first!.size + 1 }, ...rest] })).path).toBe(
      '/strata/0/size',
    );
    expect(errorOf(() => commit({ ...manifest, strata: [{ ...first!, reserve: 999 }, ...rest] })).path).toBe(
      '/strata/0/reserve',
    );
    expect(errorOf(() => commit({ ...manifest, targets: { ...manifest.targets, count: 1 } })).path).toBe(
      '/targets/count',
    );
    expect(errorOf(() => commit({ ...manifest, cutoff: '2027-01-01T00:00:00.000Z' })).path).toBe('/entropy/notBefore');
    expect(errorOf(() => commit({ ...manifest, publication: { notBefore: '2026-01-01T00:00:00.000Z' } })).path).toBe(
      '/publication/notBefore',
    );
    expect(errorOf(() => commit({ ...manifest, extra: 1 } as Manifest)).path).toBe('/extra');
    const wide = { agencies: ['990101'], count: 20, qualifications: [] };
    expect(
      errorOf(() =>
        commit({ ...manifest, pairing: { ...manifest.pairing, rules: [{ conditions: [], seats: [wide, wide] }] } }),
      ).path,
    ).toBe('/pairing/rules/0/seats');
  });
});
