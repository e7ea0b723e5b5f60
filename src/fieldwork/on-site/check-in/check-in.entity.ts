import { Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../../platform/database/entity-columns.js';
import { Inspection } from '../../inspections/inspection.entity.js';
import { FieldAct } from '../sync/field-act.entity.js';

/** 签到: one of a team at the target. Rows are never changed or removed. */
@Entity('check_ins')
@Index('uq_check_ins_act', ['actId'], { unique: true })
@Index('ix_check_ins_inspection', ['inspectionId', 'id'])
@Index('ix_check_ins_inspector', ['inspectorId', 'at'])
export class CheckIn {
  @IdColumn()
  id: number;

  @ForeignKey(() => FieldAct, { name: 'fk_check_ins_act', onDelete: 'RESTRICT' })
  @IntegerColumn()
  actId: number;

  @ForeignKey(() => Inspection, { name: 'fk_check_ins_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectionId: number;

  @ForeignKey('Inspector', { name: 'fk_check_ins_inspector', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectorId: number;

  /** 1: as an expert. */
  @IntegerColumn({ nullable: true })
  expert: number | null;

  /** As the server reckons it. */
  @MomentColumn()
  at: Date;

  /** Millionths of a degree, WGS-84. */
  @IntegerColumn({ nullable: true })
  longitude: number | null;

  @IntegerColumn({ nullable: true })
  latitude: number | null;

  /** Metres, as the phone says. */
  @IntegerColumn({ nullable: true })
  accuracy: number | null;

  /** Metres from where the register had the target that day; null where either place is unknown. */
  @IntegerColumn({ nullable: true })
  distance: number | null;

  /** How far away it might be. */
  @IntegerColumn({ nullable: true })
  mostMetres: number | null;

  /** Why it was farther: the target has moved, or the register is wrong. */
  @TextColumn(500, { nullable: true })
  farReason: string | null;
}
