import { Check, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

import { type LeavingCause } from '../../drawing/amendments/amendment.js';
import { IntegerColumn, MomentColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Inspection } from './inspection.entity.js';

/** Someone left the team of an inspection, and a draw filled the seat anew. Nobody comes back, so each leaves a team once. */
@Entity('seat_departures')
@Check('ck_seat_departures_cause', `cause IN ('recusal', 'illness', 'certificate', 'other')`)
export class SeatDeparture {
  @ForeignKey(() => Inspection, { name: 'fk_seat_departures_inspection', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  inspectionId: number;

  @ForeignKey('Inspector', { name: 'fk_seat_departures_inspector', onDelete: 'RESTRICT' })
  @PrimaryColumn('int')
  inspectorId: number;

  @IntegerColumn()
  seat: number;

  /** The draw by which someone else sits there. */
  @ForeignKey('Draw', { name: 'fk_seat_departures_draw', onDelete: 'RESTRICT' })
  @IntegerColumn()
  drawId: number;

  @TextColumn(16)
  cause: LeavingCause;

  @MomentColumn()
  at: Date;
}
