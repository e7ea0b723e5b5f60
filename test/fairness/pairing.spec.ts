import { describe, expect, it } from '@jest/globals';
import { broken } from './findings.js';
import { mixingStudy, pairingStudy } from './pairing-study.js';

describe('pairing is fair', () => {
  it('makes every permissible pairing of least loads as likely as the next', () => {
    expect(broken(pairingStudy(400, 1000))).toEqual([]);
  });

  it('reaches every corner of a large pool', () => {
    expect(broken(mixingStudy(6000, 1200))).toEqual([]);
  });
});
