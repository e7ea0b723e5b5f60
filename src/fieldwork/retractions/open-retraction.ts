import { type EntityManager } from 'typeorm';

/**
 * Whether it waits for a decision that something of this inspection is taken back: nothing is built on that meanwhile. A query
 * of its own: the life of inspections comes before.
 */
export async function hasOpenRetraction(manager: EntityManager, inspectionId: number): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    'SELECT 1 AS there FROM inspection_retractions WHERE inspection_id = ? AND undecided = 1 LIMIT 1',
    [inspectionId],
  );
  return rows.length > 0;
}
