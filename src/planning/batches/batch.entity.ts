import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  DayColumn,
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { NameOrderColumn } from '../../platform/database/name-order-column.js';
import { type Fault } from '../../platform/errors/domain-error.js';
import { type Condition } from '../../protocol/index.js';
import { type RestDayRule } from '../calendar/rest-days.js';
import { type Assigned, type BatchSeat } from '../teams/team-terms.js';
import { Plan } from '../plans/plan.entity.js';
import { type StratumTerms } from './strata.js';

export const RATE_DIRECTIONS = ['at-least', 'at-most', 'exactly', 'number'] as const;
export type RateDirection = (typeof RATE_DIRECTIONS)[number];

/** Where the randomness of a draw comes from (README of the protocol, §7). */
export const ENTROPY_SOURCES = ['sealed', 'beacon', 'figures', 'ceremony'] as const;
export type EntropySource = (typeof ENTROPY_SOURCES)[number];

/** Whether the pools of a draw may be read by everyone, or each row only by whom it concerns. */
export const POOLS = ['open', 'closed'] as const;
export type Pools = (typeof POOLS)[number];

/** 批次: one task of a plan. */
@Entity('batches')
@Index('uq_batches_code', ['planId', 'code'], { unique: true })
@Check('ck_batches_rate_direction', `rate_direction IN ('at-least', 'at-most', 'exactly', 'number')`)
@Check('ck_batches_team_size', 'team_size >= 2')
@Check('ck_batches_schedule_kind', `schedule_kind IN ('date', 'cron')`)
@Check('ck_batches_entropy_source', `entropy_source IN ('sealed', 'beacon', 'figures', 'ceremony')`)
@Check('ck_batches_rest_days', `rest_days IN ('keep', 'next', 'previous', 'skip')`)
@Check('ck_batches_pools', `pools IN ('open', 'closed')`)
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

  @NameOrderColumn('name')
  nameOrder: string;

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

  /** Of a batch without strata. */
  @IntegerColumn({ nullable: true })
  minimum: number | null;

  @IntegerColumn({ nullable: true })
  censusBelow: number | null;

  /** null: none. */
  @JsonColumn({ nullable: true })
  strata: readonly StratumTerms[] | null;

  @IntegerColumn()
  teamSize: number;

  /** Where a team is formed of several levels. */
  @JsonColumn({ nullable: true })
  seats: readonly BatchSeat[] | null;

  /** Experts in a team; null where there are none. */
  @IntegerColumn({ nullable: true })
  expertSeats: number | null;

  /** Who alone may be sent, and why. */
  @JsonColumn({ nullable: true })
  assigned: Assigned | null;

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

  /** What becomes of a draw that falls on a day of rest. */
  @TextColumn(16)
  restDays: RestDayRule;

  /** How long a draw that could not be announced in time is still held. */
  @IntegerColumn()
  lateMinutes: number;

  @IntegerColumn()
  noticeMinutes: number;

  @TextColumn(16)
  entropySource: EntropySource;

  /** Names, for a ceremony. */
  @JsonColumn()
  witnesses: readonly string[];

  @TextColumn(8)
  pools: Pools;

  /** Days from the first day of the last visit on which a target is not drawn again. */
  @IntegerColumn({ nullable: true })
  coolDownDays: number | null;

  /** 轮查: by its code the agency's cycle of which its draws are rounds. */
  @TextColumn(40, { nullable: true })
  rotation: string | null;

  /** What the last look at the pools warned of, when the batch was written, changed or published. */
  @JsonColumn({ nullable: true })
  warnings: readonly Fault[] | null;

  @IntegerColumn()
  version: number;

  @MomentColumn()
  createdAt: Date;

  @MomentColumn()
  updatedAt: Date;

  @MomentColumn({ nullable: true })
  cancelledAt: Date | null;
}
