import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  DayColumn,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { type Condition } from '../../protocol/index.js';
import { Plan } from '../plans/plan.entity.js';

export const RATE_DIRECTIONS = ['at-least', 'at-most', 'exactly', 'number'] as const;
export type RateDirection = (typeof RATE_DIRECTIONS)[number];

/** 批次: one task of a plan. */
@Entity('batches')
@Index('uq_batches_code', ['planId', 'code'], { unique: true })
@Check('ck_batches_rate_direction', `rate_direction IN ('at-least', 'at-most', 'exactly', 'number')`)
@Check('ck_batches_team_size', 'team_size >= 2')
@Check('ck_batches_schedule_kind', `schedule_kind IN ('date', 'cron')`)
export class Batch {
  @IdColumn()
  id: number;

  @ForeignKey(() => Plan, { name: 'fk_batches_plan', onDelete: 'RESTRICT' })
  @IntegerColumn()
  planId: number;

  @TextColumn(64)
  code: string;

  @TextColumn(200)
  name: string;

  @JsonColumn()
  filter: readonly Condition[];

  @TextColumn(16)
  rateDirection: RateDirection;

  /** For a share. */
  @IntegerColumn({ nullable: true })
  rateMillionths: number | null;

  /** For a plain number of targets. */
  @IntegerColumn({ nullable: true })
  rateNumber: number | null;

  @IntegerColumn()
  teamSize: number;

  @IntegerColumn({ nullable: true })
  maxLoad: number | null;

  /** The batch's own; those of its matters come on top. */
  @JsonColumn()
  qualifications: readonly string[];

  /** A visit window by the calendar … */
  @DayColumn({ nullable: true })
  visitFrom: string | null;

  @DayColumn({ nullable: true })
  visitUntil: string | null;

  /** … or one that follows the day of the draw. */
  @IntegerColumn({ nullable: true })
  visitAfterDays: number | null;

  @IntegerColumn({ nullable: true })
  visitDays: number | null;

  @TextColumn(8)
  scheduleKind: 'date' | 'cron';

  /** The day, the moment or the cron expression as it was given. */
  @TextColumn(100)
  schedule: string;

  @TextColumn(64)
  timeZone: string;

  @IntegerColumn()
  noticeMinutes: number;

  @TextColumn(16)
  entropySource: 'sealed';

  @IntegerColumn()
  version: number;

  @MomentColumn()
  createdAt: Date;

  @MomentColumn()
  updatedAt: Date;

  @MomentColumn({ nullable: true })
  cancelledAt: Date | null;
}
