import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { IntegerColumn } from '../../platform/database/entity-columns.js';
import { Draw } from './draw.entity.js';

/** One piece of what a draw is made of; see draw-parts.ts for what is inside. */
@Entity('draw_parts')
@Check('ck_draw_parts_part', `part IN ('targets', 'inspectors', 'exclusions', 'record', 'teams')`)
export class DrawPart {
  @ForeignKey(() => Draw, { name: 'fk_draw_parts_draw', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  drawId: number;

  @PrimaryColumn('varchar', { length: 16 })
  part: string;

  @PrimaryColumn('int')
  seq: number;

  @IntegerColumn()
  firstPosition: number;

  @IntegerColumn()
  itemCount: number;

  @Column('blob')
  body: Uint8Array;
}
