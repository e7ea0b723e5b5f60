import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../clock/clock.js';
import { momentForQuery, momentOfRow } from '../database/plain-moments.js';
import { DatabaseFigures } from '../metrics/database-figures.js';
import { Metrics, type Count, type Observe, type Reading } from '../metrics/metrics.js';
import { text } from '../text.js';
import { JobHandlers } from './job-handlers.js';

/** How a run of a job ended. `failed` is tried again as far as that can help; `interrupted` was let go for another process. */
export type RunOutcome = 'done' | 'again' | 'failed' | 'lease_lost' | 'interrupted';

/** Seconds. A step is anything from one look at the clock to the lottery of a million. */
const BUCKETS = [0.01, 0.05, 0.25, 1, 5, 15, 60, 300, 1800];

/** Milliseconds after which a due job that nobody has taken is late. */
const LATE = 60_000;

const JOBS = {
  name: 'sortis_jobs',
  help: text(
    '任务数，按种类和状态：waiting 未到时，due 已到时，late 到时超过一分钟（或执行者失联）而无人认领，running 执行中，failed 已失败待人处理。',
    'Jobs by kind and state: waiting for their moment, due, late (due for over a minute, or left by who ran them), running, failed and left to a person.',
  ),
  labels: ['kind', 'state'],
} as const;

const QUEUE_AGE = {
  name: 'sortis_job_queue_age_seconds',
  help: text(
    '到时最久而无人执行的任务已等了多少秒；没有则为 0。',
    'How long the job that has been due longest has been waiting to be run; 0 if there is none.',
  ),
  labels: [],
} as const;

export const JOB_STATES = ['waiting', 'due', 'late', 'running', 'failed'] as const;

interface Group {
  readonly kind: string;
  readonly how: (typeof JOB_STATES)[number];
  readonly n: number | string;
  readonly since: string | Date | null;
}

/** What is measured of jobs: those of the table, and those that this process ran. */
@Injectable()
export class JobFigures implements OnModuleInit {
  private readonly runs: Count<'kind' | 'outcome'>;
  private readonly steps: Observe<'kind'>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly handlers: JobHandlers,
    private readonly clock: Clock,
    private readonly database: DatabaseFigures,
    metrics: Metrics,
  ) {
    this.runs = metrics.counter({
      name: 'sortis_job_runs_total',
      help: text(
        '本进程执行任务的次数，按种类和结果；lease_lost 为租约已失、由其他进程接手。',
        'Runs of jobs in this process by kind and outcome; lease_lost: another process had taken the job over.',
      ),
      labels: ['kind', 'outcome'],
    });
    this.steps = metrics.histogram(
      {
        name: 'sortis_job_step_duration_seconds',
        help: text('任务一步的用时（秒），按种类。', 'How long a step of a job took, by kind.'),
        labels: ['kind'],
      },
      BUCKETS,
    );
  }

  onModuleInit(): void {
    this.database.register({ name: 'jobs', figures: [JOBS, QUEUE_AGE], read: () => this.read() });
  }

  /** A run begins. Returns what is told how it ended. */
  begun(kind: string): (outcome: RunOutcome) => void {
    const started = performance.now();
    return (outcome) => {
      this.runs({ kind, outcome });
      this.steps({ kind }, (performance.now() - started) / 1000);
    };
  }

  private async read(): Promise<Reading[]> {
    const now = await this.clock.ask(this.dataSource);
    const [at, late] = [now, new Date(now.getTime() - LATE)].map((each) => momentForQuery(this.dataSource, each));
    const groups = await this.dataSource.query<Group[]>(
      `SELECT kind AS kind,
        CASE WHEN state = 'failed' THEN 'failed'
          WHEN state = 'running' AND lease_until >= ? THEN 'running'
          WHEN state = 'running' THEN 'late'
          WHEN run_at > ? THEN 'waiting'
          WHEN run_at > ? THEN 'due'
          ELSE 'late' END AS how,
        COUNT(*) AS n,
        MIN(CASE WHEN state = 'running' THEN lease_until ELSE run_at END) AS since
        FROM jobs WHERE state IN ('waiting', 'running', 'failed') GROUP BY kind, how`,
      [at, at, late],
    );
    const due = groups.filter(({ how }) => how === 'due' || how === 'late');
    const waited = due.map(({ since }) => (since === null ? 0 : now.getTime() - momentOfRow(since).getTime()));
    const kinds = new Set([...this.handlers.kinds(), ...groups.map(({ kind }) => kind)]);
    const readings = [...kinds].flatMap((kind) =>
      JOB_STATES.map((state) => ({
        name: JOBS.name,
        labels: { kind, state },
        value: Number(groups.find((group) => group.kind === kind && group.how === state)?.n ?? 0),
      })),
    );
    return [...readings, { name: QUEUE_AGE.name, labels: {}, value: Math.max(0, ...waited) / 1000 }];
  }
}
