import { Injectable } from '@nestjs/common';
import { DataSource, In, Not, type EntityManager } from 'typeorm';

import { Clock } from '../clock/clock.js';
import { Config, LONGEST_LEASE_SECONDS } from '../config/config.js';
import { mayPass } from '../database/database-errors.js';
import { momentForQuery } from '../database/plain-moments.js';
import { Transactions } from '../database/transactions.js';
import { checkFence, leaseFrom } from './fence.js';
import { JobFailed, LeaseLost, type ClaimedJob, type Outcome } from './job-handlers.js';
import { Job } from './job.entity.js';
import { MOST_ATTEMPTS, waitAfter } from './retry.js';

/**
 * What may be claimed: what is due, and what has an owner that gives no sign of life. A lease that lies further ahead than
 * any setting allows was written before the clock was set back, and would hold until the old time is reached again.
 */
const CLAIMABLE = `((state = 'waiting' AND run_at <= :now)
  OR (state = 'running' AND (lease_until < :now OR lease_until > :farAhead)))`;
/** From so many tries on, a job whose owner vanished waits before the next one. */
const PATIENT_LAPSES = 2;
/** Seconds by which the clocks of a cluster's nodes may differ. */
const NODES_DIFFER = 60;

/** The due time of what recurs, so that it has one row. */
const ALWAYS = new Date(0);

export interface NewJob {
  readonly kind: string;
  readonly key: string;
  readonly dueAt: Date;
}

/**
 * The table of jobs is the truth about what is to be done; whoever wakes up asks it. A claim has an owner, a lease and an
 * epoch; a process that died or hung loses its claim when the lease runs out, and its late writes are refused.
 */
