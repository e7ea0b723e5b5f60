import { Entity, ForeignKey, Index } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { type FindingCodeName } from './finding-codes.js';

/** 检查结果: one standard finding of one inspection. The rows are the present state; what they replaced is in the history. */
@Entity('findings')
@Index('ix_findings_inspection', ['inspectionId', 'code'])
export class Finding {
  @IdColumn()
  id: number;

  @ForeignKey(() => Inspection, { name: 'fk_findings_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectionId: number;

  /** null speaks of the inspection as a whole. */
  @ForeignKey('Matter', { name: 'fk_findings_matter', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  matterId: number | null;

  @TextColumn(40)
  code: FindingCodeName;

  @LongTextColumn({ nullable: true })
  note: string | null;

  /** The user. */
  @IntegerColumn({ nullable: true })
  recordedBy: number | null;

  @MomentColumn()
  recordedAt: Date;
}
