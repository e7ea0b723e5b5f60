import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  BeatsColumn,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { Batch } from '../batches/batch.entity.js';
import { type Decision, type OccurrenceFailure, type OccurrenceState } from './due-occurrence.js';

/** One moment at which a batch is drawn. */
@Entity('occurrences')
@Index('uq_occurrences_due', ['batchId', 'dueAt'], { unique: true })
@Index('uq_occurrences_ordinal', ['batchId', 'ordinal'], { unique: true })
@Index('ix_occurrences_state_due', ['state', 'dueAt'])
@Check(
  'ck_occurrences_state',
  `state IN ('planned', 'drawing', 'drawn', 'failed', 'stopped', 'missed', 'dropped', 'cancelled')`,
)
export class Occurrence {
  @IdColumn()
  id: number;

  @ForeignKey(() => Batch, { name: 'fk_occurrences_batch', onDelete: 'RESTRICT' })
  @IntegerColumn()
  batchId: number;

  @IntegerColumn()
  ordinal: number;

  @MomentColumn()
  dueAt: Date;

  @MomentColumn()
  announceAt: Date;

  @TextColumn(16)
  state: OccurrenceState;

  @JsonColumn({ nullable: true })
  failure: OccurrenceFailure | null;

  @BeatsColumn()
  beats: number;

  /** The moments of the schedule that fell on days of rest and were moved to this one. */
  @JsonColumn({ nullable: true })
  movedFrom: readonly string[] | null;

  /** The later moment that a person gave a missed one; `dueAt` stays the moment of the plan. */
  @MomentColumn({ nullable: true })
  drawAt: Date | null;

  /** What was decided when it was missed, the last time. */
  @JsonColumn({ nullable: true })
  decision: Decision | null;
}
