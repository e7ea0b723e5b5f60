import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  DayColumn,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { type TargetStateMet } from '../findings/finding-codes.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { type InspectionState, type Step, type StepOrConsequence } from './life-cycle.js';

/** How the notice came to the target. `unannounced`: it did not, because the approval says that they come without. */
export const NOTICE_WAYS = ['in-person', 'post', 'electronic', 'unannounced'] as const;
export type NoticeWay = (typeof NOTICE_WAYS)[number];

/** What one step says beyond day and note. */
export interface StepDetails {
  /** Of an acceptance: the inspectors who accepted, or in whose stead a planner did. */
  readonly accepted?: readonly number[];
  /** Of an approval: they come without a notice. */
  readonly unannounced?: true;
  readonly how?: NoticeWay;
  /** Of a visit: the inspectors and experts who were there. */
  readonly present?: readonly number[];
  /** Of a visit: in what state the target was met, where that was not "active". */
  readonly targetState?: TargetStateMet;
  /** Of a visit: what it went without. */
  readonly without?: readonly Step[];
}

/** One step in the life of an inspection, with who took it. Rows are never changed or removed (a trigger sees to it). */
@Entity('inspection_steps')
@Index('uq_inspection_steps_once', ['inspectionId', 'inspectionVersion', 'step'], { unique: true })
@Check(
  'ck_inspection_steps_step',
  `step IN ('accept', 'approve', 'notify', 'visit', 'report', 'review', 'return', 'publish', 'close', 'void', 'reseat', 'unvisit', 'withdraw')`,
)
@Check('ck_inspection_steps_second', 'not_by IS NULL OR by_user IS NULL OR by_user <> not_by')
export class InspectionStep {
  @IdColumn()
  id: number;

  @ForeignKey(() => Inspection, { name: 'fk_inspection_steps_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectionId: number;

  /** The inspection's version after the step. A visit and a report that came in one request share it. */
  @IntegerColumn()
  inspectionVersion: number;

  @TextColumn(16)
  step: StepOrConsequence;

  @TextColumn(16)
  fromState: InspectionState;

  @TextColumn(16)
  toState: InspectionState;

  /** Of a notice, of a visit and of one that is taken back: the day, in China. */
  @DayColumn({ nullable: true })
  onDay: string | null;

  @TextColumn(500, { nullable: true })
  note: string | null;

  @JsonColumn({ nullable: true })
  details: StepDetails | null;

  /** 1: it asks for a second person, and there was nobody else who could. */
  @IntegerColumn({ nullable: true })
  alone: number | null;

  @IntegerColumn({ nullable: true })
  byUser: number | null;

  @TextColumn(100)
  byName: string;

  /** Of a review: who recorded the findings, and so may not be the one who looks them over. Of what is taken back: who asked for it. */
  @IntegerColumn({ nullable: true })
  notBy: number | null;

  @MomentColumn()
  at: Date;
}
