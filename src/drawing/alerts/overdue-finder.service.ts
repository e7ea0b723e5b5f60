import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { AMENDED_DRAW_JOB, DRAW_JOB } from '../../planning/occurrences/due-occurrence.js';
import { OverdueOccurrences } from '../../planning/occurrences/overdue-occurrences.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { momentForQuery, momentOfRow } from '../../platform/database/plain-moments.js';
import { firstNumber } from '../amendments/draw-number.js';
import { ISSUE_JOB } from '../draws/assignments.js';
import { type Overdue } from './overdue.js';

/** Of each kind; whoever has more overdue than that knows it. */
const MOST = 2000;

interface DrawRow {
  readonly id: number;
  readonly number: string;
  readonly agencyId: number;
  readonly phase: string;
  readonly since: string | Date;
}

interface FailedRow {
  readonly occurrenceId: number | null;
  readonly drawId: number | null;
  readonly number: string | null;
  readonly agencyId: number | null;
  readonly year: number | null;
  readonly since: string | Date;
}

/** What is overdue, as the database knows it. Whoever asks, and whichever process, is told the same. */
@Injectable()
export class OverdueFinder {
  constructor(
    private readonly dataSource: DataSource,
    private readonly occurrences: OverdueOccurrences,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async find(): Promise<Overdue[]> {
    const now = await this.clock.ask(this.dataSource);
    const before = new Date(now.getTime() - this.config.overdueMinutes * 60_000);
    return [...(await this.notBegun(before)), ...(await this.held(before)), ...(await this.failed())];
  }

  private async notBegun(before: Date): Promise<Overdue[]> {
    const found = await this.occurrences.find(before, MOST);
    return found.map(({ id, year, agencyId, missed, since }) => ({
      code: missed ? ('occurrence_missed' as const) : ('occurrence_not_begun' as const),
      subject: 'occurrence' as const,
      subjectId: id,
      number: firstNumber(year, id),
      agencyId,
      since,
    }));
  }

  /** Draws that have begun and are held up. One with a failure has come to its end, and one that ended or is void as well. */
  private async held(before: Date): Promise<Overdue[]> {
    const moment = momentForQuery(this.dataSource, before);
    const rows = await this.dataSource.query<DrawRow[]>(
      `SELECT id AS id, number AS number, agency_id AS agencyId, phase AS phase,
        CASE WHEN phase = 'drawn' THEN drawn_at ELSE draw_at END AS since
        FROM draws
        WHERE (phase IN ('announced', 'committed', 'seeded') AND failure IS NULL AND draw_at < ?)
          OR (phase = 'drawn' AND drawn_at < ?)
        ORDER BY id LIMIT ${MOST}`,
      [moment, moment],
    );
    return rows.map(({ id, number, agencyId, phase, since }) => ({
      code: phase === 'drawn' ? ('draw_not_issued' as const) : ('draw_without_result' as const),
      subject: 'draw' as const,
      subjectId: id,
      number,
      agencyId,
      since: momentOfRow(since),
    }));
  }

  /** Failed jobs of draws, but for those whose draw people have voided, or which came to its result all the same. */
  private async failed(): Promise<Overdue[]> {
    const mysql = this.dataSource.options.type === 'mysql';
    const key = mysql ? 'CAST(jobs.job_key AS UNSIGNED)' : 'CAST(jobs.job_key AS INTEGER)';
    const rows = await this.dataSource.query<FailedRow[]>(
      `SELECT occurrences.id AS occurrenceId, draws.id AS drawId, draws.number AS number,
        COALESCE(draws.agency_id, plans.agency_id) AS agencyId, plans.year AS year, jobs.finished_at AS since
        FROM jobs
        LEFT JOIN occurrences ON jobs.kind = '${DRAW_JOB}' AND occurrences.id = ${key}
        LEFT JOIN batches ON batches.id = occurrences.batch_id
        LEFT JOIN plans ON plans.id = batches.plan_id
        LEFT JOIN draws ON (jobs.kind = '${DRAW_JOB}' AND draws.occurrence_id = ${key}
            AND draws.kind = 'draw' AND draws.ordinal = 1)
          OR (jobs.kind <> '${DRAW_JOB}' AND draws.id = ${key})
        WHERE jobs.state = 'failed' AND jobs.kind IN ('${DRAW_JOB}', '${AMENDED_DRAW_JOB}', '${ISSUE_JOB}')
          AND (draws.id IS NULL OR draws.phase NOT IN ('voided', 'issued'))
          AND (occurrences.id IS NULL OR occurrences.state <> 'cancelled')
        ORDER BY jobs.id LIMIT ${MOST}`,
    );
    return rows.flatMap(({ occurrenceId, drawId, number, agencyId, year, since }) => {
      if (agencyId === null) return [];
      const failure = { code: 'draw_job_failed' as const, agencyId, since: momentOfRow(since) };
      if (drawId !== null && number !== null)
        return { ...failure, subject: 'draw' as const, subjectId: drawId, number };
      if (occurrenceId === null || year === null) return [];
      const planned = { subject: 'occurrence' as const, subjectId: occurrenceId };
      return { ...failure, ...planned, number: firstNumber(year, occurrenceId) };
    });
  }
}
