import { expect, it } from '@jest/globals';

import { feasibilityOf } from './feasibility.js';

const NOBODY = { count: 0, first: [] };
const verdict = (sample: number, seats: number, inspectors: number, maxLoad: number | null): string =>
  feasibilityOf(NOBODY, { sample, seats, inspectors, maxLoad }).verdict;

it('is sure without a cap on the loads, and with one that cannot bind', () => {
  expect([verdict(9, 18, 2, null), verdict(9, 18, 2, 9), verdict(9, 18, 2, 10)]).toEqual(['sure', 'sure', 'sure']);
});

it('depends on who is drawn where a cap leaves just places enough, and is impossible where it does not', () => {
  expect([verdict(10, 20, 4, 5), verdict(10, 20, 5, 4), verdict(10, 21, 4, 5)]).toEqual([
    'depends',
    'depends',
    'impossible',
  ]);
});

it('is impossible where no team can be sent to somebody, who is named', () => {
  const told = feasibilityOf(
    { count: 7, first: ['a', 'b', 'c', 'd', 'e'] },
    { sample: 1, seats: 2, inspectors: 99, maxLoad: null },
  );
  expect(told.verdict).toBe('impossible');
  expect(told.words.zh).toContain('有 7 个检查对象（a、b、c、d、e 等）');
  expect(told.words.en).toContain('7 target(s) (a, b, c, d, e, …)');
});
