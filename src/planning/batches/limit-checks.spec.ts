import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { limitFaults } from './limit-checks.js';

const limits = { caps: [{ targetKind: null, most: 1 }], coolDownDays: 60 };

it('refuses limits that hold everyone back, and none that leave one', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(50), fc.nat(3), (capped, cooling, left) => {
      const pool = { population: capped + cooling + left, 'yearly-cap': capped, 'cool-down': cooling };
      const codes = limitFaults(limits, pool, '2026-03-06').map(({ code }) => code);
      expect(codes).toEqual(left === 0 && capped + cooling > 0 ? ['everyone_left_out'] : []);
    }),
  );
});

it('points at what would have to be changed, and says how', () => {
  const [cooling] = limitFaults(limits, { population: 3, 'yearly-cap': 1, 'cool-down': 2 }, '2026-03-06');
  expect(cooling).toMatchObject({ pointer: '/coolDownDays' });
  expect(cooling?.message.zh).toContain('请缩短冷却期（现为 60 天）');
  const [capped] = limitFaults(limits, { population: 3, 'yearly-cap': 3, 'cool-down': 0 }, '2026-03-06');
  expect(capped).toMatchObject({ pointer: '/filter' });
  expect(capped?.message.en).toContain("Raise the plan's yearly cap");
});
