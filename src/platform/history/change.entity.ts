import { Entity, Index } from 'typeorm';

import { IdColumn, IntegerColumn, LongTextColumn, MomentColumn, TextColumn } from '../database/entity-columns.js';
import { type Subject } from './subjects.js';

/** One change of one record: who, when, before and after. Rows are never changed or removed (a trigger sees to it). */
@Entity('history')
@Index('ix_history_subject', ['subject', 'subjectId', 'id'])
@Index('ix_history_agency', ['agencyId', 'at'])
@Index('ix_history_actor', ['actorName', 'at'])
@Index('ix_history_at', ['at'])
export class Change {
  @IdColumn()
  id: number;

  @TextColumn(32)
  subject: Subject;

  @IntegerColumn()
  subjectId: number;

  /** Whose record it was then; null: of the whole tree, or of before records were told apart and is there no more. */
  @IntegerColumn({ nullable: true })
  agencyId: number | null;

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
