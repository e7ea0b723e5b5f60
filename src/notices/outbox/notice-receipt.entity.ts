import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { type Choice } from '../notice-kinds.js';

/** One person's copy of a notice: the list in the application. */
@Entity('notice_receipts')
@Index('uq_notice_receipts_user', ['userId', 'noticeId'], { unique: true })
@Index('ix_notice_receipts_notice', ['noticeId'])
@Index('ix_notice_receipts_digest', ['digestId'])
@Check('ck_notice_receipts_mail', `mail IN ('at-once', 'digest', 'none')`)
export class NoticeReceipt {
  @IdColumn()
  id: number;

  @ForeignKey('Notice', { name: 'fk_notice_receipts_notice', onDelete: 'RESTRICT' })
  @IntegerColumn()
  noticeId: number;

  @ForeignKey('User', { name: 'fk_notice_receipts_user', onDelete: 'RESTRICT' })
  @IntegerColumn()
  userId: number;

  /** What the person had chosen when it was told. */
  @TextColumn(8)
  mail: Choice;

  /** The digest that it went into. */
  @ForeignKey('NoticeMessage', { name: 'fk_notice_receipts_digest', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  digestId: number | null;

  @MomentColumn({ nullable: true })
  readAt: Date | null;
}
