import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addDays } from '../../platform/clock/days.js';
import { dayAt } from './time-zone.js';
import { visitDays } from './visit-window.js';

const ZONE = 'Asia/Shanghai';

describe('the visit window of an occurrence', () => {
  it('follows the day of the draw in the time zone of the batch', () => {
    const late = new Date('2026-03-04T16:30:00Z');
    expect(visitDays({ afterDays: 1, days: 30 }, late, ZONE)).toEqual({ from: '2026-03-06', until: '2026-04-04' });
    expect(visitDays({ afterDays: 1, days: 30 }, late, 'UTC')).toEqual({ from: '2026-03-05', until: '2026-04-03' });
    expect(visitDays({ afterDays: 0, days: 1 }, late, ZONE)).toEqual({ from: '2026-03-05', until: '2026-03-05' });
  });

  it('by the calendar it begins with the draw at the earliest, and may be over', () => {
    const window = { from: '2026-03-01', until: '2026-10-31' };
    expect(visitDays(window, new Date('2026-02-01T01:00:00Z'), ZONE)).toEqual(window);
    expect(visitDays(window, new Date('2026-05-07T01:00:00Z'), ZONE)).toEqual({ ...window, from: '2026-05-07' });
    expect(visitDays(window, new Date('2026-10-31T15:59:00Z'), ZONE)).toEqual({ ...window, from: '2026-10-31' });
    expect(visitDays(window, new Date('2026-10-31T16:00:00Z'), ZONE)).toBeUndefined();
  });

  it('never begins before the draw, never ends before it begins', () => {
    const day = fc.integer({ min: 0, max: 800 }).map((days) => addDays('2026-01-01', days));
    const window = fc.oneof(
      fc.tuple(day, fc.integer({ min: 0, max: 300 })).map(([from, days]) => ({ from, until: addDays(from, days) })),
      fc.record({ afterDays: fc.integer({ min: 0, max: 366 }), days: fc.integer({ min: 1, max: 366 }) }),
    );
    const due = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }).map((ms) => new Date(ms));
    fc.assert(
      fc.property(window, due, (wanted, dueAt) => {
        const visit = visitDays(wanted, dueAt, ZONE);
        if (visit === undefined) {
          expect('until' in wanted && wanted.until < dayAt(dueAt, ZONE)).toBe(true);
          return;
        }
        expect(visit.from >= dayAt(dueAt, ZONE)).toBe(true);
        expect(visit.until >= visit.from).toBe(true);
        if ('days' in wanted) expect(addDays(visit.from, wanted.days - 1)).toBe(visit.until);
      }),
    );
  });
});
