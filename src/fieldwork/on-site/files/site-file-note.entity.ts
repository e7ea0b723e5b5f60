import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../../platform/database/entity-columns.js';
import { FieldAct } from '../sync/field-act.entity.js';
import { SiteFile } from './site-file.entity.js';

/** What is said of a file: what it shows, or that it does not count. The file stays. */
@Entity('site_file_notes')
@Index('uq_site_file_notes_act', ['actId'], { unique: true })
@Index('ix_site_file_notes_file', ['fileId', 'id'])
@Check('ck_site_file_notes_kind', `kind IN ('described', 'removed')`)
export class SiteFileNote {
  @IdColumn()
  id: number;

  @ForeignKey(() => FieldAct, { name: 'fk_site_file_notes_act', onDelete: 'RESTRICT' })
  @IntegerColumn()
  actId: number;

  @ForeignKey(() => SiteFile, { name: 'fk_site_file_notes_file', onDelete: 'RESTRICT' })
  @IntegerColumn()
  fileId: number;

  @TextColumn(16)
  kind: 'described' | 'removed';

  /** Of a description: the matter that the file belongs to. */
  @ForeignKey('Matter', { name: 'fk_site_file_notes_matter', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  matterId: number | null;

  @TextColumn(32, { nullable: true })
  question: string | null;

  /** What it shows, or why it does not count. */
  @TextColumn(500, { nullable: true })
  words: string | null;

  @TextColumn(200)
  userName: string;

  @MomentColumn()
  at: Date;
}
