import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  DayColumn,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  LongTextColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { type AnyStep, type RectificationState } from './rectification-life.js';
import { Rectification } from './rectification.entity.js';

/** What must be mended, matter by matter. */
export interface RectificationItem {
  /** null: of the inspection as a whole. */
  readonly matterId: number | null;
  readonly what: string;
}

/** What one step says beyond days and note. */
export interface RectificationDetails {
  /** Of an order. */
  readonly items?: readonly RectificationItem[];
  /** Of a recheck: who was there. */
  readonly present?: readonly number[];
  /** Of a transfer: to whom, with which documents. */
  readonly body?: string;
  readonly documents?: readonly string[];
  /** Of a receipt. */
  readonly number?: string;
  readonly receivedBy?: string;
}

/** One step in the life of a rectification, with who took it. Rows are never changed or removed (a trigger sees to it). */
@Entity('rectification_steps')
@Index('uq_rectification_steps_once', ['rectificationId', 'rectificationVersion'], { unique: true })
@Check(
  'ck_rectification_steps_step',
  `step IN ('order', 'ask-extension', 'extend', 'mend', 'recheck', 'reorder', 'transfer', 'receive', 'give-back', 'ask-closure', 'end', 'refuse', 'take-back', 'close')`,
)
@Check('ck_rectification_steps_second', 'not_by IS NULL OR by_user IS NULL OR by_user <> not_by')
export class RectificationStep {
  @IdColumn()
  id: number;

  @ForeignKey(() => Rectification, { name: 'fk_rectification_steps_rectification', onDelete: 'RESTRICT' })
  @IntegerColumn()
  rectificationId: number;

  /** The rectification's version after the step. */
  @IntegerColumn()
  rectificationVersion: number;

  @TextColumn(16)
  step: AnyStep;

  /** null: it began with this step. */
  @TextColumn(16, { nullable: true })
  fromState: RectificationState | null;

  @TextColumn(16)
  toState: RectificationState;

  /** The day on which it was done, in China; null of what is no more than a decision here. */
  @DayColumn({ nullable: true })
  onDay: string | null;

  /** The deadline that the step gives, or asks for. */
  @DayColumn({ nullable: true })
  deadline: string | null;

  @LongTextColumn({ nullable: true })
  note: string | null;

  @JsonColumn({ nullable: true })
  details: RectificationDetails | null;

  /** 1: it asks for a second person, and there was nobody else who could. */
  @IntegerColumn({ nullable: true })
  alone: number | null;

  @IntegerColumn({ nullable: true })
  byUser: number | null;

  @TextColumn(100)
  byName: string;

  /** Of a decision: who asked for it, and so may not be the one who decides. */
  @IntegerColumn({ nullable: true })
  notBy: number | null;

  @MomentColumn()
  at: Date;
}
