import { type EntityManager } from 'typeorm';

import { holdName } from '../../platform/database/row-lock.js';
import { notFound } from '../../platform/errors/domain-error.js';
import { AGENCY, parentRetired } from './agencies.errors.js';
import { type AgencyLevel } from './agency.entity.js';

/** What must be known of an agency that something is added to. */
export interface OpenAgency {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly level: AgencyLevel;
  readonly path: string;
}

/**
 * The agencies that something is to be added to; each must be there and in use. On MySQL they are locked against being
 * retired until the transaction ends, and read as they are now rather than in the transaction's snapshot; on SQLite
 * transactions that write run one after the other anyway. For a cluster see `keepOpen`.
 */
export async function openAgencies(manager: EntityManager, ids: readonly number[]): Promise<Map<number, OpenAgency>> {
  const wanted = [...new Set(ids)].sort((a, b) => a - b);
  if (wanted.length === 0) return new Map();
  // by hand: the builder says FOR SHARE to MariaDB, which knows only the older words; MySQL 8 knows both
  const lock = manager.connection.options.type === 'mysql' ? 'LOCK IN SHARE MODE' : '';
  const rows = await manager.query<(OpenAgency & { retiredAt: unknown })[]>(
    `SELECT id, code, name, level, path, retired_at AS retiredAt FROM agencies
    WHERE id IN (${wanted.map(() => '?').join(', ')}) ORDER BY id ${lock}`,
    wanted,
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const id of wanted) {
    const row = found.get(id);
    if (row === undefined) throw notFound(AGENCY, id);
    if (row.retiredAt !== null) throw parentRetired(row.name);
  }
  return found;
}

/**
 * Excludes the retirement of these agencies on another node of a cluster, where the lock is not seen, and a foreign key alone
 * excludes only their removal. The last thing in a transaction that has added something to them: two that add to the same
 * agency hold each other up no longer than that, and nobody waits for the whole of an import.
 */
export async function keepOpen(manager: EntityManager, ids: Iterable<number>): Promise<void> {
  for (const id of [...new Set(ids)].sort((a, b) => a - b)) await holdName(manager, `agency:${id}`);
}
