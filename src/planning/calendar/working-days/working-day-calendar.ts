import { addDays } from '../../../platform/clock/days.js';

/*
 * Which days are worked. Saturdays and Sundays are days of rest, the holidays of the State Council's yearly notice too, and
 * the Saturdays and Sundays that the notice names are worked in exchange (调休). All days are written `2026-10-01`.
 */

/** What is said of one day by name. */
export interface NamedDay {
  readonly day: string;
  readonly working: boolean;
  /** The holiday that it belongs to, also for a day that is worked in exchange. */
  readonly name: string;
  readonly origin: 'library' | 'override';
}

/** Plain data: every question below is answered from it alone. */
export interface WorkingDayCalendar {
  readonly named: ReadonlyMap<string, NamedDay>;
}

export type DayReason = 'weekday' | 'weekend' | 'holiday' | 'shifted';

export interface DayAnswer {
  readonly day: string;
  readonly working: boolean;
  /** An ordinary day of work, a Saturday or Sunday, a day off by name, or a Saturday or Sunday worked in exchange. */
  readonly why: DayReason;
  readonly name: string | null;
  /** Who said so; null where the day of the week says it. */
  readonly origin: NamedDay['origin'] | null;
  /** Whether the year's notice is known. Without it Saturdays and Sundays are all that is known: a guess. */
  readonly certain: boolean;
}

/** Days in a row that are looked through for one that is worked. */
const LONGEST_REST = 366;
/** Most working days that are counted on or back: some sixteen years. */
export const MOST_WORKING_DAYS = 4000;
/** Most calendar days between two days that are counted. */
const MOST_DAYS = 6000;
const DAY_MS = 86_400_000;

/** By law always days off: a calendar that lacks one of them does not know the year's notice, or only the part of it that reaches over the turn of the year. */
const ALWAYS_OFF = ['01-01', '05-01', '10-01'] as const;

/** A calendar of these layers; what a later one says of a day wins. */
export function calendarOf(...layers: readonly (readonly NamedDay[])[]): WorkingDayCalendar {
  return { named: new Map(layers.flat().map((each) => [each.day, each])) };
}

/** Whether the calendar knows the notice of a year: New Year, Labour Day and National Day are in it by name. */
export function isCovered(calendar: WorkingDayCalendar, year: number): boolean {
  return missingDays(calendar, year).length === 0;
}

/** The days that are off by law in every year and that nothing names in this one. */
export function missingDays(calendar: WorkingDayCalendar, year: number): string[] {
  return ALWAYS_OFF.map((monthDay) => `${year}-${monthDay}`).filter(
    (day) => calendar.named.get(day)?.working !== false,
  );
}

/** Everything that is known of one day. */
export function dayAnswer(calendar: WorkingDayCalendar, day: string): DayAnswer {
  const weekend = isWeekend(day);
  const named = calendar.named.get(day);
  const certain = isCovered(calendar, yearOf(day));
  if (named === undefined) {
    return { day, working: !weekend, why: weekend ? 'weekend' : 'weekday', name: null, origin: null, certain };
  }
  const { name, origin, working } = named;
  const why = working ? (weekend ? 'shifted' : 'weekday') : 'holiday';
  return { day, working, why, name, origin, certain };
}

export function isWorkingDay(calendar: WorkingDayCalendar, day: string): boolean {
  return calendar.named.get(day)?.working ?? !isWeekend(day);
}

/** The first working day after a day; undefined where there is none within a year, which no notice ever said. */
export function nextWorkingDay(calendar: WorkingDayCalendar, day: string): string | undefined {
  return nearest(calendar, day, 1);
}

/** The last working day before a day; undefined where there is none within a year. */
export function previousWorkingDay(calendar: WorkingDayCalendar, day: string): string | undefined {
  return nearest(calendar, day, -1);
}

/**
 * The n-th working day after a day, the day itself not counted: what "within 20 working days from …" ends on. Backwards
 * where n is negative; n = 0 is the day itself.
 * @throws RangeError beyond 4 000 working days, or where the calendar has no working day left
 */
export function addWorkingDays(calendar: WorkingDayCalendar, day: string, n: number): string {
  if (!Number.isSafeInteger(n) || Math.abs(n) > MOST_WORKING_DAYS) {
    throw new RangeError(`${n} is no whole number of working days up to ${MOST_WORKING_DAYS}`);
  }
  let reached = day;
  for (let left = Math.abs(n); left > 0; left--) {
    const step = nearest(calendar, reached, n > 0 ? 1 : -1);
    if (step === undefined) throw new RangeError(`no working day within a year of ${reached}`);
    reached = step;
  }
  return reached;
}

/**
 * How many working days there are after the first day up to and with the second; negative where the second is earlier.
 * So a term of n working days from a day that is not counted ends where this is n.
 * @throws RangeError where they are more than 6 000 days apart
 */
export function workingDaysBetween(calendar: WorkingDayCalendar, from: string, until: string): number {
  const days = daysFrom(from, until);
  if (Math.abs(days) > MOST_DAYS) throw new RangeError(`${from} and ${until} are more than ${MOST_DAYS} days apart`);
  if (days < 0) {
    // the same days as the way back: those before `from`, down to and with `until`
    let count = 0;
    for (let at = addDays(from, -1); at >= until; at = addDays(at, -1)) if (isWorkingDay(calendar, at)) count++;
    return count === 0 ? 0 : -count;
  }
  let count = 0;
  for (let at = 1; at <= days; at++) if (isWorkingDay(calendar, addDays(from, at))) count++;
  return count;
}

/** Whether every year from one day to another is covered, so that what was counted between them is no guess. */
export function isCertain(calendar: WorkingDayCalendar, from: string, until: string): boolean {
  const [first, last] = from <= until ? [from, until] : [until, from];
  for (let year = yearOf(first); year <= yearOf(last); year++) if (!isCovered(calendar, year)) return false;
  return true;
}

/** Whether one of the days, both included, is worked. A year of days at most is looked at. */
export function hasWorkingDay(calendar: WorkingDayCalendar, from: string, until: string): boolean {
  if (isWorkingDay(calendar, from)) return true;
  const next = nextWorkingDay(calendar, from);
  return next !== undefined && next <= until;
}

/** The days of a year that are not ordinary: those of rest, and those that something is said of by name. In order. */
export function notableDays(calendar: WorkingDayCalendar, year: number): DayAnswer[] {
  const notable: DayAnswer[] = [];
  for (let day = `${year}-01-01`; yearOf(day) === year; day = addDays(day, 1)) {
    const answer = dayAnswer(calendar, day);
    if (!answer.working || answer.origin !== null) notable.push(answer);
  }
  return notable;
}

/** The last year of the unbroken run of covered years that begins with the given one; undefined where that one is not. */
export function coveredUntil(calendar: WorkingDayCalendar, year: number): number | undefined {
  if (!isCovered(calendar, year)) return undefined;
  let last = year;
  while (last < year + 100 && isCovered(calendar, last + 1)) last++;
  return last;
}

export const yearOf = (day: string): number => Number(day.slice(0, 4));

export function isWeekend(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

function nearest(calendar: WorkingDayCalendar, day: string, step: 1 | -1): string | undefined {
  let at = day;
  for (let looked = 0; looked < LONGEST_REST; looked++) {
    at = addDays(at, step);
    if (isWorkingDay(calendar, at)) return at;
  }
  return undefined;
}

function daysFrom(from: string, until: string): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}
