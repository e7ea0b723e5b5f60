import {
  Code,
  Day,
  Flag,
  Integer,
  Integers,
  Moment,
  Nested,
  NestedList,
  OneOf,
  Pattern,
  QueryFlag,
  QueryInteger,
  Text,
  Texts,
  isDay,
} from '../../platform/http/fields.js';
import { type Fault } from '../../platform/errors/domain-error.js';
import { ListQuery } from '../../platform/http/paging.js';
import { text } from '../../platform/text.js';
import { MOST_IN_TEAM, MOST_SEATS } from '../teams/team-plan.js';
import { FILTER_FIELDS } from './filter-checks.js';
import { filterWords, scopeOf, SCOPES } from './filter-words.js';
import { REST_DAY_RULES, type RestDayRule } from '../calendar/rest-days.js';
import { DEFAULT_LATE_MINUTES, MOST_LATE_MINUTES } from '../calendar/schedule.js';
import { RESERVE } from './strata.js';
import { MOST_WARNINGS } from './batch-checks.js';
import { DEFAULT_REST_DAYS, DEFAULT_TIME_ZONE, DEFAULTS, termsOfRow } from './batch-terms.js';
import {
  ENTROPY_SOURCES,
  POOLS,
  RATE_DIRECTIONS,
  type Batch,
  type EntropySource,
  type Pools,
  type RateDirection,
} from './batch.entity.js';

const MOST_ID = 2_147_483_647;
/** 100 conditions' values of 100 characters are 40 kB at most, and a column of JSON ends at 64 kB. */
const MOST_VALUES = 100;
const MOST_EXPERTS = 5;
/** Most people named for the seats of a batch. */
const MOST_ASSIGNED = 1000;
const MOST_TARGETS = 100_000_000;
export const MOST_STRATA = 50;
const MOST_RESERVE = 10_000;
const MONTH_MINUTES = 43_200;
const YEAR_DAYS = 366;
const MOST_COOL_DOWN = 3650;
/** As in the protocol. */
const MOST_WITNESSES = 16;
const MOST_NAME = 100;

export class FilterCondition {
  @Text({ min: 1, max: 64, about: `Attribute of a target: ${FILTER_FIELDS.join(', ')}`, example: 'kind' })
  field: string;

  @Texts({ max: 100, minItems: 1, maxItems: MOST_VALUES, about: 'Holds for a target that has one of these values' })
  in: string[];
}

export class BatchRate {
  @OneOf(RATE_DIRECTIONS, {
    about: 'A duty rounds up (at-least), a limit rounds down (at-most), exactly must be whole',
  })
  direction: RateDirection;

  @Integer({ min: 1, max: 1_000_000, optional: true, about: 'Share in millionths, 3 % are 30000', example: 30_000 })
  millionths?: number;

  @Integer({ min: 1, max: MOST_TARGETS, optional: true, about: 'Targets to draw, with direction "number"' })
  number?: number;
}

export class BatchStratum {
  @Code({ about: 'Its id in the draw' })
  code: string;

  @Text({ min: 1, max: 50, example: '高风险' })
  name: string;

  @NestedList(() => FilterCondition, {
    maxItems: FILTER_FIELDS.length + 5,
    optional: true,
    about: 'All of these hold for a target of the stratum. Every target of the batch is in exactly one stratum',
  })
  conditions?: FilterCondition[];

  @Flag({
    optional: true,
    about: 'true: takes whoever is in none of the others, which then all ask for one and the same field',
  })
  rest?: boolean;

  @Nested(() => BatchRate, {
    optional: true,
    nullable: true,
    about: 'Unless told the rate of the batch; where that is a number, its part of it by largest remainder',
  })
  rate?: BatchRate | null;

  @Integer({ min: 1, max: MOST_TARGETS, optional: true, nullable: true, about: 'At least so many, if there are' })
  minimum?: number | null;

  @Integer({ min: 1, max: MOST_TARGETS, optional: true, nullable: true, about: 'Fewer than so many: all of them' })
  censusBelow?: number | null;

