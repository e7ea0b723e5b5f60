import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DEFAULT_LATE_MINUTES, dueMoments, MOST_OCCURRENCES, type Due } from './schedule.js';
import { momentOf, wallClock, yearAt } from './time-zone.js';

const NEW_YEAR = new Date('2025-12-31T16:00:00Z');
const SHANGHAI = 'Asia/Shanghai';
const MINUTE = 60_000;
const LATE_MS = DEFAULT_LATE_MINUTES * MINUTE;

const cron = (expression: string, now = NEW_YEAR, timeZone = SHANGHAI, year = 2026): Due =>
  dueMoments({ kind: 'cron', expression, timeZone }, year, now);
const date = (at: string, now = NEW_YEAR, timeZone = SHANGHAI, year = 2026): Due =>
  dueMoments({ kind: 'date', at, timeZone }, year, now);
const iso = (due: Due): string[] => ('fault' in due ? [] : due.dueAt.map((moment) => moment.toISOString()));
const fault = (due: Due): string | undefined => ('fault' in due ? due.fault.code : undefined);

describe('a date', () => {
  it('is a moment, or nine o’clock of a day in its zone', () => {
    expect(iso(date('2026-03-05T10:30:00+08:00'))).toEqual(['2026-03-05T02:30:00.000Z']);
    expect(iso(date('2026-03-05'))).toEqual(['2026-03-05T01:00:00.000Z']);
    expect(iso(date('2026-03-05', NEW_YEAR, 'Asia/Urumqi'))).toEqual(['2026-03-05T03:00:00.000Z']);
  });

  it('lies in the year of the plan, by the calendar of its zone', () => {
    expect(iso(date('2025-12-31T16:00:00Z'))).toEqual(['2025-12-31T16:00:00.000Z']);
    expect(fault(date('2025-12-31T15:59:59Z'))).toBe('outside_plan_year');
    expect(fault(date('2026-12-31T16:00:00Z'))).toBe('outside_plan_year');
    expect(fault(date('2027-03-05'))).toBe('outside_plan_year');
  });

  it('may be up to a day past, or any time past where it is there already', () => {
    const due = Date.parse('2026-03-05T01:00:00Z');
    expect(iso(date('2026-03-05', new Date(due + LATE_MS)))).toHaveLength(1);
    expect(fault(date('2026-03-05', new Date(due + LATE_MS + MINUTE)))).toBe('date_passed');
    const schedule = { kind: 'date', at: '2026-03-05', timeZone: SHANGHAI } as const;
    expect(iso(dueMoments(schedule, 2026, new Date(due + 9 * LATE_MS), new Set([due])))).toHaveLength(1);
  });
});

