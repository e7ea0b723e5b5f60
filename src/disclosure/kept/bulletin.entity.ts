import { Check, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import {
  DayColumn,
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';

/**
 * Bulletins of which versions are kept: what they are made of may change. Plans and draws are read from their own facts.
 * `withdrawn`: a result that does not stand any more, which no list of results has; its address tells why.
 */
export type KeptKind = 'checklist' | 'result' | 'withdrawn';

/**
 * 公示: one thing that is published, with what it is searched by. The row moves on with each version; what a version says
 * never changes (BulletinVersion, BulletinPart).
 */
@Entity('bulletins')
@Index('uq_bulletins_number', ['kind', 'number'], { unique: true })
@Index('uq_bulletins_matter', ['matterId'], { unique: true })
@Index('uq_bulletins_inspection', ['inspectionId'], { unique: true })
@Index('ix_bulletins_agency', ['kind', 'agencyId', 'publishedAt'])
@Index('ix_bulletins_agency_year', ['kind', 'agencyId', 'year', 'publishedAt'])
@Index('ix_bulletins_year', ['kind', 'year', 'publishedAt'])
@Index('ix_bulletins_kind', ['kind', 'targetKind', 'publishedAt'])
@Index('ix_bulletins_problem', ['kind', 'problem', 'publishedAt'])
@Index('ix_bulletins_version', ['kind', 'version', 'publishedAt'])
@Index('ix_bulletins_published', ['kind', 'publishedAt'])
@Index('ix_bulletins_changed', ['kind', 'changedAt'])
@Index('ix_bulletins_target', ['targetCode', 'publishedAt'])
@Index('ix_bulletins_draw', ['drawId', 'targetKind', 'publishedAt'])
@Check('ck_bulletins_kind', `kind IN ('checklist', 'result', 'withdrawn')`)
@Check(
  'ck_bulletins_subject',
  `(kind = 'checklist') = (matter_id IS NOT NULL) AND (kind <> 'checklist') = (inspection_id IS NOT NULL)`,
)
export class Bulletin {
  @IdColumn()
  id: number;

  @TextColumn(16)
  kind: KeptKind;

  /** Its address ends on it and never changes: of a result the draw's number and the place in it, of a matter its row. */
  @TextColumn(80)
  number: string;

  @ForeignKey('Agency', { name: 'fk_bulletins_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  /** Of a result the year of the visit, of a matter that of its publication, both in China. */
  @IntegerColumn()
  year: number;

  @IntegerColumn()
  version: number;

  /** Of the version that holds. */
  @TextColumn(64)
  hash: string;

  @MomentColumn()
  publishedAt: Date;

  @MomentColumn()
  changedAt: Date;

  @ForeignKey('Matter', { name: 'fk_bulletins_matter', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  matterId: number | null;

  @ForeignKey('Inspection', { name: 'fk_bulletins_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  inspectionId: number | null;

  @ForeignKey('Draw', { name: 'fk_bulletins_draw', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  drawId: number | null;

  @TextColumn(64, { nullable: true })
  targetCode: string | null;

  @TextColumn(100, { nullable: true })
  targetKind: string | null;

  /** 1: the target is a natural person, or trades under one's name. */
  @IntegerColumn({ nullable: true })
  person: number | null;

  @DayColumn({ nullable: true })
  visitedOn: string | null;

  /** 1: something was found. */
  @IntegerColumn({ nullable: true })
  problem: number | null;
}

/** One version of a bulletin. Rows are never changed or removed (a trigger sees to it). */
@Entity('bulletin_versions')
@Check('ck_bulletin_versions_reason', '(version = 1) = (reason IS NULL)')
export class BulletinVersion {
  @ForeignKey(() => Bulletin, { name: 'fk_bulletin_versions_bulletin', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  bulletinId: number;

  @PrimaryColumn('int')
  version: number;

  /** SHA-256 of the canonical bytes of what it says (sealed.ts). */
  @TextColumn(64)
  hash: string;

  /** Why it corrects the version before; the first corrects none. */
  @TextColumn(500, { nullable: true })
  reason: string | null;

  @IntegerColumn({ nullable: true })
  byUser: number | null;

  @TextColumn(100)
  byName: string;

  @MomentColumn()
  at: Date;
}

/** What a version says, as JSON in pieces that fit MySQL's `text`. Rows are never changed or removed. */
@Entity('bulletin_parts')
export class BulletinPart {
  @ForeignKey(() => Bulletin, { name: 'fk_bulletin_parts_bulletin', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  bulletinId: number;

  @PrimaryColumn('int')
  version: number;

  @PrimaryColumn('int')
  piece: number;

  @LongTextColumn()
  content: string;
}

/**
 * The names of inspected targets from each of their characters on: what contains a word begins with it somewhere here, and
 * is found by a range of the index. A row for every character of a name, once for each target.
 */
@Entity('bulletin_words')
@Index('ix_bulletin_words_target', ['targetCode', 'word'])
export class BulletinWord {
  @PrimaryColumn('varchar', { length: 20 })
  word: string;

  @PrimaryColumn('varchar', { length: 64 })
  targetCode: string;
}
