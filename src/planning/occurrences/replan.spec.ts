import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { replan, type PlacedOccurrence } from './replan.js';

const at = (day: number): Date => new Date(Date.UTC(2026, 0, day, 1));
const notice = (moment: Date, minutes: number): Date => new Date(moment.getTime() - minutes * 60_000);

const occurrences = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 20 }),
    fc.infiniteStream(fc.constantFrom('planned', 'planned', 'drawn', 'failed', 'stopped', 'drawing')),
    fc.integer({ min: 0, max: 100 }),
  )
  .map(([days, states, minutes]) =>
    days.map((day, index): PlacedOccurrence => ({
      id: 100 + index,
      ordinal: index + 1,
      dueAt: at(day),
      announceAt: notice(at(day), minutes),
      state: states.next().value as PlacedOccurrence['state'],
    })),
  );
const wanted = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 20 });

describe('planning anew', () => {
  it('leaves what has begun, and plans every other wanted moment exactly once', () => {
    fc.assert(
      fc.property(occurrences, wanted, fc.integer({ min: 0, max: 100 }), (existing, days, minutes) => {
        const { remove, add } = replan(existing, days.map(at), minutes);
        expect(remove.every((one) => one.state === 'planned')).toBe(true);
        const after = [...existing.filter((one) => !remove.includes(one)), ...add];
        const begun = existing.filter((one) => one.state !== 'planned').map((one) => one.dueAt.getTime());
        const expected = new Set([...begun, ...days.map((day) => at(day).getTime())]);
        expect(after.map((one) => one.dueAt.getTime()).sort()).toEqual([...expected].sort());
        expect(new Set(after.map((one) => one.ordinal)).size).toBe(after.length);
        for (const one of after) {
          if ('state' in one && one.state !== 'planned') continue;
          expect(one.announceAt).toEqual(notice(one.dueAt, minutes));
        }
      }),
    );
  });

  it('gives ordinals in the order of time, after all that has begun', () => {
    fc.assert(
      fc.property(occurrences, wanted, (existing, days) => {
        const { add } = replan(existing, days.map(at), 10);
        const begun = existing.filter((one) => one.state !== 'planned').map((one) => one.ordinal);
        const first = Math.max(0, ...begun) + 1;
        expect(add.map((one) => one.ordinal)).toEqual(add.map((_, index) => first + index));
        expect(add.map((one) => one.dueAt.getTime())).toEqual(
          add.map((one) => one.dueAt.getTime()).sort((a, b) => a - b),
        );
      }),
    );
  });

  it('a second time changes nothing', () => {
    fc.assert(
      fc.property(occurrences, wanted, (existing, days) => {
        const { remove, add } = replan(existing, days.map(at), 10);
        const after: PlacedOccurrence[] = [
          ...existing.filter((one) => !remove.includes(one)),
          ...add.map((one, index) => ({ ...one, id: 900 + index, state: 'planned' as const })),
        ];
        expect(replan(after, days.map(at), 10)).toEqual({ remove: [], add: [] });
      }),
    );
  });

  it('a longer notice moves the announcement', () => {
    const [one] = replan([], [at(5)], 10).add;
    if (one === undefined) throw new Error('nothing planned');
    const placed = [{ ...one, id: 1, state: 'planned' as const }];
    expect(replan(placed, [at(5)], 20)).toEqual({
      remove: placed,
      add: [{ ordinal: 1, dueAt: at(5), announceAt: notice(at(5), 20) }],
    });
  });
});