describe('a cron expression', () => {
  it('comes due at wall clock times of its zone, all through the year', () => {
    expect(iso(cron('0 9 1 * *'))).toHaveLength(12);
    expect(iso(cron('0 9 1 * *'))[0]).toBe('2026-01-01T01:00:00.000Z');
    expect(iso(cron('30 0 1 1 *'))).toEqual(['2025-12-31T16:30:00.000Z']);
    expect(iso(cron('59 23 31 12 *'))).toEqual(['2026-12-31T15:59:00.000Z']);
    expect(iso(cron('0 9 L 2 *'))).toEqual(['2026-02-28T01:00:00.000Z']);
    expect(iso(cron('@monthly'))).toHaveLength(12);
    expect(iso(cron('0 9 * * *'))).toHaveLength(365);
    expect(iso(cron('0 9 * * *', new Date('2027-12-30T00:00:00Z'), SHANGHAI, 2028))).toHaveLength(366);
  });

  it('leaves out what is past, keeps what is due this moment and what exists already', () => {
    expect(iso(cron('0 9 1 * *', new Date('2026-06-01T01:00:00Z')))).toHaveLength(7);
    expect(iso(cron('0 9 1 * *', new Date('2026-06-01T01:00:00.001Z')))).toHaveLength(6);
    const kept = new Set([Date.parse('2026-02-01T01:00:00Z'), Date.parse('2026-02-02T01:00:00Z')]);
    const schedule = { kind: 'cron', expression: '0 9 1 * *', timeZone: SHANGHAI } as const;
    const due = iso(dueMoments(schedule, 2026, new Date('2026-06-01T02:00:00Z'), kept));
    expect(due).toHaveLength(7);
    expect(due[0]).toBe('2026-02-01T01:00:00.000Z');
  });

  it('that never fires in the year says what it would need', () => {
    const never = cron('0 9 30 2 *');
    expect(fault(never)).toBe('cron_never_fires');
    expect(fault(cron('0 9 31 2,4,6,9,11 *'))).toBe('cron_never_fires');
    expect(fault(cron('0 9 30,31 2 *'))).toBe('cron_never_fires');
    const leap = cron('0 9 29 2 *');
    expect(fault(leap)).toBe('cron_never_fires');
    if (!('fault' in leap)) throw new Error('fires');
    expect(leap.fault.message.en).toContain('2028-02-29');
    expect(leap.fault.message.zh).toContain('2028-02-29');
    expect(fault(cron('0 9 1 1 *', new Date('2026-05-01T00:00:00Z')))).toBe('schedule_passed');
    expect(fault(cron('0 9 1 1 *', new Date('2030-05-01T00:00:00Z')))).toBe('schedule_passed');
  });

  it('comes due 366 times at most', () => {
    expect(fault(cron('0 * * * *'))).toBe('too_many_occurrences');
    expect(fault(cron('* * * * *'))).toBe('too_many_occurrences');
    // the last 366 minutes of the year
    const last = Date.parse('2026-12-31T16:00:00Z');
    expect(iso(cron('* * * * *', new Date(last - MOST_OCCURRENCES * 60_000)))).toHaveLength(MOST_OCCURRENCES);
    expect(fault(cron('* * * * *', new Date(last - (MOST_OCCURRENCES + 1) * 60_000)))).toBe('too_many_occurrences');
  });

  it('has five fields, and nothing in it means "now"', () => {
    for (const wrong of [
      '',
      'daily',
      '0 9 1 *',
      '0 0 9 1 * *',
      '0 9 1 * ?',
      '61 9 1 * *',
      '0 9 32 * *',
      '@reboot',
      '2026-03-05T09:00:00',
      '0 9 1 13 *',
      '0 9 */0 * *',
      '0\t9 1 * *',
    ]) {
      expect([wrong, fault(cron(wrong))]).toEqual([wrong, 'cron']);
    }
  });

  it('meets a change of clocks once: no moment twice, none lost', () => {
    // 02:30 is skipped on 29 March and shown twice on 25 October
    const due = iso(cron('30 2 * * *', new Date('2025-12-31T23:00:00Z'), 'Europe/Berlin'));
    expect(due).toHaveLength(365);
    expect(due).toContain('2026-03-29T01:30:00.000Z');
    expect(due.filter((one) => one.startsWith('2026-10-25'))).toEqual(['2026-10-25T00:30:00.000Z']);
    // 02:30 and 03:30 of 29 March are one moment
    const twice = iso(cron('30 2,3 29 3 *', new Date('2025-12-31T23:00:00Z'), 'Europe/Berlin'));
    expect(twice).toEqual(['2026-03-29T01:30:00.000Z']);
  });

  const field = (min: number, max: number): fc.Arbitrary<string> =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min, max }).map(String),
      fc
        .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
        .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
      fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 }).map((list) => list.join(',')),
    );
  const matches = (pattern: string, value: number): boolean =>
    pattern === '*' ||
    pattern.split(',').some((part) => {
      const [from = 0, until = from] = part.split('-').map(Number);
      return value >= from && value <= until;
    });

  it('comes due at exactly the days that its fields say, by a slow count of all days', () => {
    const DAY_MS = 86_400_000;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 0, max: 23 }),
        field(1, 31),
        field(1, 12),
        field(0, 6),
        fc.constantFrom(SHANGHAI, 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
        fc.integer({ min: -40, max: 400 }),
        (minute, hour, dayOfMonth, month, weekday, timeZone, nowDay) => {
          const now = new Date(Date.UTC(2026, 0, 1) + nowDay * DAY_MS + 12_345_678);
          const wanted: number[] = [];
          for (let wall = Date.UTC(2026, 0, 1); wall < Date.UTC(2027, 0, 1); wall += DAY_MS) {
            const day = new Date(wall);
            const byMonthDay = matches(dayOfMonth, day.getUTCDate());
            const byWeekday = matches(weekday, day.getUTCDay());
            // Vixie cron: where both day fields are restricted, one of them is enough
            const fits = dayOfMonth !== '*' && weekday !== '*' ? byMonthDay || byWeekday : byMonthDay && byWeekday;
            if (!fits || !matches(month, day.getUTCMonth() + 1)) continue;
            const moment = momentOf(wall + hour * 3_600_000 + minute * 60_000, timeZone);
            if (moment >= now) wanted.push(moment.getTime());
          }
          const due = dueMoments(
            { kind: 'cron', expression: `${minute} ${hour} ${dayOfMonth} ${month} ${weekday}`, timeZone },
            2026,
            now,
          );
          if ('fault' in due) {
            expect(wanted).toEqual([]);
            expect(['cron_never_fires', 'schedule_passed']).toContain(due.fault.code);
            return;
          }
          expect(due.dueAt.map(Number)).toEqual(wanted);
          for (const moment of due.dueAt) {
            expect(yearAt(moment, timeZone)).toBe(2026);
            const shown = new Date(wallClock(moment, timeZone));
            expect(shown.getUTCMinutes() === minute || timeZone !== SHANGHAI).toBe(true);
          }
        },
      ),
      {
        numRuns: 60,
        // croner 10.0.1 left 1 March out of both
        examples: [
          [0, 0, '1', '1-3', '1', SHANGHAI, 0],
          [0, 0, '30,1', '*', '*', SHANGHAI, 0],
        ],
      },
    );
  });
});
