import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { IntegerColumn } from '../../platform/database/entity-columns.js';
import { Inspection } from './inspection.entity.js';

/** 席位: one place in the team of one inspection. */
@Entity('inspection_seats')
@Index('uq_inspection_seats_once', ['inspectionId', 'inspectorId'], { unique: true })
@Index('ix_inspection_seats_inspector', ['inspectorId', 'inspectionId'])
export class InspectionSeat {
  @ForeignKey(() => Inspection, { name: 'fk_inspection_seats_inspection', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  inspectionId: number;

  /** 1, 2, 3 … in the order of the draw's seats. */
  @PrimaryColumn('int')
  seat: number;

  @ForeignKey('Inspector', { name: 'fk_inspection_seats_inspector', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectorId: number;

  /** 1: an expert's seat; null: an inspector's. */
  @IntegerColumn({ nullable: true })
  expert: number | null;
}
