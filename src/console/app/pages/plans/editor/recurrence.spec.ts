import { describe, expect, it } from '@jest/globals';
import { Cron } from 'croner';
import fc from 'fast-check';

import { expressionOf, monthsOf, recurrenceOf, type Recurrence } from './recurrence.js';

const recurrence: fc.Arbitrary<Recurrence> = fc
  .record({
    every: fc.constantFrom('week' as const, 'month' as const, 'quarter' as const),
    months: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })),
    weekday: fc.integer({ min: 1, max: 7 }),
    day: fc.integer({ min: 1, max: 28 }),
    minutes: fc.integer({ min: 0, max: 1439 }),
  })
  .map(({ day, every, minutes, months, weekday }) => ({
    every,
    day: every === 'week' ? weekday : day,
    fromMonth: Math.min(...months),
    untilMonth: Math.max(...months),
    time: `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
  }));

describe('draws that come again', () => {
  it('fall, by the server’s own reading, on the days that were said and no others', () => {
    fc.assert(
      fc.property(recurrence, (said) => {
        const cron = new Cron(expressionOf(said), { timezone: 'Asia/Shanghai', mode: '5-part' });
        const china = new Intl.DateTimeFormat('sv-SE', {
          ...{ timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' },
        });
        const found = [];
        for (
          let next = cron.nextRun(new Date('2025-12-31T15:59:59Z'));
          next !== null && next < new Date('2026-12-31T16:00:00Z');
          next = cron.nextRun(next)
        )
          found.push(china.format(next));
        const expected = [];
        const months = new Set(monthsOf(said));
        for (
          let day = new Date('2026-01-01T00:00:00Z');
          day.getUTCFullYear() === 2026;
          day.setUTCDate(day.getUTCDate() + 1)
        ) {
          const wanted = said.every === 'week' ? (day.getUTCDay() || 7) === said.day : day.getUTCDate() === said.day;
          if (wanted && months.has(day.getUTCMonth() + 1))
            expected.push(`${day.toISOString().slice(0, 10)} ${said.time}`);
        }
        expect(found).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('are read from the expression that they became, to the same days', () => {
    fc.assert(
      fc.property(recurrence, (said) => {
        const read = recurrenceOf(expressionOf(said));
        expect(read).toBeDefined();
        if (read === undefined) return;
        expect(expressionOf(read)).toBe(expressionOf(said));
        expect(monthsOf(read)).toEqual(monthsOf(said));
        expect([read.day, read.time]).toEqual([said.day, said.time]);
      }),
    );
  });

  it.each([
    '*/5 9 1 * *',
    '0 9 31 * *',
    '0 9 1 3,5,6 *',
    '0 9 1 10-3 *',
    '0 9 1 * 1',
    '0 9 L * *',
    '0 9 * 1,4,7 1',
    '0 9 1 * * *',
    '60 9 1 * *',
    '',
    'x',
  ])('leave what they cannot say as it is: %s', (expression) => expect(recurrenceOf(expression)).toBeUndefined());
});
