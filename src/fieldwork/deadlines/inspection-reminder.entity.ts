import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  DayColumn,
  IdColumn,
  IntegerColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { Inspection } from '../inspections/inspection.entity.js';
import { type Term } from './due.js';

/** 提醒 before a term ends, 督办 after it. */
export const REMINDER_KINDS = ['reminder', 'escalation'] as const;
export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** One who is to be told of one inspection. */
export interface Due {
  readonly inspectionId: number;
  readonly dueOn: string;
  /** Who is told. */
  readonly agencyId: number;
  /** Whose inspection it is. */
  readonly ownerId: number;
  readonly term: Term;
  readonly kind: ReminderKind;
}

/**
 * Someone was told that a term ends, or has ended: the agency whose inspection it is, and of what is late the one above it
 * too. Once for each term, whatever happens meanwhile. Rows are never changed or removed (a trigger sees to it).
 */
@Entity('inspection_reminders')
@Index('uq_inspection_reminders_once', ['inspectionId', 'term', 'kind', 'agencyId'], { unique: true })
@Index('ix_inspection_reminders_agency', ['agencyId', 'id'])
@Check('ck_inspection_reminders_term', `term IN ('preparation', 'visit', 'publication')`)
@Check('ck_inspection_reminders_kind', `kind IN ('reminder', 'escalation')`)
export class InspectionReminder {
  @IdColumn()
  id: number;

  @ForeignKey(() => Inspection, { name: 'fk_inspection_reminders_inspection', onDelete: 'RESTRICT' })
  @IntegerColumn()
  inspectionId: number;

  @TextColumn(16)
  term: Term;

  @TextColumn(16)
  kind: ReminderKind;

  /** Whose leaders are told. */
  @ForeignKey('Agency', { name: 'fk_inspection_reminders_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  /** The end of the term, as it was then. */
  @DayColumn()
  dueOn: string;

  @MomentColumn()
  at: Date;
}
