import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addDays } from '../../platform/clock/days.js';
import { overdueLine, type Spell } from './overdue-line.js';

const FIRST = '2026-01-01';
const LAST = '2026-03-31';
const day = fc.integer({ min: -40, max: 120 }).map((n) => addDays(FIRST, n));
const spell: fc.Arbitrary<Spell> = fc.record({
  kind: fc.constantFrom('visits' as const, 'results' as const),
  count: fc.integer({ min: 1, max: 1000 }),
  since: day,
  until: fc.option(day),
});

describe('the line of what is late', () => {
  it('has on each day what was late at its end, counted one by one', () => {
    fc.assert(
      fc.property(fc.array(spell, { maxLength: 30 }), (spells) => {
        const line = overdueLine(spells, FIRST, LAST);
        expect(line.map((one) => one.day)).toEqual(Array.from({ length: 90 }, (_, n) => addDays(FIRST, n)));
        for (const { day: at, results, visits } of line) {
          const late = (kind: Spell['kind']): number =>
            spells
              .filter((one) => one.kind === kind && one.since <= at && (one.until === null || one.until > at))
              .reduce((sum, { count }) => sum + count, 0);
          expect([at, visits, results]).toEqual([at, late('visits'), late('results')]);
        }
      }),
    );
  });

  it('is empty before its first day', () => expect(overdueLine([], '2026-01-02', '2026-01-01')).toEqual([]));
});
