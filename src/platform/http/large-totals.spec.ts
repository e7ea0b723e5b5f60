import { expect, it } from '@jest/globals';

import { LargeTotals } from './large-totals.js';

it('keeps the total of a large list for ten seconds, and that of a smaller one not at all', () => {
  let now = 0;
  const totals = new LargeTotals(() => now);
  totals.remember('small', 49_999);
  totals.remember('large', 50_000);
  expect([totals.get('small'), totals.get('large')]).toEqual([undefined, 50_000]);
  now = 9_999;
  expect(totals.get('large')).toBe(50_000);
  now = 10_000;
  expect(totals.get('large')).toBeUndefined();
});

it('counts anew after that, not from when it was last looked at', () => {
  let now = 0;
  const totals = new LargeTotals(() => now);
  totals.remember('a', 60_000);
  for (now = 0; now < 10_000; now += 1000) expect(totals.get('a')).toBe(60_000);
  expect(totals.get('a')).toBeUndefined();
  totals.remember('a', 70_000);
  expect(totals.get('a')).toBe(70_000);
});

it('keeps 500 at most, the newest', () => {
  const totals = new LargeTotals(() => 0);
  for (let n = 0; n < 600; n++) totals.remember(String(n), 100_000 + n);
  const kept = Array.from({ length: 600 }, (_, n) => n).filter((n) => totals.get(String(n)) !== undefined);
  expect([kept.length, kept[0], totals.get('599')]).toEqual([500, 100, 100_599]);
});
