import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { LIBRARY_DAYS } from '../../planning/calendar/working-days/library-days.js';
import { calendarOf, isWorkingDay } from '../../planning/calendar/working-days/working-day-calendar.js';
import { visitingDays, VisitPlan, type DaySpan } from './visit-plan.js';

const china = calendarOf(LIBRARY_DAYS);
const MARCH = { from: '2026-03-02', until: '2026-03-31' };
const IN_MARCH = visitingDays(china, MARCH, '2026-03-01');

/** Every pair of n people, in an order as a lot might give it. */
function pairsOf(people: number): number[][] {
  const pairs: number[][] = [];
  for (let gap = 1; gap < people; gap++) {
    for (let one = 0; one + gap < people; one++) pairs.push([one + 1, one + gap + 1]);
  }
  return pairs;
}

const placed = (days: readonly string[], teams: readonly (readonly number[])[], absences: Absences = []): string[] => {
  const plan = new VisitPlan(days, teams.length, absences);
  return teams.map((team) => plan.place(team));
};
type Absences = readonly (readonly [number, readonly DaySpan[]])[];

const teams = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 3 }), {
  minLength: 1,
  maxLength: 60,
});
const dayIn = fc.integer({ min: 0, max: IN_MARCH.length - 1 }).map((at) => IN_MARCH[at] ?? '');
const absences: fc.Arbitrary<Absences> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), dayIn, dayIn), { maxLength: 6 })
  .map((all) => all.map(([who, a, b]) => [who, [a < b ? { from: a, until: b } : { from: b, until: a }]] as const));

describe('the days on which visits are planned', () => {
  it('are the working days of the window, none before the draw', () => {
    expect(IN_MARCH).toHaveLength(22);
    // National Day 2026: 1 to 7 October are off, Saturday the 10th is worked in exchange
    expect(visitingDays(china, { from: '2026-09-30', until: '2026-10-11' }, '2026-09-01')).toEqual([
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
      '2026-10-10',
    ]);
    expect(visitingDays(china, MARCH, '2026-03-30')).toEqual(['2026-03-30', '2026-03-31']);
  });

  it('are those that are left where a draw came late', () => {
    expect(visitingDays(china, MARCH, '2026-04-05')).toEqual(IN_MARCH);
    const sunday = { from: '2026-03-01', until: '2026-03-01' };
    expect(visitingDays(china, sunday, '2026-03-01')).toEqual(['2026-03-01']);
  });

  it('are within any window, in order, and worked wherever one of its days is', () => {
    const day = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 400 }), day, (first, length, drawn) => {
        const from = first.toISOString().slice(0, 10);
        const until = new Date(first.getTime() + length * 86_400_000).toISOString().slice(0, 10);
        const drawnOn = drawn.toISOString().slice(0, 10);
        const days = visitingDays(china, { from, until }, drawnOn);
        expect(days.length).toBeGreaterThan(0);
        expect(days).toEqual([...new Set(days)].sort());
        expect(days.every((one) => from <= one && one <= until)).toBe(true);
        if (days.some((one) => isWorkingDay(china, one))) {
          expect(days.every((one) => isWorkingDay(china, one))).toBe(true);
        }
        if (days.some((one) => one >= drawnOn)) expect(days.every((one) => one >= drawnOn)).toBe(true);
      }),
    );
  });
});

