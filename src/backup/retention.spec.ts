import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { nextDue, surplus } from './retention.js';

const NOW = new Date('2026-11-25T12:00:00Z');
const backups = fc
  .uniqueArray(fc.integer({ min: -100_000, max: 1000 }), { maxLength: 40 })
  .map((minutes) => minutes.map((offset) => ({ at: new Date(NOW.getTime() + offset * 60_000) })));

describe('which backups are kept', () => {
  it('are the newest of the past, so many as are wanted, whatever the clock did', () => {
    fc.assert(
      fc.property(backups, fc.integer({ min: 1, max: 20 }), (all, keep) => {
        const going = surplus(all, keep, NOW);
        const staying = all.filter((one) => !going.includes(one));
        const past = staying.filter(({ at }) => at <= NOW);
        expect(past).toHaveLength(Math.min(keep, all.filter(({ at }) => at <= NOW).length));
        expect(going.every(({ at }) => at <= NOW && past.every((stays) => stays.at > at))).toBe(true);
      }),
    );
  });
});

describe('when the next backup is due', () => {
  it('is an interval after the newest of the past, and at once where there is none or it is over', () => {
    fc.assert(
      fc.property(backups, fc.integer({ min: 1, max: 720 }), (all, hours) => {
        const due = nextDue(all, hours, NOW).getTime();
        const past = all.filter(({ at }) => at <= NOW).map(({ at }) => at.getTime());
        expect(due).toBeGreaterThanOrEqual(NOW.getTime());
        expect(due).toBeLessThanOrEqual(NOW.getTime() + hours * 3_600_000);
        if (due > NOW.getTime()) expect(past).toContain(due - hours * 3_600_000);
        else expect(past.every((at) => at + hours * 3_600_000 <= NOW.getTime())).toBe(true);
      }),
    );
  });
});
