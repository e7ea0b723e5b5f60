import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { type Caller } from '../../accounts/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { Transactions } from '../../platform/database/transactions.js';
import { type NoticeTrialResponse } from '../channels/notice-channel.dto.js';
import { NoticeChannels } from '../channels/notice-channels.service.js';
import { Channels } from '../channels/channels.js';
import { noSuchChannel, tooManyMessages } from '../notices.errors.js';
import { NoticeMessage } from '../outbox/notice-message.entity.js';
import { newUid } from '../outbox/notices.service.js';
import { queueOf } from '../outbox/queues.js';
import { Deliveries } from './deliveries.js';
import { Parcels } from './parcels.js';

/** Sends one message to a channel while a person waits, so that he sees at once whether it is set up rightly. */
@Injectable()
export class Trials {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly offered: NoticeChannels,
    private readonly channels: Channels,
    private readonly parcels: Parcels,
    private readonly deliveries: Deliveries,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller, agencyId: number, channelId: number): Promise<NoticeTrialResponse> {
    const { kind } = await this.offered.find(caller, agencyId, channelId);
    const channel = this.channels.of(kind);
    const uid = newUid();
    const now = this.clock.now();
    const made = {
      ...{ uid, about: `t:${uid}`, queue: queueOf(channelId), channel: kind, channelId, agencyId },
      ...{ userId: null, noticeId: null, state: 'waiting' as const, attempts: 0, madeAt: now, settledAt: null },
      // nobody else is to take it
      dueAt: new Date(now.getTime() + 60_000),
    };
    await this.transactions.run((manager) => manager.insert(NoticeMessage, made));
    const message = await this.dataSource.manager.findOneByOrFail(NoticeMessage, { uid });
    const ready = await this.parcels.of(message);
    if (ready === undefined) throw noSuchChannel(channelId);
    const begun = await this.deliveries.begin(message, channel.shown(ready.receiver.address), channel.pace);
    if (begun === undefined || 'again' in begun) {
      const seconds = begun === undefined ? 1 : Math.ceil((begun.again.getTime() - now.getTime()) / 1000);
      await this.transactions.run((manager) =>
        manager.update(NoticeMessage, { uid }, { state: 'dropped', settledAt: now }),
      );
      throw tooManyMessages(seconds);
    }
    const handed = await channel.deliver(ready.parcel, ready.receiver, new AbortController().signal);
    // a person has seen how it went, and tries again himself
    await this.deliveries.end(begun, handed.outcome === 'later' ? { ...handed, outcome: 'never' } : handed);
    return { sent: handed.outcome === 'sent', message: uid, code: handed.code, answer: handed.answer };
  }
}