  @Integer({
    min: 0,
    max: MOST_RESERVE,
    optional: true,
    nullable: true,
    about: `Places drawn beyond the sample, for targets that turn out closed; ${RESERVE} unless told`,
  })
  reserve?: number | null;
}

export class BatchVisitWindow {
  @Day({ optional: true, about: 'First day, with until' })
  from?: string;

  @Day({ optional: true, about: 'Last day, with from' })
  until?: string;

  @Integer({ min: 0, max: YEAR_DAYS, optional: true, about: 'Days from the draw to the first day, with days' })
  afterDays?: number;

  @Integer({ min: 1, max: YEAR_DAYS, optional: true, about: 'How many days it lasts, with afterDays' })
  days?: number;
}

const MOMENT_OR_DAY = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

export class BatchSchedule {
  @OneOf(['date', 'cron'])
  kind: 'date' | 'cron';

  @Pattern({
    optional: true,
    about: 'With kind "date": a moment, or a day, which means 09:00 in the time zone',
    example: '2026-03-05T09:00:00+08:00',
    pattern: MOMENT_OR_DAY,
    code: 'moment_or_day',
    wanted: text(
      '应为日期 2026-03-05，或带时区的时刻 2026-03-05T09:00:00+08:00。',
      'Should be a day, 2026-03-05, or a moment with its offset, 2026-03-05T09:00:00+08:00.',
    ),
    holds: (value) => isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value)),
  })
  at?: string;

  @Text({
    min: 1,
    max: 100,
    optional: true,
    about: 'With kind "cron": minute, hour, day of month, month, weekday',
    example: '0 9 1 3-10 *',
  })
  expression?: string;

  @Text({ min: 1, max: 64, optional: true, about: `IANA time zone, ${DEFAULT_TIME_ZONE} unless told` })
  timeZone?: string;

  @OneOf(REST_DAY_RULES, {
    optional: true,
    about: `What becomes of a draw on a day of rest in China: it stays (keep), moves to the same time on the next or the previous working day, or is left out (skip); ${DEFAULT_REST_DAYS} unless told`,
  })
  restDays?: RestDayRule;

  @Integer({
    min: 0,
    max: MOST_LATE_MINUTES,
    optional: true,
    about: `How many minutes late a draw that could not be announced in time is still held; after that it is missed, for a person to decide. ${DEFAULT_LATE_MINUTES} unless told`,
  })
  lateMinutes?: number;
}

export const SEAT_SOURCES = ['own', 'keeper', 'agency'] as const;

export class BatchSeatRequest {
  @OneOf(SEAT_SOURCES, {
    about:
      'own: the list of the agency itself; keeper: that of the agency that keeps the target, and of those below; agency: that of one agency below, and of those below that',
  })
  from: (typeof SEAT_SOURCES)[number];

  @Integer({ min: 1, max: MOST_ID, optional: true, about: 'With from "agency": which' })
  agencyId?: number;

  @Integer({ min: 1, max: MOST_IN_TEAM, about: 'Inspectors before one target' })
  count: number;

  @Texts({ max: 100, maxItems: 10, optional: true, about: 'Beside those that every inspector of the batch holds' })
  qualifications?: string[];
}

export class BatchAssigned {
  @Integers({
    min: 1,
    max: MOST_ID,
    minItems: 2,
    maxItems: MOST_ASSIGNED,
    about: 'Inspectors; as many as a team has places: not random, more: drawn among them',
  })
  inspectorIds: number[];

  @Text({ min: 1, max: 500, about: 'Why; public with each draw, for ever' })
  reason: string;
}

class BatchMembers {
  @NestedList(() => FilterCondition, {
    maxItems: FILTER_FIELDS.length + 5,
    optional: true,
    about: 'All conditions hold for a target of the pool; none: all targets of the agency and of those below it',
  })
  filter?: FilterCondition[];

  @Integer({
    min: 1,
    max: MOST_TARGETS,
    optional: true,
    nullable: true,
    about: 'Without strata, and with a share: at least so many, if there are',
  })
  minimum?: number | null;

