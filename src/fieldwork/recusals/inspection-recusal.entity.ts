import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  DayColumn,
  IdColumn,
  IntegerColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { Inspection } from '../inspections/inspection.entity.js';

/** 检查人员自行声明、检查对象依通知申请、主管人员提出. */
export const RECUSAL_ORIGINS = ['inspector', 'target', 'supervisor'] as const;
export type RecusalOrigin = (typeof RECUSAL_ORIGINS)[number];

/** 待决定、已批准、不予批准、已收回. */
export const RECUSAL_STATES = ['open', 'approved', 'refused', 'withdrawn'] as const;
export type RecusalState = (typeof RECUSAL_STATES)[number];

/**
 * 回避: someone asks that one of a team does not go to one target, and another one decides. Only the decision is ever written
 * into it. What is declared stays inside; the public learns that a seat was drawn again for a recusal, and on whose word.
 */
@Entity('inspection_recusals')
@Index('uq_inspection_recusals_open', ['inspectionId', 'inspectorId', 'undecided'], { unique: true })
@Check('ck_inspection_recusals_origin', `origin IN ('inspector', 'target', 'supervisor')`)
@Check('ck_inspection_recusals_state', `state IN ('open', 'approved', 'refused', 'withdrawn')`)
@Check('ck_inspection_recusals_second', `decided_by IS NULL OR (decided_by = asked_by) = (state = 'withdrawn')`)
@Check(
  'ck_inspection_recusals_decided',
  `(state = 'open' AND undecided = 1) OR (state <> 'open' AND undecided IS NULL AND decided_by IS NOT NULL AND decided_at IS NOT NULL)`,
)
export class InspectionRecusal {
  @IdColumn()
  id: number;

  @ForeignKey(() => Inspection, { name: 'fk_inspection_recusals_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectionId: number;

  /** Who is not to go. */
  @ForeignKey('Inspector', { name: 'fk_inspection_recusals_inspector', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectorId: number;

  @TextColumn(16)
  origin: RecusalOrigin;

  /** Of the inspector: what he declares. Otherwise why it is asked for. */
  @TextColumn(500)
  declaration: string;

  /** Of the target: the day on which its request came in. */
  @DayColumn({ nullable: true })
  receivedOn: string | null;

  @TextColumn(16)
  state: RecusalState;

  /** 1 while it is open: there is one at a time for each inspector. */
  @IntegerColumn({ nullable: true })
  undecided: number | null;

  @IntegerColumn()
  askedBy: number;

  @TextColumn(200)
  askedByName: string;

  @MomentColumn()
  askedAt: Date;

  /** Of a withdrawal: whoever asked, and nobody else. */
  @IntegerColumn({ nullable: true })
  decidedBy: number | null;

  @TextColumn(200, { nullable: true })
  decidedByName: string | null;

  @TextColumn(500, { nullable: true })
  decisionReason: string | null;

  @MomentColumn({ nullable: true })
  decidedAt: Date | null;

  /** The replacement that carries it out. */
  @ForeignKey('DrawAmendment', { name: 'fk_inspection_recusals_amendment', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  amendmentId: number | null;

  @IntegerColumn()
  version: number;
}
