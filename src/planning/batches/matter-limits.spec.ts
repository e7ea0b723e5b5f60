import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { matterLimits, type MatterRate, type SizedStratum } from './matter-limits.js';

const matter = (more: Partial<MatterRate> = {}): MatterRate => ({
  name: '年度报告检查',
  importance: 'general',
  rate: { direction: 'at-most', millionths: 50_000 },
  targetKind: null,
  ...more,
});
const sized = (size: number, kinds: Readonly<Record<string, number>>): SizedStratum => ({
  size,
  population: Object.values(kinds).reduce((sum, count) => sum + count, 0),
  kinds: new Map(Object.entries(kinds)),
});
const lists = (kinds: Readonly<Record<string, number>>): ReadonlyMap<string, number> => new Map(Object.entries(kinds));
const SOCIAL = { 社会团体: 100 };
const codes = ({ faults, warnings }: ReturnType<typeof matterLimits>): string[] =>
  [...faults, ...warnings].map((one) => `${one.code} ${one.pointer}`);

describe('the limit of a general matter', () => {
  it('binds a batch that looks into it: over it is refused, with the limit and what would be right', () => {
    const of = (size: number, draws = 1): string[] =>
      codes(matterLimits([matter()], [sized(size, SOCIAL)], lists(SOCIAL), draws));
    expect(of(5)).toEqual([]);
    expect(of(6)).toEqual(['matter_limit /matterIds/0']);
    // five draws of one each are five in the year
    expect(of(1, 5)).toEqual([]);
    expect(of(1, 6)).toEqual(['matter_limit /matterIds/0']);
    const [fault] = matterLimits([matter()], [sized(9, SOCIAL)], lists(SOCIAL), 2).faults;
    expect(fault?.message.en).toContain('5 % of its targets in a year: 5 of 100');
    expect(fault?.message.en).toContain('2 draws and may come to 18. Draw 2 of them at most each time');
    expect(fault?.message.zh).toContain('一般事项“年度报告检查”全年至多抽查 5%');
  });

  it('does not bind a key matter, which may take everyone; beside one the general matter still does', () => {
    const everyone = [sized(100, SOCIAL)];
    const key = matter({ importance: 'key' });
    expect(codes(matterLimits([key], everyone, lists(SOCIAL), 1))).toEqual([]);
    expect(codes(matterLimits([key, matter()], everyone, lists(SOCIAL), 1))).toEqual(['matter_limit /matterIds/1']);
    const stricter = matter({ rate: { direction: 'at-most', millionths: 40_000 } });
    expect(codes(matterLimits([matter(), stricter], [sized(5, SOCIAL)], lists(SOCIAL), 1))).toEqual([
      'matter_limit /matterIds/1',
    ]);
    // one that says nothing of how important it is counts as general
    expect(codes(matterLimits([matter({ importance: null })], everyone, lists(SOCIAL), 1))).toHaveLength(1);
  });

  it('is of all targets of its kinds, not only of those that the filter lets through', () => {
    const some = [sized(5, { 社会团体: 10 })];
    expect(codes(matterLimits([matter({ targetKind: '社会团体' })], some, lists(SOCIAL), 1))).toEqual([]);
    expect(codes(matterLimits([matter({ targetKind: '社会团体' })], some, lists({ 社会团体: 99 }), 1))).toHaveLength(1);
  });

  it('counts the most that may come out where kinds are mixed, and strata make it certain', () => {
    const kinds = { 社会团体: 60, 基金会: 40 };
    const limited = matter({ targetKind: '基金会' });
    const other = matter({ targetKind: '社会团体', rate: null });
    const flat = matterLimits([limited, other], [sized(4, kinds)], lists(kinds), 1);
    expect(codes(flat)).toEqual(['matter_limit /matterIds/0']);
    expect(flat.faults[0]?.message.en).toContain('with strata by kind the number is certain');
    const strata = [sized(2, { 社会团体: 60 }), sized(2, { 基金会: 40 })];
    expect(codes(matterLimits([limited, other], strata, lists(kinds), 1))).toEqual([]);
  });
});

