import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { DayColumn, IntegerColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Agency } from '../agencies/agency.entity.js';
import { Recorded } from '../records/recorded.js';
import { Target } from '../targets/target.entity.js';
import { type VisitKind } from './visit-rules.js';

/**
 * 检查记录: that an agency inspected a target, whoever arranged it. What counts against the yearly cap and begins a cool-down is
 * these rows and nothing else; `retiredAt` is when one was withdrawn. Those of Sortis's own inspections are written, moved
 * and withdrawn with them (inspection-visits.ts); all others are entered by people.
 */
@Entity('visits')
@Index('uq_visits_entered', ['agencyId', 'targetId', 'firstDay', 'kind', 'entered'], { unique: true })
@Index('uq_visits_inspection', ['inspectionId'], { unique: true })
@Index('ix_visits_target', ['targetId', 'firstDay'])
@Index('ix_visits_code', ['targetCode', 'agencyId', 'firstDay', 'retiredAt', 'drawId'])
@Index('ix_visits_agency', ['agencyId', 'firstDay'])
@Index('ix_visits_draw', ['drawId'])
@Check('ck_visits_kind', `kind IN ('random', 'daily', 'special', 'case')`)
export class Visit extends Recorded {
  /** Who inspected. */
  @IntegerColumn()
  @ForeignKey(() => Agency, { name: 'fk_visits_agency', onDelete: 'RESTRICT' })
  agencyId: number;

  @IntegerColumn()
  @ForeignKey(() => Target, { name: 'fk_visits_target', onDelete: 'RESTRICT' })
  targetId: number;

  /** The target's, and with it when that changes: pools go by code, and one organisation may stand on several lists. */
  @TextColumn(64)
  targetCode: string;

  /** Of an inspection to which nobody has been yet, the first day on which somebody may come. */
  @DayColumn()
  firstDay: string;

  @TextColumn(8)
  kind: VisitKind;

  @TextColumn(500, { nullable: true })
  note: string | null;

  /** Of Sortis's own: the inspection and its draw. They are of a later room, so no foreign key holds them. */
  @IntegerColumn({ nullable: true })
  inspectionId: number | null;

  @IntegerColumn({ nullable: true })
  drawId: number | null;

  /** 1 for one that people entered and that stands; of these there is one of a kind a day. Nothing is like null to a unique index. */
  @IntegerColumn({ nullable: true })
  entered: 1 | null;

  @TextColumn(500, { nullable: true })
  withdrawnReason: string | null;
}
