import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { PHASES } from '../../drawing/draws/draw.dto.js';
import { MOMENTS, momentsOf, type Standing } from './moments.js';

const AT = '2026-03-05T01:30:00.000Z';
const HASH = 'ab'.repeat(32);
const told = (standing: Partial<Standing>): string =>
  Object.values(momentsOf({ phase: 'committed', recordHash: null, seededAt: null, ...standing })).join(' ');

describe('the six moments of a draw', () => {
  it.each([
    ['committed', {}, 'done now ahead ahead ahead ahead'],
    ['seeded', { seededAt: AT }, 'done done done now ahead ahead'],
    ['issued', { seededAt: AT, recordHash: HASH }, 'done done done done done done'],
    ['infeasible', { seededAt: AT, recordHash: HASH }, 'done done done done never done'],
    ['ended', {}, 'done never never never never never'],
    ['voided', {}, 'done never never never never never'],
    ['voided', { seededAt: AT, recordHash: HASH }, 'done done done done done done'],
  ])('stand as they are when it is %s %j', (phase, more, expected) => {
    expect(told({ phase, ...more })).toBe(expected);
  });

  it('come in their order, one at a time, and none is awaited of a draw that is over', () => {
    const rank = { done: 0, now: 1, ahead: 2, never: 3 };
    fc.assert(
      fc.property(
        fc.record({
          phase: fc.constantFrom(...PHASES),
          seededAt: fc.option(fc.constant(AT)),
          recordHash: fc.option(fc.constant(HASH)),
        }),
        (standing) => {
          const states = momentsOf(standing);
          const inOrder = MOMENTS.map((name) => states[name]);
          expect(inOrder.filter((state) => state === 'now').length).toBeLessThanOrEqual(1);
          const over = ['ended', 'voided'].includes(standing.phase);
          if (over) expect(inOrder).not.toContain('now');
          const ranks = inOrder.map((state) => rank[state]);
          // teams that cannot be formed are left out of the order
          if (standing.phase !== 'infeasible') expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        },
      ),
    );
  });
});
