import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';

export const PLAN_STATES = ['draft', 'published'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** 年度抽查工作计划: what an agency has drawn in a year. */
@Entity('plans')
@Index('uq_plans_agency_year', ['agencyId', 'year'], { unique: true })
@Check('ck_plans_state', `state IN ('draft', 'published')`)
export class Plan {
  @IdColumn()
  id: number;

  @ForeignKey('Agency', { name: 'fk_plans_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  @IntegerColumn()
  year: number;

  @TextColumn(200)
  title: string;

  @TextColumn(16)
  state: PlanState;

  /** Counts every change of the plan and of its batches; two who change it at once meet here. */
  @IntegerColumn()
  version: number;

  /** What the public counts: 0 in draft, 1 as first published, one more with every change after that. */
  @IntegerColumn()
  edition: number;

  @MomentColumn({ nullable: true })
  publishedAt: Date | null;

  @MomentColumn()
  createdAt: Date;

  @MomentColumn()
  updatedAt: Date;
}
