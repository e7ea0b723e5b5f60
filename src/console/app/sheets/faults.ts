import { type Schemas } from '../api/client.js';

export type Report = Schemas['ImportReport'];
type Entry = Schemas['ImportRow'];

/** What is told of one row of the sheet. */
export interface RowOfSheet {
  /** From 1. */
  readonly row: number;
  readonly outcome: Entry['outcome'];
  /** What is wrong, or to be known; what became of the row apart. */
  readonly remarks: readonly Entry[];
}

/** The rows that something is told of, in the order of the sheet; and what is told of the sheet as a whole. */
export function rowsOf(entries: readonly Entry[]): { readonly rows: RowOfSheet[]; readonly ofAll: Entry[] } {
  const rows = new Map<number, { outcome: Entry['outcome']; remarks: Entry[] }>();
  for (const entry of entries) {
    if (entry.row === null) continue;
    const row = rows.get(entry.row) ?? { outcome: null, remarks: [] };
    row.outcome ??= entry.outcome;
    // each record ends with its outcome, which says nothing that the row does not say itself
    if (entry.severity !== 'info') row.remarks.push(entry);
    rows.set(entry.row, row);
  }
  return {
    rows: [...rows].map(([row, told]) => ({ row, ...told })).sort((left, right) => left.row - right.row),
    ofAll: entries.filter(({ row }) => row === null),
  };
}
