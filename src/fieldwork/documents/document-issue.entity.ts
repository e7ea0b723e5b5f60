import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { type Language } from '../../platform/text.js';
import { InspectionCode } from '../codes/inspection-code.entity.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { type DocumentKind } from './document-kinds.js';

/** Whose template a language was made from; both null: the built-in one. */
export interface UsedTemplate {
  readonly language: Language;
  readonly agencyId: number | null;
  readonly version: number | null;
}

/** A document of an inspection as it was issued. What it says is kept whole: rows are never changed or removed. */
@Entity('document_issues')
@Index('uq_document_issues_edition', ['inspectionId', 'kind', 'edition'], { unique: true })
@Index('uq_document_issues_code', ['codeId'], { unique: true })
@Check('ck_document_issues_kind', `kind IN ('approval', 'notice', 'record', 'rectify-order', 'publication')`)
export class DocumentIssue {
  @IdColumn()
  id: number;

  @ForeignKey(() => Inspection, { name: 'fk_document_issues_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectionId: number;

  @TextColumn(16)
  kind: DocumentKind;

  /** 1, 2, 3 … */
  @IntegerColumn()
  edition: number;

  @ForeignKey(() => InspectionCode, { name: 'fk_document_issues_code', onDelete: 'RESTRICT' })
  @IntegerColumn()
  codeId: number;

  @JsonColumn()
  templates: UsedTemplate[];

  /** SHA-256 of what it says, without its code and edition: the same says the same. */
  @TextColumn(64)
  contentHash: string;

  @IntegerColumn({ nullable: true })
  byUser: number | null;

  @TextColumn(200)
  byName: string;

  @MomentColumn()
  at: Date;
}

/** A piece of what a document says, deflated; MySQL's blob ends at 64 KB. */
@Entity('document_pieces')
export class DocumentPiece {
  @ForeignKey(() => DocumentIssue, { name: 'fk_document_pieces_issue', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  issueId: number;

  @PrimaryColumn('int')
  seq: number;

  @Column('blob')
  body: Uint8Array;
}
