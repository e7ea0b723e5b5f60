import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';

export const DELIVERY_STATES = ['under-way', 'sent', 'failed', 'unknown'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One try to send one message. Written before it begins, so that one which nothing was heard of is seen as well. */
@Entity('notice_deliveries')
@Index('uq_notice_deliveries_attempt', ['messageId', 'attempt'], { unique: true })
@Index('ix_notice_deliveries_channel', ['channelId', 'at'])
@Index('ix_notice_deliveries_agency', ['agencyId', 'id'])
@Check('ck_notice_deliveries_state', `state IN ('under-way', 'sent', 'failed', 'unknown')`)
export class NoticeDelivery {
  @IdColumn()
  id: number;

  @ForeignKey('NoticeMessage', { name: 'fk_notice_deliveries_message', onDelete: 'RESTRICT' })
  @IntegerColumn()
  messageId: number;

  /** As the message has them. */
  @IntegerColumn({ nullable: true })
  channelId: number | null;

  @IntegerColumn({ nullable: true })
  agencyId: number | null;

  @IntegerColumn()
  attempt: number;

  /** A mailbox, or the address of a channel without what is secret in it. */
  @TextColumn(500)
  address: string;

  /** `unknown`: the process that was at it ended; it may have arrived. */
  @TextColumn(16)
  state: DeliveryState;

  /** What the other side's answer is known by: a status, a reply code, an errcode. */
  @TextColumn(64, { nullable: true })
  code: string | null;

  /** Its first 500 characters. */
  @TextColumn(500, { nullable: true })
  answer: string | null;

  @MomentColumn()
  at: Date;
}
