import { Entity, ForeignKey, Index } from 'typeorm';

import { IdColumn, IntegerColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Target } from '../targets/target.entity.js';
import { Inspector } from './inspector.entity.js';

/** 回避: a bar between one inspector and one target. One that has ended may be declared anew, in the same row. */
@Entity('recusals')
@Index('uq_recusals_pair', ['inspectorId', 'targetId'], { unique: true })
@Index('ix_recusals_target', ['targetId'])
export class Recusal {
  @IdColumn()
  id: number;

  @IntegerColumn()
  @ForeignKey(() => Inspector, { name: 'fk_recusals_inspector', onDelete: 'RESTRICT' })
  inspectorId: number;

  @IntegerColumn()
  @ForeignKey(() => Target, { name: 'fk_recusals_target', onDelete: 'RESTRICT' })
  targetId: number;

  @TextColumn(500)
  reason: string;

  @MomentColumn()
  createdAt: Date;

  @MomentColumn({ nullable: true })
  endedAt: Date | null;
}
