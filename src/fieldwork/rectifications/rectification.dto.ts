import {
  Day,
  Flag,
  Integer,
  Integers,
  Moment,
  Nested,
  NestedList,
  OneOf,
  QueryFlag,
  QueryInteger,
  Text,
  Texts,
} from '../../platform/http/fields.js';
import { ListQuery } from '../../platform/http/paging.js';
import { FINDING_CODE_NAMES, nameOfFinding } from '../findings/finding-codes.js';
import { WordsResponse } from '../../platform/http/words.dto.js';
import { StepPersonResponse } from '../life/step.dto.js';
import {
  ALL_STEPS,
  OUTCOMES,
  RECTIFICATION_STATE_WORDS,
  RECTIFICATION_STATES,
  RECTIFICATION_STEP_WORDS,
  RECTIFICATION_STEPS,
  RECTIFICATION_WHO_WORDS,
  type RectificationState,
  type RectificationStepName,
} from './rectification-life.js';
import { RECTIFICATION_REMINDER_KINDS, type RectificationReminder } from './rectification-reminder.entity.js';
import { DAY_KINDS, LONGEST_TERM, type DayKind } from './rectification-rules.js';
import { type RectificationStep } from './rectification-step.entity.js';
import { type Rectification } from './rectification.entity.js';
import { type NextRectificationStep } from './rectification-permission.js';

const ROW = { min: 1, max: 2_147_483_647 };
const MOST_ITEMS = 20;
const MOST_DOCUMENTS = 50;
const MOST_IN_TEAM = 100;

export class RectificationQuery extends ListQuery {
  @QueryInteger({ ...ROW, optional: true })
  agencyId?: number;

  @QueryInteger({ ...ROW, optional: true })
  inspectionId?: number;

  @OneOf(RECTIFICATION_STATES, { optional: true })
  state?: RectificationState;

  @QueryFlag({ optional: true, about: 'Only those that are not closed, or only those that are' })
  open?: boolean;

  @QueryFlag({ optional: true, about: 'Only those that are late, or only those that are not' })
  overdue?: boolean;

  @OneOf(FINDING_CODE_NAMES, { optional: true, about: 'The finding that they follow' })
  findingCode?: string;

  @Text({ max: 64, optional: true, about: 'Code of the target, exactly' })
  targetCode?: string;

  @Text({ max: 100, optional: true, about: "Part of the target's name or code" })
  search?: string;

  @QueryFlag({ optional: true, about: 'Only those of inspections in whose team the caller sits' })
  mine?: boolean;
}

export class DeadlineRequest {
  @Day({ optional: true, nullable: true, about: 'By when, as a day' })
  dueOn?: string | null;

  @Integer({
    min: 1,
    max: LONGEST_TERM,
    optional: true,
    nullable: true,
    about: 'Or so many days from the day of the order, which is not counted; of an extension, from the deadline before',
  })
  days?: number | null;

  @OneOf(DAY_KINDS, {
    optional: true,
    nullable: true,
    about:
      "With days: China's working days unless told. A term of calendar days that ends on a day of rest ends on the working day after it",
  })
  counted?: DayKind | null;
}

export class RectificationItemFields {
  @Integer({ ...ROW, optional: true, nullable: true, about: 'The matter; left out, the inspection as a whole' })
  matterId?: number | null;

  @Text({ max: 500, lines: true, about: 'What must be mended' })
  what: string;
}

export class RectificationRequest {
  @OneOf(FINDING_CODE_NAMES, { about: 'The finding that it follows, which the inspection has' })
  findingCode: string;

  @Integer({ ...ROW, optional: true, nullable: true, about: 'Its matter; left out, the finding without one' })
  matterId?: number | null;

  @Day({ about: 'The day of the order, in China: not before the visit' })
  on: string;

  @Nested(() => DeadlineRequest)
  deadline: DeadlineRequest;

  @NestedList(() => RectificationItemFields, { minItems: 1, maxItems: MOST_ITEMS })
  items: RectificationItemFields[];

  @Text({ max: 2000, lines: true, optional: true, nullable: true })
  note?: string | null;
}

export class RectificationStepRequest {
  @OneOf(RECTIFICATION_STEPS, {
    about:
      '申请延期、批准延期、登记整改报告、复查、再次责令整改、移交、登记移交回执、移交被退回、申请终止、批准终止、不予批准、撤回申请、办结',
  })
  step: RectificationStepName;

  @Day({ optional: true, nullable: true, about: 'The day on which it was done, in China' })
  on?: string | null;

  @Text({
    max: 2000,
    lines: true,
    optional: true,
    nullable: true,
    about:
      'The reason; with mend what the target reports and the evidence for it; with recheck what was found; with transfer what is transferred',
  })
  note?: string | null;

