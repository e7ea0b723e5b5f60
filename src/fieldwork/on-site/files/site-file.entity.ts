import { Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../../platform/database/entity-columns.js';
import { Inspection } from '../../inspections/inspection.entity.js';

/** A photo or a paper that was brought to an inspection, known by its hash. Rows are never changed or removed. */
@Entity('site_files')
@Index('uq_site_files_hash', ['inspectionId', 'sha256'], { unique: true })
export class SiteFile {
  @IdColumn()
  id: number;

  @ForeignKey(() => Inspection, { name: 'fk_site_files_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectionId: number;

  @TextColumn(64)
  sha256: string;

  @IntegerColumn()
  bytes: number;

  /** As its bytes say (file-kind.ts). */
  @TextColumn(64)
  mediaType: string;

  @IntegerColumn()
  userId: number;

  @TextColumn(200)
  userName: string;

  @MomentColumn()
  at: Date;
}