describe('the plan of the visits', () => {
  it('8 officers in 28 pairs: nobody is at two places on one day, and the days fill evenly', () => {
    const all = pairsOf(8);
    expect(all).toHaveLength(28);
    // 7 days are the fewest that hold 28 pairs of 8; the lot's order needs a few more
    for (const days of [IN_MARCH, IN_MARCH.slice(0, 14)]) {
      const on = placed(days, all);
      for (const day of days) {
        const people = all.filter((_, at) => on[at] === day).flat();
        expect(new Set(people).size).toBe(people.length);
      }
    }
    const counts = IN_MARCH.map((day) => placed(IN_MARCH, all).filter((one) => one === day).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('the first drawn goes first, and few visits are spread over the whole window', () => {
    const apart = [[1, 2], [3, 4], [5, 6]]; // prettier-ignore
    expect(placed(IN_MARCH, apart)).toEqual([IN_MARCH[0], IN_MARCH[7], IN_MARCH[14]]);
    expect(placed(IN_MARCH.slice(0, 2), apart)).toEqual([IN_MARCH[0], IN_MARCH[0], IN_MARCH[1]]);
  });

  it('leaves out the days on which someone of the team is away', () => {
    const away: Absences = [[1, [{ from: '2026-03-01', until: '2026-03-30' }]]];
    expect(placed(IN_MARCH, [[1, 2], [3, 4]], away)).toEqual(['2026-03-31', IN_MARCH[0]]); // prettier-ignore
    // of two who share no day the visit is planned all the same
    expect(placed(['2026-03-02'], [[1, 2]], away)).toEqual(['2026-03-02']);
  });

  it('gives each visit the day that costs least, as a count from the beginning finds it', () => {
    fc.assert(
      fc.property(teams, fc.integer({ min: 1, max: IN_MARCH.length }), absences, (all, count, away) => {
        const days = IN_MARCH.slice(0, count);
        const on = placed(days, all, away);
        const quota = days.map(
          (_, at) => Math.ceil(((at + 1) * all.length) / count) - Math.ceil((at * all.length) / count),
        );
        for (const [visit, team] of all.entries()) {
          const before = all.slice(0, visit).map((one, at) => ({ team: one, day: on[at] }));
          const costs = days.map((day, at) => {
            const there = before.filter((one) => one.day === day);
            const gone = team.filter((who) =>
              away.some(([one, spans]) => one === who && spans.some(({ from, until }) => from <= day && day <= until)),
            ).length;
            const twice = team.filter((who) => there.some((one) => one.team.includes(who))).length;
            const over = Math.max(0, there.length + 1 - (quota[at] ?? 0));
            // each part is far below 1000
            return ((gone * 1000 + twice) * 1000 + over) * 1000 + at;
          });
          expect(on[visit]).toBe(days[costs.indexOf(Math.min(...costs))]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('plans nobody twice on a day while a day is left on which nobody of the team is', () => {
    fc.assert(
      fc.property(teams, fc.integer({ min: 1, max: IN_MARCH.length }), (all, count) => {
        const days = IN_MARCH.slice(0, count);
        const on = placed(days, all);
        const busy = new Map<string, Set<number>>(days.map((day) => [day, new Set()]));
        for (const [visit, team] of all.entries()) {
          const clash = (day: string): boolean => team.some((who) => busy.get(day)?.has(who));
          const day = on[visit] ?? '';
          expect(days).toContain(day);
          if (clash(day)) expect(days.every(clash)).toBe(true);
          for (const who of team) busy.get(day)?.add(who);
        }
      }),
    );
  });

  it('of teams that share nobody: even loads, and the order of the lot throughout', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: IN_MARCH.length }), (visits, count) => {
        const days = IN_MARCH.slice(0, count);
        const on = placed(days, Array.from({ length: visits }, (_, at) => [2 * at, 2 * at + 1])); // prettier-ignore
        expect(on).toEqual([...on].sort());
        const loads = days.map((day) => on.filter((one) => one === day).length);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('a supplement finds who is booked; a replacement keeps its day where it can', () => {
    const plan = new VisitPlan(IN_MARCH, 1);
    for (const day of IN_MARCH.slice(0, 5)) plan.book(7, day);
    plan.book(7, '2031-01-01');
    expect(plan.place([7, 8])).toBe(IN_MARCH[5]);
    const midst = new VisitPlan(IN_MARCH, 3);
    midst.book(1, '2026-03-10');
    expect(midst.keep([2, 3], '2026-03-10')).toBe('2026-03-10');
    expect(midst.keep([1, 4], '2026-03-10')).toBe(IN_MARCH[0]);
    expect(midst.keep([5, 6], null)).not.toBe(IN_MARCH[0]);
  });

  it('takes 200 000 visits of 20 000 people, and fills the days about evenly', () => {
    const all = Array.from({ length: 200_000 }, (_, at) => [at % 20_000, (at * 7 + 1 + (at >> 3)) % 20_000]);
    const days = visitingDays(china, { from: '2026-03-02', until: '2026-06-30' }, '2026-03-01');
    const on = placed(days, all);
    const loads = days.map((day) => on.filter((one) => one === day).length);
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThan(all.length / days.length / 4);
  });
});
