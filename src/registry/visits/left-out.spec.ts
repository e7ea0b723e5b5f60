import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addDays } from '../../platform/clock/days.js';
import { capFor, daysThatMatter, leftOut, leftOutWords, limitReasons, type Cap, type DatedLimits } from './left-out.js';
import { type VisitsOf } from './visit-rules.js';

const KINDS = ['社会团体', '基金会', '养老机构'];
const day = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2022-01-01', n));
const cap = fc.record({ targetKind: fc.option(fc.constantFrom(...KINDS)), most: fc.integer({ min: 1, max: 4 }) });
const caps = fc.uniqueArray(cap, { selector: ({ targetKind }) => targetKind, maxLength: 4 });
const limits: fc.Arbitrary<DatedLimits> = fc.record({
  caps,
  coolDownDays: fc.option(fc.integer({ min: 1, max: 900 })),
  firstDay: day,
});

/** What a reader that knows the days that matter alone would find. */
const seen = (held: DatedLimits, visits: readonly string[]): VisitsOf => {
  const { since, yearFrom, yearUntil } = daysThatMatter(held);
  const found = visits.filter((one) => one >= since).sort();
  return { inYear: found.filter((one) => one >= yearFrom && one <= yearUntil).length, last: found.at(-1) ?? null };
};

describe('who is left out', () => {
  it('is whoever would be by all visits ever, though only the days that matter are looked at', () => {
    fc.assert(
      fc.property(limits, fc.constantFrom(...KINDS, '界桩'), fc.array(day, { maxLength: 8 }), (held, kind, visits) => {
        const out = leftOut(held, kind, seen(held, visits));
        const inYear = visits.filter((one) => one.slice(0, 4) === held.firstDay.slice(0, 4)).length;
        const most =
          held.caps.find((one) => one.targetKind === kind) ?? held.caps.find((one) => one.targetKind === null);
        const capped = most !== undefined && inYear >= most.most;
        const cooling =
          held.coolDownDays !== null && visits.some((one) => addDays(one, held.coolDownDays ?? 0) > held.firstDay);
        expect(out?.reason).toBe(capped ? 'yearly-cap' : cooling ? 'cool-down' : undefined);
      }),
      { numRuns: 1000 },
    );
  });

  it('is told what was counted and when it ends', () => {
    const held: DatedLimits = { caps: [], coolDownDays: 60, firstDay: '2026-04-01' };
    const cooling = leftOut(held, '社会团体', { inYear: 1, last: '2026-03-05' });
    expect(cooling).toEqual({ reason: 'cool-down', last: '2026-03-05', ends: '2026-05-04' });
    expect(leftOutWords(cooling!).zh).toBe(
      '上次检查自 2026-03-05 开始，冷却期至 2026-05-03 止，2026-05-04 起可再抽取。',
    );
    const capped = leftOut({ ...held, caps: [{ targetKind: null, most: 2 }] }, '社会团体', {
      inYear: 2,
      last: '2026-03-05',
    });
    expect(capped?.reason).toBe('yearly-cap');
    expect(leftOutWords(capped!).zh).toBe('2026 年已安排检查 2 次，年度上限 2 次，当年不再抽取。');
  });

  it('is the same however the kind of a cap was typed; every other kind has the cap of the rest', () => {
    const held: Cap[] = [
      { targetKind: null, most: 3 },
      { targetKind: 'ＮＧＯ（甲）', most: 1 },
    ];
    expect(capFor(held, ' ngo(甲)')?.most).toBe(1);
    expect(capFor(held, '乙')?.most).toBe(3);
    expect(capFor(held.slice(1), '乙')).toBeUndefined();
  });
});

describe('the reasons of a draw', () => {
  it('name each rule that holds, with how many it left out, and fit the manifest', () => {
    fc.assert(
      fc.property(limits, fc.nat(1000), fc.nat(1000), (held, capped, cooling) => {
        const reasons = limitReasons(held, { 'yearly-cap': capped, 'cool-down': cooling });
        expect(reasons.map(({ code }) => code)).toEqual([
          ...(held.caps.length > 0 ? ['yearly-cap'] : []),
          ...(held.coolDownDays === null ? [] : ['cool-down']),
        ]);
      }),
    );
    const many = Array.from({ length: 100 }, (_, n) => ({ targetKind: `${n}`.padStart(100, '类'), most: 2 }));
    const [long] = limitReasons(
      { caps: many, coolDownDays: null, firstDay: '2026-01-01' },
      { 'yearly-cap': 1, 'cool-down': 0 },
    );
    for (const words of [long!.words.zh, long!.words.en]) expect(words.length).toBeLessThanOrEqual(2000);
  });
});
