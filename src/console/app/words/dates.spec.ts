import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { dayOf, showDay, showMoment } from './dates.js';
import en from './en.js';
import zh from './zh-CN.js';

describe('days and moments', () => {
  it('are written as people write them', () => {
    expect(showDay('2026-03-05', zh.dates)).toBe('2026年3月5日（周四）');
    expect(showDay('2026-03-05', en.dates)).toBe('Thu, 5 March 2026');
    expect(showMoment('2026-03-05T01:00:00.000Z', zh.dates)).toBe('2026年3月5日（周四）09:00');
    expect(showMoment('2026-03-05T01:02:03.000Z', en.dates, true)).toBe('Thu, 5 March 2026, 09:02:03');
  });

  it('are those of China, wherever the browser is', () => {
    expect(showMoment('2026-12-31T16:00:00.000Z', zh.dates)).toBe('2027年1月1日（周五）00:00');
    expect(showMoment('2026-12-31T15:59:59.999Z', zh.dates, true)).toBe('2026年12月31日（周四）23:59:59');
    expect(dayOf(new Date('2026-06-30T16:00:00Z'))).toBe('2026-07-01');
  });

  it.each(['', 'soon', '2026-3-5', '2026-13-40', '2026-03-05T00:00'])('leave %j as it is', (day) => {
    expect(showDay(day, zh.dates)).toBe(day);
  });

  it('have one weekday after the other', () => {
    const day = fc.date({
      min: new Date('1949-10-01T00:00:00Z'),
      max: new Date('2150-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (date) => {
        const [today, tomorrow] = [date, new Date(date.getTime() + 86_400_000)].map((one) =>
          showDay(one.toISOString().slice(0, 10), zh.dates),
        );
        const names = Object.values(zh.dates.weekdays);
        const at = names.findIndex((name) => today?.includes(`（${name}）`));
        expect(at).toBeGreaterThanOrEqual(0);
        expect(tomorrow).toContain(`（${names[(at + 1) % 7] ?? ''}）`);
        const [, year, month, of] = /^(\d+)年(\d+)月(\d+)日/.exec(today ?? '') ?? [];
        expect(`${year ?? ''}-${(month ?? '').padStart(2, '0')}-${(of ?? '').padStart(2, '0')}`).toBe(
          date.toISOString().slice(0, 10),
        );
      }),
    );
  });
});
