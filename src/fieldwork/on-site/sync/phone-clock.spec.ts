import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { CLOCK_TOLERANCE_SECONDS, reckon } from './phone-clock.js';

const HOUR = 3_600_000;
const at = (ms: number): Date => new Date(Date.parse('2026-03-05T01:00:00Z') + ms);

describe('when something on a phone happened', () => {
  const times = fc.record({
    done: fc.integer({ min: -72 * HOUR, max: 0 }),
    off: fc.integer({ min: -20 * 365 * 24 * HOUR, max: 20 * 365 * 24 * HOUR }),
  });

  it('is told to the tolerance, by whatever a clock is off as long as nobody sets it', () => {
    fc.assert(
      fc.property(times, ({ done, off }) => {
        const reckoned = reckon({ said: at(done + off), sentAt: at(off), receivedAt: at(0), saidBefore: null });
        const wrong = Math.abs(off) > CLOCK_TOLERANCE_SECONDS * 1000;
        expect(reckoned.clock).toBe(wrong ? 'wrong' : 'right');
        expect(reckoned.offSeconds).toBe(Math.round(off / 1000));
        expect(Math.abs(reckoned.at.getTime() - at(done).getTime())).toBeLessThanOrEqual(
          CLOCK_TOLERANCE_SECONDS * 1000,
        );
        if (wrong) expect(reckoned.at).toEqual(at(done));
        expect(reckoned.at.getTime()).toBeLessThanOrEqual(at(0).getTime());
      }),
    );
  });

  it('is not sure where the clock was set in between', () => {
    const said = { said: at(-HOUR), sentAt: at(0), receivedAt: at(0) };
    expect(reckon({ ...said, saidBefore: at(0) }).clock).toBe('unsteady');
    expect(reckon({ ...said, saidBefore: at(-HOUR) }).clock).toBe('right');
    const ahead = reckon({ said: at(HOUR), sentAt: at(0), receivedAt: at(0), saidBefore: null });
    expect(ahead).toEqual({ at: at(0), offSeconds: 0, clock: 'unsteady' });
  });

  it('fits a column, also of a phone that lives in another age', () => {
    const said = new Date('2999-12-31T00:00:00Z');
    expect(reckon({ said, sentAt: said, receivedAt: at(0), saidBefore: null }).offSeconds).toBe(2_000_000_000);
  });
});
