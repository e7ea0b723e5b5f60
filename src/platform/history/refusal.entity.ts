import { Check, Entity, Index } from 'typeorm';

import { DayColumn, IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../database/entity-columns.js';
import { type RefusalKind } from './refusal-kinds.js';

/**
 * What a person who was signed in was refused: once for each day, however often he asked for the same. Rows are never
 * removed, and nothing of them changes but how often and when last (triggers see to it).
 */
@Entity('refusals')
@Index('uq_refusals_same', ['userId', 'day', 'fingerprint'], { unique: true })
@Index('ix_refusals_last', ['lastAt'])
@Index('ix_refusals_agency', ['agencyId', 'lastAt'])
@Index('ix_refusals_sought', ['soughtAgencyId', 'lastAt'])
@Check('ck_refusals_kind', `kind IN ('role', 'rule', 'outside')`)
export class Refusal {
  @IdColumn()
  id: number;

  @IntegerColumn()
  userId: number;

  @TextColumn(100)
  userName: string;

  @TextColumn(16)
  role: string;

  /** The top of what the person saw; null: the whole tree. */
  @IntegerColumn({ nullable: true })
  agencyId: number | null;

  /** Whose record was asked for; null where it was none of an agency's. */
  @IntegerColumn({ nullable: true })
  soughtAgencyId: number | null;

  /** In China. */
  @DayColumn()
  day: string;

  /** SHA-256 of what was asked for and how it was refused. */
  @TextColumn(64)
  fingerprint: string;

  @TextColumn(16)
  kind: RefusalKind;

  @TextColumn(64)
  code: string;

  @TextColumn(10)
  method: string;

  /** Without the query. */
  @TextColumn(300)
  path: string;

  /** The record in the words of the program; null: none was told of. */
  @TextColumn(200, { nullable: true })
  sought: string | null;

  @TextColumn(64)
  address: string;

  /** Of the first time. */
  @TextColumn(64)
  requestId: string;

  @MomentColumn()
  firstAt: Date;

  @MomentColumn()
  lastAt: Date;

  @IntegerColumn()
  times: number;
}
