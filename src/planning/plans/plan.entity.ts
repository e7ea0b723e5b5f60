import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { NameOrderColumn } from '../../platform/database/name-order-column.js';
import { type Cap } from '../../registry/visits/left-out.js';

/** As people see it: a draft that was submitted waits for its review, and one that was approved for its publication. */
export const PLAN_STATES = ['draft', 'submitted', 'approved', 'published'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** 年度抽查工作计划: what an agency has drawn in a year. */
@Entity('plans')
@Index('uq_plans_agency_year', ['agencyId', 'year'], { unique: true })
@Check('ck_plans_state', `state IN ('draft', 'published')`)
@Check('ck_plans_review', `review IN ('submitted', 'approved')`)
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

  @NameOrderColumn('title')
  titleOrder: string;

  @TextColumn(16)
  state: 'draft' | 'published';

  /** How far the review of the draft as it stands has come; every change of it begins the review anew. */
  @TextColumn(16, { nullable: true })
  review: 'submitted' | 'approved' | null;

  /** The user who changed it last; nobody for a job. */
  @IntegerColumn({ nullable: true })
  changedBy: number | null;

  /** Counts every change of the plan and of its batches; two who change it at once meet here. */
  @IntegerColumn()
  version: number;

  /** What the public counts: 0 in draft, 1 as first published, one more with every change after that. */
  @IntegerColumn()
  edition: number;

  /** Most visits a year to one target, by kind of target. */
  @JsonColumn({ nullable: true })
  caps: readonly Cap[] | null;

  @MomentColumn({ nullable: true })
  publishedAt: Date | null;

  @MomentColumn()
  createdAt: Date;

  @MomentColumn()
  updatedAt: Date;
}

export const planState = ({ review, state }: Pick<Plan, 'review' | 'state'>): PlanState =>
  state === 'published' ? state : (review ?? state);
