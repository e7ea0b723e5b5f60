import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  LongTextColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { type Language } from '../../platform/text.js';
import { type TemplateKind } from './document-kinds.js';

/** One version of an agency's own text for a kind of document. Rows are never changed or removed. */
@Entity('document_templates')
@Index('uq_document_templates_version', ['agencyId', 'kind', 'language', 'version'], { unique: true })
@Check(
  'ck_document_templates_kind',
  `kind IN ('approval', 'notice', 'record', 'rectify-order', 'publication', 'drawn-list')`,
)
@Check('ck_document_templates_language', `language IN ('zh', 'en')`)
export class DocumentTemplate {
  @IdColumn()
  id: number;

  @ForeignKey('Agency', { name: 'fk_document_templates_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  @TextColumn(16)
  kind: TemplateKind;

  @TextColumn(2)
  language: Language;

  /** 1, 2, 3 … */
  @IntegerColumn()
  version: number;

  /** null: from here on the agency goes by the one above it again. */
  @LongTextColumn({ nullable: true })
  body: string | null;

  /** Why it was changed. */
  @TextColumn(500, { nullable: true })
  note: string | null;

  @IntegerColumn({ nullable: true })
  byUser: number | null;

  @TextColumn(200)
  byName: string;

  @MomentColumn()
  at: Date;
}
