import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { daysOfMonth, plusDays } from '../../calendar/days.js';
import { entriesOf, following, withoutDuty } from './roster.js';

const MARCH = daysOfMonth('2026-03');
const stretch = fc
  .tuple(fc.integer({ min: -5, max: 35 }), fc.integer({ min: 0, max: 12 }))
  .map(([start, days]) => ({ from: plusDays('2026-03-01', start), until: plusDays('2026-03-01', start + days) }));

describe('a roster', () => {
  it('names each day either among those that have somebody, or in one stretch of those that have nobody', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 8 }), (entries) => {
        const on = entriesOf(MARCH, entries);
        const free = withoutDuty(MARCH, entries);
        for (const day of MARCH) {
          const within = free.filter(({ from, until }) => from <= day && day <= until);
          expect(within).toHaveLength(on.get(day)?.length === 0 ? 1 : 0);
        }
        // no two of them touch
        for (const [at, { from }] of free.entries())
          if (at > 0) expect(plusDays(free[at - 1]?.until ?? '', 1) < from).toBe(true);
      }),
    );
  });

  it('is told by its ends', () => {
    const entries = [
      { from: '2026-02-20', until: '2026-03-03' },
      { from: '2026-03-06', until: '2026-03-30' },
    ];
    expect(withoutDuty(MARCH, entries)).toEqual([
      { from: '2026-03-04', until: '2026-03-05' },
      { from: '2026-03-31', until: '2026-03-31' },
    ]);
    expect(entriesOf(MARCH, entries).get('2026-03-06')).toEqual([entries[1]]);
  });

  it('goes on with the days after, as many of them', () => {
    expect(following({ from: '2026-02-27', until: '2026-03-01' })).toEqual({ from: '2026-03-02', until: '2026-03-04' });
    expect(following({ from: '2026-12-31', until: '2026-12-31' })).toEqual({ from: '2027-01-01', until: '2027-01-01' });
    for (const unfit of [
      { from: '', until: '' },
      { from: '2026-03-05', until: '2026-03-01' },
      { from: '2026-03-05', until: '' },
    ])
      expect(following(unfit)).toEqual({ from: '', until: '' });
  });
});
