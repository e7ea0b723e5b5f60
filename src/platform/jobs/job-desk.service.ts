import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { DomainError, notFound } from '../errors/domain-error.js';
import { History } from '../history/history.service.js';
import { listPage, type Page } from '../http/paging.js';
import { markOutside } from '../http/request-context.js';
import { Log } from '../log/log.js';
import { text } from '../text.js';
import { jobResponse, type JobListQuery, type JobResponse } from './job.dto.js';
import { Job } from './job.entity.js';
import { JobRunner } from './job-runner.js';

/** Who looks: an administrator of one agency sees no jobs, for they are the whole installation's. */
export interface Onlooker {
  readonly agencyId: number | null;
  readonly username: string;
}

const SORTABLE = {
  dueAt: 'job.dueAt',
  runAt: 'job.runAt',
  kind: 'job.kind',
  state: 'job.state',
  attempts: 'job.attempts',
};
const JOB = text('任务', 'job');

/** Jobs as people see them: what waits, what runs, what failed and why; and what failed can be tried again. */
@Injectable()
export class JobDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly history: History,
    private readonly runner: JobRunner,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async list(onlooker: Onlooker, list: JobListQuery): Promise<Page<JobResponse>> {
    if (onlooker.agencyId !== null) return { items: [], total: 0 };
    const query = this.dataSource.manager.createQueryBuilder(Job, 'job').where('1 = 1');
    if (list.state !== undefined) query.andWhere('job.state = :state', { state: list.state });
    if (list.kind !== undefined && list.kind !== '') query.andWhere('job.kind = :kind', { kind: list.kind });
    const now = await this.clock.ask(this.dataSource);
    return listPage(query, list, SORTABLE, 'job.id', (job) => jobResponse(job, now));
  }

  async get(onlooker: Onlooker, id: number): Promise<JobResponse> {
    const job = await this.find(onlooker, id);
    return jobResponse(job, await this.clock.ask(this.dataSource));
  }

  /**
   * Has a failed job tried once more, from its start. What it does is not begun anew: a draw goes on from the phase that it
   * is in, and one that has ended has ended.
   */
  async retry(onlooker: Onlooker, id: number): Promise<JobResponse> {
    const seen = await this.find(onlooker, id);
    const job = await this.transactions.run(async (manager) => {
      const now = await this.clock.ask(manager);
      const again = { state: 'waiting' as const, runAt: now, attempts: 0, owner: null, finishedAt: null };
      const { affected } = await manager.update(Job, { id, epoch: seen.epoch, state: 'failed' }, again);
      if (affected !== 1) throw notFailed(seen);
      await this.history.record(manager, {
        subject: 'job',
        subjectId: id,
        action: 'retried',
        before: { kind: seen.kind, key: seen.jobKey, state: seen.state, lastError: seen.lastError },
        after: { state: again.state },
      });
      return { ...seen, ...again };
    });
    this.runner.wake();
    return jobResponse(job, job.runAt);
  }

  private async find({ agencyId, username }: Onlooker, id: number): Promise<Job> {
    const job = await this.dataSource.manager.findOneBy(Job, { id });
    if (job === null) throw notFound(JOB, id);
    if (agencyId !== null) {
      this.log.warn({ username, job: id }, 'a job was asked for by someone who may not see it');
      markOutside({ sought: `job ${id}`, agencyId: null });
      throw notFound(JOB, id);
    }
    return job;
  }
}

function notFailed({ id, state }: Job): DomainError {
  return new DomainError(
    'conflict',
    'job_not_failed',
    text(
      `任务 ${id} 当前状态为 ${state}，只有失败（failed）的任务可以重试。`,
      `Job ${id} is ${state}; only a failed one can be tried again.`,
    ),
  );
}
