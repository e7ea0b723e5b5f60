import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { IntegerColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Draw } from '../draws/draw.entity.js';

/**
 * 轮查: that a draw was a round of a rotation, and how each stratum stood before it. Written with the commitment, from then on
 * fixed; whose turn has come is not here but in the visits of the draws, so that nothing can drift.
 */
@Entity('draw_rotations')
@Index('ix_draw_rotations_code', ['agencyId', 'code', 'scope', 'drawId'])
export class DrawRotation {
  @ForeignKey(() => Draw, { name: 'fk_draw_rotations_draw', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  drawId: number;

  @PrimaryColumn('varchar', { length: 64 })
  stratum: string;

  @ForeignKey('Agency', { name: 'fk_draw_rotations_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  @TextColumn(64)
  code: string;

  @TextColumn(16)
  scope: string;

  @IntegerColumn()
  cycle: number;

  @IntegerColumn()
  round: number;

  /** As in `Round` (rotation-rules.ts). */
  @IntegerColumn()
  whole: number;

  @IntegerColumn()
  turned: number;

  @IntegerColumn()
  available: number;

  @IntegerColumn()
  wanted: number;
}
