import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { degreesText, parseDegrees } from './degrees.js';

describe('degrees', () => {
  it('come back as they were written, every millionth of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -180_000_000, max: 180_000_000 }), (millionths) => {
        expect(parseDegrees(degreesText(millionths))).toBe(millionths);
        // a spreadsheet keeps it as a number of its own
        expect(parseDegrees((millionths / 1e6).toFixed(7))).toBe(millionths);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['116.397128', 116_397_128],
    ['东经116.397128°', 116_397_128],
    ['39.9 N', 39_900_000],
    ['西经 0.5', -500_000],
    ['-33.8688', -33_868_800],
    ['33.8688S', -33_868_800],
    ['116.3971284', 116_397_128],
    ['116.3971285', 116_397_129],
    ['-0.0000001', 0],
    ['0', 0],
  ])('%s is %i millionths', (text, millionths) => expect(parseDegrees(text)).toBe(millionths));

  it.each(['', '116,397128', '116°23′50″', '1e2', '--1', '1234.5', '116.', 'E', '西经-1', '一百'])(
    '%s is none',
    (text) => expect(parseDegrees(text)).toBeUndefined(),
  );
});