  @Integer({
    min: 1,
    max: MOST_TARGETS,
    optional: true,
    nullable: true,
    about: 'Without strata, and with a share: where there are fewer than so many, all of them',
  })
  censusBelow?: number | null;

  @NestedList(() => BatchStratum, {
    maxItems: MOST_STRATA,
    optional: true,
    about: 'Slices of the pool with rates of their own; none: everyone in one',
  })
  strata?: BatchStratum[];

  @Integer({
    min: 2,
    max: MOST_IN_TEAM,
    optional: true,
    about: `Inspectors before one target, ${DEFAULTS.teamSize} unless told`,
  })
  teamSize?: number;

  @NestedList(() => BatchSeatRequest, {
    maxItems: MOST_SEATS,
    optional: true,
    about:
      'Instead of teamSize, a team of several levels (按层级混合组队); none: anybody of the agency and of those below',
  })
  seats?: BatchSeatRequest[];

  @Integer({
    min: 0,
    max: MOST_EXPERTS,
    optional: true,
    about:
      'Experts (专家) in a team, drawn on top of its inspectors, who are at least two all the same; none unless told',
  })
  expertSeats?: number;

  @Nested(() => BatchAssigned, {
    optional: true,
    nullable: true,
    about: 'Inspectors assigned by name (指定人员): nobody else of this side is sent, and every draw says so for ever',
  })
  assigned?: BatchAssigned | null;

  @Integer({ min: 1, max: 1_000_000, optional: true, nullable: true, about: 'Most targets for one inspector' })
  maxLoad?: number | null;

  @Texts({ max: 100, maxItems: 50, optional: true, about: 'Every inspector holds these, beside those of the matters' })
  qualifications?: string[];

  @Nested(() => BatchVisitWindow, {
    optional: true,
    about: `{from, until} or {afterDays, days}; unless told, ${DEFAULTS.visitWindow.days} days from the day after the draw`,
  })
  visitWindow?: BatchVisitWindow;

  @Integer({
    min: 0,
    max: MONTH_MINUTES,
    optional: true,
    about: `Minutes from the announcement to the draw, ${DEFAULTS.noticeMinutes} unless told`,
  })
  noticeMinutes?: number;

  @OneOf(ENTROPY_SOURCES, {
    optional: true,
    about: `Where the randomness comes from, ${DEFAULTS.entropySource} unless told: a public beacon, figures that someone else publishes, secrets of witnesses, or a secret of this server`,
  })
  entropySource?: EntropySource;

  @Texts({
    max: MOST_NAME,
    maxItems: MOST_WITNESSES,
    plain: true,
    optional: true,
    about: 'For a ceremony: names of its witnesses, without invisible characters',
  })
  witnesses?: string[];

  @OneOf(POOLS, {
    optional: true,
    about: `Whether everyone may read who was in the pools of a draw (open), or only who was drawn, and each target its own place (closed); ${DEFAULTS.pools} unless told`,
  })
  pools?: Pools;

  @Integer({
    min: 1,
    max: MOST_COOL_DOWN,
    optional: true,
    nullable: true,
    about:
      'Targets visited by this agency or one below it are left alone for so many days, counted from the first day of the last visit; null: they are not',
  })
  coolDownDays?: number | null;

  @Code({
    max: 40,
    optional: true,
    nullable: true,
    about:
      "A rotation (轮查) by its code, such as 2026-2030: whoever was drawn in it is not drawn again until everyone's turn has come. All batches of the agency with the same code are rounds of it, in whichever plan; null: each draw for itself",
  })
  rotation?: string | null;

  @Text({ min: 1, max: 500, optional: true, about: 'Why; needed once the plan is published' })
  reason?: string;
}

export class BatchCreateRequest extends BatchMembers {
  @Text({ max: 200 })
  name: string;

  // with the plan's number before it, it is the batch's id in the protocol, which has 64 characters
  @Code({ max: 50, optional: true, about: 'B01, B02 … unless told; fixed from then on' })
  code?: string;

