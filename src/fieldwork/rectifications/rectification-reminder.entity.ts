import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  DayColumn,
  IdColumn,
  IntegerColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { Rectification } from './rectification.entity.js';

/** 提醒 before the day, 当日提醒 on it, 督办 after it. */
export const RECTIFICATION_REMINDER_KINDS = ['reminder', 'last-day', 'escalation'] as const;
export type RectificationReminderKind = (typeof RECTIFICATION_REMINDER_KINDS)[number];

/**
 * Someone was told that a rectification is due soon, due today, or late: the agency whose it is, and of what is late the one
 * above it too. Once for each day by which it was due: an extended one is told of again. Rows are never changed or removed (a trigger sees to it).
 */
@Entity('rectification_reminders')
@Index('uq_rectification_reminders_once', ['rectificationId', 'dueOn', 'kind', 'agencyId'], { unique: true })
@Check('ck_rectification_reminders_kind', `kind IN ('reminder', 'last-day', 'escalation')`)
export class RectificationReminder {
  @IdColumn()
  id: number;

  @ForeignKey(() => Rectification, { name: 'fk_rectification_reminders_rectification', onDelete: 'RESTRICT' })
  @IntegerColumn()
  rectificationId: number;

  /** By when it was due then. */
  @DayColumn()
  dueOn: string;

  @TextColumn(16)
  kind: RectificationReminderKind;

  /** Whose leaders are told. */
  @ForeignKey('Agency', { name: 'fk_rectification_reminders_agency', onDelete: 'RESTRICT' })
  @IntegerColumn()
  agencyId: number;

  @MomentColumn()
  at: Date;
}
