import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { hostname } from 'node:os';

import { Config } from '../config/config.js';
import { runAs } from '../http/request-context.js';
import { Log } from '../log/log.js';
import { atMost } from '../stopping.js';
import { JobFigures } from './job-figures.js';
import { Interrupted, JobHandlers, LeaseLost } from './job-handlers.js';
import { type Job } from './job.entity.js';
import { Jobs } from './jobs.service.js';

const WAKE = 'jobs.wake';
/** Jobs of one process at the same time. A draw keeps one core busy, and requests want the other. */
const AT_ONCE = 2;
/* Milliseconds at the process's end: for steps to come to their own end, then to break off, and then to be given back. */
const GRACE = 1000;
const BREAK_OFF = 2000;
const GIVE_BACK = 1000;

/** A job in this process's hands. */
interface Run {
  readonly job: Job;
  readonly ended: Promise<void>;
  readonly end: AbortController;
}

/**
 * Wakes up, asks the table for due jobs, and runs them. When the process has to stop, nothing new is begun; what has begun
 * gets a moment, is broken off then, and given back, so that another process or the next start goes on with it at once.
 */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly owner = `${hostname()}:${process.pid}`;
  private readonly running = new Set<Run>();
  private looking: Promise<void> | undefined;
  private stopping = false;

  constructor(
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly scheduler: SchedulerRegistry,
    private readonly config: Config,
    private readonly log: Log,
    private readonly figures: JobFigures,
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
    await atMost(GRACE, this.ended());
    for (const { end } of this.running) end.abort(new Interrupted());
    await atMost(BREAK_OFF, this.ended());
    for (const { job } of this.running) {
      this.log.warn({ job: job.id, kind: job.kind, key: job.jobKey }, 'job has not heard that it is to end');
    }
    // what has not heard of it may go on: given back, its fence does not hold any more
    await atMost(GIVE_BACK, Promise.all([...this.running].map(({ job }) => this.giveBack(job))));
  }

  /** Looks for work now instead of at the next tick. */
  wake(): void {
    if (!this.config.runsJobs || this.looking !== undefined || this.stopping) return;
    this.looking = this.look()
      .catch((error: unknown) =>
        this.log.error({ err: error }, 'looking for due jobs failed; the next tick tries again'),
      )
      .finally(() => {
        this.looking = undefined;
      });
  }

  private async ended(): Promise<void> {
    await this.looking;
    await Promise.all([...this.running].map(({ ended }) => ended));
  }

  private async look(): Promise<void> {
    while (!this.stopping && this.running.size < AT_ONCE) {
      const job = await this.jobs.claim(this.kindsToTake(), this.owner);
      if (job === undefined) return;
      // told to stop while it was being claimed
      if (this.stopping) return this.giveBack(job);
      const end = new AbortController();
      const ended = this.run(job, end).finally(() => {
        this.running.delete(run);
        this.wake();
      });
      const run: Run = { job, ended, end };
      this.running.add(run);
    }
  }

  /** Of what waits for servers of others one at a time: however slow they are, a draw finds a place. */
  private kindsToTake(): string[] {
    const waits = (kind: string): boolean => this.handlers.waitsForOthers(kind);
    const taken = [...this.running].some(({ job }) => waits(job.kind));
    return this.handlers.kinds().filter((kind) => !taken || !waits(kind));
  }

  private async run(job: Job, end: AbortController): Promise<void> {
    const heartbeat = setInterval(() => void this.beat(job, end), (this.config.leaseSeconds * 1000) / 3);
    const ended = this.figures.begun(job.kind);
    try {
      await runAs(`job:${job.kind}:${job.jobKey}`, async () => {
        const outcome = await this.handlers.of(job.kind)(this.jobs.held(job, end.signal));
        await this.jobs.finish(job, outcome);
        ended('done' in outcome ? 'done' : 'again');
        this.log.info({ job: job.id, kind: job.kind, key: job.jobKey, outcome }, 'job step done');
      });
    } catch (error) {
      // whatever a handler breaks with that was told to end, this is why
      const why: unknown = end.signal.aborted ? end.signal.reason : error;
      ended(why instanceof LeaseLost ? 'lease_lost' : why instanceof Interrupted ? 'interrupted' : 'failed');
      await this.settle(job, why);
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async beat(job: Job, end: AbortController): Promise<void> {
    try {
      await this.jobs.renewAlone(job);
    } catch (error) {
      this.log.warn({ err: error, job: job.id }, 'lease not renewed');
      if (error instanceof LeaseLost) end.abort(error);
    }
  }

  private async settle(job: Job, error: unknown): Promise<void> {
    const { id, kind, jobKey: key, attempts } = job;
    if (error instanceof Interrupted) return this.giveBack(job);
    if (error instanceof LeaseLost) {
      this.log.warn({ job: id }, 'lease lost; another process goes on with this job');
      return;
    }
    this.log.error({ err: error, job: id, kind, key, attempts }, 'job failed');
    await this.jobs
      .fail(job, error)
      .catch((failure: unknown) => this.log.error({ err: failure }, 'failure not noted; the lease will run out'));
  }

  private async giveBack(job: Job): Promise<void> {
    const { id, kind, jobKey: key } = job;
    try {
      await this.jobs.release(job);
      this.log.info({ job: id, kind, key }, 'job given back; it goes on in another process or at the next start');
    } catch (error) {
      this.log.warn({ err: error, job: id, kind, key }, 'job not given back; its lease will run out');
    }
  }
}