  @Nested(() => DeadlineRequest, { optional: true, nullable: true, about: 'With ask-extension and reorder' })
  deadline?: DeadlineRequest | null;

  @NestedList(() => RectificationItemFields, {
    minItems: 1,
    maxItems: MOST_ITEMS,
    optional: true,
    nullable: true,
    about: 'With reorder: what is still to be mended; the same as before unless told',
  })
  items?: RectificationItemFields[] | null;

  @Flag({ optional: true, nullable: true, about: 'With recheck: whether it is mended' })
  passed?: boolean | null;

  @Integers({
    ...ROW,
    minItems: 1,
    maxItems: MOST_IN_TEAM,
    optional: true,
    nullable: true,
    about:
      'With recheck: who of the team was there, the whole team unless told. Two are inspectors with certificates valid on that day',
  })
  present?: number[] | null;

  @Text({ min: 1, max: 200, optional: true, nullable: true, about: 'With transfer: the body that takes over' })
  body?: string | null;

  @Texts({
    max: 200,
    minItems: 1,
    maxItems: MOST_DOCUMENTS,
    optional: true,
    nullable: true,
    about: 'With transfer: the documents that go with it',
  })
  documents?: string[] | null;

  @Text({ min: 1, max: 100, optional: true, nullable: true, about: 'With receive: the number of the receipt' })
  number?: string | null;

  @Text({ min: 1, max: 100, optional: true, nullable: true, about: 'With receive: who received it there' })
  receivedBy?: string | null;
}

export class RectificationTargetResponse {
  @Integer(ROW)
  id: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 300 })
  name: string;
}

export class RectificationFindingResponse {
  @OneOf(FINDING_CODE_NAMES)
  code: string;

  @Nested(() => WordsResponse)
  name: WordsResponse;

  @Integer({ ...ROW, nullable: true, about: 'null speaks of the inspection as a whole' })
  matterId: number | null;
}

export class RectificationResponse {
  @Integer(ROW)
  id: number;

  @Integer(ROW)
  inspectionId: number;

  @Integer(ROW)
  agencyId: number;

  @Nested(() => RectificationTargetResponse, { about: 'As it was drawn' })
  target: RectificationTargetResponse;

  @Nested(() => RectificationFindingResponse, { about: 'What it follows' })
  finding: RectificationFindingResponse;

  @OneOf(RECTIFICATION_STATES)
  state: string;

  @Nested(() => WordsResponse)
  stateName: WordsResponse;

  @Day({ about: 'The day of the first order' })
  orderedOn: string;

  @Day({ about: 'By when it must be mended, as it was said last' })
  deadline: string;

  @Day({
    nullable: true,
    about:
      'By when the next step is due: the deadline while it runs; of a transfer the day by which a receipt is expected; of what passed its recheck that by which it is to be closed',
  })
  dueOn: string | null;

  @Flag({ about: 'That day is over' })
  overdue: boolean;

  @Integer({ min: 0, max: 2_147_483_647, about: 'How often its deadline was extended' })
  extensions: number;

  @Integer({ min: 0, max: 2_147_483_647, about: 'How many rechecks it failed' })
  failedRechecks: number;

  @OneOf(OUTCOMES, { nullable: true, about: 'How it ended: 整改到位、移交、终止' })
  outcome: string | null;

  @Moment({ nullable: true })
  closedAt: string | null;

  @Integer(ROW)
  version: number;

  @Moment()
  createdAt: string;

  @Moment()
  updatedAt: string;
}

export class RectificationItemResponse {
  @Integer({ ...ROW, nullable: true })
  matterId: number | null;

  @Text({ max: 500, lines: true })
  what: string;
}

export class RectificationStepResponse {
  @OneOf(ALL_STEPS)
  step: string;

  @Nested(() => WordsResponse)
  name: WordsResponse;

  @OneOf(RECTIFICATION_STATES, { nullable: true, about: 'null: it began with this' })
  from: string | null;

  @OneOf(RECTIFICATION_STATES)
  to: string;

  @Day({ nullable: true })
  on: string | null;

  @Day({ nullable: true, about: 'The deadline that it gives, or asks for' })
  deadline: string | null;

  @Text({ max: 2000, lines: true, nullable: true })
  note: string | null;

  @NestedList(() => RectificationItemResponse, { maxItems: MOST_ITEMS, about: 'Of an order' })
  items: RectificationItemResponse[];

  @NestedList(() => StepPersonResponse, { maxItems: MOST_IN_TEAM, about: 'Of a recheck: who was there' })
  people: StepPersonResponse[];

  @Text({ max: 200, nullable: true, about: 'Of a transfer: who takes over' })
  body: string | null;

  @Texts({ max: 200, maxItems: MOST_DOCUMENTS, about: 'Of a transfer' })
  documents: string[];

