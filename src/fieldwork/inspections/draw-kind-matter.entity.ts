import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * What the inspections of one draw at targets of one kind are about. Written with the first inspection of that kind, from
 * the kinds that the draw's pool held, and never changed: neither the checklist nor the register can move what was covered.
 */
@Entity('draw_kind_matters')
@Index('ix_draw_kind_matters_matter', ['matterId', 'drawId'])
export class DrawKindMatter {
  @ForeignKey('Draw', { name: 'fk_draw_kind_matters_draw', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  drawId: number;

  /** As `inspections.target_kind` has it. */
  @PrimaryColumn('varchar', { length: 100 })
  targetKind: string;

  @ForeignKey('Matter', { name: 'fk_draw_kind_matters_matter', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  matterId: number;
}
