import { Day, Flag, Integer, NestedList, OneOf, QueryInteger, Text, Texts } from '../../../platform/http/fields.js';
import { FIRST_YEAR, LAST_YEAR } from './override-checks.js';
import { type DayAnswer, type DayReason } from './working-day-calendar.js';

const YEAR_DAYS = 366;
const REASONS = ['weekday', 'weekend', 'holiday', 'shifted'] as const;
const ORIGINS = ['week', 'library', 'override'] as const;

export class WorkingDaysQuery {
  @QueryInteger({ min: FIRST_YEAR, max: LAST_YEAR, optional: true, about: 'The current year in China unless told' })
  year?: number;
}

export class OverrideDayRequest {
  @Day({ about: 'A day of the year' })
  day: string;

  @Flag({ about: 'false: a day off; true: a Saturday or Sunday that is worked in exchange' })
  working: boolean;

  @Text({ max: 100, plain: true, about: 'The holiday that it belongs to', example: '国庆节' })
  name: string;
}

export class WorkingDaysRequest {
  @Text({ max: 200, plain: true, about: 'The notice that says so', example: '国办发明电〔2026〕1号' })
  source: string;

  @NestedList(() => OverrideDayRequest, {
    maxItems: YEAR_DAYS,
    about: 'All days of the year that differ from the plain week; takes the place of what was entered before',
  })
  days: OverrideDayRequest[];
}

export class NotableDayResponse {
  @Day()
  day: string;

  @Flag()
  working: boolean;

  @OneOf(REASONS, {
    about:
      'weekend: an ordinary Saturday or Sunday; holiday: a day off by name; shifted: worked in exchange; weekday: a holiday of the library that an override took back',
  })
  why: DayReason;

  @Text({ max: 100, nullable: true })
  name: string | null;

  @OneOf(ORIGINS, { about: 'Who said so: the week itself, the library, or an administrator' })
  origin: (typeof ORIGINS)[number];
}

export class WorkingDaysResponse {
  @Integer({ min: FIRST_YEAR, max: LAST_YEAR })
  year: number;

  @Flag({ about: "Whether the year's holidays are known; without, Saturdays and Sundays are a guess at them" })
  covered: boolean;

  @Texts({ max: 10, maxItems: 3, about: 'Days off by law that nothing names: why the year is not covered' })
  missing: string[];

  @Day({ nullable: true, about: 'The last day of the covered years that follow one another from the current one' })
  coveredUntil: string | null;

  @Text({ max: 200, about: 'The library and its version' })
  library: string;

  @Texts({ max: 200, maxItems: YEAR_DAYS, about: 'The notices that an administrator entered for the year' })
  notices: string[];

  @Integer({ min: 0, max: YEAR_DAYS })
  workingDays: number;

  @NestedList(() => NotableDayResponse, { maxItems: YEAR_DAYS, about: 'Each day of rest, and each day that is named' })
  days: NotableDayResponse[];
}

export function notableDayResponse({ day, working, why, name, origin }: DayAnswer): NotableDayResponse {
  return { day, working, why, name, origin: origin ?? 'week' };
}
