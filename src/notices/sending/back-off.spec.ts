import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { LONGEST_TRY_MILLISECONDS } from '../channels/channel.js';
import { claimSeconds, nextByPace, restAfter, stillWorth, type Pace } from './back-off.js';

const START = new Date('2026-03-05T00:00:00Z');
const after = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1000);

describe('the wait between tries', () => {
  it('never shrinks, begins with seconds, and is an hour at most', () => {
    expect([1, 2, 3, 4].map(restAfter)).toEqual([5, 10, 20, 40]);
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 5000 }), (failures) => {
        expect(restAfter(failures)).toBeGreaterThanOrEqual(5);
        expect(restAfter(failures)).toBeLessThanOrEqual(3600);
        expect(restAfter(failures + 1)).toBeGreaterThanOrEqual(restAfter(failures));
      }),
    );
  });

  it('gives a server two days to come back, and ends', () => {
    let now = START;
    let tries = 0;
    for (;;) {
      tries++;
      const next = after(now, restAfter(tries));
      if (!stillWorth(START, next)) break;
      now = next;
    }
    expect(now.getTime() - START.getTime()).toBeGreaterThan(1.9 * 86_400_000);
    expect(tries).toBeGreaterThan(48);
    expect(tries).toBeLessThan(80);
  });
});

describe('the claim of a message', () => {
  it('outlasts the longest try, however short the lease is, and is never shorter than lease or rest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 3600 }),
        fc.integer({ min: 1, max: 60 }),
        (attempt, lease, longest) => {
          const claim = claimSeconds(attempt, lease, longest * 1000);
          expect(claim).toBeGreaterThan(longest);
          expect(claim).toBeGreaterThanOrEqual(lease);
          expect(claim).toBeGreaterThanOrEqual(restAfter(attempt));
        },
      ),
    );
    expect(claimSeconds(1, 5, LONGEST_TRY_MILLISECONDS)).toBe(60);
  });
});

describe('the pace of a robot', () => {
  const pace: Pace = { most: 20, milliseconds: 60_000 };

  it('is kept in every window, however the messages come, and wastes no time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 90 }), (gaps) => {
        const sent: Date[] = [];
        let now = START;
        for (const gap of gaps) {
          now = after(now, gap / 1000);
          const next = nextByPace(pace, sent, now);
          expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime());
          // waits only where there were as many as may be in the window before
          const before = sent.filter((at) => at.getTime() > now.getTime() - pace.milliseconds);
          expect(next > now).toBe(before.length >= pace.most);
          now = next;
          sent.push(now);
        }
        for (const [at, first] of sent.entries()) {
          const beyond = sent[at + pace.most];
          if (beyond !== undefined)
            expect(beyond.getTime() - first.getTime()).toBeGreaterThanOrEqual(pace.milliseconds);
        }
      }),
    );
  });
});
