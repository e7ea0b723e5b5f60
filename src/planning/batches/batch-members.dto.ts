import {
  Code,
  Day,
  Flag,
  Integer,
  Integers,
  Nested,
  NestedList,
  OneOf,
  Pattern,
  Text,
  Texts,
  isDay,
} from '../../platform/http/fields.js';
import { text } from '../../platform/text.js';
import { MOST_IN_TEAM } from '../teams/team-plan.js';
import { REST_DAY_RULES, type RestDayRule } from '../calendar/rest-days.js';
import { DEFAULT_LATE_MINUTES, MOST_LATE_MINUTES } from '../calendar/schedule.js';
import { DEFAULT_REST_DAYS, DEFAULT_TIME_ZONE } from './batch-terms.js';
import { RATE_DIRECTIONS, type RateDirection } from './batch.entity.js';
import { FILTER_FIELDS } from './filter-checks.js';
import { RESERVE } from './strata.js';

/* What a batch is made of, as requests and responses say it. */

export const MOST_ID = 2_147_483_647;
/** 100 conditions' values of 100 characters are 40 kB at most, and a column of JSON ends at 64 kB. */
const MOST_VALUES = 100;
export const MOST_EXPERTS = 5;
/** Most people named for the seats of a batch. */
const MOST_ASSIGNED = 1000;
export const MOST_TARGETS = 100_000_000;
export const MOST_STRATA = 50;
const MOST_RESERVE = 10_000;
export const MONTH_MINUTES = 43_200;
const YEAR_DAYS = 366;
export const MOST_COOL_DOWN = 3650;
/** As in the protocol. */
export const MOST_WITNESSES = 16;
export const MOST_NAME = 100;

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
