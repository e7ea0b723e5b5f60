import {
  isWorkingDay,
  nextWorkingDay,
  previousWorkingDay,
  type WorkingDayCalendar,
} from './working-days/working-day-calendar.js';

/** What becomes of a draw that falls on a day of rest: it stays, goes to the next or the previous working day, or is left out. */
export const REST_DAY_RULES = ['keep', 'next', 'previous', 'skip'] as const;
export type RestDayRule = (typeof REST_DAY_RULES)[number];

const DAY_MS = 86_400_000;

export const wallDay = (wall: number): string => new Date(wall).toISOString().slice(0, 10);

/** Whether a wall clock time (as `wallClock` writes it) stands where it is under a rule. */
export function stays(wall: number, rule: RestDayRule, calendar: WorkingDayCalendar): boolean {
  return rule === 'keep' || isWorkingDay(calendar, wallDay(wall));
}

/** The same time of day on the next or the previous working day; undefined where there is none within a year. */
export function shifted(wall: number, to: 'next' | 'previous', calendar: WorkingDayCalendar): number | undefined {
  const day = (to === 'next' ? nextWorkingDay : previousWorkingDay)(calendar, wallDay(wall));
  return day === undefined ? undefined : Date.parse(`${day}T00:00:00Z`) + (wall % DAY_MS);
}

/** The wall clock time before which nothing can move to or beyond a given one: the end of the last working day before its day. */
export function firstThatReaches(wall: number, calendar: WorkingDayCalendar): number {
  const day = previousWorkingDay(calendar, wallDay(wall));
  return day === undefined ? wall : Date.parse(`${day}T00:00:00Z`) + DAY_MS;
}
