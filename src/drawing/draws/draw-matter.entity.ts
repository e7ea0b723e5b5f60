import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { JsonColumn } from '../../platform/database/entity-columns.js';
import { Draw } from './draw.entity.js';

/**
 * The matters of a draw, fixed when it is announced. The batch's own list may be changed for its next occurrence; what was
 * drawn and inspected does not change with it.
 */
@Entity('draw_matters')
@Index('ix_draw_matters_matter', ['matterId', 'drawId'])
export class DrawMatter {
  @ForeignKey(() => Draw, { name: 'fk_draw_matters_draw', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  drawId: number;

  @ForeignKey('Matter', { name: 'fk_draw_matters_matter', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  matterId: number;

  /**
   * The kinds of target that the matter names, as keys (applicable-matters.ts). From the draw on, those of them that its pool
   * held; null where it held none: the matter is then for every target of the draw.
   */
  @JsonColumn({ nullable: true })
  targetKinds: readonly string[] | null;
}
