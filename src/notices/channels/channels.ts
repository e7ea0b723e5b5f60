import { Injectable } from '@nestjs/common';

import { type ChannelKind } from '../notice-kinds.js';
import { type Channel } from './channel.js';
import { DingtalkChannel } from './dingtalk.channel.js';
import { EmailChannel } from './email.channel.js';
import { WebhookChannel } from './webhook.channel.js';
import { WecomChannel } from './wecom.channel.js';

/** Every way out, by its kind. */
@Injectable()
export class Channels {
  private readonly all: Readonly<Record<ChannelKind, Channel>>;

  constructor(email: EmailChannel, webhook: WebhookChannel, wecom: WecomChannel, dingtalk: DingtalkChannel) {
    this.all = { email, webhook, wecom, dingtalk };
  }

  of(kind: ChannelKind): Channel {
    return this.all[kind];
  }
}
