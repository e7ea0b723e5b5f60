import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { LIBRARY_DAYS } from '../../planning/calendar/working-days/library-days.js';
import { calendarOf, workingDaysBetween } from '../../planning/calendar/working-days/working-day-calendar.js';
import { INSPECTION_STATES, isBeforeVisit, isPublic } from '../life/life-cycle.js';
import { dueOn, PUBLICATION_DAYS, statesOf, termOf, TERMS } from './due.js';

const calendar = calendarOf(LIBRARY_DAYS);
const inspection = { plannedOn: '2026-03-10', visitUntil: '2026-03-31', visitedOn: '2026-02-09' };
const terms = { calendar, publicationDays: PUBLICATION_DAYS };

describe('what is due when', () => {
  it('is the planned day, the end of the window, and twenty working days, over the Spring Festival', () => {
    const due = INSPECTION_STATES.map((state) => `${state} ${dueOn({ ...inspection, state }, terms)}`);
    expect(due).toEqual([
      'issued 2026-03-10',
      'accepted 2026-03-10',
      'approved 2026-03-10',
      'notified 2026-03-31',
      // 15 to 23 February are off, the Saturdays 14 and 28 are worked
      'visited 2026-03-13',
      'reported 2026-03-13',
      'reviewed 2026-03-13',
      'published null',
      'closed null',
      'withdrawn null',
      'voided null',
    ]);
    expect(dueOn({ ...inspection, state: 'issued', plannedOn: null }, terms)).toBe('2026-03-31');
  });

  it('counts as many working days as the agency says, however they fall', () => {
    const day = fc
      .integer({ min: 0, max: 500 })
      .map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (visitedOn, publicationDays) => {
        const due = dueOn({ ...inspection, visitedOn, state: 'reported' }, { calendar, publicationDays }) ?? '';
        expect(workingDaysBetween(calendar, visitedOn, due)).toBe(publicationDays);
      }),
    );
  });

  it('runs in every state before the publication and in none after it, each in one term', () => {
    const inTerms = TERMS.flatMap(statesOf);
    expect(new Set(inTerms).size).toBe(inTerms.length);
    for (const state of INSPECTION_STATES) {
      const over = isPublic(state) || state === 'withdrawn' || state === 'voided';
      expect([state, inTerms.includes(state)]).toEqual([state, !over]);
      if (termOf(state) === 'publication') expect(isBeforeVisit(state)).toBe(false);
    }
  });
});
