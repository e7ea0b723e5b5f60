import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { LIBRARY_DAYS } from '../../planning/calendar/working-days/library-days.js';
import {
  calendarOf,
  isWorkingDay,
  workingDaysBetween,
} from '../../planning/calendar/working-days/working-day-calendar.js';
import { addDays } from '../../platform/clock/days.js';
import { type SeatedInspector } from '../inspections/team.js';
import { RECTIFICATION_STATES } from './rectification-life.js';
import {
  dayOfDeadline,
  faultOfDeadline,
  faultOfRecheck,
  faultOfStepDay,
  faultsOfItems,
  faultsOfSaid,
  LONGEST_TERM,
  rectificationDueOn,
} from './rectification-rules.js';

const calendar = calendarOf(LIBRARY_DAYS);
const day = fc.integer({ min: 0, max: 700 }).map((n) => addDays('2025-01-01', n));
const days = fc.integer({ min: 1, max: LONGEST_TERM });

describe('a deadline', () => {
  it('is a day, or a number of days, and not both', () => {
    const codes = (said: Parameters<typeof faultsOfSaid>[0]): string[] => faultsOfSaid(said).map(({ code }) => code);
    expect(codes({})).toEqual(['day_or_days']);
    expect(codes({ dueOn: '2026-04-01', days: 5 })).toEqual(['day_or_days']);
    expect(codes({ dueOn: '2026-04-01', counted: 'working' })).toEqual(['goes_with_days']);
    expect(codes({ dueOn: '2026-04-01' })).toEqual([]);
    expect(codes({ days: 5 })).toEqual([]);
    expect(codes({ days: 5, counted: 'calendar' })).toEqual([]);
  });

  it('is counted from the day after, over the Spring Festival, and a term of calendar days ends on a day that is worked', () => {
    expect(dayOfDeadline({ days: 5 }, '2026-02-12', calendar)).toBe('2026-02-26');
    expect(dayOfDeadline({ days: 5, counted: 'calendar' }, '2026-02-12', calendar)).toBe('2026-02-24');
    expect(dayOfDeadline({ days: 15, counted: 'calendar' }, '2026-03-02', calendar)).toBe('2026-03-17');
    expect(dayOfDeadline({ dueOn: '2026-02-15' }, '2026-02-12', calendar)).toBe('2026-02-15');
    fc.assert(
      fc.property(day, days, (from, many) => {
        expect(workingDaysBetween(calendar, from, dayOfDeadline({ days: many }, from, calendar))).toBe(many);
        const last = dayOfDeadline({ days: many, counted: 'calendar' }, from, calendar);
        expect(last >= addDays(from, many)).toBe(true);
        expect(isWorkingDay(calendar, last)).toBe(true);
        if (last > addDays(from, many)) expect(workingDaysBetween(calendar, addDays(from, many), last)).toBe(1);
      }),
    );
  });

  it('that is counted is never too far, whatever the calendar says', () => {
    fc.assert(
      fc.property(day, days, fc.constantFrom('working' as const, 'calendar' as const), (from, many, counted) => {
        const dueOn = dayOfDeadline({ days: many, counted }, from, calendar);
        expect(faultOfDeadline('order', dueOn, { before: null, from, today: from })).toBeUndefined();
      }),
    );
  });

  it('never goes back: whatever fits lies after the one before, or is it', () => {
    const when = fc.record({ before: day, from: day, today: day });
    fc.assert(
      fc.property(fc.constantFrom('reorder' as const, 'ask-extension' as const), day, when, (step, dueOn, scene) => {
        const fault = faultOfDeadline(step, dueOn, scene);
        if (fault !== undefined) return;
        expect(dueOn >= scene.before).toBe(true);
        expect(dueOn >= scene.from).toBe(true);
        if (step === 'ask-extension') expect(dueOn > scene.before && dueOn >= scene.today).toBe(true);
      }),
      { numRuns: 1000 },
    );
    const code = (step: 'order' | 'reorder' | 'ask-extension', dueOn: string, before: string | null): string =>
      faultOfDeadline(step, dueOn, { before, from: '2026-03-10', today: '2026-03-20' })?.code ?? 'fits';
    expect(code('order', '2026-03-09', null)).toBe('deadline_before_order');
    expect(code('order', '2026-03-10', null)).toBe('fits');
    expect(code('order', '2028-03-12', null)).toBe('deadline_too_far');
    expect(code('ask-extension', '2026-03-25', '2026-03-25')).toBe('extension_shortens');
    expect(code('ask-extension', '2026-03-26', '2026-03-25')).toBe('fits');
    expect(code('ask-extension', '2026-03-19', '2026-03-15')).toBe('deadline_over');
    expect(code('reorder', '2026-03-24', '2026-03-25')).toBe('deadline_goes_back');
    expect(code('reorder', '2026-03-25', '2026-03-25')).toBe('fits');
  });
});

