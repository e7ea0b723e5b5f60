import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { sightOf } from './window.js';

const seen = fc.record({
  top: fc.integer({ min: -100, max: 5_000_000 }),
  height: fc.integer({ min: 0, max: 3000 }),
  row: fc.integer({ min: 20, max: 80 }),
  total: fc.integer({ min: 0, max: 100_000 }),
  page: fc.constantFrom(20, 50, 100, 200),
});

it('draws every row that is in sight, few others, and fetches just the pages that they are on', () => {
  fc.assert(
    fc.property(seen, (of) => {
      const { end, first, pages } = sightOf(of);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(of.total);
      expect(end - first).toBeLessThanOrEqual(Math.ceil(of.height / of.row) + 18);
      for (let at = Math.max(0, Math.floor(of.top / of.row)); at * of.row < of.top + of.height && at < of.total; at++) {
        expect(at).toBeGreaterThanOrEqual(first);
        expect(at).toBeLessThan(end);
      }
      const wanted = new Set<number>();
      for (let at = first; at < end; at++) wanted.add(Math.floor(at / of.page) + 1);
      expect(pages).toEqual([...wanted]);
    }),
  );
});

it('is where people stand in a list of a hundred thousand', () => {
  expect(sightOf({ top: 44 * 99_950, height: 600, row: 44, total: 100_000, page: 100 })).toEqual({
    first: 99_942,
    end: 99_972,
    pages: [1000],
  });
});
