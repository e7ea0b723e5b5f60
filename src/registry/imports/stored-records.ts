import { setImmediate } from 'node:timers/promises';
import { type EntityManager } from 'typeorm';

import { type Recorded } from '../records/recorded.js';
import { chunks } from '../records/record-keeper.js';

/* How imports and exports go through many stored records without holding the event loop. */

type Row = Recorded & { agencyId: number; name: string };

/** Lets others have the thread: on SQLite a whole transaction runs without ever waiting for anything. */
export async function breathe(): Promise<void> {
  await setImmediate();
}

/** `work` on some items at a time, with a breath between. */
export async function inChunks<T, R>(
  items: readonly T[],
  work: (some: readonly T[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const results: R[] = [];
  for (const some of chunks(items)) {
    for (const result of await work(some)) results.push(result);
    await breathe();
  }
  return results;
}

/** The unretired records of an agency that have one of these names. */
export async function unretiredByName<T extends Row>(
  manager: EntityManager,
  entity: new () => T,
  agencyId: number,
  names: readonly string[],
): Promise<T[]> {
  return inChunks([...new Set(names)], (some) =>
    manager
      .createQueryBuilder(entity, 'record')
      .where('record.agencyId = :agencyId AND record.name IN (:...names) AND record.retiredAt IS NULL', {
        agencyId,
        names: some,
      })
      .orderBy('record.id')
      .getMany(),
  );
}

/** The unretired records of some agencies after an id, in the order of their ids. */
export async function unretiredAfter<T extends Row>(
  manager: EntityManager,
  entity: new () => T,
  agencyIds: 'all' | readonly number[],
  id: number,
  most: number,
): Promise<T[]> {
  if (agencyIds.length === 0) return [];
  const rows = manager
    .createQueryBuilder(entity, 'record')
    .where('record.id > :id AND record.retiredAt IS NULL', { id });
  if (agencyIds !== 'all') rows.andWhere('record.agencyId IN (:...agencyIds)', { agencyIds });
  return rows.orderBy('record.id').take(most).getMany();
}

/**
 * Pairs rows with records by name, where nothing else told: one row and one record of that name, and nothing in them that
 * contradicts. Both sides must be the only ones; two of a name are never guessed between.
 */
export function pairByName<
  Row extends { readonly name?: string },
  Stored extends { readonly id: number; name: string },
>(
  rows: readonly { readonly at: number; readonly row: Row }[],
  stored: readonly Stored[],
  alike: (row: Row, stored: Stored) => boolean,
): Map<number, Stored> {
  const rowsOf = groupedBy(rows, ({ row }) => row.name ?? '');
  const storedOf = groupedBy(stored, (each) => each.name);
  const pairs = new Map<number, Stored>();
  for (const { at, row } of rows) {
    const name = row.name ?? '';
    const candidates = (storedOf.get(name) ?? []).filter((each) => alike(row, each));
    const [only] = candidates;
    if (only !== undefined && candidates.length === 1 && rowsOf.get(name)?.length === 1) pairs.set(at, only);
  }
  return pairs;
}

export function groupedBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
