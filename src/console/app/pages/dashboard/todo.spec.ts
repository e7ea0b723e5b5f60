import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { inOrder, type Todo, type TodoKind } from './todo.js';

const todo = (kind: TodoKind, since: string | null, count = 1): Todo => ({ kind, since, count, href: '/' });

describe('what waits', () => {
  it('is told most urgent first, and the longest waiting first within a kind', () => {
    const [late, alert, early, never] = [
      todo('late', '2026-03-02'),
      todo('alert', '2026-03-05T01:00:00.000Z'),
      todo('late', '2026-02-27'),
      todo('late', null),
    ] as const;
    expect(inOrder([never, late, todo('review', '2020-01-01', 0), early, alert])).toEqual([alert, early, late, never]);
  });

  it('loses nothing of which there is any, and orders the same however it comes', () => {
    const any = fc.record({
      kind: fc.constantFrom<TodoKind[]>('alert', 'late', 'amendment', 'close'),
      since: fc.option(fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01')),
      count: fc.nat(3),
      href: fc.string(),
    });
    fc.assert(
      fc.property(fc.array(any), (all) => {
        const told = inOrder(all);
        expect(told).toHaveLength(all.filter(({ count }) => count > 0).length);
        expect(inOrder(told)).toEqual(told);
      }),
    );
  });
});