describe('the duty of a matter', () => {
  it('that a batch stays below over the year is told as a warning, and is no fault', () => {
    const duty = matter({ rate: { direction: 'at-least', millionths: 30_000 } });
    const of = (size: number, draws: number): ReturnType<typeof matterLimits> =>
      matterLimits([duty], [sized(size, { 社会团体: 110 })], lists({ 社会团体: 110 }), draws);
    expect(codes(of(4, 1))).toEqual([]);
    expect(codes(of(1, 4))).toEqual([]);
    expect(of(3, 1).faults).toEqual([]);
    expect(codes(of(3, 1))).toEqual(['matter_duty /matterIds/0']);
    expect(of(3, 1).warnings[0]?.message.en).toContain('3 % of its targets in a year: 4 of 110');
    expect(of(3, 1).warnings[0]?.message.en).toContain('1 are left for other batches');
  });

  it('an exact rate is both; one that is not whole may be met from either side', () => {
    const exact = matter({ rate: { direction: 'exactly', millionths: 50_000 } });
    const of = (size: number, all: number): string[] =>
      codes(matterLimits([exact], [sized(size, { 社会团体: all })], lists({ 社会团体: all }), 1));
    expect([of(4, 100), of(5, 100), of(6, 100)]).toEqual([
      ['matter_duty /matterIds/0'],
      [],
      ['matter_limit /matterIds/0'],
    ]);
    expect([of(5, 110), of(6, 110)]).toEqual([[], []]);
  });
});

describe('what matters say of a batch', () => {
  it('is right for whatever the lot brings: refused exactly where it could break a limit, warned where it could leave a duty', () => {
    const count = fc.integer({ min: 0, max: 6 });
    const pool = fc
      .array(fc.tuple(count, count), { minLength: 1, maxLength: 3 })
      .filter((strata) => strata.every(([a, b]) => a + b > 0) && strata.some(([a]) => a > 0));
    const direction = fc.constantFrom('at-least' as const, 'at-most' as const);
    const share = fc.integer({ min: 1, max: 20 }).map((part) => part * 50_000);
    const draws = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(
        pool,
        direction,
        share,
        draws,
        fc.infiniteStream(fc.nat(12)),
        (strata, rateDirection, millionths, times, lots) => {
          const sizes = strata.map(([a, b]) => Math.min(a + b, lots.next().value ?? 0));
          const its = matter({ targetKind: '甲', rate: { direction: rateDirection, millionths } });
          const other = matter({ targetKind: '乙', rate: null });
          const filled = strata.map(([a, b], at) =>
            sized(
              sizes[at] ?? 0,
              Object.fromEntries([['甲', a] as const, ['乙', b] as const].filter(([, n]) => n > 0)),
            ),
          );
          const all = strata.reduce((sum, [a]) => sum + a, 0);
          // where nobody of 乙 is in the pool its matter is for everyone, and 甲 has its own all the same
          const found = matterLimits([its, other], filled, lists({ 甲: all }), times);
          const outcomes = strata.reduce<number[]>(
            (sums, [a, b], at) => {
              const drawn = Array.from({ length: a + 1 }, (_, n) => n).filter(
                (n) => n <= (sizes[at] ?? 0) && (sizes[at] ?? 0) - n <= b,
              );
              return [...new Set(sums.flatMap((sum) => drawn.map((n) => sum + n)))];
            },
            [0],
          );
          const asked = (all * millionths) / 1_000_000;
          const most = Math.max(...outcomes) * times;
          const fewest = Math.min(...outcomes) * times;
          expect(found.faults.length > 0).toBe(rateDirection === 'at-most' && most > Math.floor(asked));
          expect(found.warnings.length > 0).toBe(rateDirection === 'at-least' && fewest < Math.ceil(asked));
        },
      ),
      { numRuns: 500 },
    );
  });
});
