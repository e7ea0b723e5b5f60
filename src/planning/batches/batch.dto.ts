import {
  Code,
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
import { type Fault } from '../../platform/errors/domain-error.js';
import { ListQuery } from '../../platform/http/paging.js';
import { MOST_IN_TEAM, MOST_SEATS } from '../teams/team-plan.js';
import { FILTER_FIELDS } from './filter-checks.js';
import { filterWords, scopeOf, SCOPES } from './filter-words.js';
import { MOST_WARNINGS } from './batch-checks.js';
import { DEFAULTS } from './batch-terms.js';
import { termsOfRow } from './batch-row.js';
import { ENTROPY_SOURCES, POOLS, type Batch, type EntropySource, type Pools } from './batch.entity.js';

import {
  MOST_ID,
  MOST_EXPERTS,
  MOST_TARGETS,
  MOST_STRATA,
  MONTH_MINUTES,
  MOST_COOL_DOWN,
  MOST_WITNESSES,
  MOST_NAME,
  FilterCondition,
  BatchRate,
  BatchStratum,
  BatchVisitWindow,
  BatchSchedule,
  SEAT_SOURCES,
  BatchSeatRequest,
  BatchAssigned,
} from './batch-members.dto.js';
import { WordsResponse } from '../../platform/http/words.dto.js';

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
      "A rotation (轮查) by its code, such as 2026-2030: whoever was drawn in it is not drawn again until everyone's turn has come. All batches of the agency with the same code, filter and strata are rounds of it, in whichever plan; null: each draw for itself",
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

export class BatchWarningResponse {
  @Text({ max: 200, about: 'JSON pointer to the member' })
  pointer: string;

  @Text({ max: 64 })
  code: string;

  @Nested(() => WordsResponse)
  message: WordsResponse;
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

  @Nested(() => WordsResponse, { about: 'The filter in words, as the manifest of each draw says it' })
  filterWords: WordsResponse;

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
