import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { text } from '../../platform/text.js';
import { importReport, type RowFate } from './import-report.js';
import { OUTCOMES, SEVERITIES } from './import.dto.js';

const sheet = { format: 'csv', sheet: '清单', columns: {}, unread: [], skipped: [], problems: [] } as const;

const fates = fc
  .array(
    fc.record({
      outcome: fc.constantFrom(...OUTCOMES),
      severities: fc.array(fc.constantFrom('error' as const, 'warning' as const), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((rows) =>
    rows.map(({ outcome, severities }, at): RowFate => ({
      row: at + 2,
      name: `第${at}`,
      id: null,
      outcome,
      changed: [],
      notes: severities.map((severity) => ({
        row: at + 2,
        column: 'A',
        code: 'some',
        severity,
        message: text('不对', 'wrong'),
      })),
    })),
  );

describe('the report of an import', () => {
  it('counts every row, and leaves out the least urgent entries only', () => {
    fc.assert(
      fc.property(fates, fc.integer({ min: 0, max: 60 }), (rows, mostRows) => {
        const whole = importReport('targets', sheet, rows, { dryRun: true, mostRows: 10_000, agenciesCreated: [] });
        const report = importReport('targets', sheet, rows, { dryRun: true, mostRows, agenciesCreated: [] });
        for (const outcome of OUTCOMES) {
          expect(report[outcome]).toBe(rows.filter((row) => row.outcome === outcome).length);
        }
        expect(whole.rowsLeftOut).toBe(0);
        expect(report.rows.length + report.rowsLeftOut).toBe(whole.rows.length);
        expect(report.rows.length).toBe(Math.min(mostRows, whole.rows.length));
        const left = [...whole.rows];
        for (const shown of report.rows) {
          const at = left.findIndex((each) => JSON.stringify(each) === JSON.stringify(shown));
          expect(at).not.toBe(-1);
          left.splice(at, 1);
        }
        const urgency = (entries: readonly { severity: string }[]): number[] =>
          entries.map(({ severity }) => SEVERITIES.findIndex((each) => each === severity));
        if (left.length > 0 && report.rows.length > 0)
          expect(Math.max(...urgency(report.rows))).toBeLessThanOrEqual(Math.min(...urgency(left)));
        const places = report.rows.map((each) => each.row ?? 0);
        expect(places).toEqual([...places].sort((one, other) => one - other));
      }),
    );
  });

  it('gives every record that is not rejected an entry with its outcome, in the tense of the run', () => {
    const fate = { row: 2, name: '甲', id: 7, outcome: 'updated', notes: [] } as const;
    const changed = [text('名称', 'Name'), text('地址', 'Address')];
    const messages = [true, false].map((dryRun) => {
      const report = importReport('targets', sheet, [{ ...fate, changed }], {
        dryRun,
        mostRows: 9,
        agenciesCreated: [],
      });
      return report.rows.map(({ row, column, code, id, message }) => [row, column, code, id, message.zh]);
    });
    expect(messages).toEqual([
      [[2, null, 'updated', 7, '将更新：名称、地址。']],
      [[2, null, 'updated', 7, '已更新：名称、地址。']],
    ]);
  });
});
