import { type EntityManager } from 'typeorm';

import { momentOfRow } from '../../platform/database/plain-moments.js';
import { type Inspection } from './inspection.entity.js';

export interface DrawFacts {
  readonly occurrenceId: number;
  readonly number: string;
  readonly drawnAt: Date;
  /** Whether people were named for its seats (指定人员). */
  readonly assignedByName: boolean;
}

export interface InspectedMatter {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly legalBasis: string | null;
}

/**
 * Leaves out the inspections of draws that are not issued yet: half a list would be taken for the whole. Those of a draw that
 * was voided stay in sight, and say that they are void. The few that are under way are found first, so that a list of a
 * million needs no look at each one's draw.
 */
export const ISSUED = `inspection.draw_id NOT IN (SELECT id FROM draws WHERE phase NOT IN ('issued', 'voided'))`;

/** The draw of an inspection; nothing while it is not issued. */
export async function readIssuedDraw(manager: EntityManager, drawId: number): Promise<DrawFacts | undefined> {
  const rows = await manager.query<
    { number: string; occurrenceId: number; drawnAt: Date | string; assigned: string | null }[]
  >(
    `SELECT number AS number, occurrence_id AS occurrenceId, drawn_at AS drawnAt, assigned AS assigned
       FROM draws WHERE id = ? AND phase IN ('issued', 'voided')`,
    [drawId],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { assigned, drawnAt, number, occurrenceId } = row;
  return { number, occurrenceId, drawnAt: momentOfRow(drawnAt), assignedByName: assigned !== null };
}

/** Those of the draws for whose seats people were named. */
export async function readAssigned(manager: EntityManager, drawIds: readonly number[]): Promise<Set<number>> {
  if (drawIds.length === 0) return new Set();
  const rows = await manager.query<{ id: number }[]>(
    `SELECT id AS id FROM draws WHERE assigned IS NOT NULL AND id IN (${drawIds.map(() => '?').join(', ')})`,
    [...drawIds],
  );
  return new Set(rows.map(({ id }) => id));
}

/** What was found at these inspections, by their rows. */
export async function readFound(
  manager: EntityManager,
  inspectionIds: readonly number[],
): Promise<ReadonlyMap<number, string[]>> {
  const found = new Map<number, string[]>();
  if (inspectionIds.length === 0) return found;
  const rows = await manager.query<{ inspectionId: number; code: string }[]>(
    `SELECT inspection_id AS inspectionId, code AS code FROM findings
      WHERE inspection_id IN (${inspectionIds.map(() => '?').join(', ')})`,
    [...inspectionIds],
  );
  for (const { code, inspectionId } of rows) found.set(inspectionId, [...(found.get(inspectionId) ?? []), code]);
  return found;
}

/** Whether these agencies take part in any draw of another one's. */
export async function takePart(manager: EntityManager, agencyIds: readonly number[]): Promise<boolean> {
  if (agencyIds.length === 0) return false;
  const rows = await manager.query<unknown[]>(
    `SELECT 1 AS joined FROM draw_participants WHERE agency_id IN (${agencyIds.map(() => '?').join(', ')}) LIMIT 1`,
    [...agencyIds],
  );
  return rows.length > 0;
}

/** Whether one of these agencies takes part in a draw of another one's. */
export async function takesPart(
  manager: EntityManager,
  drawId: number,
  agencyIds: readonly number[],
): Promise<boolean> {
  const rows = await manager.query<{ agencyId: number }[]>(
    'SELECT agency_id AS agencyId FROM draw_participants WHERE draw_id = ?',
    [drawId],
  );
  return rows.some(({ agencyId }) => agencyIds.includes(agencyId));
}

/** The matters that an inspection looks into, in the order of their codes. */
export async function readMatters(
  manager: EntityManager,
  { drawId, targetKind }: Pick<Inspection, 'drawId' | 'targetKind'>,
): Promise<InspectedMatter[]> {
  return await manager.query<InspectedMatter[]>(
    `SELECT m.id AS id, m.code AS code, m.name AS name, m.legal_basis AS legalBasis
       FROM draw_kind_matters k JOIN matters m ON m.id = k.matter_id
      WHERE k.draw_id = ? AND k.target_kind = ? ORDER BY m.code, m.id`,
    [drawId, targetKind],
  );
}
