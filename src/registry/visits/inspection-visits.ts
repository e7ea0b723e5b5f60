import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { momentForQuery } from '../../platform/database/plain-moments.js';
import { type VisitKind } from './visit-rules.js';

/** Inspections of one draw that are being issued. */
export interface IssuedVisits {
  readonly agencyId: number;
  readonly drawId: number;
  readonly firstDay: string;
  readonly at: Date;
  /** A few hundred. */
  readonly of: readonly { readonly inspectionId: number; readonly targetId: number }[];
}

const KIND: VisitKind = 'random';
const COLUMNS = [
  'agency_id',
  'target_id',
  'target_code',
  'first_day',
  'kind',
  'inspection_id',
  'draw_id',
  'version',
  'created_at',
  'updated_at',
] as const;

/**
 * The visits of Sortis's own inspections. Whoever writes an inspection writes its visit here, in the same transaction: there is
 * one for each that stands, on the day that is known of it, and no count that could go another way. Plain statements without
 * a history, because the history is that of the inspection; and draws of many thousands are issued.
 */
@Injectable()
export class InspectionVisits {
  async issue(manager: EntityManager, { agencyId, at, drawId, firstDay, of }: IssuedVisits): Promise<void> {
    if (of.length === 0) return;
    // the targets as they are now, and locked: one whose code is just being changed takes its visits along
    const lock = manager.connection.options.type === 'mysql' ? ' LOCK IN SHARE MODE' : '';
    const targets = await manager.query<{ id: number; code: string }[]>(
      `SELECT id AS id, code AS code FROM targets WHERE id IN (${of.map(() => '?').join(', ')})${lock}`,
      of.map(({ targetId }) => targetId),
    );
    const codes = new Map(targets.map(({ code, id }) => [id, code]));
    const now = momentForQuery(manager.connection, at);
    const row = `(${COLUMNS.map(() => '?').join(', ')})`;
    await manager.query(
      `INSERT INTO visits (${COLUMNS.join(', ')}) VALUES ${of.map(() => row).join(', ')}`,
      of.flatMap(({ inspectionId, targetId }) => {
        const code = codes.get(targetId);
        if (code === undefined) throw new Error(`target ${targetId} is not there`);
        return [agencyId, targetId, code, firstDay, KIND, inspectionId, drawId, 1, now, now];
      }),
    );
  }

  /** Somebody has been there, on this day. */
  async move(manager: EntityManager, inspectionId: number, firstDay: string, at: Date): Promise<void> {
    await manager.query(
      'UPDATE visits SET first_day = ?, version = version + 1, updated_at = ? WHERE inspection_id = ? AND first_day <> ?',
      [firstDay, momentForQuery(manager.connection, at), inspectionId, firstDay],
    );
  }

  /** The draws are void, and with them all that came of them. */
  async takeBack(manager: EntityManager, drawIds: readonly number[], reason: string, at: Date): Promise<void> {
    if (drawIds.length === 0) return;
    const now = momentForQuery(manager.connection, at);
    await manager.query(
      `UPDATE visits SET retired_at = ?, withdrawn_reason = ?, version = version + 1, updated_at = ?
        WHERE retired_at IS NULL AND draw_id IN (${drawIds.map(() => '?').join(', ')})`,
      [now, reason, now, ...drawIds],
    );
  }
}
