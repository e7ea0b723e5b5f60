import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { REST_DAY_RULES, type RestDayRule } from './rest-days.js';
import { dueMoments, isTooLate, MOST_OCCURRENCES, type Due, type Schedule } from './schedule.js';
import { addDays } from '../../platform/clock/days.js';
import { dayAt, momentOf, wallClock, yearAt } from './time-zone.js';
import { LIBRARY_DAYS } from './working-days/library-days.js';
import { calendarOf, isWorkingDay, type NamedDay } from './working-days/working-day-calendar.js';

const china = calendarOf(LIBRARY_DAYS);
const NEW_YEAR = new Date('2025-12-31T00:00:00Z');
const SHANGHAI = 'Asia/Shanghai';
/** Both ways of changing clocks, in both hemispheres; islands that left out a day; no change at all. */
const ZONES = [
  SHANGHAI,
  'Asia/Urumqi',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Apia',
  'Pacific/Kwajalein',
  'Australia/Lord_Howe',
] as const;

const cron = (expression: string, restDays: RestDayRule, now = NEW_YEAR, kept: number[] = []): Due =>
  dueMoments({ kind: 'cron', expression, timeZone: SHANGHAI, restDays }, 2026, now, new Set(kept), china);
const date = (at: string, restDays: RestDayRule, now = NEW_YEAR, lateMinutes = 1440): Due =>
  dueMoments({ kind: 'date', at, timeZone: SHANGHAI, restDays, lateMinutes }, 2026, now, new Set(), china);
const days = (due: Due): string[] =>
  'fault' in due ? [] : due.dueAt.map((moment) => dayAt(moment, SHANGHAI).slice(5));
const fault = (due: Due): string | undefined => ('fault' in due ? `${due.fault.code} ${due.fault.member}` : undefined);
/** `from → to` of each that was moved. */
const moves = (due: Due): string[] =>
  'fault' in due
    ? []
    : [...due.movedFrom].map(([to, from]) =>
        [from.map((one) => dayAt(one, SHANGHAI).slice(5)).join(' '), dayAt(new Date(to), SHANGHAI).slice(5)].join(
          ' → ',
        ),
      );

