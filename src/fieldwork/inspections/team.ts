import { type EntityManager } from 'typeorm';

import { momentOfRow } from '../../platform/database/plain-moments.js';

/** One seat of a team with what a notice says of the inspector. */
export interface SeatedInspector {
  readonly seat: number;
  readonly inspectorId: number;
  readonly code: string;
  readonly name: string;
  readonly certificateNumber: string | null;
  /** Days, both included. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Sits there as an expert, who assists and never counts as an inspector. */
  readonly expert: boolean;
}

/**
 * Reads the teams of some inspections, seats in order. A query of its own and not the registry's list, because a team shows
 * whole to whoever may see the inspection, also where a seat is filled from another agency or by someone retired since.
 */
export async function readTeams(
  manager: EntityManager,
  inspectionIds: readonly number[],
): Promise<Map<number, SeatedInspector[]>> {
  const teams = new Map<number, SeatedInspector[]>(inspectionIds.map((id) => [id, []]));
  if (inspectionIds.length === 0) return teams;
  const rows = await manager.query<
    (Omit<SeatedInspector, 'expert'> & { expert: number | null; inspectionId: number })[]
  >(
    `SELECT s.inspection_id AS inspectionId, s.seat AS seat, i.id AS inspectorId, i.code AS code, i.name AS name,
            i.certificate_number AS certificateNumber, i.valid_from AS validFrom, i.valid_until AS validUntil,
            s.expert AS expert
       FROM inspection_seats s JOIN inspectors i ON i.id = s.inspector_id
      WHERE s.inspection_id IN (${inspectionIds.map(() => '?').join(', ')})
      ORDER BY s.inspection_id, s.seat`,
    [...inspectionIds],
  );
  for (const { expert, inspectionId, ...seat } of rows)
    teams.get(inspectionId)?.push({ ...seat, expert: expert === 1 });
  return teams;
}

/** One who left a team. */
export interface Departure {
  readonly seat: number;
  readonly inspectorId: number;
  readonly code: string;
  readonly name: string;
  readonly cause: string;
  readonly at: Date;
  /** By which the seat was filled anew. */
  readonly drawId: number;
  readonly drawNumber: string;
}

/** Reads who left the teams of some inspections, in the order in which they left. */
export async function readDepartures(
  manager: EntityManager,
  inspectionIds: readonly number[],
): Promise<Map<number, Departure[]>> {
  const left = new Map<number, Departure[]>(inspectionIds.map((id) => [id, []]));
  if (inspectionIds.length === 0) return left;
  const rows = await manager.query<(Omit<Departure, 'at'> & { at: Date | string; inspectionId: number })[]>(
    `SELECT l.inspection_id AS inspectionId, l.seat AS seat, i.id AS inspectorId, i.code AS code, i.name AS name,
            l.cause AS cause, l.at AS at, d.id AS drawId, d.number AS drawNumber
       FROM seat_departures l JOIN inspectors i ON i.id = l.inspector_id JOIN draws d ON d.id = l.draw_id
      WHERE l.inspection_id IN (${inspectionIds.map(() => '?').join(', ')})
      ORDER BY l.inspection_id, d.id, l.seat`,
    [...inspectionIds],
  );
  for (const { at, inspectionId, ...one } of rows) left.get(inspectionId)?.push({ ...one, at: momentOfRow(at) });
  return left;
}

/** Whether a certificate covers a day. Without a certificate nothing is covered. */
export function coversDay(seat: Pick<SeatedInspector, 'validFrom' | 'validUntil'>, day: string): boolean {
  return seat.validFrom !== null && seat.validUntil !== null && seat.validFrom <= day && day <= seat.validUntil;
}
