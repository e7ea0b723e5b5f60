import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

import { Draw } from './draw.entity.js';

/** An agency that takes part in a draw of another one's (联合抽查): it sees the inspections that come of it. */
@Entity('draw_participants')
@Index('ix_draw_participants_agency', ['agencyId', 'drawId'])
export class DrawParticipant {
  @ForeignKey(() => Draw, { name: 'fk_draw_participants_draw', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  drawId: number;

  @ForeignKey('Agency', { name: 'fk_draw_participants_agency', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  agencyId: number;
}
