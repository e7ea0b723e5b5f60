import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Plan } from './plan.entity.js';

/** 送审, 审核通过, 退回, 报备, 备案确认. */
export const PLAN_STEPS = ['submitted', 'approved', 'returned', 'filed', 'acknowledged'] as const;
export type PlanStepName = (typeof PLAN_STEPS)[number];

/** One step in the life of a plan, with who took it. Rows are never changed or removed (a trigger sees to it). */
@Entity('plan_steps')
@Index('uq_plan_steps_once', ['planId', 'planVersion', 'step'], { unique: true })
@Check('ck_plan_steps_step', `step IN ('submitted', 'approved', 'returned', 'filed', 'acknowledged')`)
@Check('ck_plan_steps_second', 'not_by IS NULL OR by_user IS NULL OR by_user <> not_by')
export class PlanStep {
  @IdColumn()
  id: number;

  @ForeignKey(() => Plan, { name: 'fk_plan_steps_plan', onDelete: 'RESTRICT' })
  @IntegerColumn()
  planId: number;

  /** The plan's version after the step: what was submitted, reviewed or filed. An acknowledgement has that of the filing. */
  @IntegerColumn()
  planVersion: number;

  /** The edition that was filed; 0 before the publication. */
  @IntegerColumn()
  edition: number;

  @TextColumn(16)
  step: PlanStepName;

  /** To which agency it was filed. */
  @ForeignKey('Agency', { name: 'fk_plan_steps_agency', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  agencyId: number | null;

  @IntegerColumn({ nullable: true })
  byUser: number | null;

  @TextColumn(100)
  byName: string;

  /** In a review: who submitted it, and so may not be the one who reviews it. */
  @IntegerColumn({ nullable: true })
  notBy: number | null;

  @TextColumn(500, { nullable: true })
  reason: string | null;

  @MomentColumn()
  at: Date;
}
