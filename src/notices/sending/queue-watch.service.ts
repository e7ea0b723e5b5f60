import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, LessThanOrEqual } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { momentForQuery } from '../../platform/database/plain-moments.js';
import { Transactions } from '../../platform/database/transactions.js';
import { JobHandlers, LeaseLost, type ClaimedJob, type Outcome } from '../../platform/jobs/job-handlers.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { Log } from '../../platform/log/log.js';
import { text } from '../../platform/text.js';
import { NoticeChannel } from '../channels/notice-channel.entity.js';
import { NoticeQueue } from '../outbox/notice-queue.entity.js';
import { Notices, type NewNotice } from '../outbox/notices.service.js';
import { channelOf, SEND_JOB } from '../outbox/queues.js';

export const WATCH_JOB = 'notice-watch';

const EVERY = 60_000;
/** Milliseconds after which what is due and has not been taken has no job any more: one that failed, or was cancelled. */
const FORGOTTEN = 120_000;
/** Milliseconds of failing after which people are told. */
const A_DAY = 86_400_000;

/** Looks every minute for queues that nobody is at, and tells the administrators of one that has failed for a day. */
@Injectable()
export class QueueWatch implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly notices: Notices,
    private readonly jobs: Jobs,
    private readonly handlers: JobHandlers,
    private readonly transactions: Transactions,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.handlers.register(WATCH_JOB, (job) => this.step(job));
  }

  /** The server's start calls it. */
  async begin(): Promise<void> {
    if (this.config.runsJobs) await this.transactions.run((manager) => this.jobs.recur(manager, WATCH_JOB, 'queues'));
  }

  /** Fails for nothing but a lost lease: looking must not come to an end. */
  private async step(job: ClaimedJob): Promise<Outcome> {
    try {
      await this.look(job);
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      job.signal.throwIfAborted();
      this.log.error({ err: error }, 'the look at the queues of notices failed; the next one is in a minute');
    }
    return { again: new Date(this.clock.now().getTime() + EVERY) };
  }

  private async look(job: ClaimedJob): Promise<void> {
    const now = this.clock.now();
    const forgotten = await this.dataSource.query<{ queue: string }[]>(
      `SELECT DISTINCT m.queue AS queue FROM notice_messages m LEFT JOIN notice_queues q ON q.name = m.queue
        WHERE m.state = 'waiting' AND m.due_at < ? AND (q.rest_until IS NULL OR q.rest_until < ?)`,
      [new Date(now.getTime() - FORGOTTEN), now].map((at) => momentForQuery(this.dataSource, at)),
    );
    const since = new Date(now.getTime() - A_DAY);
    const failing = await this.dataSource.manager.findBy(NoticeQueue, { failingSince: LessThanOrEqual(since) });
    if (forgotten.length + failing.length === 0) return;
    await this.transactions.run(async (manager) => {
      await job.fence(manager);
      await this.jobs.enqueue(manager, ...forgotten.map(({ queue }) => ({ kind: SEND_JOB, key: queue, dueAt: now })));
      for (const queue of failing) {
        const told = await this.failure(queue);
        if (told !== undefined) await this.notices.tell(manager, told);
      }
    });
  }

  /** The same failure is one notice, however often it is looked at. */
  private async failure({ failingSince, name }: NoticeQueue): Promise<NewNotice | undefined> {
    if (failingSince === null) return undefined;
    const key = `channel-failing:${name}:${failingSince.toISOString()}`;
    const since = failingSince.toISOString();
    const told = { kind: 'channel-failing', to: { roles: ['admin'] }, key, personal: true } as const;
    const channelId = channelOf(name);
    if (channelId === null) {
      return {
        ...told,
        agencyId: null,
        title: text('通知邮件已一天没有发出', 'No mail of notices has gone out for a day'),
        body: text(
          `自 ${since} 起每次都失败。请检查 SORTIS_SMTP_URL。`,
          `Every try since ${since} has failed. See SORTIS_SMTP_URL.`,
        ),
        link: '/api/v1/me/notices',
      };
    }
    const channel = await this.dataSource.manager.findOneBy(NoticeChannel, { id: channelId, active: true });
    if (channel === null) return undefined;
    const { agencyId, id } = channel;
    return {
      ...told,
      agencyId,
      title: text(
        `通知渠道“${channel.name}”已一天不通`,
        `The notice channel "${channel.name}" has not worked for a day`,
      ),
      body: text(
        `自 ${since} 起每次都失败。请在发送记录中查看原因，改正后测试一次。`,
        `Every try since ${since} has failed. The log of deliveries says why; mend it, and send a trial.`,
      ),
      link: `/api/v1/agencies/${agencyId}/notice-channels/${id}`,
    };
  }
}
