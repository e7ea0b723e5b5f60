import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { momentForQuery, momentOfRow } from '../../platform/database/plain-moments.js';

/** A draw that stands in a published plan and has not been announced yet. */
export interface ComingOccurrence {
  readonly at: Date;
  readonly batch: string;
  readonly agency: string;
  /** The plan's id. */
  readonly plan: number;
}

/** What everyone may know of the draws to come. */
@Injectable()
export class ComingOccurrences {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The next ones, of all agencies, soonest first. */
  async next(most: number): Promise<ComingOccurrence[]> {
    const rows = await this.dataSource.query<(Omit<ComingOccurrence, 'at'> & { readonly at: Date | string })[]>(
      `SELECT o.due_at AS at, b.name AS batch, a.name AS agency, p.id AS plan
         FROM occurrences o JOIN batches b ON b.id = o.batch_id JOIN plans p ON p.id = b.plan_id
              JOIN agencies a ON a.id = p.agency_id
        WHERE o.state = 'planned' AND o.due_at > ? AND p.state = 'published' AND b.cancelled_at IS NULL
        ORDER BY o.due_at, o.id LIMIT ${most}`,
      [momentForQuery(this.dataSource, this.clock.now())],
    );
    return rows.map(({ agency, at, batch, plan }) => ({ at: momentOfRow(at), batch, agency, plan }));
  }
}
