import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { type DrawDocumentKind } from './document-kinds.js';
import { type UsedTemplate } from './document-issue.entity.js';

/**
 * A paper of a draw as it was issued; what it says is kept whole. It has no code of its own: a draw is checked by its number and
 * the hash of its record. Rows are never changed or removed.
 */
@Entity('draw_document_issues')
@Index('uq_draw_document_issues_edition', ['drawId', 'kind', 'edition'], { unique: true })
@Check('ck_draw_document_issues_kind', `kind IN ('drawn-list')`)
export class DrawDocumentIssue {
  @IdColumn()
  id: number;

  @ForeignKey('Draw', { name: 'fk_draw_document_issues_draw', onDelete: 'RESTRICT' })
  @IntegerColumn()
  drawId: number;

  @TextColumn(16)
  kind: DrawDocumentKind;

  /** 1, 2, 3 … */
  @IntegerColumn()
  edition: number;

  @JsonColumn()
  templates: UsedTemplate[];

  /** SHA-256 of what it says, without its edition: the same says the same. */
  @TextColumn(64)
  contentHash: string;

  @IntegerColumn({ nullable: true })
  byUser: number | null;

  @TextColumn(200)
  byName: string;

  @MomentColumn()
  at: Date;
}

/** A piece of what it says, deflated (issues.ts). */
@Entity('draw_document_pieces')
export class DrawDocumentPiece {
  @ForeignKey(() => DrawDocumentIssue, { name: 'fk_draw_document_pieces_issue', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  issueId: number;

  @PrimaryColumn('int')
  seq: number;

  @Column('blob')
  body: Uint8Array;
}
