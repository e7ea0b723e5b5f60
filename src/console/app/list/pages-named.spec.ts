import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { pagesNamed } from './pages-named.js';

describe('the pages that a pager names', () => {
  it('are the first, the last and those around the present one', () => {
    expect(pagesNamed(1, 1)).toEqual([1]);
    expect(pagesNamed(1, 2)).toEqual([1, 2]);
    expect(pagesNamed(3, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(pagesNamed(1, 20)).toEqual([1, 2, undefined, 20]);
    expect(pagesNamed(10, 20)).toEqual([1, undefined, 9, 10, 11, undefined, 20]);
    // a page past the end is typed into addresses
    expect(pagesNamed(99, 20)).toEqual([1, undefined, 19, 20]);
  });

  it('go up, leave out no single page, and are few', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (page, last) => {
        const named = pagesNamed(page, last);
        const numbers = named.filter((one) => one !== undefined);
        expect([numbers[0], numbers.at(-1)]).toEqual([1, last]);
        expect(numbers).toContain(Math.min(page, last));
        expect(named.length).toBeLessThanOrEqual(7);
        for (const [at, one] of named.entries()) {
          const before = named[at - 1];
          if (one !== undefined && before !== undefined) expect(one - before).toBe(1);
          if (one === undefined) expect((named[at + 1] ?? 0) - (before ?? 0)).toBeGreaterThan(2);
        }
      }),
    );
  });
});
