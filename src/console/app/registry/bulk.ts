import { same, type Values } from '../record/differences.js';

/** A record that may be changed along with others. */
export interface Changeable extends Record<string, unknown> {
  readonly id: number;
  readonly version: number;
}

/** The most that are changed in one go: each by a request of its own, so that each is told by itself. */
export const MOST_AT_ONCE = 2000;

export interface Preview<Row extends Changeable> {
  /** Those that would be other than they are. */
  readonly changing: readonly Row[];
  /** How many have these values already. */
  readonly unchanged: number;
  /** Of each field that changes: what it is now, and how many have that; the most frequent first. */
  readonly fields: readonly {
    readonly name: string;
    readonly from: readonly { readonly value: unknown; readonly rows: number }[];
  }[];
}

/** What would become of rows. */
export function previewOf<Row extends Changeable>(rows: readonly Row[], change: Values): Preview<Row> {
  const names = Object.keys(change);
  const changing = rows.filter((row) => names.some((name) => !same(row[name], change[name])));
  return {
    changing,
    unchanged: rows.length - changing.length,
    fields: names.flatMap((name) => {
      const counts = new Map<string, { value: unknown; rows: number }>();
      for (const row of changing) {
        if (same(row[name], change[name])) continue;
        const key = JSON.stringify(row[name] ?? null);
        const known = counts.get(key);
        if (known === undefined) counts.set(key, { value: row[name], rows: 1 });
        else known.rows += 1;
      }
      const from = [...counts.values()].sort((left, right) => right.rows - left.rows);
      return from.length === 0 ? [] : [{ name, from }];
    }),
  };
}

/** What became of one. */
export type Outcome<Row> =
  { readonly row: Row; readonly done: true } | { readonly row: Row; readonly done: false; readonly error: unknown };

/**
 * Does something to each, a few at a time, and tells of each what became of it. What fails stops nothing: the others are done,
 * and whoever looks sees which were not.
 * @param stopped asked before each: whether no more are to be begun
 */
export async function eachOf<Row>(
  rows: readonly Row[],
  change: (row: Row) => Promise<unknown>,
  tell: (outcome: Outcome<Row>) => void,
  stopped: () => boolean,
  atOnce = 4,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let row = rows[next++]; row !== undefined && !stopped(); row = rows[next++]) {
      try {
        await change(row);
        tell({ row, done: true });
      } catch (error) {
        tell({ row, done: false, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker));
}