describe('a draw on a day of rest', () => {
  it('goes to the next or the previous working day, is left out, or stays', () => {
    const monthly = '0 9 1 9-11 *';
    expect(days(cron(monthly, 'keep'))).toEqual(['09-01', '10-01', '11-01']);
    expect(days(cron(monthly, 'next'))).toEqual(['09-01', '10-08', '11-02']);
    expect(moves(cron(monthly, 'next'))).toEqual(['10-01 → 10-08', '11-01 → 11-02']);
    expect(days(cron(monthly, 'previous'))).toEqual(['09-01', '09-30', '10-30']);
    expect(days(cron(monthly, 'skip'))).toEqual(['09-01']);
    // a Saturday that is worked in exchange is no day of rest
    expect(days(date('2026-02-14', 'next'))).toEqual(['02-14']);
    expect(moves(date('2026-02-15T10:30:00+08:00', 'next'))).toEqual(['02-15 → 02-24']);
    const due = date('2026-02-15T10:30:00+08:00', 'previous');
    expect('fault' in due ? due : due.dueAt).toEqual([new Date('2026-02-14T02:30:00Z')]);
  });

  it('that meets another there is one with it', () => {
    const due = cron('0 9 1-9 10 *', 'next');
    expect(days(due)).toEqual(['10-08', '10-09']);
    expect(moves(due)).toEqual(['10-01 10-02 10-03 10-04 10-05 10-06 10-07 → 10-08']);
  });

  it('keeps the order of the moments where they pass one another', () => {
    const due = cron('0 9,18 1,2 10 *', 'next');
    expect('fault' in due ? due : due.dueAt.map((moment) => moment.toISOString())).toEqual([
      '2026-10-08T01:00:00.000Z',
      '2026-10-08T10:00:00.000Z',
    ]);
  });

  it('is refused where it would leave the year, or nothing is left', () => {
    expect(fault(cron('0 9 1 1 *', 'previous'))).toBe('moved_out_of_year restDays');
    expect(fault(cron('0 9 1 * *', 'previous'))).toBe('moved_out_of_year restDays');
    expect(days(cron('0 9 1 2-3 *', 'previous'))).toEqual(['01-30', '02-28']);
    const new2028 = { kind: 'date', at: '2028-12-31', timeZone: SHANGHAI, restDays: 'next' } as const;
    const sunday = dueMoments(new2028, 2028, NEW_YEAR, new Set(), china);
    expect(fault(sunday)).toBe('moved_out_of_year restDays');
    expect(fault(date('2026-10-01', 'skip'))).toBe('only_rest_days restDays');
    expect(fault(cron('0 9 * * 0', 'skip', new Date('2026-10-15T00:00:00Z')))).toBe('only_rest_days restDays');
  });

  it('what moves onto a day to come counts, though its own day is past', () => {
    const now = new Date('2026-10-05T00:00:00Z');
    expect(moves(cron('0 9 1 9-11 *', 'next', now))).toEqual(['10-01 → 10-08', '11-01 → 11-02']);
    expect(days(date('2026-10-01', 'next', now))).toEqual(['10-08']);
  });

  it('what cannot be drawn earlier any more is drawn on the next working day, and stays there', () => {
    const now = new Date('2026-10-05T00:00:00Z');
    // Wednesday 7 October is still a day of rest; the working day before it was 30 September
    const due = cron('0 9 7 10 *', 'previous', now);
    expect(moves(due)).toEqual(['10-07 → 10-08']);
    const there = 'fault' in due ? [] : due.dueAt.map(Number);
    expect(days(cron('0 9 7 10 *', 'previous', new Date('2026-10-07T12:00:00Z'), there))).toEqual(['10-08']);
  });

  const rule = fc.constantFrom(...REST_DAY_RULES);
  const zone = fc.constantFrom(...ZONES);
  const calendar = fc.array(fc.tuple(fc.integer({ min: 0, max: 364 }), fc.boolean()), { maxLength: 80 }).map((named) =>
    calendarOf(
      named.map(([at, working]): NamedDay => ({
        day: addDays('2026-01-01', at),
        working,
        name: '某日',
        origin: 'override',
      })),
    ),
  );
  const fields = fc.record({
    minute: fc.integer({ min: 0, max: 59 }),
    hour: fc.integer({ min: 0, max: 23 }),
    day: fc.oneof(
      fc.constant('*'),
      fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 5 }).map(String),
    ),
    month: fc.oneof(fc.constant('*'), fc.constantFrom('2', '2-11', '3,10', '10-11')),
  });
  const scheduleOf = (
    { minute, hour, day, month }: { minute: number; hour: number; day: string; month: string },
    timeZone: string,
    restDays: RestDayRule,
  ): Schedule => ({ kind: 'cron', expression: `${minute} ${hour} ${day} ${month} *`, timeZone, restDays });

  it('lands on working days of its year at its time of day, each once, in order, and nothing is lost', () => {
    let seen = 0;
    fc.assert(
      fc.property(fields, zone, rule, calendar, (chosen, timeZone, restDays, known) => {
        const schedule = scheduleOf(chosen, timeZone, restDays);
        const plain = dueMoments({ ...schedule, restDays: 'keep' }, 2026, NEW_YEAR, new Set(), known);
        const due = dueMoments(schedule, 2026, NEW_YEAR, new Set(), known);
        if ('fault' in plain) return;
        if ('fault' in due) {
          const all = plain.dueAt.map((moment) => isWorkingDay(known, dayAt(moment, timeZone)));
          if (due.fault.code === 'only_rest_days') expect([restDays, all.some(Boolean)]).toEqual(['skip', false]);
          else expect([due.fault.code, ['next', 'previous'].includes(restDays)]).toEqual(['moved_out_of_year', true]);
          return;
        }
        seen++;
        const moments = due.dueAt.map(Number);
        expect(moments).toEqual([...new Set(moments)].sort((a, b) => a - b));
        expect(moments.length).toBeLessThanOrEqual(MOST_OCCURRENCES);
        for (const moment of due.dueAt) {
          expect(yearAt(moment, timeZone)).toBe(2026);
          if (restDays !== 'keep') expect(isWorkingDay(known, dayAt(moment, timeZone))).toBe(true);
          const wall = Date.parse(`${dayAt(moment, timeZone)}T00:00:00Z`) + (chosen.hour * 60 + chosen.minute) * 60_000;
          expect(moment).toEqual(momentOf(wall, timeZone));
        }
        // what stands on a working day stays there; what does not is told where it went, unless it is left out
        const from = [...due.movedFrom.values()].flat().map(Number);
        const accounted = new Set([...moments, ...from]);
        for (const moment of plain.dueAt) {
          const works = isWorkingDay(known, dayAt(moment, timeZone));
          const wanted =
            restDays === 'keep' || works ? moments.includes(moment.getTime()) : from.includes(moment.getTime());
          if (restDays !== 'skip' || works)
            expect([moment.toISOString(), wanted, accounted.has(moment.getTime())]).toEqual([
              moment.toISOString(),
              true,
              true,
            ]);
        }
        // looked at once more with what exists, nothing changes
        expect(dueMoments(schedule, 2026, NEW_YEAR, new Set(moments), known)).toEqual(due);
      }),
      { numRuns: 60, seed: 20_261_130 },
    );
    expect(seen).toBeGreaterThan(10);
  });

  it('looked at in the middle of the year, what is still to come is what it was', () => {
    fc.assert(
      fc.property(
        fields,
        zone,
        rule,
        calendar,
        fc.integer({ min: 1, max: 360 }),
        (chosen, timeZone, restDays, known, day) => {
          const schedule = scheduleOf(chosen, timeZone, restDays);
          const early = dueMoments(schedule, 2026, NEW_YEAR, new Set(), known);
          if ('fault' in early) return;
          const now = new Date(Date.UTC(2026, 0, 1 + day, 4, 5, 6));
          const kept = new Set(early.dueAt.map(Number));
          const later = dueMoments(schedule, 2026, now, kept, known);
          expect('fault' in later ? later.fault : later.dueAt.filter((one) => one >= now)).toEqual(
            early.dueAt.filter((one) => one >= now),
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('clocks that change', () => {
  const every = (timeZone: string, year: number, expression: string, restDays: RestDayRule = 'keep'): string[] => {
    const due = dueMoments(
      { kind: 'cron', expression, timeZone, restDays },
      year,
      new Date(Date.UTC(year - 1, 11, 30)),
      new Set(),
      china,
    );
    return 'fault' in due ? [due.fault.code] : due.dueAt.map((moment) => moment.toISOString());
  };

  it('in New York: a time that is skipped comes an hour later, one shown twice is the first', () => {
    expect(every('America/New_York', 2026, '30 2 8 3 *')).toEqual(['2026-03-08T07:30:00.000Z']);
    expect(every('America/New_York', 2026, '30 1 1 11 *')).toEqual(['2026-11-01T05:30:00.000Z']);
  });

  it('a move across a change keeps the time on the wall', () => {
    // Sunday 29 March 2026, when Berlin's clocks go forward, to Monday; and back to Friday
    expect(every('Europe/Berlin', 2026, '0 9 29 3 *', 'next')).toEqual(['2026-03-30T07:00:00.000Z']);
    expect(every('Europe/Berlin', 2026, '0 9 29 3 *', 'previous')).toEqual(['2026-03-27T08:00:00.000Z']);
    expect(every('America/New_York', 2026, '0 9 1 11 *', 'previous')).toEqual(['2026-10-30T13:00:00.000Z']);
  });

  it('in Urumqi, two hours behind Shanghai by the sun', () => {
    expect(every('Asia/Urumqi', 2026, '0 9 1 3 *')).toEqual(['2026-03-01T03:00:00.000Z']);
  });

  it('a day that the calendar left out: Apia had no 30 December 2011, Kwajalein no 21 August 1993', () => {
    const apia = every('Pacific/Apia', 2011, '0 9 29-31 12 *');
    // what would lie on the day that was not lies as far after the gap: it is the next day's moment, and there once
    expect(apia).toEqual(['2011-12-29T19:00:00.000Z', '2011-12-30T19:00:00.000Z']);
    expect(new Set(every('Pacific/Apia', 2011, '0 9 * * *')).size).toBe(364);
    expect(new Set(every('Pacific/Kwajalein', 1993, '0 9 * * *')).size).toBe(364);
    for (const at of apia) expect(new Date(wallClock(new Date(at), 'Pacific/Apia')).getUTCHours()).toBe(9);
  });

  it('a leap day is a day', () => {
    expect(every(SHANGHAI, 2028, '0 9 29 2 *')).toEqual(['2028-02-29T01:00:00.000Z']);
    expect(every(SHANGHAI, 2028, '0 9 * * *')).toHaveLength(366);
  });
});

describe('late', () => {
  const due = new Date('2026-03-05T01:00:00Z');
  const after = (ms: number): Date => new Date(due.getTime() + ms);

  it('is counted in full minutes, so that 0 allows the minute in which it comes due', () => {
    expect(isTooLate(due, after(-1), 0)).toBe(false);
    expect(isTooLate(due, after(59_999), 0)).toBe(false);
    expect(isTooLate(due, after(60_000), 0)).toBe(true);
    expect(isTooLate(due, after(1440 * 60_000 + 59_999), 1440)).toBe(false);
    expect(isTooLate(due, after(1441 * 60_000), 1440)).toBe(true);
  });

  it('a date is refused when it is past by more than its own window', () => {
    expect(days(date('2026-03-05', 'keep', after(30 * 60_000), 30))).toEqual(['03-05']);
    expect(fault(date('2026-03-05', 'keep', after(31 * 60_000), 30))).toBe('date_passed at');
    expect(days(date('2026-03-05', 'keep', after(31 * 24 * 3_600_000), 44_640))).toEqual(['03-05']);
  });
});