  @Text({ max: 100, nullable: true, about: 'Of a receipt' })
  number: string | null;

  @Text({ max: 100, nullable: true, about: 'Of a receipt' })
  receivedBy: string | null;

  @Flag({ about: 'It asks for a second person, and there was nobody else who could' })
  alone: boolean;

  @Text({ max: 100 })
  by: string;

  @Moment()
  at: string;
}

export class NextRectificationStepResponse {
  @OneOf(RECTIFICATION_STEPS)
  step: string;

  @Nested(() => WordsResponse)
  name: WordsResponse;

  @Nested(() => WordsResponse, { about: 'Who may take it' })
  who: WordsResponse;

  @Flag({ about: 'Whether the caller may' })
  mine: boolean;
}

export class RectificationReminderResponse {
  @OneOf(RECTIFICATION_REMINDER_KINDS, { about: '提醒 before the day, 当日提醒 on it, 督办 after it' })
  kind: string;

  @Integer({ ...ROW, about: 'Whose leaders were told' })
  agencyId: number;

  @Day({ about: 'By when it was due then' })
  dueOn: string;

  @Moment()
  at: string;
}

export class RectificationDetailResponse extends RectificationResponse {
  @NestedList(() => RectificationItemResponse, {
    maxItems: MOST_ITEMS,
    about: 'What must be mended, as the last order says',
  })
  items: RectificationItemResponse[];

  @NestedList(() => RectificationStepResponse, {
    maxItems: 1000,
    about: 'Every step that was taken, the earliest first',
  })
  steps: RectificationStepResponse[];

  @NestedList(() => NextRectificationStepResponse, { maxItems: 20, about: 'What may be done next, and by whom' })
  next: NextRectificationStepResponse[];

  @NestedList(() => RectificationReminderResponse, { maxItems: 1000, about: 'Who was told that it is due, or late' })
  reminders: RectificationReminderResponse[];
}

/** What is shown of a rectification beside its row. */
export interface RectificationParts {
  readonly target: RectificationTargetResponse;
  readonly extensions: number;
  readonly failedRechecks: number;
  /** The day in China, which decides what is overdue. */
  readonly today: string;
}

export const toRectificationResponse = (
  row: Rectification,
  { extensions, failedRechecks, target, today }: RectificationParts,
): RectificationResponse => ({
  id: row.id,
  inspectionId: row.inspectionId,
  agencyId: row.agencyId,
  target,
  finding: { code: row.findingCode, name: nameOfFinding(row.findingCode), matterId: row.matterId },
  state: row.state,
  stateName: RECTIFICATION_STATE_WORDS[row.state],
  orderedOn: row.orderedOn,
  deadline: row.deadline,
  dueOn: row.dueOn,
  overdue: row.dueOn !== null && row.dueOn < today,
  extensions,
  failedRechecks,
  outcome: row.outcome,
  closedAt: row.closedAt?.toISOString() ?? null,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** @param people those whom the steps name, by their rows */
export function toRectificationStepResponse(
  row: RectificationStep,
  people: ReadonlyMap<number, StepPersonResponse>,
): RectificationStepResponse {
  const { body, documents, items, number, present, receivedBy } = row.details ?? {};
  return {
    step: row.step,
    name: RECTIFICATION_STEP_WORDS[row.step],
    from: row.fromState,
    to: row.toState,
    on: row.onDay,
    deadline: row.deadline,
    note: row.note,
    items: [...(items ?? [])],
    people: [...(present ?? [])].flatMap((id) => people.get(id) ?? []),
    body: body ?? null,
    documents: [...(documents ?? [])],
    number: number ?? null,
    receivedBy: receivedBy ?? null,
    alone: row.alone === 1,
    by: row.byName,
    at: row.at.toISOString(),
  };
}

export const toRectificationDetailResponse = (
  row: Rectification,
  parts: RectificationParts & {
    readonly steps: readonly RectificationStep[];
    readonly people: ReadonlyMap<number, StepPersonResponse>;
    readonly next: readonly NextRectificationStep[];
    readonly reminders: readonly RectificationReminder[];
  },
): RectificationDetailResponse => ({
  ...toRectificationResponse(row, parts),
  items: [...(parts.steps.findLast(({ details }) => details?.items !== undefined)?.details?.items ?? [])],
  steps: parts.steps.map((step) => toRectificationStepResponse(step, parts.people)),
  next: parts.next.map(({ mine, step, who }) => ({
    step,
    name: RECTIFICATION_STEP_WORDS[step],
    who: RECTIFICATION_WHO_WORDS[who],
    mine,
  })),
  reminders: parts.reminders.map(({ agencyId, at, dueOn, kind }) => ({ kind, agencyId, dueOn, at: at.toISOString() })),
});
