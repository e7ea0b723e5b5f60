import { Entity, ForeignKey, Index } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { type NoticeKind } from '../notice-kinds.js';

/** Something that people are told. Written in the transaction that makes it true, and never changed. */
@Entity('notices')
@Index('uq_notices_key', ['noticeKey'], { unique: true })
export class Notice {
  @IdColumn()
  id: number;

  /** What it is about. The same told twice is one. */
  @TextColumn(160)
  noticeKey: string;

  /** Whoever wrote the row finds his own here, and so knows that nobody was before him. */
  @TextColumn(32)
  uid: string;

  @TextColumn(32)
  kind: NoticeKind;

  /** null: the whole installation. */
  @ForeignKey('Agency', { name: 'fk_notices_agency', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  agencyId: number | null;

  @TextColumn(200)
  titleZh: string;

  @TextColumn(200)
  titleEn: string;

  @LongTextColumn()
  bodyZh: string;

  @LongTextColumn()
  bodyEn: string;

  /** A path of this server. */
  @TextColumn(500)
  link: string;

  @MomentColumn()
  toldAt: Date;
}
