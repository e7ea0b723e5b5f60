import { expect, it } from '@jest/globals';

import { rowsOf } from './faults.js';

const entry = (
  row: number | null,
  severity: 'error' | 'warning' | 'info',
  code: string,
  column: string | null = null,
) => ({
  row,
  column,
  code,
  severity,
  message: { zh: code, en: code },
  outcome: severity === 'error' ? ('rejected' as const) : ('created' as const),
  name: null,
  id: null,
});

it('gathers what is told of each row of a sheet, in the order of the sheet', () => {
  const wrong = entry(7, 'error', 'not_a_uscc', 'B');
  const doubtful = entry(7, 'warning', 'odd', 'C');
  const sheet = entry(null, 'warning', 'hidden_sheets');
  const { rows, ofAll } = rowsOf([entry(9, 'info', 'created'), wrong, sheet, entry(3, 'info', 'created'), doubtful]);
  expect(rows).toEqual([
    { row: 3, outcome: 'created', remarks: [] },
    { row: 7, outcome: 'rejected', remarks: [wrong, doubtful] },
    { row: 9, outcome: 'created', remarks: [] },
  ]);
  expect(ofAll).toEqual([sheet]);
});
