import { Check, Entity, ForeignKey, Index } from 'typeorm';

import { DayColumn, IdColumn, IntegerColumn, TextColumn } from '../../platform/database/entity-columns.js';
import { Inspector } from './inspector.entity.js';

/** 请假, or duty elsewhere (值班): to a draw they are the same. */
export const ABSENCE_KINDS = ['leave', 'duty'] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

/** Days on which an inspector cannot go out, both ends included. */
@Entity('absences')
@Index('ix_absences_inspector', ['inspectorId', 'fromDay'])
@Check('ck_absences_days', 'from_day <= until_day')
@Check('ck_absences_kind', `kind IN ('leave', 'duty')`)
export class Absence {
  @IdColumn()
  id: number;

  @IntegerColumn()
  @ForeignKey(() => Inspector, { name: 'fk_absences_inspector', onDelete: 'RESTRICT' })
  inspectorId: number;

  /** Null is leave too: a default would have TypeORM read back every row that it writes. */
  @TextColumn(16, { nullable: true })
  kind: AbsenceKind | null;

  @DayColumn()
  fromDay: string;

  @DayColumn()
  untilDay: string;

  @TextColumn(200, { nullable: true })
  reason: string | null;
}
