import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { DrawBulletins } from '../../disclosure/draws/draw-bulletins.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { momentForQuery, momentOfRow } from '../../platform/database/plain-moments.js';

/** A draw that is to come: announced, with its number, or so far only in a published plan. */
export interface NextDraw {
  readonly at: string;
  readonly batch: string;
  readonly agency: string;
  readonly draw: string | null;
  readonly plan: number | null;
}

const MOST = 5;

interface PlannedRow {
  readonly at: Date | string;
  readonly batch: string;
  readonly agency: string;
  readonly plan: number;
}

/** What is drawn next, as far as it is public: announced draws, and moments that stand in published plans. */
@Injectable()
export class NextDraws {
  constructor(
    private readonly dataSource: DataSource,
    private readonly draws: DrawBulletins,
    private readonly clock: Clock,
  ) {}

  async all(): Promise<NextDraw[]> {
    const { items } = await this.draws.list({ state: 'committed', sort: 'drawAt', pageSize: MOST });
    const announced = items.map(({ agency, batch, drawAt, number }) => ({
      at: drawAt,
      batch,
      agency: agency.name,
      draw: number,
      plan: null,
    }));
    const rows = await this.dataSource.query<PlannedRow[]>(
      `SELECT o.due_at AS at, b.name AS batch, a.name AS agency, p.id AS plan
         FROM occurrences o JOIN batches b ON b.id = o.batch_id JOIN plans p ON p.id = b.plan_id
              JOIN agencies a ON a.id = p.agency_id
        WHERE o.state = 'planned' AND o.due_at > ? AND p.state = 'published' AND b.cancelled_at IS NULL
        ORDER BY o.due_at, o.id LIMIT ${MOST}`,
      [momentForQuery(this.dataSource, this.clock.now())],
    );
    const planned = rows.map(({ agency, at, batch, plan }) => ({
      at: momentOfRow(at).toISOString(),
      batch,
      agency,
      draw: null,
      plan,
    }));
    return [...announced, ...planned].slice(0, MOST);
  }
}
