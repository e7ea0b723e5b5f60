import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type DataSource } from 'typeorm';

import { ENTITIES } from '../../../src/entities.js';
import { DRAW_JOB } from '../../../src/planning/occurrences/due-occurrence.js';
import { type DatabaseAddress } from '../../../src/platform/config/config.js';
import { openDatabase } from '../../../src/platform/database/open-database.js';
import { DrawHouse } from '../../support/draw-house.js';
import { stamp } from '../../support/field-rows.js';
import { PASSWORD } from '../../support/server.js';
import { DrawsSeen } from './draws-seen.js';
import { Life, pause, type LifeOptions } from './life.js';

export interface PoolSize {
  readonly targets: number;
  readonly inspectors?: number;
  /** How many of them are drawn. */
  readonly sample: number;
}

/** What is drawn from: an agency's register, with a plan and a batch over it. */
export interface Pool {
  readonly agencyId: number;
  readonly batchId: number;
  /** Occurrences that are due now, or at the moment given. Returns their ids. */
  due(count: number, at?: Date): Promise<number[]>;
}

/** A database with something to be drawn, and the processes that draw it: here is where faults are made. */
export class FaultHouse {
  readonly seen: DrawsSeen;
  readonly occurrences: number[] = [];
  private pools = 0;

  private constructor(
    readonly address: DatabaseAddress,
    readonly dir: string,
    readonly dataSource: DataSource,
    readonly draws: DrawHouse,
  ) {
    this.seen = new DrawsSeen(dataSource);
  }

  /** @param dir the data folder of its processes */
  static async open(address: DatabaseAddress, dir: string): Promise<FaultHouse> {
    mkdirSync(dir, { recursive: true });
    const dataSource = await openDatabase(address, ENTITIES);
    const draws = new DrawHouse(dataSource);
    await draws.log.open();
    return new FaultHouse(address, dir, dataSource, draws);
  }

