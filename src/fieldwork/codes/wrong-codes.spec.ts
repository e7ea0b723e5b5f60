import { describe, expect, it } from '@jest/globals';

import { StandingClock } from '../../platform/clock/clock.js';
import { WRONG_CODES_PER_ADDRESS, WrongCodes } from './wrong-codes.js';

describe('an address that tries codes', () => {
  it('is turned away after so many, for a while, and no other one is', () => {
    const clock = new StandingClock(new Date('2026-03-01T00:00:00Z'));
    const wrong = new WrongCodes(clock);
    for (let n = 0; n < WRONG_CODES_PER_ADDRESS; n++) {
      wrong.requireRoom('10.0.0.1');
      wrong.add('10.0.0.1');
    }
    expect(() => wrong.requireRoom('::ffff:10.0.0.1')).toThrow(
      expect.objectContaining({ kind: 'too-many', retryAfterSeconds: 900 }),
    );
    expect(() => wrong.requireRoom('10.0.0.2')).not.toThrow();
    clock.set(new Date('2026-03-01T00:15:00Z'));
    expect(() => wrong.requireRoom('10.0.0.1')).not.toThrow();
    wrong.add('10.0.0.1');
    expect(() => wrong.requireRoom('10.0.0.1')).not.toThrow();
  });

  it('is forgotten where there are very many: memory stays as it is', () => {
    const wrong = new WrongCodes(new StandingClock(new Date('2026-03-01T00:00:00Z')));
    for (let n = 0; n < WRONG_CODES_PER_ADDRESS; n++) wrong.add('192.0.2.1');
    for (let n = 0; n < 10_000; n++) wrong.add(`10.0.${n >> 8}.${n & 255}`);
    expect(() => wrong.requireRoom('192.0.2.1')).not.toThrow();
  });
});
