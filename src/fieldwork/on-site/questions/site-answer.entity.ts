import { Entity, ForeignKey, Index } from 'typeorm';

import {
  IdColumn,
  IntegerColumn,
  JsonColumn,
  MomentColumn,
  TextColumn,
} from '../../../platform/database/entity-columns.js';
import { Inspection } from '../../inspections/inspection.entity.js';
import { FieldAct } from '../sync/field-act.entity.js';
import { type AnswerValue } from './question-rules.js';

/** One answer to one question of one matter. A later one stands in its place, and both stay. */
@Entity('site_answers')
@Index('uq_site_answers_act', ['actId'], { unique: true })
@Index('ix_site_answers_inspection', ['inspectionId', 'id'])
export class SiteAnswer {
  @IdColumn()
  id: number;

  @ForeignKey(() => FieldAct, { name: 'fk_site_answers_act', onDelete: 'RESTRICT' })
  @IntegerColumn()
  actId: number;

  @ForeignKey(() => Inspection, { name: 'fk_site_answers_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectionId: number;

  @ForeignKey('Matter', { name: 'fk_site_answers_matter', onDelete: 'RESTRICT' })
  @IntegerColumn()
  matterId: number;

  @IntegerColumn()
  listVersion: number;

  @TextColumn(32)
  question: string;

  @JsonColumn()
  value: AnswerValue;

  @TextColumn(500, { nullable: true })
  note: string | null;

  @IntegerColumn()
  userId: number;

  @TextColumn(200)
  userName: string;

  @MomentColumn()
  at: Date;
}
