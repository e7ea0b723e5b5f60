import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { millionthsOf, percentOf } from './rates.js';

describe('shares', () => {
  it.each([
    ['3', 30_000],
    ['3.5', 35_000],
    ['0.07', 700],
    ['100', 1_000_000],
    [' 5 % ', 50_000],
    ['5％', 50_000],
    ['0.0001', 1],
    ['0', undefined],
    ['100.1', undefined],
    ['1000', undefined],
    ['-3', undefined],
    ['3.00001', undefined],
    ['1e2', undefined],
    ['', undefined],
    ['three', undefined],
  ])('%j is %j', (text, millionths) => expect(millionthsOf(text)).toBe(millionths));

  it('are written as they are read, to the millionth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (millionths) =>
        expect(millionthsOf(percentOf(millionths))).toBe(millionths),
      ),
    );
  });
});
