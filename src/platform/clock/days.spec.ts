import { expect, it } from '@jest/globals';

import { chinaDay, chineseDay } from './days.js';

it('writes a day as people in China do, with the day of the week', () => {
  expect(chineseDay('2026-03-05')).toBe('2026年3月5日（周四）');
  expect(chineseDay('2026-03-01')).toBe('2026年3月1日（周日）');
  expect(chineseDay(chinaDay(new Date('2026-12-31T16:00:00Z')))).toBe('2027年1月1日（周五）');
});
