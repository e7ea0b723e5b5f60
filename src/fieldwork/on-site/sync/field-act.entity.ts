import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  JsonColumn,
  LongTextColumn,
  MomentColumn,
  TextColumn,
} from '../../../platform/database/entity-columns.js';
import { Inspection } from '../../inspections/inspection.entity.js';
import { type ActKind } from './act-kinds.js';
import { type ClockVerdict } from './phone-clock.js';
import { FieldDevice } from './field-device.entity.js';

/** What came of an act whose row is there. */
export type ActOutcome = 'taken' | 'refused';

/** One act on a phone as it arrived, taken or refused: what was refused is kept as well. Rows are never changed or removed. */
@Entity('field_acts')
@Index('uq_field_acts_act', ['userId', 'act'], { unique: true })
@Index('uq_field_acts_sequence', ['deviceId', 'sequence'], { unique: true })
@Index('ix_field_acts_inspection', ['inspectionId', 'id'])
@Check('ck_field_acts_clock', `clock IN ('right', 'wrong', 'unsteady')`)
@Check(
  'ck_field_acts_outcome',
  `(outcome = 'taken' AND problem IS NULL) OR (outcome = 'refused' AND problem IS NOT NULL)`,
)
export class FieldAct {
  @IdColumn()
  id: number;

  @ForeignKey(() => FieldDevice, { name: 'fk_field_acts_device', onDelete: 'RESTRICT' })
  @IntegerColumn()
  deviceId: number;

  /** Its place among the acts of its device, from 1 without a gap. */
  @IntegerColumn()
  sequence: number;

  @IntegerColumn()
  userId: number;

  @TextColumn(200)
  userName: string;

  /** The id that the phone gave it. */
  @TextColumn(36)
  act: string;

  /** null where it named one that its person may not see. */
  @ForeignKey(() => Inspection, { name: 'fk_field_acts_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  inspectionId: number | null;

  @TextColumn(16)
  kind: ActKind;

  /** As it was sent, in canonical JSON; null where that is longer than a row may be. */
  @LongTextColumn({ nullable: true })
  content: string | null;

  /** SHA-256 of that. */
  @TextColumn(64)
  contentHash: string;

  /** By the phone's clock. */
  @MomentColumn()
  saidAt: Date;

  /** By the server's. */
  @MomentColumn()
  receivedAt: Date;

  /** What the server takes for the moment of the act (phone-clock.ts). */
  @MomentColumn()
  reckonedAt: Date;

  /** How far the phone's clock was ahead when it sent the act. */
  @IntegerColumn()
  clockOffSeconds: number;

  @TextColumn(16)
  clock: ClockVerdict;

  @TextColumn(16)
  outcome: ActOutcome;

  /** Of a refusal: the problem document. */
  @JsonColumn({ nullable: true })
  problem: Record<string, unknown> | null;
}
