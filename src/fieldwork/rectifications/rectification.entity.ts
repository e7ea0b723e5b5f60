import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  DayColumn,
  IdColumn,
  IntegerColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { type FindingCodeName } from '../findings/finding-codes.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { type Outcome, type RectificationState } from './rectification-life.js';

/**
 * 整改: what a target must mend, by when. It follows a finding, and what became of it is in its steps. What is closed is never
 * changed, and a deadline never goes back (triggers see to both).
 */
@Entity('rectifications')
@Index('uq_rectifications_open', ['inspectionId', 'findingCode', 'matterKey', 'openOne'], { unique: true })
@Index('ix_rectifications_agency', ['agencyId', 'orderedOn'])
@Index('ix_rectifications_due', ['dueOn', 'agencyId'])
@Check(
  'ck_rectifications_state',
  `state IN ('ordered', 'extending', 'mended', 'passed', 'failed', 'transferred', 'closing', 'closed')`,
)
@Check('ck_rectifications_outcome', `outcome IN ('mended', 'transferred', 'ended')`)
@Check(
  'ck_rectifications_closed',
  `(state <> 'closed' AND open_one = 1 AND outcome IS NULL AND closed_at IS NULL) OR (state = 'closed' AND open_one IS NULL AND outcome IS NOT NULL AND closed_at IS NOT NULL AND due_on IS NULL)`,
)
export class Rectification {
  @IdColumn()
  id: number;

  @ForeignKey(() => Inspection, { name: 'fk_rectifications_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectionId: number;

  /** Whose inspection it is. */
  @ForeignKey('Agency', { name: 'fk_rectifications_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  /** The finding that it follows. */
  @TextColumn(40)
  findingCode: FindingCodeName;

  /** Of the finding; null: it spoke of the inspection as a whole. */
  @ForeignKey('Matter', { name: 'fk_rectifications_matter', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  matterId: number | null;

  /** The same with 0 for none, which a unique key can tell apart. */
  @IntegerColumn()
  matterKey: number;

  /** Its place in its life (rectification-life.ts), to which nothing but a step brings it. */
  @TextColumn(16)
  state: RectificationState;

  /** 1 until it is closed: of each finding one at a time is open. */
  @IntegerColumn({ nullable: true })
  openOne: number | null;

  /** The day of the first order. */
  @DayColumn()
  orderedOn: string;

  /** By when it must be mended, as it was said last. */
  @DayColumn()
  deadline: string;

  /** By when the next step is due: the deadline while it runs, then the day by which a receipt is expected or it is to be closed. */
  @DayColumn({ nullable: true })
  dueOn: string | null;

  @TextColumn(16, { nullable: true })
  outcome: Outcome | null;

  @MomentColumn({ nullable: true })
  closedAt: Date | null;

  @IntegerColumn()
  version: number;

  @MomentColumn()
  createdAt: Date;

  @MomentColumn()
  updatedAt: Date;
}
