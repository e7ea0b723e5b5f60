import { type EntityManager } from 'typeorm';

/** Whether a recusal from this inspection waits for a decision. A query of its own: the life of inspections comes before. */
export async function hasOpenRecusal(manager: EntityManager, inspectionId: number): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 AS there FROM inspection_recusals WHERE inspection_id = ? AND state = 'open' LIMIT 1`,
    [inspectionId],
  );
  return rows.length > 0;
}
