import { type DataSource } from 'typeorm';

import { ENTITIES } from '../../src/entities.js';
import { type DatabaseAddress } from '../../src/platform/config/config.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { type Job } from '../../src/platform/jobs/job.entity.js';
import { FieldRows, stamp } from './field-rows.js';

interface DrawRow {
  readonly id: number;
  readonly number: string;
  readonly phase: string;
  readonly commitment: string | null;
  readonly sampleSize: number;
  readonly drawAt: string | Date;
}

/** A database, seen past the server: registers are filled in, draws made due, and what became of them is read. */
export class DueDraws {
  private readonly rows: FieldRows;

  private constructor(readonly dataSource: DataSource) {
    this.rows = new FieldRows(dataSource);
  }

  static async open(address: DatabaseAddress): Promise<DueDraws> {
    return new DueDraws(await openDatabase(address, ENTITIES));
  }

  /** An agency with inspectors and targets, and a matter to look at. */
  async agency(targets: number, inspectors = 20): Promise<number> {
    const [agencyId = 0] = await this.rows.add('agencies', {});
    const own = { agency_id: agencyId };
    await this.rows.publicMatter(agencyId);
    await this.rows.add('inspectors', ...Array.from({ length: inspectors }, () => own));
    for (let left = targets; left > 0; left -= 30_000)
      await this.rows.add('targets', ...Array.from({ length: Math.min(left, 30_000) }, () => own));
    return agencyId;
  }

  /** Occurrences that are due at a moment, each of a batch of its own and with its job. Returns their ids. */
  async due(agencyId: number, at: Date, batch: Readonly<Record<string, unknown>> = {}, count = 1): Promise<number[]> {
    const [planId = 0] = await this.rows.add('plans', { agency_id: agencyId, year: at.getUTCFullYear() });
    const [matter] = await this.query<{ id: number }>('SELECT id FROM matters WHERE agency_id = ?', agencyId);
    const own = { plan_id: planId, visit_after_days: 0, visit_days: 30 };
    const batchIds = await this.rows.add('batches', ...Array.from({ length: count }, () => ({ ...own, ...batch })));
    await this.rows.add('batch_matters', ...batchIds.map((batchId) => ({ batch_id: batchId, matter_id: matter?.id })));
    const moment = stamp(at.toISOString());
    const ids = await this.rows.add(
      'occurrences',
      ...batchIds.map((batchId) => ({
        ...{ batch_id: batchId, ordinal: 1, state: 'planned', due_at: moment, announce_at: moment },
      })),
    );
    const same = { due_at: moment, run_at: moment, created_at: moment, state: 'waiting' };
    await this.rows.add(
      'jobs',
      ...ids.map((id) => ({ id: 1_000_000 + id, kind: 'draw', job_key: String(id), ...same, ...NOT_BEGUN })),
    );
    return ids;
  }

  async add(table: string, ...rows: object[]): Promise<void> {
    await this.rows.add(table, ...(rows as Record<string, unknown>[]));
  }

  async query<T>(sql: string, ...values: unknown[]): Promise<T[]> {
    const rows: unknown = await this.dataSource.query(sql, values);
    return rows as T[];
  }

  async jobs(kind = 'draw'): Promise<Job[]> {
    return this.query('SELECT * FROM jobs WHERE kind = ? ORDER BY id', kind);
  }

  async draws(): Promise<DrawRow[]> {
    return this.query(
      'SELECT id, number, phase, commitment, sample_size AS sampleSize, draw_at AS drawAt FROM draws ORDER BY id',
    );
  }

  /** Looks until what is asked for is there, at most so many seconds. */
  async until<T>(look: () => Promise<T | undefined>, seconds = 60): Promise<T> {
    for (let waited = 0; waited < seconds * 1000; waited += 20) {
      const found = await look();
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`did not come about in ${seconds} s: ${JSON.stringify(await this.query('SELECT * FROM jobs'))}`);
  }

  /** Waits until every draw is issued. */
  async issued(count: number, seconds = 60): Promise<DrawRow[]> {
    return this.until(async () => {
      const draws = await this.draws();
      return draws.length === count && draws.every(({ phase }) => phase === 'issued') ? draws : undefined;
    }, seconds);
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }
}

const NOT_BEGUN = { epoch: 0, beats: 0, attempts: 0 };
