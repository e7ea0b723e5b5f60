import { expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import { csvOf, type Cell } from './csv.js';

it('is read as it was written by whoever reads CSV, and never as a formula', () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.integer(),
    fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\uFEFF')),
    fc.constantFrom('=1+1', '+1', '-1', '@x', '\t=1', '"', ',', 'a"b,c\r\nd', '', '𠮷'),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
      const read = parse(csvOf(rows), { bom: true, record_delimiter: '\r\n' }) as unknown as string[][];
      expect(read).toHaveLength(rows.length);
      rows.forEach((row, at) =>
        row.forEach((value, column) => {
          const found = read[at]?.[column] ?? '';
          if (typeof value === 'number') expect(found).toBe(String(value));
          else {
            expect(found === value || found === `'${value}`).toBe(true);
            expect(found).not.toMatch(/^[=+\-@\t\r]/);
          }
        }),
      );
    }),
  );
});
