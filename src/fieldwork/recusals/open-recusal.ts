import { type EntityManager } from 'typeorm';

/**
 * Whether a recusal from this inspection waits for a decision, or was approved and nobody has come into the seat: whoever
 * recused himself does not go. A query of its own: the life of inspections comes before.
 */
export async function hasOpenRecusal(manager: EntityManager, inspectionId: number): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 AS there FROM inspection_recusals r WHERE r.inspection_id = ? AND (r.state = 'open'
        OR (r.state = 'approved' AND EXISTS (SELECT 1 FROM inspection_seats s
             WHERE s.inspection_id = r.inspection_id AND s.inspector_id = r.inspector_id))) LIMIT 1`,
    [inspectionId],
  );
  return rows.length > 0;
}
