import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { type Coded } from './code.js';

/** 核验码: a code that was given out. Rows are never changed or removed: who holds an old paper is told that it is old. */
@Entity('inspection_codes')
@Index('uq_inspection_codes_code', ['code'], { unique: true })
@Index('uq_inspection_codes_edition', ['inspectionId', 'document', 'edition'], { unique: true })
@Check(
  'ck_inspection_codes_document',
  `document IN ('inspection', 'approval', 'notice', 'record', 'rectify-order', 'publication')`,
)
export class InspectionCode {
  @IdColumn()
  id: number;

  @ForeignKey(() => Inspection, { name: 'fk_inspection_codes_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectionId: number;

  @TextColumn(16)
  document: Coded;

  /** 1, 2, 3 … of this paper of this inspection. */
  @IntegerColumn()
  edition: number;

  /** How many had left the team's seats when it was given out: another number now, another team. */
  @IntegerColumn()
  departures: number;

  /** As code.ts makes it, without hyphens. */
  @TextColumn(12)
  code: string;

  @MomentColumn()
  at: Date;
}