  async close(): Promise<void> {
    await this.seen.stop();
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** What its processes are started with. */
  get environment(): Record<string, string> {
    return {
      SORTIS_DATA_DIR: this.address.kind === 'sqlite' ? dirname(this.address.file) : this.dir,
      ...(this.address.kind === 'mysql' ? { DATABASE_URL: this.address.url } : {}),
      SORTIS_LOG_KEY_FILE: this.draws.keyFile,
      SORTIS_ADMIN_PASSWORD: PASSWORD,
      SORTIS_BEACON_URLS: 'none',
      SORTIS_WAKE_MILLISECONDS: '100',
      // whoever goes on after a process that died waits no longer than this
      SORTIS_LEASE_SECONDS: '2',
      SORTIS_CHECKPOINT_SECONDS: '1',
      SORTIS_LOG_LEVEL: 'warn',
    };
  }

  get checkpoints(): string {
    return join(this.environment.SORTIS_DATA_DIR ?? this.dir, 'checkpoints');
  }

  begin(options: LifeOptions = {}): Promise<Life> {
    return Life.begin(this.environment, options);
  }

  async pool({ inspectors = 40, sample, targets }: PoolSize): Promise<Pool> {
    const n = ++this.pools;
    const { rows } = this.draws;
    const [agencyId = 0] = await rows.add('agencies', { code: `AG${n}` });
    const matterId = await rows.publicMatter(agencyId);
    await this.fill(agencyId, targets);
    await rows.add(
      'inspectors',
      ...Array.from({ length: inspectors }, () => ({ agency_id: agencyId, valid_until: '2099-12-31' })),
    );
    const year = this.draws.clock.now().getUTCFullYear();
    const [planId = 0] = await rows.add('plans', { agency_id: agencyId, year });
    const [batchId = 0] = await rows.add('batches', {
      plan_id: planId,
      rate_number: sample,
      visit_after_days: 0,
      visit_days: 30,
    });
    await rows.add('batch_matters', { batch_id: batchId, matter_id: matterId });
    let ordinal = 0;
    // no two of a batch are due at the same moment
    let last = 0;
    const next = (at: Date): Date => new Date((last = Math.max(last + 1, at.getTime() - 1000)));
    return {
      agencyId,
      batchId,
      due: async (count, at = this.draws.clock.now()) => {
        const moments = Array.from({ length: count }, () => next(at));
        const due = moments.map((moment) => ({
          batch_id: batchId,
          ordinal: ++ordinal,
          state: 'planned',
          due_at: stamp(moment.toISOString()),
        }));
        const ids = await rows.add('occurrences', ...due);
        const jobs = ids.map((id, n) => ({ kind: DRAW_JOB, key: String(id), dueAt: moments[n] ?? at }));
        await this.draws.transactions.run((manager) => this.draws.jobs.enqueue(manager, ...jobs));
        this.occurrences.push(...ids);
        return ids;
      },
    };
  }

  /** Targets by one statement: a million in seconds. */
  private async fill(agencyId: number, count: number): Promise<void> {
    const digits = Math.max(1, String(count - 1).length);
    const tables = Array.from({ length: digits }, (_, d) => `ten d${d}`).join(', ');
    const number = Array.from({ length: digits }, (_, d) => `${10 ** d} * d${d}.n`).join(' + ');
    const tens = Array.from({ length: 10 }, (_, n) => `SELECT ${n}${n === 0 ? ' AS n' : ''}`).join(' UNION ALL ');
    const now = stamp('2026-01-01T00:00:00Z');
    await this.dataSource.transaction((manager) =>
      manager.query(
        `INSERT INTO targets (agency_id, code, code_kind, name, kind, region_code, risk_class, state, version, created_at, updated_at)
         SELECT ${agencyId}, CONCAT('T', ${agencyId}, '-', ${10_000_000} + i), 'alias', CONCAT('示范企业第', i, '号有限公司'),
                '企业', '110101', SUBSTR('ABCD', 1 + i % 4, 1), 'active', 1, '${now}', '${now}'
           FROM (WITH ten AS (${tens}) SELECT ${number} AS i FROM ${tables}) AS numbers WHERE i < ${count}`,
      ),
    );
  }

  /** Waits until every draw has come to an end; throws where they do not in time, and says what is left. */
  async allIssued(seconds: number, life?: Life): Promise<void> {
    let open: unknown[] = [];
    for (const until = Date.now() + seconds * 1000; Date.now() < until;) {
      try {
        open = await this.open();
        if (open.length === 0 && (await this.atWork()) === 0) return;
      } catch {
        // the database is away: that may be the fault
      }
      if (life?.alive === false) break;
      await pause(100);
    }
    const jobs = await this.query(
      `SELECT id, kind, job_key, state, owner, attempts, last_error FROM jobs WHERE state <> 'done'`,
    ).catch(String);
    throw new Error(
      `not all issued in ${seconds} s: ${JSON.stringify(open.slice(0, 5))} of ${open.length}\n` +
        `${JSON.stringify(jobs)}\n${life?.said.slice(-30).join('') ?? ''}`,
    );
  }

  /** Jobs of draws that somebody is at, or will be: one whose process could not say that it is done is taken up once more. */
  private async atWork(): Promise<number> {
    const rows = await this.query<{ n: number | string }>(
      `SELECT COUNT(*) AS n FROM jobs WHERE kind IN ('draw', 'issue') AND state IN ('waiting', 'running')`,
    );
    return Number(rows[0]?.n);
  }

  /** Occurrences whose draw has not come to its end. */
  async open(): Promise<unknown[]> {
    return this.query(
      `SELECT o.id AS occurrence, o.state AS state, d.number AS number, d.phase AS phase, d.failure AS failure
         FROM occurrences o LEFT JOIN draws d ON d.occurrence_id = o.id
        WHERE d.id IS NULL OR d.phase <> 'issued'`,
    );
  }

  query<T = Record<string, unknown>>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return this.dataSource.query<T[]>(sql, [...values]);
  }
}
