import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Inspection } from '../inspections/inspection.entity.js';

/** 撤销检查登记 (nobody was there), 撤回公示 (what is public does not hold). */
export const RETRACTED = ['visit', 'publication'] as const;
export type Retracted = (typeof RETRACTED)[number];

/** 待决定、已批准、不予批准、已收回. */
export const RETRACTION_STATES = ['open', 'approved', 'refused', 'withdrawn'] as const;
export type RetractionState = (typeof RETRACTION_STATES)[number];

/**
 * 撤销: someone says that a visit that is recorded never was, or that a published result must not stand, and another one
 * decides. Only the decision is ever written into it; what it takes back stays in the steps, the history and the versions.
 */
@Entity('inspection_retractions')
@Index('uq_inspection_retractions_open', ['inspectionId', 'undecided'], { unique: true })
@Check('ck_inspection_retractions_subject', `subject IN ('visit', 'publication')`)
@Check('ck_inspection_retractions_state', `state IN ('open', 'approved', 'refused', 'withdrawn')`)
@Check('ck_inspection_retractions_second', `decided_by IS NULL OR (decided_by = asked_by) = (state = 'withdrawn')`)
@Check(
  'ck_inspection_retractions_decided',
  `(state = 'open' AND undecided = 1 AND decided_by IS NULL) OR (state <> 'open' AND undecided IS NULL AND decided_by IS NOT NULL AND decided_at IS NOT NULL)`,
)
export class Retraction {
  @IdColumn()
  id: number;

  @ForeignKey(() => Inspection, { name: 'fk_inspection_retractions_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectionId: number;

  @TextColumn(16)
  subject: Retracted;

  /** Why. Of a publication everyone reads it once it is decided. */
  @TextColumn(500)
  reason: string;

  @TextColumn(16)
  state: RetractionState;

  /** 1 while it is open: there is one at a time. */
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

  @IntegerColumn()
  version: number;
}
