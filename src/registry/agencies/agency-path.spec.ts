import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { liesWithin, pathBelow, subtreeRange } from './agency-path.js';

const ids = fc.array(fc.integer({ min: 1, max: 2_147_483_647 }), { minLength: 1, maxLength: 8 });
const pathOf = (chain: number[]): string => chain.reduce<string | null>(pathBelow, null) ?? '/';

it('a path is within an agency exactly when the agency is on it', () => {
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 300 }), (chain, other) => {
      for (const id of chain) expect(liesWithin(pathOf(chain), id)).toBe(true);
      expect(liesWithin(pathOf(chain), other)).toBe(chain.includes(other));
    }),
  );
});

it('the range of a subtree holds the paths that begin with its own, and no other', () => {
  const small = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(small, small, fc.boolean(), (top, rest, below) => {
      const path = pathOf(below ? [...top, ...rest] : rest);
      const { from, before } = subtreeRange(pathOf(top));
      expect(path >= from && path < before).toBe(path.startsWith(pathOf(top)));
    }),
    { numRuns: 2000 },
  );
});

it('keeps 5 apart from 50 and 15', () => {
  const { from, before } = subtreeRange('/1/5/');
  for (const path of ['/1/50/', '/1/15/', '/1/4/', '/1/6/']) expect(path >= from && path < before).toBe(false);
});
