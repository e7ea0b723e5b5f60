import { describe, expect, it } from '@jest/globals';
import { feasibilityStudy, forgedCutsThatPass } from './feasibility-study.js';
import { broken } from './findings.js';

describe('pairing is found whenever one exists', () => {
  it('with the least loads, and a true certificate otherwise', () => {
    expect(broken(feasibilityStudy(500))).toEqual([]);
  });

  it('judges certificates by an eye that sees forged ones', () => {
    const { forged, passed } = forgedCutsThatPass(40);
    expect(forged).toBeGreaterThan(100);
    expect(passed).toEqual([]);
  });
});
