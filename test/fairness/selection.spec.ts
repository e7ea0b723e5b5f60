import { describe, expect, it } from '@jest/globals';
import { broken } from './findings.js';
import { biasedStudy, inclusionStudy, moduloStudy, strataStudy, subsetsStudy } from './selection-study.js';
import { chiSquareTail } from './statistics.js';

// The short form of `npm run fairness`. Seeds are fixed: what passes once passes always, until the protocol changes.
describe('selection is fair', () => {
  it('knows the chi-square distribution', () => {
    // Tabulated: 3.841 (1 degree), 16.919 (9), 124.342 (100) at 5 %; 27.877 (9) at 0.1 %.
    for (const [x, degrees, p] of [
      [3.841459, 1, 0.05],
      [16.918978, 9, 0.05],
      [27.877165, 9, 0.001],
      [124.342113, 100, 0.05],
      [77.929465, 100, 0.95],
    ] as const)
      expect(chiSquareTail(x, degrees)).toBeCloseTo(p, 6);
  });

  it.each([
    ['subsets and orders', () => subsetsStudy(10)],
    ['wrong samplers are caught', () => biasedStudy(6000)],
    ['no bias of remainders', () => moduloStudy(60_000)],
    ['strata are independent', () => strataStudy(4000)],
    ['inclusion in a pool of 10 000', () => inclusionStudy(4000, 2000)],
  ])('%s', (_name, study) => {
    expect(broken(study())).toEqual([]);
  });
});
