import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { IntegerColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Named } from '../records/recorded.js';

/** From the top down. An agency never stands above its parent. */
export const AGENCY_LEVELS = ['nation', 'province', 'city', 'county', 'township'] as const;
export type AgencyLevel = (typeof AGENCY_LEVELS)[number];

/** 单位: an enforcement body in the tree of agencies. */
@Entity('agencies')
@Index('uq_agencies_code', ['code'], { unique: true })
@Index('uq_agencies_name', ['name'], { unique: true })
@Index('ix_agencies_path', ['path'])
@Index('ix_agencies_parent', ['parentId'])
@Check('ck_agencies_publication_days', 'publication_days BETWEEN 1 AND 60')
@Check('ck_agencies_closing_days', 'closing_days BETWEEN 1 AND 60')
@Check('ck_agencies_check_in_metres', 'check_in_metres BETWEEN 50 AND 100000')
@Check('ck_agencies_level', `level IN ('nation', 'province', 'city', 'county', 'township')`)
export class Agency extends Named {
  /** Fits the protocol's id grammar; fixed once given, because derived codes and published draws name it. */
  @TextColumn(64)
  code: string;

  @TextColumn(200)
  name: string;

  @TextColumn(16)
  level: AgencyLevel;

  /** GB/T 2260. */
  @TextColumn(6, { nullable: true })
  regionCode: string | null;

  @IntegerColumn({ nullable: true })
  @ForeignKey(() => Agency, { name: 'fk_agencies_parent', onDelete: 'RESTRICT' })
  parentId: number | null;

  /** The ids from the top to this agency, `/1/5/9/`: a subtree is one range of the index. */
  @TextColumn(255)
  path: string;

  /** Working days from a visit to the publication of its result; null: as the agency above, or as the law. */
  @IntegerColumn({ nullable: true })
  publicationDays: number | null;

  /** Working days from a recheck that passed to the closing of its rectification; null: as the agency above, and at the top 10. */
  @IntegerColumn({ nullable: true })
  closingDays: number | null;

  /** How far from a target someone may check in; null: as the agency above, and at the top 500. */
  @IntegerColumn({ nullable: true })
  checkInMetres: number | null;
}
