import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { readNotice, stretchesOf, writeNotice, type NotableDay } from './notice.js';

const dayOf = (at: number): string => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);

/** Any notice of a year: some of its days, each with a name, in the order of the calendar. */
const notice = fc
  .uniqueArray(
    fc.record({
      at: fc.integer({ min: 0, max: 364 }),
      working: fc.boolean(),
      name: fc.constantFrom('春节', '国庆节', 'a b'),
    }),
    {
      selector: ({ at }) => at,
      maxLength: 60,
    },
  )
  .map((days) =>
    days
      .sort((left, right) => left.at - right.at)
      .map(({ at, working, name }): NotableDay => ({
        day: dayOf(at),
        working,
        name,
        why: working ? 'shifted' : 'holiday',
        origin: 'override',
      })),
  );

describe('a notice of days of rest', () => {
  it('is written in stretches and read as the same days', () => {
    fc.assert(
      fc.property(
        notice,
        fc.constantFrom({ work: '班', rest: '休' }, { work: 'work', rest: 'rest' }),
        (days, words) => {
          const stretches = stretchesOf(days);
          const read = readNotice(writeNotice(stretches, words));
          const long = stretches.some(({ from, until }) => (Date.parse(until) - Date.parse(from)) / 86_400_000 > 30);
          if (!long)
            expect(read).toEqual({ days: days.map(({ day, name, working }) => ({ day, name, working })), wrong: [] });
        },
      ),
    );
  });

  it('is told by its lines where it is not understood', () => {
    const text = [
      '2026-10-01~2026-10-07 休 国庆节',
      '2026-10-10 班 国庆节调休',
      '',
      '2026-02-30 休 春节',
      '2026-10-07~2026-10-01 休 倒着',
      '10月1日 放假',
      '2026-01-01~2026-12-31 休 一整年',
      '2026-01-01 休',
    ].join('\r\n');
    const { days, wrong } = readNotice(text);
    expect(days).toHaveLength(8);
    expect(days[7]).toEqual({ day: '2026-10-10', working: true, name: '国庆节调休' });
    expect(wrong).toEqual([4, 5, 6, 7, 8]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void readNotice(text)));
  });
});
