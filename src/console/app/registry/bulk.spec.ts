import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { eachOf, previewOf, type Outcome } from './bulk.js';

const row = fc.record({
  id: fc.integer({ min: 1 }),
  version: fc.constant(1),
  riskClass: fc.constantFrom('A', 'B', null),
  methods: fc.constantFrom(['on-site'], ['paper'], []),
});
const change = fc.record(
  { riskClass: fc.constantFrom('A', 'C', null), methods: fc.constantFrom(['on-site'], []) },
  { requiredKeys: [] },
);

describe('a change of many', () => {
  it('counts each row once, as changing or as unchanged, and each value that goes', () => {
    fc.assert(
      fc.property(fc.array(row), change, (rows, wanted) => {
        const { changing, fields, unchanged } = previewOf(rows, wanted);
        expect(changing.length + unchanged).toBe(rows.length);
        for (const one of rows) {
          const other = Object.entries(wanted).some(
            ([name, value]) => JSON.stringify(one[name as 'riskClass']) !== JSON.stringify(value),
          );
          expect(changing.includes(one)).toBe(other);
        }
        for (const { from, name } of fields) {
          expect(from.map(({ value }) => JSON.stringify(value))).not.toContain(
            JSON.stringify(wanted[name as 'riskClass']),
          );
          expect(from.reduce((sum, { rows: n }) => sum + n, 0)).toBeLessThanOrEqual(changing.length);
          expect(from.every(({ rows: n }, at) => at === 0 || n <= (from[at - 1]?.rows ?? 0))).toBe(true);
        }
      }),
    );
  });

  it('tells of each what became of it, a few at a time, and of none twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 40 }),
        fc.integer({ min: 1, max: 6 }),
        async (well, atOnce) => {
          let under = 0;
          let most = 0;
          const told: Outcome<number>[] = [];
          await eachOf(
            well.map((_, at) => at),
            async (at) => {
              most = Math.max(most, ++under);
              await Promise.resolve();
              under -= 1;
              if (well[at] !== true) throw new Error(`no ${at}`);
            },
            (outcome) => told.push(outcome),
            () => false,
            atOnce,
          );
          expect(told.map(({ row: at }) => at).sort((a, b) => a - b)).toEqual(well.map((_, at) => at));
          expect(told.every(({ done, row: at }) => done === well[at])).toBe(true);
          expect(most).toBeLessThanOrEqual(atOnce);
        },
      ),
    );
  });

  it('begins no more once it is stopped, and still tells of those under way', async () => {
    const told: number[] = [];
    await eachOf(
      [1, 2, 3, 4, 5, 6],
      () => Promise.resolve(),
      ({ row: one }) => told.push(one),
      () => told.length >= 2,
      1,
    );
    expect(told).toEqual([1, 2]);
  });
});
