import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { timeUntil } from './time-until.js';

it('tells what is left until a moment', () => {
  expect(timeUntil(1000, 1000)).toBeUndefined();
  expect(timeUntil(Number.NaN, 0)).toBeUndefined();
  expect(timeUntil(1001, 1000)).toMatchObject({ unit: 'minutes', minutes: 0, seconds: '01' });
  expect(timeUntil(3_600_000, 0)).toMatchObject({ unit: 'hours', hours: 1, minutes: 0 });
  expect(timeUntil(90_061_000, 0)).toMatchObject({ unit: 'days', days: 1, hours: 1, minutes: 1, seconds: '01' });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 10 }), (milliseconds) => {
      const left = timeUntil(milliseconds, 0);
      const { days = 0, hours = 0, minutes = 0, seconds = '' } = left ?? {};
      expect(((days * 24 + hours) * 60 + minutes) * 60 + Number(seconds)).toBe(Math.ceil(milliseconds / 1000));
      expect([hours < 24, minutes < 60, Number(seconds) < 60]).toEqual([true, true, true]);
    }),
  );
});
