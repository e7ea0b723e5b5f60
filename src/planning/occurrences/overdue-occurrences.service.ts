import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { momentForQuery, momentOfRow } from '../../platform/database/plain-moments.js';

/** An occurrence that should have begun, or that was missed and waits for a person. */
export interface OverdueOccurrence {
  readonly id: number;
  readonly year: number;
  readonly agencyId: number;
  readonly missed: boolean;
  /** When it was to be announced; where it was missed, when it was to be drawn. */
  readonly since: Date;
}

interface Row {
  readonly id: number;
  readonly year: number;
  readonly agencyId: number;
  readonly state: string;
  readonly since: string | Date;
}

/** Which occurrences are not where they should be. */
@Injectable()
export class OverdueOccurrences {
  constructor(private readonly dataSource: DataSource) {}

  /** Those whose announcement should have begun before this moment, and those missed; the earliest rows, at most so many. */
  async find(before: Date, most: number): Promise<OverdueOccurrence[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT occurrences.id AS id, plans.year AS year, plans.agency_id AS agencyId, occurrences.state AS state,
        CASE WHEN occurrences.state = 'missed' THEN occurrences.due_at ELSE COALESCE(occurrences.draw_at, occurrences.announce_at) END AS since
        FROM occurrences
        JOIN batches ON batches.id = occurrences.batch_id
        JOIN plans ON plans.id = batches.plan_id
        WHERE (occurrences.state = 'planned' AND COALESCE(occurrences.draw_at, occurrences.announce_at) < ?) OR occurrences.state = 'missed'
        ORDER BY occurrences.id LIMIT ${most}`,
      [momentForQuery(this.dataSource, before)],
    );
    return rows.map(({ id, year, agencyId, state, since }) => ({
      id,
      year,
      agencyId,
      missed: state === 'missed',
      since: momentOfRow(since),
    }));
  }
}
