import { Module } from '@nestjs/common';

import { Channels } from './channels/channels.js';
import { DingtalkChannel } from './channels/dingtalk.channel.js';
import { EmailChannel } from './channels/email.channel.js';
import { NoticeChannelsController } from './channels/notice-channels.controller.js';
import { NoticeChannels } from './channels/notice-channels.service.js';
import { WebhookChannel } from './channels/webhook.channel.js';
import { WecomChannel } from './channels/wecom.channel.js';
import { Digest } from './digest/digest.service.js';
import { InboxController } from './inbox/inbox.controller.js';
import { Inbox } from './inbox/inbox.service.js';
import { Notices } from './outbox/notices.service.js';
import { Deliveries } from './sending/deliveries.js';
import { DeliveryLog } from './sending/delivery-log.service.js';
import { NoticeFigures } from './sending/notice-figures.js';
import { Parcels } from './sending/parcels.js';
import { QueueWatch } from './sending/queue-watch.service.js';
import { Sender } from './sending/sender.service.js';
import { Trials } from './sending/trials.service.js';

/** Telling people of things: one outbox, written in the teller's transaction, and the ways out of it. */
@Module({
  controllers: [NoticeChannelsController, InboxController],
  providers: [
    EmailChannel,
    WebhookChannel,
    WecomChannel,
    DingtalkChannel,
    Channels,
    Notices,
    NoticeChannels,
    Inbox,
    Parcels,
    Deliveries,
    Sender,
    Trials,
    DeliveryLog,
    QueueWatch,
    Digest,
    NoticeFigures,
  ],
  exports: [Notices, QueueWatch, Digest],
})
export class NoticesModule {}
