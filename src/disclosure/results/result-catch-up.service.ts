import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { IN_PUBLIC } from '../../fieldwork/life/life-cycle.js';
import { PublishedResults } from '../../fieldwork/life/published-results.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { isDuplicate, Transactions } from '../../platform/database/transactions.js';
import { JobHandlers, type ClaimedJob, type Outcome } from '../../platform/jobs/job-handlers.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { Settings } from '../../platform/settings/settings.service.js';

export const CATCH_UP_JOB = 'result-catch-up';

/** Results that are published in one transaction: some 50 ms on SQLite, in which nobody else writes. */
const AT_ONCE = 50;
/** Inspections that are looked at in one query, so that none of them takes long where little is missing. */
const STRETCH = 5000;
/** Transactions of one step; then whatever else is due has its turn. */
const TURNS = 20;

/**
 * Results that became public before bulletins were kept, or through a process of an older release beside this one. Each start
 * has the inspections gone through once, in the order of their rows. How far that has come is kept with what was published,
 * so whoever goes on after a process that died begins where it ended; and the job's claim lets one process at a time do it.
 */
@Injectable()
export class ResultCatchUp implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly published: PublishedResults,
    private readonly settings: Settings,
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.handlers.register(CATCH_UP_JOB, (job) => this.step(job));
  }

  /** The server's start calls it, and does not wait for what it begins. */
  async begin(): Promise<void> {
    if (this.config.runsJobs)
      await this.transactions.run((manager) => this.jobs.recur(manager, CATCH_UP_JOB, 'bulletins'));
  }

  private async step(job: ClaimedJob): Promise<Outcome> {
    for (let turn = 0; turn < TURNS; turn++) {
      job.signal.throwIfAborted();
      if (await this.turn(job)) return { done: true };
    }
    return { again: this.clock.now() };
  }

  /** Goes on from where it stood. Returns whether that was the end. */
  private async turn(job: ClaimedJob): Promise<boolean> {
    const from = Number(await this.settings.getOrCreate(CATCH_UP_JOB, () => '0'));
    const until = from + STRETCH;
    const [last] = await this.dataSource.query<{ id: number | null }[]>('SELECT MAX(id) AS id FROM inspections');
    const rows = await this.dataSource.query<{ id: number }[]>(
      `SELECT i.id AS id FROM inspections i
        WHERE i.id > ? AND i.id <= ? AND i.state IN (${IN_PUBLIC.map(() => '?').join(', ')})
          AND NOT EXISTS (SELECT 1 FROM bulletins b WHERE b.inspection_id = i.id)
        ORDER BY i.id LIMIT ${AT_ONCE}`,
      [from, until, ...IN_PUBLIC],
    );
    const place = rows.length < AT_ONCE ? until : (rows.at(-1)?.id ?? until);
    const ends = place >= (last?.id ?? 0);
    try {
      await this.transactions.run(async (manager) => {
        await job.fence(manager);
        for (const { id } of rows) await this.published.publish(manager, id, null);
        // the next start begins anew
        await this.settings.keep(manager, CATCH_UP_JOB, String(ends ? 0 : place));
      });
    } catch (error) {
      // one of them was published at the same moment by whoever corrects it: the next turn looks at the same stretch
      if (isDuplicate(error)) return false;
      throw error;
    }
    return ends;
  }
}
