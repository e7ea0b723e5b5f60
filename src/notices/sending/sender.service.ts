import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { JobHandlers, type ClaimedJob, type Outcome } from '../../platform/jobs/job-handlers.js';
import { Log } from '../../platform/log/log.js';
import { Channels } from '../channels/channels.js';
import { type Handed } from '../channels/channel.js';
import { type NoticeMessage } from '../outbox/notice-message.entity.js';
import { SEND_JOB } from '../outbox/queues.js';
import { Deliveries } from './deliveries.js';
import { Parcels } from './parcels.js';

/** Milliseconds after which a step gives way to what else is due. */
const STEP = 5000;

/**
 * Sends what waits in a queue, one message after the other, at least once: a process that dies between sending and noting
 * leaves a try on which nothing was heard, and the message goes out again under the same id.
 */
@Injectable()
export class Sender implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly deliveries: Deliveries,
    private readonly parcels: Parcels,
    private readonly channels: Channels,
    private readonly handlers: JobHandlers,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.handlers.register(SEND_JOB, (job) => this.step(job), 'waits-for-others');
  }

  async step(job: ClaimedJob): Promise<Outcome> {
    await this.deliveries.tidy(job);
    const end = performance.now() + STEP;
    for (;;) {
      job.signal.throwIfAborted();
      const next = await this.deliveries.next(this.dataSource.manager, job.key);
      if (next === undefined) return { done: true };
      if ('again' in next) return next;
      const waits = await this.send(job, next.due);
      if (waits !== undefined) return { again: waits };
      if (performance.now() > end) return { again: this.clock.now() };
    }
  }

  /** Returns when to go on, where that is not at once. */
  private async send(job: ClaimedJob, message: NoticeMessage): Promise<Date | undefined> {
    const channel = this.channels.of(message.channel);
    const ready = channel.ready() ? await this.parcels.of(message) : undefined;
    if (ready === undefined) {
      await this.deliveries.drop(message, job);
      return undefined;
    }
    const shown = channel.shown(ready.receiver.address);
    const begun = await this.deliveries.begin(message, shown, channel.pace, job);
    if (begun === undefined) return undefined;
    if ('again' in begun) return begun.again;
    const handed = await channel.deliver(ready.parcel, ready.receiver, job.signal);
    await this.deliveries.end(begun, handed);
    this.tell(message, begun.attempt, handed);
    return undefined;
  }

  private tell({ channel, channelId, uid }: NoticeMessage, attempt: number, handed: Handed): void {
    const { code, outcome } = handed;
    const fields = { message: uid, channel, channelId, attempt, outcome, code };
    if (outcome === 'sent') this.log.info(fields, 'notice sent');
    else this.log.warn(fields, 'notice not sent');
  }
}
