import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { nextDigest } from './digest-moment.js';

it('the next digest is at the first 08:30 of China after a moment, wherever the machine stands', () => {
  expect(nextDigest(new Date('2026-03-05T00:29:59.999Z'))).toEqual({
    day: '2026-03-05',
    at: new Date('2026-03-05T00:30:00Z'),
  });
  expect(nextDigest(new Date('2026-03-05T00:30:00Z'))).toEqual({
    day: '2026-03-06',
    at: new Date('2026-03-06T00:30:00Z'),
  });
  expect(nextDigest(new Date('2026-12-31T16:00:00Z')).day).toBe('2027-01-01');
  const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(moment, (after) => {
      const wait = nextDigest(after).at.getTime() - after.getTime();
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(86_400_000);
    }),
  );
});
