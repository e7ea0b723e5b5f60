import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addDays } from '../../../platform/clock/days.js';
import { LIBRARY_DAYS } from './library-days.js';
import {
  addWorkingDays,
  calendarOf,
  coveredUntil,
  dayAnswer,
  hasWorkingDay,
  isCertain,
  isCovered,
  isWorkingDay,
  MOST_WORKING_DAYS,
  nextWorkingDay,
  notableDays,
  previousWorkingDay,
  workingDaysBetween,
  type NamedDay,
} from './working-day-calendar.js';

const china = calendarOf(LIBRARY_DAYS);
const span = (from: string, until: string): string[] => {
  const days: string[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
};

/*
 * The notices of the General Office of the State Council, written down from their texts: first and last day off of each
 * holiday, and the Saturdays and Sundays worked in exchange.
 */
const NOTICES: Readonly<
  Record<number, { readonly off: readonly [string, string, string][]; readonly on: readonly string[] }>
> = {
  2023: {
    off: [
      ['元旦', '01-01', '01-02'],
      ['春节', '01-21', '01-27'],
      ['清明', '04-05', '04-05'],
      ['劳动节', '04-29', '05-03'],
      ['端午', '06-22', '06-24'],
      ['中秋', '09-29', '09-29'],
      ['国庆节', '09-30', '10-06'],
    ],
    on: ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'],
  },
  2024: {
    off: [
      ['元旦', '01-01', '01-01'],
      ['春节', '02-10', '02-17'],
      ['清明', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午', '06-10', '06-10'],
      ['中秋', '09-15', '09-17'],
      ['国庆节', '10-01', '10-07'],
    ],
    on: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  2025: {
    off: [
      ['元旦', '01-01', '01-01'],
      ['春节', '01-28', '02-04'],
      ['清明', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午', '05-31', '06-02'],
      ['国庆节', '10-01', '10-05'],
      ['中秋', '10-06', '10-06'],
      ['国庆节', '10-07', '10-08'],
    ],
    on: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  2026: {
    off: [
      ['元旦', '01-01', '01-03'],
      ['春节', '02-15', '02-23'],
      ['清明', '04-04', '04-06'],
      ['劳动节', '05-01', '05-05'],
      ['端午', '06-19', '06-21'],
      ['中秋', '09-25', '09-27'],
      ['国庆节', '10-01', '10-07'],
    ],
    on: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
};

describe('the notices of the State Council', () => {
  it.each([2023, 2024, 2025, 2026])('of %i, day by day', (year) => {
    const { off, on } = NOTICES[year]!;
    const nameOf = new Map(
      off.flatMap(([name, from, until]) => span(`${year}-${from}`, `${year}-${until}`).map((day) => [day, name])),
    );
    const worked = new Set(on.map((day) => `${year}-${day}`));
    for (const day of span(`${year}-01-01`, `${year}-12-31`)) {
      const weekend = [0, 6].includes(new Date(day).getUTCDay());
      const answer = dayAnswer(china, day);
      const [working, why] = nameOf.has(day)
        ? [false, 'holiday']
        : worked.has(day)
          ? [true, 'shifted']
          : weekend
            ? [false, 'weekend']
            : [true, 'weekday'];
      expect(answer).toMatchObject({ day, working, why, certain: true });
      if (nameOf.has(day)) expect([day, answer.name]).toEqual([day, nameOf.get(day)]);
    }
    expect(notableDays(china, year).filter(({ why }) => why === 'holiday')).toHaveLength(nameOf.size);
    expect(notableDays(china, year).filter(({ why }) => why === 'shifted')).toHaveLength(on.length);
  });

  it('and what follows from them', () => {
    // 14 February 2026 is a Saturday that is worked, and nine days of Spring Festival follow it
    expect(nextWorkingDay(china, '2026-02-13')).toBe('2026-02-14');
    expect(nextWorkingDay(china, '2026-02-14')).toBe('2026-02-24');
    expect(previousWorkingDay(china, '2026-02-24')).toBe('2026-02-14');
    expect(nextWorkingDay(china, '2026-10-01')).toBe('2026-10-08');
    expect(previousWorkingDay(china, '2026-10-01')).toBe('2026-09-30');
    // 20 working days from 24 September 2026, by hand: 28, 29, 30 September; 8, 9, 10; 12–16; 19–23; 26–29 October
    expect(addWorkingDays(china, '2026-09-24', 20)).toBe('2026-10-29');
    expect(workingDaysBetween(china, '2026-09-24', '2026-10-29')).toBe(20);
    expect(addWorkingDays(china, '2026-10-29', -20)).toBe('2026-09-24');
    const worked = (year: number): number => workingDaysBetween(china, `${year - 1}-12-31`, `${year}-12-31`);
    expect([2023, 2024, 2025, 2026].map(worked)).toEqual([2023, 2024, 2025, 2026].map(byHand));
  });

  function byHand(year: number): number {
    const { off, on } = NOTICES[year]!;
    const free = new Set(off.flatMap(([, from, until]) => span(`${year}-${from}`, `${year}-${until}`)));
    const days = span(`${year}-01-01`, `${year}-12-31`);
    const week = days.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()) && !free.has(day));
    return week.length + on.length;
  }
});

describe('coverage', () => {
  it('is a year’s whose own holidays are there, not one that a notice only reaches into', () => {
    expect(isCovered(china, 2026)).toBe(true);
    expect(isCovered(china, 2003)).toBe(false);
    expect(dayAnswer(china, '2003-10-01')).toMatchObject({ working: true, why: 'weekday', certain: false });
    expect(dayAnswer(china, '2003-10-04')).toMatchObject({ working: false, why: 'weekend', certain: false });
    expect(coveredUntil(china, 2004)).toBeGreaterThanOrEqual(2026);
    expect(coveredUntil(china, 2003)).toBeUndefined();
    const reaching = calendarOf([{ day: '2030-12-31', working: false, name: '元旦', origin: 'override' }]);
    expect(isCovered(reaching, 2030)).toBe(false);
    expect(isCertain(china, '2025-12-01', '2026-02-01')).toBe(true);
    expect(isCertain(china, '2026-02-01', '2003-12-31')).toBe(false);
  });

  it('a later layer wins day by day', () => {
    const layered = calendarOf(LIBRARY_DAYS, [
      { day: '2026-10-08', working: false, name: '调整', origin: 'override' },
      { day: '2026-10-01', working: true, name: '调整', origin: 'override' },
    ]);
    expect(dayAnswer(layered, '2026-10-08')).toMatchObject({ working: false, why: 'holiday', origin: 'override' });
    expect(dayAnswer(layered, '2026-10-01')).toMatchObject({ working: true, why: 'weekday', origin: 'override' });
    expect(dayAnswer(layered, '2026-10-02')).toMatchObject({ working: false, name: '国庆节', origin: 'library' });
    expect(nextWorkingDay(layered, '2026-10-01')).toBe('2026-10-09');
    // a day off that was taken away is told among the days that are not ordinary
    expect(notableDays(layered, 2026).map(({ day }) => day)).toContain('2026-10-01');
  });
});

describe('counting', () => {
  const someDay = fc.integer({ min: 0, max: 20_000 }).map((at) => addDays('1990-01-01', at));
  const calendars = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.boolean()), { maxLength: 120 })
    .map((named) =>
      calendarOf(
        named.map(([at, working]): NamedDay => ({
          day: addDays('2026-01-01', at),
          working,
          name: '某日',
          origin: 'override',
        })),
      ),
    );
  const near = fc.integer({ min: -30, max: 430 }).map((at) => addDays('2026-01-01', at));

  it('agrees with a plain count of days, forwards and back', () => {
    fc.assert(
      fc.property(calendars, near, fc.integer({ min: 1, max: 60 }), (calendar, day, n) => {
        const forwards = addWorkingDays(calendar, day, n);
        expect(isWorkingDay(calendar, forwards)).toBe(true);
        expect(span(addDays(day, 1), forwards).filter((one) => isWorkingDay(calendar, one))).toHaveLength(n);
        expect(workingDaysBetween(calendar, day, forwards)).toBe(n);
        const back = addWorkingDays(calendar, day, -n);
        expect(isWorkingDay(calendar, back)).toBe(true);
        expect(span(back, addDays(day, -1)).filter((one) => isWorkingDay(calendar, one))).toHaveLength(n);
        expect(workingDaysBetween(calendar, day, back)).toBe(-n);
      }),
    );
  });

  it('the neighbours of a day are worked, and nothing between them and it', () => {
    fc.assert(
      fc.property(calendars, near, (calendar, day) => {
        const next = nextWorkingDay(calendar, day)!;
        const previous = previousWorkingDay(calendar, day)!;
        expect([isWorkingDay(calendar, next), isWorkingDay(calendar, previous)]).toEqual([true, true]);
        const between = [...span(addDays(previous, 1), addDays(day, -1)), ...span(addDays(day, 1), addDays(next, -1))];
        expect(between.filter((one) => isWorkingDay(calendar, one))).toEqual([]);
        expect(dayAnswer(calendar, day).working).toBe(isWorkingDay(calendar, day));
      }),
    );
  });

  it('between days adds up, and says whether a span has a working day at all', () => {
    fc.assert(
      fc.property(calendars, near, near, near, (calendar, a, b, c) => {
        const count = (from: string, until: string): number => workingDaysBetween(calendar, from, until);
        const [first = a, second = b, third = c] = [a, b, c].sort();
        expect(count(first, second) + count(second, third)).toBe(count(first, third));
        expect(hasWorkingDay(calendar, second, third)).toBe(
          span(second, third).some((one) => isWorkingDay(calendar, one)),
        );
      }),
    );
  });

  it('by the library, over half a century of days', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -300, max: 300 }), (day, n) => {
        const there = addWorkingDays(china, day, n);
        expect(workingDaysBetween(china, day, there)).toBe(n);
      }),
    );
  });

  it('is bounded', () => {
    const never = calendarOf(
      span('2026-01-01', '2028-12-31').map((day): NamedDay => ({ day, working: false, name: '', origin: 'override' })),
    );
    expect(nextWorkingDay(never, '2026-12-31')).toBeUndefined();
    expect(previousWorkingDay(never, '2028-06-01')).toBeUndefined();
    expect(() => addWorkingDays(never, '2026-12-31', 1)).toThrow(RangeError);
    expect(() => addWorkingDays(china, '2026-01-01', MOST_WORKING_DAYS + 1)).toThrow(RangeError);
    expect(() => addWorkingDays(china, '2026-01-01', 1.5)).toThrow(RangeError);
    expect(() => workingDaysBetween(china, '1990-01-01', '2026-01-01')).toThrow(RangeError);
    expect(addWorkingDays(china, '2026-10-01', 0)).toBe('2026-10-01');
  });
});
