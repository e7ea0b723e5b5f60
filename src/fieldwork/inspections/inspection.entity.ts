import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  DayColumn,
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { NameOrderColumn } from '../../platform/database/name-order-column.js';
import { type TargetStateMet } from '../findings/finding-codes.js';
import { type InspectionState } from '../life/life-cycle.js';

/** 检查任务: one drawn target with its drawn team. */
@Entity('inspections')
@Index('uq_inspections_draw_ordinal', ['drawId', 'ordinal'], { unique: true })
@Index('ix_inspections_agency', ['agencyId', 'id'])
@Index('ix_inspections_target', ['targetId'])
@Index('ix_inspections_target_code', ['targetCode'])
@Index('ix_inspections_batch', ['batchId', 'state'])
@Index('ix_inspections_due', ['dueOn', 'agencyId'])
@Index('ix_inspections_visited', ['drawId', 'visitedOn', 'state', 'targetId', 'publishedAt'])
@Index('ix_inspections_kind', ['drawId', 'targetKind', 'state', 'visitedOn'])
@Check(
  'ck_inspections_state',
  `state IN ('issued', 'accepted', 'approved', 'notified', 'visited', 'reported', 'reviewed', 'published', 'closed', 'withdrawn', 'voided')`,
)
export class Inspection {
  @IdColumn()
  id: number;

  @ForeignKey('Draw', { name: 'fk_inspections_draw', onDelete: 'RESTRICT' })
  @IntegerColumn()
  drawId: number;

  /** Place in the order of the draw, from 1. */
  @IntegerColumn()
  ordinal: number;

  @ForeignKey('Batch', { name: 'fk_inspections_batch', onDelete: 'RESTRICT' })
  @IntegerColumn()
  batchId: number;

  @ForeignKey('Agency', { name: 'fk_inspections_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  @ForeignKey('Target', { name: 'fk_inspections_target', onDelete: 'RESTRICT' })
  @IntegerColumn()
  targetId: number;

  /** Code, name and kind as they were drawn; the register may change later. */
  @TextColumn(64)
  targetCode: string;

  @TextColumn(300)
  targetName: string;

  @NameOrderColumn('targetName')
  targetNameOrder: string;

  /** With the draw it tells the matters of this inspection (draw-kind-matter.entity.ts). */
  @TextColumn(100)
  targetKind: string;

  @DayColumn()
  visitFrom: string;

  @DayColumn()
  visitUntil: string;

  /** The day that was planned when it was issued (visit-plan.ts); null where that was before days were planned. */
  @DayColumn({ nullable: true })
  plannedOn: string | null;

  /** Its place in its life (life-cycle.ts), to which nothing but a step brings it. */
  @TextColumn(16)
  state: InspectionState;

  /** By when the next step is due (due.ts); null once the result is public, or where it is void. */
  @DayColumn({ nullable: true })
  dueOn: string | null;

  @DayColumn({ nullable: true })
  visitedOn: string | null;

  /** In what state the target was met, where that was not "active". */
  @TextColumn(16, { nullable: true })
  targetState: TargetStateMet | null;

  @LongTextColumn({ nullable: true })
  remarks: string | null;

  /** When findings were first recorded: correcting them later does not move the deadline of publication. */
  @MomentColumn({ nullable: true })
  completedAt: Date | null;

  @MomentColumn({ nullable: true })
  publishedAt: Date | null;

  @IntegerColumn()
  version: number;

  @MomentColumn()
  createdAt: Date;

  @MomentColumn()
  updatedAt: Date;
}
