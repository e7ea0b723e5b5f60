import { ask } from './client.js';

/** The most that one request brings (src/platform/http/paging.ts). */
const AT_ONCE = 200;

interface Rows<Row> {
  readonly items: readonly Row[];
  readonly total: number;
}

/**
 * All rows of a list that is short enough to be held whole: one page after the other.
 * @param most where the list turns out to be longer, the rest is left out
 */
export async function everyRow<Row>(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
  signal: AbortSignal,
  most = 20_000,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let page = 1; ; page++) {
    const { items, total } = await ask<Rows<Row>>('GET', path, {
      query: { ...query, page, pageSize: AT_ONCE },
      signal,
    });
    rows.push(...items);
    if (items.length === 0 || rows.length >= Math.min(total, most)) return rows;
  }
}