  @Integers({ min: 1, max: MOST_ID, minItems: 1, maxItems: 200, about: 'What is inspected' })
  matterIds: number[];

  @Nested(() => BatchRate)
  rate: BatchRate;

  @Nested(() => BatchSchedule)
  schedule: BatchSchedule;
}

export class BatchChangeRequest extends BatchMembers {
  @Text({ min: 1, max: 200, optional: true })
  name?: string;

  @Integers({ min: 1, max: MOST_ID, minItems: 1, maxItems: 200, optional: true, about: 'What is inspected' })
  matterIds?: number[];

  @Nested(() => BatchRate, { optional: true })
  rate?: BatchRate;

  @Nested(() => BatchSchedule, { optional: true })
  schedule?: BatchSchedule;
}

export class BatchCancelRequest {
  @Text({ min: 1, max: 500, about: 'Why it is cancelled' })
  reason: string;
}

export class BatchesQuery extends ListQuery {
  @QueryFlag({ optional: true, about: 'true: only cancelled ones; false: only those in force' })
  cancelled?: boolean;

  @QueryInteger({ min: 1, max: MOST_ID, optional: true, about: 'Only batches that inspect this matter' })
  matterId?: number;
}

export class WarningWordsResponse {
  @Text({ max: 5000 })
  zh: string;

  @Text({ max: 5000 })
  en: string;
}

export class BatchWarningResponse {
  @Text({ max: 200, about: 'JSON pointer to the member' })
  pointer: string;

  @Text({ max: 64 })
  code: string;

  @Nested(() => WarningWordsResponse)
  message: WarningWordsResponse;
}

export class BatchMatterResponse {
  @Integer({ min: 1, max: MOST_ID })
  id: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 500 })
  name: string;
}

export class BatchSeatResponse {
  @OneOf(SEAT_SOURCES)
  from: string;

  @Integer({ min: 1, max: MOST_ID, nullable: true })
  agencyId: number | null;

  @Integer({ min: 1, max: MOST_IN_TEAM })
  count: number;

  @Texts({ max: 100, maxItems: 10 })
  qualifications: string[];
}

export class BatchResponse {
  @Integer({ min: 1, max: MOST_ID })
  id: number;

  @Integer({ min: 1, max: MOST_ID })
  planId: number;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 200 })
  name: string;

  @NestedList(() => BatchMatterResponse, { maxItems: 200 })
  matters: BatchMatterResponse[];

  @NestedList(() => FilterCondition, { maxItems: FILTER_FIELDS.length })
  filter: FilterCondition[];

  @OneOf(SCOPES, {
    about: 'targeted: drawn from those whom the filter lets through (定向); untargeted: from everyone (不定向)',
  })
  scope: string;

  @Nested(() => WarningWordsResponse, { about: 'The filter in words, as the manifest of each draw says it' })
  filterWords: WarningWordsResponse;

  @Nested(() => BatchRate)
  rate: BatchRate;

  @Integer({ min: 1, max: MOST_TARGETS, nullable: true })
  minimum: number | null;

  @Integer({ min: 1, max: MOST_TARGETS, nullable: true })
  censusBelow: number | null;

  @NestedList(() => BatchStratum, { maxItems: MOST_STRATA })
  strata: BatchStratum[];

  @Integer({ min: 2, max: MOST_IN_TEAM })
  teamSize: number;

  @NestedList(() => BatchSeatResponse, { maxItems: MOST_SEATS })
  seats: BatchSeatResponse[];

  @Integer({ min: 0, max: MOST_EXPERTS })
  expertSeats: number;

  @Nested(() => BatchAssigned, { nullable: true })
  assigned: BatchAssigned | null;

  @Integer({ min: 1, max: 1_000_000, nullable: true })
  maxLoad: number | null;

  @Texts({ max: 100, maxItems: 50 })
  qualifications: string[];

  @Nested(() => BatchVisitWindow)
  visitWindow: BatchVisitWindow;

  @Nested(() => BatchSchedule)
  schedule: BatchSchedule;

  @Integer({ min: 0, max: MONTH_MINUTES })
  noticeMinutes: number;

  @OneOf(ENTROPY_SOURCES)
  entropySource: EntropySource;

  @Texts({ max: MOST_NAME, maxItems: MOST_WITNESSES })
  witnesses: string[];

  @OneOf(POOLS)
  pools: Pools;

  @Integer({ min: 1, max: MOST_COOL_DOWN, nullable: true })
  coolDownDays: number | null;

  @Code({ max: 40, nullable: true })
  rotation: string | null;

  @NestedList(() => BatchWarningResponse, {
    maxItems: MOST_WARNINGS,
    about:
      'What does not forbid the batch, as it was seen when it was last written, changed or published. Where an agency has answered or was left out since: what holds by then, be it that nothing can be drawn',
  })
  warnings: BatchWarningResponse[];

  @Moment({ nullable: true, about: 'When it is drawn next; in a draft, when it would be if it were published now' })
  nextDueAt: string | null;

  @Flag()
  cancelled: boolean;

  @Moment({ nullable: true })
  cancelledAt: string | null;

  @Integer({ min: 1, max: MOST_ID, about: 'Goes up with every change; the ETag' })
  version: number;

  @Moment()
  createdAt: string;

  @Moment()
  updatedAt: string;
}

