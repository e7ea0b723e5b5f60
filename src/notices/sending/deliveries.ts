import { Injectable } from '@nestjs/common';
import { LessThan, LessThanOrEqual, MoreThan, type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { holdName } from '../../platform/database/row-lock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { type ClaimedJob } from '../../platform/jobs/job-handlers.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { LONGEST_TRY_MILLISECONDS, type Handed } from '../channels/channel.js';
import { NoticeDelivery } from '../outbox/notice-delivery.entity.js';
import { NoticeMessage } from '../outbox/notice-message.entity.js';
import { NoticeQueue } from '../outbox/notice-queue.entity.js';
import { claimSeconds, nextByPace, restAfter, staleBefore, stillWorth, type Pace } from './back-off.js';

export interface Attempt {
  readonly message: NoticeMessage;
  readonly attempt: number;
}

/** There is something to send now, or later, or nothing. */
export type Next = { readonly due: NoticeMessage } | { readonly again: Date } | undefined;

/** The rows of a try: it is written down before it begins and after it ends, each time in one transaction. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly transactions: Transactions,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Before a queue is gone through: the jobs of the same queue that wait beside this one are done with it, for it ends only
   * where nothing waits; and what has waited too long to be of use is given up without another try.
   */
  async tidy(job: ClaimedJob): Promise<void> {
    await this.transactions.run(async (manager) => {
      await job.fence(manager);
      const now = this.clock.now();
      await this.jobs.absorb(manager, job, now);
      const stale = { queue: job.key, state: 'waiting' as const, madeAt: LessThan(staleBefore(now)) };
      await manager.update(
        NoticeMessage,
        { ...stale, dueAt: LessThanOrEqual(now) },
        { state: 'failed', settledAt: now },
      );
    });
  }

  /** The message of a queue that has waited longest, or when to look again. */
  async next(manager: EntityManager, queue: string): Promise<Next> {
    const now = this.clock.now();
    const { restUntil } = (await manager.findOneBy(NoticeQueue, { name: queue })) ?? { restUntil: null };
    if (restUntil !== null && restUntil > now) return { again: restUntil };
    const waiting = { queue, state: 'waiting' as const };
    const order = { dueAt: 'ASC', id: 'ASC' } as const;
    const due = await manager.findOne(NoticeMessage, { where: { ...waiting, dueAt: LessThanOrEqual(now) }, order });
    if (due !== null) return { due };
    const later = await manager.findOne(NoticeMessage, { where: waiting, order });
    return later === null ? undefined : { again: later.dueAt };
  }

  /**
   * Takes a message for one try. Of several who want it one gets it; should that one not be heard of again, it is due anew
   * after a while.
   * @param address as the log may have it
   * @param job whose lease has to hold; none where a person waits for the answer
   */
  async begin(
    message: NoticeMessage,
    address: string,
    pace: Pace | undefined,
    job?: ClaimedJob,
  ): Promise<Attempt | { readonly again: Date } | undefined> {
    return this.transactions.run(async (manager) => {
      await job?.fence(manager);
      const now = this.clock.now();
      const { agencyId, attempts, channelId, id: messageId } = message;
      if (pace !== undefined && channelId !== null) {
        await holdName(manager, `notice-${message.queue}`);
        const next = nextByPace(pace, await triesSince(manager, channelId, pace, now), now);
        if (next > now) return { again: next };
      }
      const attempt = attempts + 1;
      const claim = claimSeconds(attempt, this.config.leaseSeconds, LONGEST_TRY_MILLISECONDS);
      const dueAt = new Date(now.getTime() + claim * 1000);
      const { affected } = await manager.update(
        NoticeMessage,
        { id: messageId, attempts, state: 'waiting' },
        { attempts: attempt, dueAt },
      );
      if (affected !== 1) return undefined;
      await manager.update(NoticeDelivery, { messageId, state: 'under-way' }, { state: 'unknown' });
      const begun = { state: 'under-way' as const, code: null, answer: null, at: now };
      await manager.insert(NoticeDelivery, { messageId, channelId, agencyId, attempt, address, ...begun });
      return { message, attempt };
    });
  }

  /**
   * Notes how a try ended, unless another one has begun meanwhile. No lease is asked for: that it arrived is true whoever
   * has the queue by now, and unnoted it would be sent once more.
   */
  async end({ attempt, message }: Attempt, handed: Handed): Promise<void> {
    await this.transactions.run(async (manager) => {
      const now = this.clock.now();
      const { id: messageId, madeAt, queue } = message;
      const { answer, code, outcome } = handed;
      const state = outcome === 'sent' ? 'sent' : 'failed';
      await manager.update(NoticeDelivery, { messageId, attempt }, { state, code: code.slice(0, 64), answer });
      const rest = handed.restSeconds ?? restAfter(attempt);
      const dueAt = new Date(now.getTime() + rest * 1000);
      const mine = { id: messageId, attempts: attempt, state: 'waiting' as const };
      if (outcome === 'later' && stillWorth(madeAt, dueAt)) await manager.update(NoticeMessage, mine, { dueAt });
      else await manager.update(NoticeMessage, mine, { state, settledAt: now });
      await this.judgeQueue(manager, queue, handed, now);
    });
  }

  /** Takes a message that nobody can be sent off the list. */
  async drop(message: NoticeMessage, job: ClaimedJob): Promise<void> {
    await this.transactions.run(async (manager) => {
      await job.fence(manager);
      const { attempts, id } = message;
      const dropped = { state: 'dropped' as const, settledAt: this.clock.now() };
      await manager.update(NoticeMessage, { id, attempts, state: 'waiting' }, dropped);
    });
  }

  /** A server that fails is left alone for longer each time; one that answers about a message is well. */
  private async judgeQueue(manager: EntityManager, name: string, handed: Handed, now: Date): Promise<void> {
    const before = await manager.findOneBy(NoticeQueue, { name });
    const well = handed.outcome === 'sent' || handed.of === 'message';
    if (well && (before === null || before.failures === 0)) return;
    const failures = (before?.failures ?? 0) + 1;
    const rest = handed.restSeconds ?? restAfter(failures);
    const row = well
      ? { failures: 0, failingSince: null, restUntil: null }
      : {
          failures,
          failingSince: before?.failingSince ?? now,
          restUntil: new Date(now.getTime() + rest * 1000),
        };
    // two tries of one queue at once may both be the first to fail
    await manager.upsert(NoticeQueue, { name, ...row }, ['name']);
  }
}

async function triesSince(manager: EntityManager, channelId: number, pace: Pace, now: Date): Promise<Date[]> {
  const at = MoreThan(new Date(now.getTime() - pace.milliseconds));
  const rows = await manager.find(NoticeDelivery, { select: { id: true, at: true }, where: { channelId, at } });
  return rows.map((row) => row.at);
}
