import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { monthName } from './month-name.js';
import { byDay, dayIn, daysOfMonth, monthIn, monthsOfYear, plusDays, plusMonths, weekdayOf, weeksOf } from './days.js';

const month = fc
  .tuple(fc.integer({ min: 2000, max: 2999 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, of]) => `${year}-${String(of).padStart(2, '0')}`);

describe('months', () => {
  it('are whole weeks that hold each of their days once, under its weekday', () => {
    fc.assert(
      fc.property(month, (of) => {
        const weeks = weeksOf(of);
        expect(weeks.every((week) => week.length === 7 && week.some((day) => day !== undefined))).toBe(true);
        expect(weeks.flat().filter((day) => day !== undefined)).toEqual(daysOfMonth(of));
        for (const week of weeks)
          week.forEach((day, place) => expect(day === undefined || weekdayOf(day) === place + 1).toBe(true));
        const [year = 0, number = 0] = of.split('-').map(Number);
        expect(daysOfMonth(of)).toHaveLength(new Date(Date.UTC(year, number, 0)).getUTCDate());
      }),
    );
  });

  it('are counted on and back', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: -500, max: 500 }), (of, by) => {
        expect(plusMonths(plusMonths(of, by), -by)).toBe(of);
      }),
    );
    expect(plusMonths('2026-12', 1)).toBe('2027-01');
    expect(plusMonths('2026-01', -1)).toBe('2025-12');
    expect(monthsOfYear(2026)).toHaveLength(12);
    expect(plusDays('2026-02-28', 1)).toBe('2026-03-01');
  });
});

it('has its name in both languages', () => {
  expect([monthName('2026-03', 'zh'), monthName('2026-03', 'zh', true)]).toEqual(['3月', '2026年3月']);
  expect([monthName('2026-12', 'en'), monthName('2026-12', 'en', true)]).toEqual(['December', 'December 2026']);
});

describe('a day in an address', () => {
  it.each(['2026-02-30', '2026-13-01', '1999-01-01', '2026-1-1', '', 'x', "2026-01-01' OR 1"])('is none: %s', (text) =>
    expect(dayIn(text)).toBeUndefined(),
  );
  it('is read, and so is a month', () => {
    expect(dayIn('2028-02-29')).toBe('2028-02-29');
    expect(monthIn('2026-03')).toBe('2026-03');
    expect([monthIn('2026-14'), monthIn(null), dayIn(null)]).toEqual([undefined, undefined, undefined]);
  });
});

it('loses nothing when it is put by day', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('2026-01-01', '2026-01-02')), (days) => {
      expect([...byDay(days, (day) => day).values()].flat()).toHaveLength(days.length);
    }),
  );
});
