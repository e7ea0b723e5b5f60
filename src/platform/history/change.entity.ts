import { Entity, Index } from 'typeorm';

import { IdColumn, IntegerColumn, LongTextColumn, MomentColumn, TextColumn } from '../database/entity-columns.js';

/** One change of one record: who, when, before and after. Rows are never changed or removed (a trigger sees to it). */
@Entity('history')
@Index('ix_history_subject', ['subject', 'subjectId', 'id'])
export class Change {
  @IdColumn()
  id: number;

  @TextColumn(32)
  subject: string;

  @IntegerColumn()
  subjectId: number;

  @TextColumn(32)
  action: string;

  @IntegerColumn({ nullable: true })
  actorId: number | null;

  @TextColumn(100)
  actorName: string;

  @TextColumn(64, { nullable: true })
  requestId: string | null;

  @MomentColumn()
  at: Date;

  @LongTextColumn({ nullable: true })
  beforeValue: string | null;

  @LongTextColumn({ nullable: true })
  afterValue: string | null;
}
