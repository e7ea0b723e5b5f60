import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { areNear, commonDays, daysBetween, faultOfDay, NEAR_DAYS, type Window } from './joint-visit-rules.js';

const FIRST = Date.UTC(2026, 0, 1);
const day = (at: number): string => new Date(FIRST + at * 86_400_000).toISOString().slice(0, 10);
const window = fc
  .tuple(fc.nat(200), fc.nat(60))
  .map(([from, length]) => ({ at: from, end: from + length, days: { from: day(from), until: day(from + length) } }));

describe('two windows', () => {
  it('lie as many days apart as no one of them counts, whichever comes first', () => {
    fc.assert(
      fc.property(window, window, (one, other) => {
        const mine = new Set(Array.from({ length: one.end - one.at + 1 }, (_, n) => one.at + n));
        let gap = 0;
        const [low, high] = one.at <= other.at ? [one.end, other.at] : [other.end, one.at];
        for (let at = low + 1; at < high; at++) if (!mine.has(at) && (at < other.at || at > other.end)) gap++;
        expect(daysBetween(one.days, other.days)).toBe(gap);
        expect(daysBetween(other.days, one.days)).toBe(gap);
      }),
    );
  });

  it('are near up to two weeks, and not a day more', () => {
    const one = { from: day(0), until: day(9) };
    const after = (days: number): Window => ({ from: day(10 + days), until: day(20 + days) });
    expect(areNear(one, after(NEAR_DAYS))).toBe(true);
    expect(areNear(one, after(NEAR_DAYS + 1))).toBe(false);
    expect(areNear(after(NEAR_DAYS), one)).toBe(true);
  });

  it('have common days on which neither team goes too early, and a day is agreed on exactly among them', () => {
    fc.assert(
      fc.property(window, window, fc.integer({ min: -5, max: 280 }), fc.nat(280), (one, other, at, today) => {
        const { from, until } = commonDays(one.days, other.days);
        expect(from >= one.days.from && from >= other.days.from).toBe(true);
        const good = at >= Math.max(one.at, other.at, today) && at <= Math.max(one.end, other.end);
        expect(faultOfDay(day(at), one.days, other.days, day(today)) === undefined).toBe(good);
        expect(until >= from).toBe(true);
      }),
    );
  });
});
