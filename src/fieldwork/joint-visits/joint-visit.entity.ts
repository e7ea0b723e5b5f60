import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  DayColumn,
  IdColumn,
  IntegerColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { Inspection } from '../inspections/inspection.entity.js';

/** 待商、已合并、已谢绝、已撤回（抽取作废）. */
export const JOINT_VISIT_STATES = ['offered', 'merged', 'declined', 'withdrawn'] as const;
export type JointVisitState = (typeof JOINT_VISIT_STATES)[number];

/**
 * Two inspections of one target by different draws, offered to be one visit (domain rule 9). Both sides agree on a day; both
 * teams go, and each keeps its own record. Nothing of the draws, of the inspections or of their windows changes.
 */
@Entity('joint_visits')
@Index('uq_joint_visits_pair', ['firstId', 'secondId'], { unique: true })
@Index('ix_joint_visits_second', ['secondId'])
@Index('ix_joint_visits_state', ['state', 'id'])
@Check('ck_joint_visits_state', `state IN ('offered', 'merged', 'declined', 'withdrawn')`)
@Check('ck_joint_visits_pair', 'first_id < second_id')
@Check(
  'ck_joint_visits_merged',
  `state <> 'merged' OR (first_day IS NOT NULL AND second_day IS NOT NULL AND first_day = second_day)`,
)
export class JointVisit {
  @IdColumn()
  id: number;

  @ForeignKey(() => Inspection, { name: 'fk_joint_visits_first', onDelete: 'RESTRICT' })
  @IntegerColumn()
  firstId: number;

  @ForeignKey(() => Inspection, { name: 'fk_joint_visits_second', onDelete: 'RESTRICT' })
  @IntegerColumn()
  secondId: number;

  @TextColumn(16)
  state: JointVisitState;

  /** The day to which the side of the first inspection has consented, and who did. */
  @DayColumn({ nullable: true })
  firstDay: string | null;

  @TextColumn(100, { nullable: true })
  firstBy: string | null;

  @DayColumn({ nullable: true })
  secondDay: string | null;

  @TextColumn(100, { nullable: true })
  secondBy: string | null;

  /** Of who declined, or the draw that was voided. */
  @TextColumn(500, { nullable: true })
  reason: string | null;

  @TextColumn(100, { nullable: true })
  endedBy: string | null;

  @IntegerColumn()
  version: number;

  @MomentColumn()
  createdAt: Date;

  @MomentColumn()
  updatedAt: Date;
}
