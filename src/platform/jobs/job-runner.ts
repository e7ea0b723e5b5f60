import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { hostname } from 'node:os';

import { Config } from '../config/config.js';
import { runAs } from '../http/request-context.js';
import { Log } from '../log/log.js';
import { JobHandlers, LeaseLost } from './job-handlers.js';
import { type Job } from './job.entity.js';
import { Jobs } from './jobs.service.js';

const WAKE = 'jobs.wake';
/** Jobs of one process at the same time. A draw keeps one core busy, and requests want the other. */
const AT_ONCE = 2;

/** Wakes up, asks the table for due jobs, and runs them. Ends gracefully: what has begun is finished, nothing new is begun. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly owner = `${hostname()}:${process.pid}`;
  private readonly running = new Set<Promise<void>>();
  private looking: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly scheduler: SchedulerRegistry,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.runsJobs) return;
    this.scheduler.addInterval(
      WAKE,
      setInterval(() => this.wake(), this.config.wakeMilliseconds),
    );
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    if (this.scheduler.doesExist('interval', WAKE)) this.scheduler.deleteInterval(WAKE);
    await this.looking;
    await Promise.all(this.running);
  }

  /** Looks for work now instead of at the next tick. */
  wake(): void {
    if (this.looking !== undefined || this.stopping) return;
    this.looking = this.look()
      .catch((error: unknown) =>
        this.log.error({ err: error }, 'looking for due jobs failed; the next tick tries again'),
      )
      .finally(() => {
        this.looking = undefined;
      });
  }

  private async look(): Promise<void> {
    while (!this.stopping && this.running.size < AT_ONCE) {
      const job = await this.jobs.claim(this.handlers.kinds(), this.owner);
      if (job === undefined) return;
      const run = this.run(job).finally(() => {
        this.running.delete(run);
        this.wake();
      });
      this.running.add(run);
    }
  }

  private async run(job: Job): Promise<void> {
    const heartbeat = setInterval(
      () =>
        void this.jobs
          .renewAlone(job)
          .catch((error: unknown) => this.log.warn({ err: error, job: job.id }, 'lease not renewed')),
      (this.config.leaseSeconds * 1000) / 3,
    );
    try {
      await runAs(`job:${job.kind}:${job.jobKey}`, async () => {
        const outcome = await this.handlers.of(job.kind)(this.jobs.held(job));
        await this.jobs.finish(job, outcome);
        this.log.info({ job: job.id, kind: job.kind, key: job.jobKey, outcome }, 'job step done');
      });
    } catch (error) {
      if (error instanceof LeaseLost)
        this.log.warn({ job: job.id }, 'lease lost; another process goes on with this job');
      else {
        this.log.error(
          { err: error, job: job.id, kind: job.kind, key: job.jobKey, attempts: job.attempts },
          'job failed',
        );
        await this.jobs
          .fail(job, error)
          .catch((failure: unknown) => this.log.error({ err: failure }, 'failure not noted; the lease will run out'));
      }
    } finally {
      clearInterval(heartbeat);
    }
  }
}
