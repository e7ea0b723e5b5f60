import { In, type EntityManager } from 'typeorm';

import { notFound } from '../../platform/errors/domain-error.js';
import { AGENCY, parentRetired } from './agencies.errors.js';
import { Agency } from './agency.entity.js';

/**
 * The agencies that something is to be added to; each must be there and in use. On MySQL they are locked against being
 * retired until the transaction ends; on SQLite transactions that write run one after the other anyway.
 */
export async function openAgencies(manager: EntityManager, ids: readonly number[]): Promise<Map<number, Agency>> {
  const wanted = [...new Set(ids)].sort((a, b) => a - b);
  const mysql = manager.connection.options.type === 'mysql' && manager.queryRunner?.isTransactionActive === true;
  const rows = await manager.find(Agency, {
    where: { id: In(wanted) },
    order: { id: 'ASC' },
    ...(mysql ? { lock: { mode: 'pessimistic_read' as const } } : {}),
  });
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const id of wanted) {
    const row = found.get(id);
    if (row === undefined) throw notFound(AGENCY, id);
    if (row.retiredAt !== null) throw parentRetired(row.name);
  }
  return found;
}
