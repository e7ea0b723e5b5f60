import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * Which matters the inspections of a draw look into, as the draw's manifest names them. Not the batch's list: that may be
 * changed for the next occurrence, and what was drawn and inspected does not change with it.
 */
@Entity('inspection_matters')
@Index('ix_inspection_matters_matter', ['matterId', 'drawId'])
export class InspectionMatter {
  @ForeignKey('Draw', { name: 'fk_inspection_matters_draw', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  drawId: number;

  @ForeignKey('Matter', { name: 'fk_inspection_matters_matter', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  matterId: number;
}
