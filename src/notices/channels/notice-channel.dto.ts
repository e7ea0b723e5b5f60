import { Flag, Integer, Moment, OneOf, Text, Texts } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import {
  AGENCY_CHANNELS,
  CHANNELS,
  NOTICE_KINDS,
  type AgencyChannel,
  type ChannelKind,
  type NoticeKind,
} from '../notice-kinds.js';
import { DELIVERY_STATES, type DeliveryState, type NoticeDelivery } from '../outbox/notice-delivery.entity.js';
import { type NoticeMessage } from '../outbox/notice-message.entity.js';
import { type NoticeQueue } from '../outbox/notice-queue.entity.js';
import { maskedMailbox, maskedUrl } from './addresses.js';
import { type NoticeChannel } from './notice-channel.entity.js';

const ROW = { min: 1, max: 2_147_483_647 };
const ADDRESS = 'http(s)://…; a robot’s whole address with its key. It is shown masked from then on';
const SECRET = 'DingTalk only: the secret of 加签 (SEC…). It is never shown';
const KINDS = {
  max: 32,
  maxItems: NOTICE_KINDS.length,
  oneOf: NOTICE_KINDS,
  about: 'Only these; all if empty',
} as const;

export class NewNoticeChannelRequest {
  @OneOf(AGENCY_CHANNELS)
  kind: AgencyChannel;

  @Text({ max: 100, plain: true, example: '执法大队工作群' })
  name: string;

  @Text({ max: 1000, plain: true, about: ADDRESS, example: 'https://hooks.example.org/sortis' })
  address: string;

  @Text({ min: 8, max: 200, plain: true, optional: true, nullable: true, about: SECRET })
  secret?: string | null;

  @Texts({ ...KINDS, optional: true })
  kinds?: NoticeKind[];
}

export class NoticeChannelChangeRequest {
  @Text({ min: 1, max: 100, plain: true, optional: true })
  name?: string;

  @Text({ min: 1, max: 1000, plain: true, optional: true, about: ADDRESS })
  address?: string;

  @Text({ min: 8, max: 200, plain: true, optional: true, nullable: true, about: `${SECRET}; null: none` })
  secret?: string | null;

  @Texts({ ...KINDS, optional: true })
  kinds?: NoticeKind[];

  @Flag({ optional: true, about: 'Nothing is sent to one that is not active' })
  active?: boolean;
}

export class NoticeChannelResponse {
  @Integer(ROW)
  id: number;

  @Integer(ROW)
  agencyId: number;

  @OneOf(AGENCY_CHANNELS)
  kind: AgencyChannel;

  @Text({ max: 100 })
  name: string;

  @Text({ max: 1000, about: 'Without what is secret in it' })
  address: string;

  @Flag({ about: 'Whether what goes out is signed' })
  signed: boolean;

  @Texts(KINDS)
  kinds: NoticeKind[];

  @Flag()
  active: boolean;

  @Moment({ nullable: true, about: 'Since when nothing has got through; null: all is well' })
  failingSince: string | null;

  @Integer(ROW)
  version: number;

  @Moment()
  createdAt: string;

  @Moment()
  updatedAt: string;
}

export class NewNoticeChannelResponse extends NoticeChannelResponse {
  @Text({ max: 200, nullable: true, about: 'Of a webhook: what its signatures are checked with. Shown this once' })
  secret: string | null;
}

export class NoticeTrialResponse {
  @Flag()
  sent: boolean;

  @Text({ max: 32, about: 'The id that the receiver has seen' })
  message: string;

  @Text({ max: 64, about: 'A status, an errcode, or a word for why there was no answer' })
  code: string;

  @Text({ max: 500, about: 'What the other side said' })
  answer: string;
}

export class NoticeDeliveryQuery extends ListQuery {
  @OneOf(DELIVERY_STATES, { optional: true })
  state?: DeliveryState;

  @OneOf(CHANNELS, { optional: true })
  channel?: ChannelKind;
}

export class NoticeDeliveryResponse {
  @Integer(ROW)
  id: number;

  @Text({ max: 32, about: 'The same at every try; the receiver sees it as well' })
  message: string;

  @OneOf(CHANNELS)
  channel: ChannelKind;

  @Integer({ ...ROW, nullable: true })
  channelId: number | null;

  @Integer({ ...ROW, nullable: true })
  userId: number | null;

  @Text({ max: 500, about: 'Without what is secret in it; of a mailbox its first letter, but for administrators' })
  address: string;

  @Integer(ROW)
  attempt: number;

  @OneOf(DELIVERY_STATES, { about: '`unknown`: the process that was at it ended; it may have arrived' })
  state: DeliveryState;

  @Text({ max: 64, nullable: true })
  code: string | null;

  @Text({ max: 500, nullable: true })
  answer: string | null;

  @Moment()
  at: string;
}

export function channelResponse(row: NoticeChannel, queue: NoticeQueue | null | undefined): NoticeChannelResponse {
  return {
    id: row.id,
    agencyId: row.agencyId,
    kind: row.kind,
    name: row.name,
    address: maskedUrl(row.address),
    signed: row.secret !== null,
    kinds: row.kinds,
    active: row.active,
    failingSince: queue?.failingSince?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** What the history keeps: nothing by which one could write to the group. */
export const historyOfChannel = ({
  active,
  address,
  agencyId,
  kind,
  kinds,
  name,
  removedAt,
  secret,
}: NoticeChannel): object => ({
  agencyId,
  kind,
  name,
  address: maskedUrl(address),
  signed: secret !== null,
  kinds,
  active,
  removed: removedAt !== null,
});

export function deliveryResponse(
  row: NoticeDelivery,
  message: NoticeMessage,
  seesMailboxes: boolean,
): NoticeDeliveryResponse {
  const masked = message.channel === 'email' && !seesMailboxes;
  const shown = masked ? maskedMailbox(row.address) : row.address;
  return {
    id: row.id,
    message: message.uid,
    channel: message.channel,
    channelId: row.channelId,
    userId: message.userId,
    address: shown,
    attempt: row.attempt,
    state: row.state,
    code: row.code,
    // servers repeat whom they refuse
    answer: masked ? (row.answer?.replaceAll(row.address, shown) ?? null) : row.answer,
    at: row.at.toISOString(),
  };
}
