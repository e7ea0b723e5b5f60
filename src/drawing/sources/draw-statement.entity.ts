import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';

export const STATEMENT_KINDS = ['events', 'figures', 'witness', 'secret', 'round'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** What someone brings to a draw's randomness. Never changed: who errs says it again. */
@Entity('draw_statements')
@Index('uq_draw_statements_seq', ['drawId', 'kind', 'seq'], { unique: true })
@Check('ck_draw_statements_kind', `kind IN ('events', 'figures', 'witness', 'secret', 'round')`)
export class DrawStatement {
  @IdColumn()
  id: number;

  @ForeignKey('Draw', { name: 'fk_draw_statements_draw', onDelete: 'RESTRICT' })
  @IntegerColumn()
  drawId: number;

  @TextColumn(16)
  kind: StatementKind;

  /** 0, 1, 2 … of this kind in this draw: of two who speak at once one comes second. */
  @IntegerColumn()
  seq: number;

  @IntegerColumn()
  userId: number;

  @TextColumn(100)
  username: string;

  @MomentColumn()
  at: Date;

  @JsonColumn()
  body: unknown;
}
