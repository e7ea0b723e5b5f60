import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addDays } from '../../platform/clock/days.js';
import { dayAt, isTimeZone, momentOf, wallClock, yearAt } from './time-zone.js';

const ZONES = [
  'Asia/Shanghai',
  'Asia/Urumqi',
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'America/St_Johns',
];
const zone = fc.constantFrom(...ZONES);
const moment = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2060, 0, 1) / 1000 }).map((s) => s * 1000);

describe('wall clocks', () => {
  it('show what people in the zone see', () => {
    expect(new Date(wallClock(new Date('2026-03-05T01:00:00Z'), 'Asia/Shanghai')).toISOString()).toBe(
      '2026-03-05T09:00:00.000Z',
    );
    expect(dayAt(new Date('2026-12-31T16:00:00Z'), 'Asia/Shanghai')).toBe('2027-01-01');
    expect(yearAt(new Date('2026-12-31T15:59:59.999Z'), 'Asia/Shanghai')).toBe(2026);
    expect(yearAt(new Date('2026-12-31T16:00:00Z'), 'Asia/Shanghai')).toBe(2027);
  });

  it('a moment, read from the clock and set again, is itself, or the first of the two that show the same time', () => {
    fc.assert(
      fc.property(zone, moment, (timeZone, ms) => {
        const wall = wallClock(new Date(ms), timeZone);
        const back = momentOf(wall, timeZone).getTime();
        expect(wallClock(new Date(back), timeZone)).toBe(wall);
        expect(back).toBeLessThanOrEqual(ms);
        // of the moments that show this time none is earlier: no change of clocks is longer than three hours
        for (const step of [0.5, 1, 2, 3]) {
          expect(wallClock(new Date(back - step * 3_600_000), timeZone)).not.toBe(wall);
        }
        if (back !== ms) expect([1_800_000, 3_600_000]).toContain(ms - back);
      }),
    );
  });

  it('later wall clock times never come earlier, but for the hour that is skipped', () => {
    fc.assert(
      fc.property(zone, moment, fc.integer({ min: 3 * 3600, max: 40 * 86_400 }), (timeZone, wall, seconds) => {
        expect(momentOf(wall + seconds * 1000, timeZone).getTime()).toBeGreaterThan(momentOf(wall, timeZone).getTime());
      }),
    );
  });

  it('a time shown twice is the first of the two, a skipped one moves on by the gap (RFC 5545)', () => {
    const at = (iso: string, timeZone: string): string => momentOf(Date.parse(`${iso}Z`), timeZone).toISOString();
    // Berlin 2026: forward on 29 March at 02:00, back on 25 October at 03:00
    expect(at('2026-03-29T02:30:00', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(at('2026-03-29T03:00:00', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
    expect(at('2026-10-25T02:30:00', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(at('2026-10-25T03:00:00', 'Europe/Berlin')).toBe('2026-10-25T02:00:00.000Z');
    // New York, behind UTC: back on 1 November at 02:00
    expect(at('2026-11-01T01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
    expect(at('2026-03-08T02:15:00', 'America/New_York')).toBe('2026-03-08T07:15:00.000Z');
    // Lord Howe moves by half an hour
    expect(at('2026-10-04T02:10:00', 'Australia/Lord_Howe')).toBe('2026-10-03T15:40:00.000Z');
    // China changed its clocks last in 1991
    expect(at('1991-07-01T09:00:00', 'Asia/Shanghai')).toBe('1991-07-01T00:00:00.000Z');
    expect(at('2026-07-01T09:00:00', 'Asia/Shanghai')).toBe('2026-07-01T01:00:00.000Z');
  });

  it('days are counted by the calendar', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-05', 0)).toBe('2026-03-05');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 800 }), (from, days) => {
        const day = addDays('2000-01-01', from);
        expect(addDays(addDays(day, days), -days)).toBe(day);
        expect(addDays(day, days + 1) > addDays(day, days)).toBe(true);
      }),
    );
  });

  it('zones are names of the IANA list', () => {
    for (const name of [...ZONES, 'Etc/GMT+8', 'America/Argentina/Buenos_Aires', 'PRC'])
      expect(isTimeZone(name)).toBe(true);
    for (const name of ['', 'Beijing', '+08:00', 'UTC+8', 'Asia/Shanghai ', '../etc/passwd', 'Asia', 'x'.repeat(65)]) {
      expect(isTimeZone(name)).toBe(false);
    }
  });
});