@Injectable()
export class Jobs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Puts jobs on the list in the caller's transaction. One that is there already (same kind, key and due time) stays as it is. */
  async enqueue(manager: EntityManager, ...jobs: readonly NewJob[]): Promise<void> {
    const now = this.clock.now();
    for (let start = 0; start < jobs.length; start += 200) {
      await manager
        .createQueryBuilder()
        .insert()
        .into(Job)
        .values(
          jobs.slice(start, start + 200).map((job) => ({
            kind: job.kind,
            jobKey: job.key,
            dueAt: job.dueAt,
            runAt: job.dueAt,
            state: 'waiting' as const,
            owner: null,
            leaseUntil: null,
            epoch: 0,
            beats: 0,
            attempts: 0,
            lastError: null,
            createdAt: now,
            finishedAt: null,
          })),
        )
        .orIgnore()
        .updateEntity(false)
        .execute();
    }
  }

  /**
   * Has a job that recurs for ever (its handler always answers `again`) looked at now. It has one row, whoever asks and
   * however often; one that had come to an end begins anew.
   */
  async recur(manager: EntityManager, kind: string, key: string): Promise<void> {
    await this.enqueue(manager, { kind, key, dueAt: ALWAYS });
    await manager.update(
      Job,
      { kind, jobKey: key, dueAt: ALWAYS, state: Not('running') },
      { state: 'waiting', runAt: this.clock.now(), attempts: 0, finishedAt: null },
    );
  }

  /** Takes those off the list that wait to do what this one is doing: same kind, same key. */
  async absorb(manager: EntityManager, { id, key, kind }: ClaimedJob, now: Date): Promise<void> {
    const beside = { kind, jobKey: key, state: 'waiting' as const, id: Not(id) };
    await manager.update(Job, beside, { state: 'done', finishedAt: now });
  }

  /** Takes jobs off the list that nobody has begun. */
  async cancel(manager: EntityManager, kind: string, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    await manager.update(
      Job,
      { kind, jobKey: In([...keys]), state: 'waiting', attempts: 0 },
      { state: 'cancelled', finishedAt: this.clock.now() },
    );
  }

  /**
   * Claims one job that is due, of the kinds given, or nothing. Two processes that want the same row both update it
   * under the epoch they saw; the database lets one of them win.
   */
  async claim(kinds: readonly string[], owner: string): Promise<Job | undefined> {
    if (kinds.length === 0) return undefined;
    const now = await this.clock.ask(this.dataSource);
    const moments = {
      now: momentForQuery(this.dataSource, now),
      farAhead: momentForQuery(this.dataSource, leaseFrom(now, LONGEST_LEASE_SECONDS + NODES_DIFFER)),
    };
    const candidates = await this.dataSource
      .getRepository(Job)
      .createQueryBuilder('job')
      .where('job.kind IN (:...kinds)', { kinds: [...kinds] })
      .andWhere(CLAIMABLE, moments)
      .orderBy('job.run_at', 'ASC')
      .addOrderBy('job.id', 'ASC')
      .limit(20)
      .getMany();
    for (const candidate of candidates) {
      if (candidate.state === 'running' && candidate.attempts >= PATIENT_LAPSES) {
        await this.putOff(candidate, now, moments);
        continue;
      }
      const claimed = await this.transactions.run(async (manager) => {
        const result = await manager
          .createQueryBuilder()
          .update(Job)
          .set({
            state: 'running',
            owner,
            leaseUntil: await this.leaseFrom(manager),
            epoch: candidate.epoch + 1,
            attempts: candidate.attempts + 1,
          })
          // looked at once more: between the look and this moment the lease may have been renewed, or a step put off
          .where(`id = :id AND epoch = :epoch AND ${CLAIMABLE}`, {
            id: candidate.id,
            epoch: candidate.epoch,
            ...moments,
          })
          .execute();
        return result.affected === 1;
      });
      if (claimed) return { ...candidate, epoch: candidate.epoch + 1, attempts: candidate.attempts + 1, owner };
    }
    return undefined;
  }

  /**
   * Makes a job wait whose owners keep vanishing: it may be what kills them (out of memory), and would kill the next one at
   * once. That alone never makes it fail: whoever has it next has tries left.
   */
  private async putOff(job: Job, now: Date, moments: object): Promise<void> {
    await this.transactions.run(async (manager) => {
      await manager
        .createQueryBuilder()
        .update(Job)
        .set({
          state: 'waiting',
          runAt: new Date(now.getTime() + waitAfter(job.attempts) * 1000),
          owner: null,
          leaseUntil: null,
          attempts: Math.min(job.attempts, MOST_ATTEMPTS - 2),
          lastError: `the process that was at it (${job.owner ?? '?'}) ended, or hung, without a word`,
        })
        .where(`id = :id AND epoch = :epoch AND ${CLAIMABLE}`, { id: job.id, epoch: job.epoch, ...moments })
        .execute();
    });
  }

  /**
   * The job as its handler sees it.
   * @param signal raised when the handler has to end
   */
  held(job: Job, signal: AbortSignal): ClaimedJob {
    return {
      id: job.id,
      kind: job.kind,
      key: job.jobKey,
      dueAt: job.dueAt,
      attempts: job.attempts,
      epoch: job.epoch,
      signal,
      fence: async (manager) => {
        signal.throwIfAborted();
        await this.renew(manager, job);
      },
    };
  }

  /** Prolongs the lease, or throws LeaseLost. */
  async renew(manager: EntityManager, job: Job): Promise<void> {
    await checkFence(manager, { jobId: job.id, epoch: job.epoch }, await this.leaseFrom(manager));
  }

  async renewAlone(job: Job): Promise<void> {
    await this.transactions.run((manager) => this.renew(manager, job));
  }

  async finish(job: Job, outcome: Outcome): Promise<void> {
    await this.transactions.run(async (manager) =>
      this.change(
        manager,
        job,
        'done' in outcome
          ? { state: 'done', finishedAt: await this.clock.ask(manager), leaseUntil: null, lastError: null }
          : { state: 'waiting', runAt: outcome.again, owner: null, leaseUntil: null, attempts: 0, lastError: null },
      ),
    );
  }

  /** Gives an interrupted job back: due at once, and as if this try had not been. */
  async release(job: Job): Promise<void> {
    await this.transactions.run(async (manager) => {
      const attempts = Math.max(0, job.attempts - 1);
      const runAt = await this.clock.ask(manager);
      await this.change(manager, job, { state: 'waiting', runAt, owner: null, leaseUntil: null, attempts });
    });
  }

  /** Notes a failure: another try after a wait, or, where that cannot help, the failed state for a person to see. */
  async fail(job: Job, error: unknown): Promise<void> {
    const lastError = (error instanceof Error ? error.message : String(error)).slice(0, 4000);
    const hopeless = error instanceof JobFailed || (job.attempts >= MOST_ATTEMPTS && !mayPass(error));
    await this.transactions.run(async (manager) => {
      const now = await this.clock.ask(manager);
      const values: Partial<Job> = hopeless
        ? { state: 'failed', finishedAt: now }
        : { state: 'waiting', owner: null, runAt: new Date(now.getTime() + waitAfter(job.attempts) * 1000) };
      await this.change(manager, job, { ...values, leaseUntil: null, lastError });
    });
  }

  private async change(manager: EntityManager, job: Job, values: Partial<Job>): Promise<void> {
    const result = await manager
      .createQueryBuilder()
      .update(Job)
      .set(values)
      .where(`id = :id AND epoch = :epoch AND state = 'running'`, { id: job.id, epoch: job.epoch })
      .execute();
    // MySQL counts matched rows only when asked to; mysql2 asks (flag FOUND_ROWS), so an unchanged row still counts.
    if (result.affected !== 1) throw new LeaseLost(job.id);
  }

  private async leaseFrom(manager: EntityManager): Promise<Date> {
    return leaseFrom(await this.clock.ask(manager), this.config.leaseSeconds);
  }
}
