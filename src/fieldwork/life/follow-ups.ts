import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

import { DUE_FOLLOW_UPS } from '../findings/finding-codes.js';

/** What an inspection still has open once its result is public: until that is done it is not closed. */
@Injectable()
export class FollowUps {
  /**
   * How many are open: rectifications that are not closed, and findings that something must follow where nothing was ordered
   * yet. A query of its own: the life of inspections comes before.
   */
  async openFollowUps(manager: EntityManager, inspectionId: number): Promise<number> {
    const rows = await manager.query<{ many: number | string }[]>(
      `SELECT (SELECT COUNT(*) FROM rectifications WHERE inspection_id = ? AND open_one = 1)
            + (SELECT COUNT(*) FROM findings f WHERE f.inspection_id = ?
                  AND f.code IN (${DUE_FOLLOW_UPS.map(() => '?').join(', ')})
                  AND NOT EXISTS (SELECT 1 FROM rectifications r WHERE r.inspection_id = f.inspection_id
                    AND r.finding_code = f.code AND r.matter_key = COALESCE(f.matter_id, 0))) AS many`,
      [inspectionId, inspectionId, ...DUE_FOLLOW_UPS],
    );
    return Number(rows[0]?.many ?? 0);
  }

  /** The day on which something was ordered first; null where nothing was. */
  async firstOrderedOn(manager: EntityManager, inspectionId: number): Promise<string | null> {
    const rows = await manager.query<{ first: string | null }[]>(
      'SELECT MIN(ordered_on) AS first FROM rectifications WHERE inspection_id = ?',
      [inspectionId],
    );
    return rows[0]?.first ?? null;
  }
}
