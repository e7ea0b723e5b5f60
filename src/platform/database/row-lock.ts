import { type EntityManager } from 'typeorm';

/*
 * How transactions exclude one another. `SELECT … FOR UPDATE` would do on one server. On a Galera cluster a lock holds on its
 * own node alone: two transactions on two nodes conflict, at the commit of the later, only where both have *changed* the
 * same row. So whoever wants rows for himself changes them: their beats, which nobody reads. The lock comes with the change,
 * and of two on two nodes the later gets a deadlock and is done again from its start (Transactions), with what the earlier
 * has written before its eyes. On SQLite a transaction holds the only write lock there is.
 *
 * A lock suffices where the same transaction changes the row in any case, or nothing but what it reads depends on it.
 */

/** Tables whose rows can be held. */
type Held = 'draws' | 'occurrences';

/** Keeps rows from being changed or held by others until the transaction ends, and lets it see them as they are now. */
export async function holdRows(
  manager: EntityManager,
  table: Held,
  column: 'id' | 'occurrence_id' | 'batch_id',
  value: number,
): Promise<void> {
  if (manager.connection.options.type !== 'mysql') return;
  await manager.query(`UPDATE ${table} SET beats = beats + 1 WHERE ${column} = ?`, [value]);
}

/** Lets one transaction at a time do what this name stands for. */
export async function holdName(manager: EntityManager, name: string): Promise<void> {
  if (manager.connection.options.type !== 'mysql') return;
  await manager.query('INSERT INTO held_names (name, beats) VALUES (?, 1) ON DUPLICATE KEY UPDATE beats = beats + 1', [
    name,
  ]);
}
