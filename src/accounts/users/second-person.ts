import { type EntityManager } from 'typeorm';

/**
 * Whether there is someone who could look over what the named people did: active, an administrator or a planner, who sees
 * the agency. For whoever has the manager of a transaction.
 * @param agencyIds the agency and all above it
 * @param notInspectorIds nobody who is one of these inspectors counts
 */
export async function secondPersonExists(
  manager: EntityManager,
  agencyIds: readonly number[],
  notUserIds: readonly number[],
  notInspectorIds: readonly number[] = [],
): Promise<boolean> {
  // nobody has the row 0, so that no list is empty
  const [agencies, apart, inspectors] = [
    [0, ...agencyIds],
    [0, ...notUserIds],
    [0, ...notInspectorIds],
  ];
  const places = (ids: readonly number[]): string => ids.map(() => '?').join(', ');
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM users WHERE active = 1 AND role IN ('admin', 'planner') AND id NOT IN (${places(apart)})
      AND (agency_id IS NULL OR agency_id IN (${places(agencies)}))
      AND (inspector_id IS NULL OR inspector_id NOT IN (${places(inspectors)})) LIMIT 1`,
    [...apart, ...agencies, ...inspectors],
  );
  return rows.length > 0;
}
