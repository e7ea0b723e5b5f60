import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { type Bilingual } from '../../platform/text.js';
import { type EntropySource } from '../../protocol/index.js';
import { type AmendmentKind, type AmendmentState, type LeavingCause } from './amendment.js';

/** How the draw is made that comes of an amendment. */
export interface NewDrawTerms {
  /** UTC instant; null: as soon as it is approved. */
  readonly dueAt: string | null;
  /** Null: the earlier draw's. */
  readonly entropySource: EntropySource | null;
}

/** What is asked for. */
export interface AmendmentTerms {
  /** Null where a void leaves nothing in its place. */
  readonly newDraw: NewDrawTerms | null;
  /** Of a supplement: the inspections in whose stead it is made. */
  readonly inspections: readonly number[];
  /** Of a replacement: who leaves. */
  readonly seats: readonly { readonly inspectionId: number; readonly inspectorId: number }[];
  readonly cause: LeavingCause | null;
}

/** What one person proposes to do about a draw and another decides. Only the decision is ever written into it. */
@Entity('draw_amendments')
@Index('uq_draw_amendments_new_draw', ['newDrawId'], { unique: true })
@Index('ix_draw_amendments_draw', ['drawId', 'id'])
@Index('ix_draw_amendments_agency', ['agencyId', 'id'])
@Check('ck_draw_amendments_kind', `kind IN ('void', 'supplement', 'replacement')`)
@Check('ck_draw_amendments_state', `state IN ('proposed', 'approved', 'declined')`)
@Check('ck_draw_amendments_second', 'decided_by IS NULL OR decided_by <> proposed_by')
@Check('ck_draw_amendments_decided', `state = 'proposed' OR (decided_by IS NOT NULL AND decided_at IS NOT NULL)`)
export class DrawAmendment {
  @IdColumn()
  id: number;

  /** The earlier draw. */
  @ForeignKey('Draw', { name: 'fk_draw_amendments_draw', onDelete: 'RESTRICT' })
  @IntegerColumn()
  drawId: number;

  @ForeignKey('Agency', { name: 'fk_draw_amendments_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  @TextColumn(16)
  kind: AmendmentKind;

  @TextColumn(16)
  state: AmendmentState;

  @JsonColumn()
  reason: Bilingual;

  @JsonColumn()
  terms: AmendmentTerms;

  @IntegerColumn()
  proposedBy: number;

  @TextColumn(200)
  proposedByName: string;

  @MomentColumn()
  proposedAt: Date;

  @IntegerColumn({ nullable: true })
  decidedBy: number | null;

  @TextColumn(200, { nullable: true })
  decidedByName: string | null;

  @JsonColumn({ nullable: true })
  decisionReason: Bilingual | null;

  @MomentColumn({ nullable: true })
  decidedAt: Date | null;

  /** The draw that came of it. */
  @ForeignKey('Draw', { name: 'fk_draw_amendments_new_draw', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  newDrawId: number | null;

  @IntegerColumn()
  version: number;
}