export class BatchRemarkResponse {
  @Text({ max: 200, about: 'JSON pointer of the member of the batch that it is about' })
  pointer: string;

  @Text({ max: 64 })
  code: string;

  @Text({ max: 2000 })
  zh: string;

  @Text({ max: 2000 })
  en: string;
}

export class BatchReviewResponse {
  @NestedList(() => BatchRemarkResponse, { maxItems: 100, about: 'What would make its draw impossible today' })
  faults: BatchRemarkResponse[];

  @NestedList(() => BatchRemarkResponse, {
    maxItems: 100,
    about: 'What may be regretted, with what can be done about it',
  })
  warnings: BatchRemarkResponse[];
}

export function remarkResponse({ code, message, pointer }: Fault): BatchRemarkResponse {
  return { pointer, code, zh: message.zh, en: message.en };
}

/** @param matters those of the batch, in the order of their codes */
export function batchResponse(
  row: Batch,
  matters: readonly BatchMatterResponse[],
  nextDueAt: Date | null,
): BatchResponse {
  const terms = termsOfRow(row);
  return {
    id: row.id,
    planId: row.planId,
    code: row.code,
    name: row.name,
    matters: matters.map(({ id, code, name }) => ({ id, code, name })),
    filter: terms.filter.map(({ field, in: values }) => ({ field, in: values.map(String) })),
    scope: scopeOf(terms.filter),
    filterWords: filterWords(terms.filter),
    rate: { ...terms.rate },
    minimum: terms.minimum,
    censusBelow: terms.censusBelow,
    strata: terms.strata.map((stratum) => ({
      ...stratum,
      conditions: stratum.conditions.map(({ field, in: values }) => ({ field, in: values.map(String) })),
    })),
    teamSize: terms.teamSize,
    expertSeats: terms.expertSeats,
    seats: terms.seats.map((seat) => ({ ...seat, qualifications: [...seat.qualifications] })),
    assigned:
      terms.assigned === null
        ? null
        : { inspectorIds: [...terms.assigned.inspectorIds], reason: terms.assigned.reason },
    maxLoad: terms.maxLoad,
    qualifications: [...terms.qualifications],
    visitWindow: { ...terms.visitWindow },
    schedule: { ...terms.schedule },
    noticeMinutes: terms.noticeMinutes,
    entropySource: terms.entropySource,
    witnesses: [...terms.witnesses],
    pools: terms.pools,
    coolDownDays: terms.coolDownDays,
    rotation: terms.rotation,
    warnings: (row.warnings ?? []).map(({ code, message, pointer }) => ({ pointer, code, message })),
    nextDueAt: nextDueAt?.toISOString() ?? null,
    cancelled: row.cancelledAt !== null,
    cancelledAt: row.cancelledAt?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
