import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { Transactions } from '../../platform/database/transactions.js';
import { HealthReports, type PartHealth } from '../../platform/health/health-reports.js';
import { JobHandlers, type Outcome } from '../../platform/jobs/job-handlers.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { LastDone } from '../../platform/last-done/last-done.js';
import { Log } from '../../platform/log/log.js';
import { keepCheckpoint } from './checkpoint-folder.js';
import { TransparencyLog } from './transparency-log.service.js';

export const EXPORT_JOB = 'checkpoint-export';

/**
 * Puts the newest checkpoint into a folder outside of the database, again and again, after it has seen that the log goes on
 * from the one before. A folder on other storage, or one that others fetch from, is a first witness.
 */
@Injectable()
export class CheckpointExport implements OnModuleInit {
  private exportedAt: Date | undefined;
  /** Why the last export failed: an error's code, without the names of files. */
  private failure: string | undefined;

  constructor(
    private readonly transparencyLog: TransparencyLog,
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly transactions: Transactions,
    private readonly health: HealthReports,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly lastDone: LastDone,
  ) {}

  onModuleInit(): void {
    this.handlers.register(EXPORT_JOB, () => this.step());
    this.health.register('log', () => this.report());
  }

  /** The first export is due at once. The server's start calls it, after the log is open. */
  async begin(): Promise<void> {
    if (this.config.runsJobs) await this.transactions.run((manager) => this.jobs.recur(manager, EXPORT_JOB, 'log'));
  }

  /** One export, if the log has grown and has no fault. */
  async export(): Promise<void> {
    const fault = await this.transparencyLog.review();
    if (fault !== undefined) {
      this.log.error({ code: fault.code }, `${fault.words.zh} / ${fault.words.en}`);
      return;
    }
    const { note } = await this.transparencyLog.newest();
    this.transparencyLog.exported(keepCheckpoint(this.config.checkpointDir, note));
    this.exportedAt = this.clock.now();
    await this.transactions.run((manager) => this.lastDone.note(manager, EXPORT_JOB));
  }

  /** Never fails: a disk that is full today must not end the exports for ever. */
  private async step(): Promise<Outcome> {
    try {
      await this.export();
      this.failure = undefined;
    } catch (error) {
      const told = typeof error === 'object' && error !== null && 'code' in error;
      this.failure = told ? String(error.code) : 'error';
      this.log.error({ err: error }, 'the checkpoint was not exported; the next time tries again');
    }
    return { again: new Date(this.clock.now().getTime() + this.config.checkpointSeconds * 1000) };
  }

  private async report(): Promise<PartHealth> {
    const head = await this.transparencyLog.newest().catch(() => undefined);
    const kept = this.transparencyLog.newestExported();
    return {
      fault: this.transparencyLog.fault()?.brief ?? null,
      facts: {
        size: head?.size ?? 0,
        checkpointAt: head?.at.toISOString() ?? null,
        exportedSize: kept?.checkpoint.size ?? 0,
        exportedAt: (this.exportedAt ?? kept?.writtenAt)?.toISOString() ?? null,
        exportFailure: this.failure ?? null,
      },
    };
  }
}
