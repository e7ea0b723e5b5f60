import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { type ChannelKind } from '../notice-kinds.js';

export const MESSAGE_STATES = ['waiting', 'sent', 'failed', 'dropped'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** Something that has to go out to one address: a notice, a person's digest, or a trial of a channel. */
@Entity('notice_messages')
@Index('uq_notice_messages_about', ['about'], { unique: true })
@Index('ix_notice_messages_queue', ['queue', 'state', 'dueAt'])
@Index('ix_notice_messages_state', ['state', 'dueAt'])
@Check('ck_notice_messages_state', `state IN ('waiting', 'sent', 'failed', 'dropped')`)
export class NoticeMessage {
  @IdColumn()
  id: number;

  /** What the receiver sees at each try: who gets the same twice knows it by this. */
  @TextColumn(32)
  uid: string;

  /** What it is, so that it is made once. */
  @TextColumn(64)
  about: string;

  /** What waits for the same server. */
  @TextColumn(32)
  queue: string;

  @TextColumn(16)
  channel: ChannelKind;

  @ForeignKey('NoticeChannel', { name: 'fk_notice_messages_channel', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  channelId: number | null;

  @ForeignKey('User', { name: 'fk_notice_messages_user', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  userId: number | null;

  @ForeignKey('Agency', { name: 'fk_notice_messages_agency', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  agencyId: number | null;

  @ForeignKey('Notice', { name: 'fk_notice_messages_notice', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  noticeId: number | null;

  @TextColumn(16)
  state: MessageState;

  /** Counts the tries. Who notes how one went names it, and is refused where there was another meanwhile. */
  @IntegerColumn()
  attempts: number;

  /** When to try next. While a try is under way: when to try again should nothing be heard of it any more. */
  @MomentColumn()
  dueAt: Date;

  @MomentColumn()
  madeAt: Date;

  @MomentColumn({ nullable: true })
  settledAt: Date | null;
}