describe('the day of a step', () => {
  it('is not before that of the one before it, and not in the future', () => {
    const code = (on: string): string =>
      faultOfStepDay('recheck', on, { step: 'order', on: '2026-03-10' }, '2026-03-20')?.code ?? 'fits';
    expect([code('2026-03-09'), code('2026-03-10'), code('2026-03-20'), code('2026-03-21')]).toEqual([
      'before_order',
      'fits',
      'fits',
      'day_in_future',
    ]);
    const early = faultOfStepDay('receive', '2026-03-01', { step: 'transfer', on: '2026-03-02' }, '2026-03-20');
    expect(early).toMatchObject({ pointer: '/on', code: 'before_transfer' });
    expect(faultOfStepDay('order', '2026-03-01', { step: 'visit', on: '2026-03-02' }, '2026-03-20')?.code).toBe(
      'before_visit',
    );
  });
});

describe('who rechecks', () => {
  const seat = (inspectorId: number, more: Partial<SeatedInspector> = {}): SeatedInspector => ({
    seat: inspectorId,
    inspectorId,
    code: `Z${inspectorId}`,
    name: `某${inspectorId}`,
    certificateNumber: `证${inspectorId}`,
    validFrom: '2026-01-01',
    validUntil: '2026-06-30',
    expert: false,
    ...more,
  });
  const team = [seat(1), seat(2), seat(3, { expert: true }), seat(4, { validUntil: '2026-04-30' })];
  const code = (on: string, present: readonly number[]): string => faultOfRecheck(on, present, team)?.code ?? 'fits';

  it('is of the team, and two of them hold a certificate on that day', () => {
    expect(code('2026-05-04', [1, 2])).toBe('fits');
    expect(code('2026-05-04', [1, 9])).toBe('not_in_team');
    expect(code('2026-05-04', [1, 3])).toBe('too_few_present');
    expect(code('2026-04-30', [1, 4])).toBe('fits');
    expect(code('2026-05-01', [1, 4])).toBe('too_few_certified');
    expect(code('2026-05-01', [1, 2, 4])).toBe('fits');
    expect(faultOfRecheck('2026-07-01', [1, 2], team)?.message.zh).toContain('Z1、Z2');
  });
});

describe('by when something is due', () => {
  it('is the deadline while it is to be mended, the day of a receipt after a transfer, that of the closing after a recheck that passed', () => {
    const due = RECTIFICATION_STATES.map((state) => [
      state,
      rectificationDueOn(state, '2026-03-31', '2026-02-12', { calendar, closingDays: 3 }),
    ]);
    expect(Object.fromEntries(due)).toEqual({
      ordered: '2026-03-31',
      extending: '2026-03-31',
      mended: '2026-03-31',
      // three working days after the twelfth of February, with the Spring Festival in between
      passed: '2026-02-24',
      failed: '2026-03-31',
      transferred: '2026-03-04',
      closing: '2026-03-31',
      closed: null,
    });
  });
});

describe('what is ordered matter by matter', () => {
  it('is of the inspection, and of the finding where that names one', () => {
    const codes = (matterId: number | null, of: number | null): string[] =>
      faultsOfItems([{ matterId }], { matterId: of }, new Set([1, 2])).map(({ code }) => code);
    expect(codes(null, 1)).toEqual([]);
    expect(codes(1, 1)).toEqual([]);
    expect(codes(2, null)).toEqual([]);
    expect(codes(2, 1)).toEqual(['matter_of_another_finding']);
    expect(codes(3, null)).toEqual(['matter_not_inspected']);
  });
});
