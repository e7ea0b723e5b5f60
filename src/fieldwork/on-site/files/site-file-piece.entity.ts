import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { SiteFile } from './site-file.entity.js';

/** A piece of a file's bytes. In the database, so that a backup holds them and every instance has them. */
@Entity('site_file_pieces')
export class SiteFilePiece {
  @ForeignKey(() => SiteFile, { name: 'fk_site_file_pieces_file', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  fileId: number;

  /** 0, 1, 2 … */
  @PrimaryColumn('int')
  ordinal: number;

  /** At most PIECE_BYTES, which is below what MySQL's `blob` takes. */
  @Column('blob')
  content: Buffer;
}
