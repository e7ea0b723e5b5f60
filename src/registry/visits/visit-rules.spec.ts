import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addDays } from '../../platform/clock/days.js';
import { capReached, coolDownEnds, coolingDown, faultsOfVisit } from './visit-rules.js';

const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1990-01-01', n));
const days = fc.integer({ min: 1, max: 3650 });

describe('a cool-down', () => {
  it('holds on each day before its end, and on none from then on', () => {
    fc.assert(
      fc.property(day, days, fc.integer({ min: -4000, max: 4000 }), (last, length, later) => {
        expect(coolingDown({ last }, length, addDays(last, later))).toBe(later < length);
        expect(coolDownEnds(last, length)).toBe(addDays(last, length));
      }),
    );
  });

  it('is none for who was never visited', () => {
    fc.assert(
      fc.property(days, day, (length, at) => {
        expect(coolingDown({ last: null }, length, at)).toBe(false);
      }),
    );
  });

  it('counts days of the calendar: 60 days from 5 March end on 4 May', () => {
    expect(coolingDown({ last: '2026-03-05' }, 60, '2026-05-03')).toBe(true);
    expect(coolingDown({ last: '2026-03-05' }, 60, '2026-05-04')).toBe(false);
  });
});

describe('a yearly cap', () => {
  it('lets as many visits be as it says, and not one more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (most) => {
        let visits = 0;
        while (!capReached({ inYear: visits }, most)) visits++;
        expect(visits).toBe(most);
      }),
    );
  });
});

it('only what took place is entered', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -500, max: 500 }), (today, later) => {
      const faults = faultsOfVisit({ firstDay: addDays(today, later) }, today);
      expect(faults.map(({ code }) => code)).toEqual(later > 0 ? ['visit_in_future'] : []);
    }),
  );
});
