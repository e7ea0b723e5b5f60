import { ROLES } from '../../platform/http/access.js';
import { AnyObject, Day, Flag, Integer, OneOf, QueryInteger, Text } from '../../platform/http/fields.js';
import { ListQuery, PageOf } from '../../platform/http/paging.js';
import { REFUSAL_KINDS, type RefusalKind } from '../../platform/history/refusal-kinds.js';
import { SUBJECTS, type Subject } from '../../platform/history/subjects.js';
import { type ChangeOf } from '../../platform/history/changes.service.js';

const MOST_ID = 2_147_483_647;
const ROW = { min: 1, max: MOST_ID } as const;

class WhoAndWhenQuery extends ListQuery {
  @QueryInteger({ ...ROW, optional: true, about: 'Records of this agency alone' })
  agencyId?: number;

  @Text({ max: 100, optional: true, about: 'The beginning of the name of whoever did it' })
  search?: string;

  @Day({ optional: true, about: 'Not before this day in China' })
  from?: string;

  @Day({ optional: true, about: 'Not after this day in China' })
  until?: string;
}

export class HistoryQuery extends WhoAndWhenQuery {
  @OneOf(SUBJECTS, { optional: true, about: 'Kind of record' })
  subject?: Subject;

  @QueryInteger({ ...ROW, optional: true, about: 'One record, with its kind; of working days the year' })
  subjectId?: number;

  @Text({ max: 32, optional: true, about: 'What was done, as the history calls it' })
  action?: string;
}

export class RefusalsQuery extends WhoAndWhenQuery {
  @OneOf(REFUSAL_KINDS, { optional: true })
  kind?: RefusalKind;
}

export class RecordChangeResponse {
  @Integer(ROW)
  id: number;

  @OneOf(SUBJECTS)
  subject: string;

  @Integer(ROW)
  subjectId: number;

  @Text({ max: 255, nullable: true, about: 'What the record is called now; null: it is not there any more' })
  name: string | null;

  @Integer({ ...ROW, nullable: true, about: 'Whose record it was; null: of the whole tree' })
  agencyId: number | null;

  @Text({ max: 32, about: 'What was done' })
  action: string;

  @Text({ max: 100, about: 'A username, or what of the program did it by itself' })
  by: string;

  @Flag({ about: 'Whether a person did it' })
  byPerson: boolean;

  @Text({ max: 30 })
  at: string;

  @Text({ max: 64, nullable: true })
  requestId: string | null;

  @Text({ max: 2000, nullable: true, about: 'Why, where a reason was given' })
  reason: string | null;

  @AnyObject({ nullable: true, about: 'What differs, before' })
  before: object | null;

  @AnyObject({ nullable: true, about: 'What differs, after' })
  after: object | null;
}

export class RecordChangesPage extends PageOf(RecordChangeResponse) {}

export class RefusalResponse {
  @Integer(ROW)
  id: number;

  @Text({ max: 100, about: 'Username' })
  by: string;

  @OneOf(ROLES, { about: 'The role that the person had' })
  role: string;

  @Integer({ ...ROW, nullable: true, about: 'The top of what the person saw; null: the whole tree' })
  agencyId: number | null;

  @OneOf(REFUSAL_KINDS, { about: 'By the role, by a rule about this record, or because it lies outside' })
  kind: string;

  @Text({ max: 64, about: 'Of the problem that was answered; `many`: more in a day than have rows of their own' })
  code: string;

  @Text({ max: 10 })
  method: string;

  @Text({ max: 300 })
  path: string;

  @Text({ max: 200, nullable: true, about: 'The record that was asked for' })
  sought: string | null;

  @Integer({ ...ROW, nullable: true, about: 'Whose record that is' })
  soughtAgencyId: number | null;

  @Text({ max: 64 })
  address: string;

  @Text({ max: 64, about: 'Of the first time' })
  requestId: string;

  @Text({ max: 30 })
  firstAt: string;

  @Text({ max: 30 })
  lastAt: string;

  @Integer({ min: 1, max: MOST_ID, about: 'How often on that day' })
  times: number;
}

export class RefusalsPage extends PageOf(RefusalResponse) {}

export function recordChange({ after, before, ...change }: ChangeOf): RecordChangeResponse {
  return { ...change, reason: reasonIn(after) ?? reasonIn(before) ?? null, before, after };
}

/** A reason is kept among what was written, in one language or in both. */
function reasonIn(values: object | null): string | undefined {
  const reason: unknown = (values as { readonly reason?: unknown } | null)?.reason;
  if (typeof reason === 'string') return reason === '' ? undefined : reason;
  const chinese: unknown = (reason as { readonly zh?: unknown } | null | undefined)?.zh;
  return typeof chinese === 'string' ? chinese : undefined;
}
