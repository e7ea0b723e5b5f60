import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { DayColumn, IdColumn, IntegerColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Inspector } from './inspector.entity.js';

/** Days on which an inspector cannot go out, both ends included. */
@Entity('absences')
@Index('ix_absences_inspector', ['inspectorId', 'fromDay'])
@Check('ck_absences_days', 'from_day <= until_day')
export class Absence {
  @IdColumn()
  id: number;

  @IntegerColumn()
  @ForeignKey(() => Inspector, { name: 'fk_absences_inspector', onDelete: 'RESTRICT' })
  inspectorId: number;

  @DayColumn()
  fromDay: string;

  @DayColumn()
  untilDay: string;

  @TextColumn(200, { nullable: true })
  reason: string | null;
}
