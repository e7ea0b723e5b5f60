import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { stacked } from '../../charts/strip.js';
import { chancesByRisk } from './chances.js';

it('orders strata by the risk that they stand for, each once, with its own chance', () => {
  const strata = fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z]{1,8}$/),
      risks: fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D')),
      numerator: fc.integer({ min: 0, max: 100 }),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  );
  fc.assert(
    fc.property(strata, (all) => {
      const rows = chancesByRisk(
        all.map(({ id, numerator }) => ({ stratum: id, chance: { numerator, denominator: 100 } })),
        all.map(({ id, risks }) => ({ id, conditions: risks.length === 0 ? [] : [{ field: 'riskClass', in: risks }] })),
      );
      expect(rows.map(({ stratum }) => stratum).sort()).toEqual(all.map(({ id }) => id).sort());
      for (const { chance, risks, stratum } of rows) {
        const made = all.find(({ id }) => id === stratum)!;
        expect(chance).toBeCloseTo(made.numerator, 9);
        expect(risks).toEqual([...made.risks].sort());
      }
      const firsts = rows.map(({ risks }) => risks[0] ?? 'Z');
      expect(firsts).toEqual([...firsts].sort());
    }),
  );
  expect(chancesByRisk([{ stratum: 'all', chance: null }], [])).toEqual([{ stratum: 'all', risks: [], chance: 0 }]);
});

it('stacks points of one load, one above the other from 1', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ name: fc.string(), load: fc.integer({ min: 0, max: 9 }) })), (loads) => {
      const points = stacked(loads);
      expect(points.map(({ name, load }) => ({ name, load }))).toEqual(loads);
      for (const load of new Set(loads.map((one) => one.load))) {
        const heights = points.filter((one) => one.load === load).map(({ height }) => height);
        expect(heights).toEqual(heights.map((_, at) => at + 1));
      }
    }),
  );
});
