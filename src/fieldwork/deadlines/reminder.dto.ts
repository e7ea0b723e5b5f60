import { Day, Integer, Moment, OneOf, QueryInteger } from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { TERMS, type Term } from './due.js';
import { REMINDER_KINDS, type InspectionReminder, type ReminderKind } from './inspection-reminder.entity.js';

const ROW = { min: 1, max: 2_147_483_647 };

export class ReminderQuery extends ListQuery {
  @QueryInteger({ ...ROW, optional: true, about: 'Whose leaders were told' })
  agencyId?: number;

  @QueryInteger({ ...ROW, optional: true })
  inspectionId?: number;

  @OneOf(REMINDER_KINDS, { optional: true })
  kind?: ReminderKind;

  @OneOf(TERMS, { optional: true })
  term?: Term;
}

export class ReminderResponse {
  @Integer(ROW)
  id: number;

  @Integer(ROW)
  inspectionId: number;

  @OneOf(TERMS, { about: '准备（接受、审批、通知）、检查、公示' })
  term: string;

  @OneOf(REMINDER_KINDS, { about: '提醒 before the term ends, 督办 after it' })
  kind: string;

  @Integer({
    ...ROW,
    about: "Whose leaders were told: the inspection's agency, and of what is late the one above it too",
  })
  agencyId: number;

  @Day({ about: 'The end of the term, as it was then' })
  dueOn: string;

  @Moment()
  at: string;
}

export const toReminderResponse = ({
  agencyId,
  at,
  dueOn,
  id,
  inspectionId,
  kind,
  term,
}: InspectionReminder): ReminderResponse => ({ id, inspectionId, term, kind, agencyId, dueOn, at: at.toISOString() });
