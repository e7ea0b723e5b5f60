import { Injectable, type OnModuleInit } from '@nestjs/common';
import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';

import { TransparencyLog } from '../drawing/log/transparency-log.service.js';
import { Clock } from '../platform/clock/clock.js';
import { Config, ConfigError } from '../platform/config/config.js';
import { Transactions } from '../platform/database/transactions.js';
import { HealthReports, type PartHealth } from '../platform/health/health-reports.js';
import { type ClaimedJob, JobHandlers, type Outcome } from '../platform/jobs/job-handlers.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { Log } from '../platform/log/log.js';
import { backupsOf } from './backup-folder.js';
import { type BackupAnswer } from './backup.process.js';
import { nextDue } from './retention.js';
import { codeOf } from './take-backup.js';

const BACKUP_JOB = 'backup';
/** After a failure it is tried again sooner than the interval says: a disk may be connected by then. */
const AGAIN_HOURS = 1;
const HOUR = 3_600_000;
/** One that has not ended by then is taken to hang, as a network's folder may. */
const LONGEST_HOURS = 24;

/**
 * Makes a backup of the embedded database again and again, in a process of its own that has less priority than this one. When
 * the next one is due follows from the backups that are there: a server that is started often makes no more of them.
 */
@Injectable()
export class RecurringBackups implements OnModuleInit {
  private lastAt: Date | undefined;
  /** Why the last one failed: a code, without the names of files. */
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
  ) {}

  onModuleInit(): void {
    this.handlers.register(BACKUP_JOB, (job) => this.step(job));
    if (this.config.backupDir !== undefined && this.config.runsJobs)
      this.health.register('backup', () => Promise.resolve(this.report()));
  }

  /** The server's start calls it. */
  async begin(): Promise<void> {
    const { backupDir, database, production, runsJobs } = this.config;
    if (backupDir !== undefined && database.kind === 'mysql')
      throw new ConfigError(
        'SORTIS_BACKUP_DIR',
        backupDir,
        '不设置：它只用于内嵌数据库；MySQL 和 MariaDB 用 mariadb-dump 备份，见 README“备份与恢复” / ' +
          'nothing: it is for the embedded database only; back MySQL and MariaDB up with mariadb-dump, see the README, "Backup and restore"',
      );
    if (backupDir !== undefined) {
      if (runsJobs) await this.transactions.run((manager) => this.jobs.recur(manager, BACKUP_JOB, 'database'));
      return;
    }
    if (production && database.kind === 'sqlite')
      this.log.warn({}, 'no backups are made: SORTIS_BACKUP_DIR is not set (README, "Backup and restore")');
  }

  /** Never fails: a disk that is full today must not end the backups for ever. */
  private async step({ signal }: ClaimedJob): Promise<Outcome> {
    const { backupDir, backupHours, database } = this.config;
    // the settings of an earlier start asked for it
    if (backupDir === undefined || database.kind === 'mysql') return { done: true };
    const again = (hours: number): Outcome => ({ again: new Date(this.clock.now().getTime() + hours * HOUR) });
    try {
      const { origin } = await this.transparencyLog.head();
      const there = backupsOf(backupDir, origin);
      const now = this.clock.now();
      this.lastAt = there.filter(({ at }) => at <= now).at(-1)?.at ?? this.lastAt;
      const due = nextDue(there, backupHours, now);
      if (due > now) return { again: due };
      const made = await inItsOwnProcess(signal, Math.min(backupHours, LONGEST_HOURS) * HOUR);
      if ('code' in made) throw Object.assign(new Error(made.message), { code: made.code });
      this.lastAt = this.clock.now();
      this.failure = undefined;
      this.log.info(made, 'a backup was made');
      return again(backupHours);
    } catch (error) {
      signal.throwIfAborted();
      this.failure = codeOf(error) ?? 'error';
      this.log.error({ err: error }, 'no backup was made; it is tried again');
      return again(Math.min(AGAIN_HOURS, backupHours));
    }
  }

  /** No fault: a server without a backup can work, and must go on doing so. Whoever watches it looks at the facts. */
  private report(): PartHealth {
    return {
      fault: null,
      facts: { backupAt: this.lastAt?.toISOString() ?? null, backupFailure: this.failure ?? null },
    };
  }
}

/** The folder it was at is left unfinished where it is killed; the next backup removes it. */
function inItsOwnProcess(signal: AbortSignal, mostMilliseconds: number): Promise<BackupAnswer> {
  return new Promise((resolve, reject) => {
    const bound = AbortSignal.any([signal, AbortSignal.timeout(mostMilliseconds)]);
    const child = fork(new URL('./backup.process.js', import.meta.url), { signal: bound, killSignal: 'SIGKILL' });
    child.once('message', (answer) => resolve(answer as BackupAnswer));
    child.once('error', reject);
    child.once('exit', (code, killedBy) =>
      reject(new Error(`the process that makes the backup ended without an answer (${killedBy ?? code})`)),
    );
    if (child.pid === undefined) return;
    try {
      setPriority(child.pid, constants.priority.PRIORITY_LOW);
    } catch {
      // then it runs as any other
    }
  });
}
