import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { type Choice, type NoticeKind, type PersonalChannel } from '../notice-kinds.js';

/** What someone wants otherwise than by default. */
@Entity('notice_choices')
@Index('uq_notice_choices_what', ['userId', 'kind', 'channel'], { unique: true })
@Check('ck_notice_choices_choice', `choice IN ('at-once', 'digest', 'none')`)
export class NoticeChoice {
  @IdColumn()
  id: number;

  @ForeignKey('User', { name: 'fk_notice_choices_user', onDelete: 'RESTRICT' })
  @IntegerColumn()
  userId: number;

  @TextColumn(32)
  kind: NoticeKind;

  @TextColumn(16)
  channel: PersonalChannel;

  @TextColumn(8)
  choice: Choice;
}
