import { Cron } from 'croner';

import { text, type Bilingual } from '../../platform/text.js';
import { momentOf, wallClock, yearAt } from './time-zone.js';

/** When a batch is drawn: once, or again and again within the plan's year. */
export type Schedule =
  | {
      readonly kind: 'date';
      /** A moment with its offset, or a day, which means nine o'clock of that day in the time zone. */
      readonly at: string;
      readonly timeZone: string;
    }
  | {
      readonly kind: 'cron';
      /** Minute, hour, day of the month, month, day of the week. */
      readonly expression: string;
      readonly timeZone: string;
    };

/** Most occurrences of one batch: a draw a day. */
export const MOST_OCCURRENCES = 366;
/** A date that passed no longer ago than this is drawn at once: a plan that was typed in a little late is still meant. */
export const LATE_MS = 24 * 3_600_000;
/** A day without a time means this hour of it. */
const HOUR_OF_DAY = 9;
const HOUR_MS = 3_600_000;
const SECOND_MS = 1000;
/** How far ahead a cron expression that misses the plan's year is looked for: a round of leap days and weekdays takes 28 years, 40 across 2100. */
const YEARS_AHEAD = 40;

export interface ScheduleFault {
  /** Member of the schedule that is to blame. */
  readonly member: 'at' | 'expression';
  readonly code:
    'cron' | 'cron_never_fires' | 'too_many_occurrences' | 'outside_plan_year' | 'date_passed' | 'schedule_passed';
  readonly message: Bilingual;
}

export type Due = { readonly dueAt: readonly Date[] } | { readonly fault: ScheduleFault };

/**
 * The moments at which a schedule comes due within a plan's year (by the calendar of its time zone), in order, each once.
 * Of a cron expression only what is not yet past; a date may be up to a day past. Those in `kept` exist already and count
 * whether past or not.
 */
export function dueMoments(schedule: Schedule, year: number, now: Date, kept: ReadonlySet<number> = new Set()): Due {
  return schedule.kind === 'date' ? dueDate(schedule, year, now, kept) : dueCron(schedule, year, now, kept);
}

/** The moment that a date names: `2026-03-05T09:00:00+08:00`, or nine o'clock of `2026-03-05` in the time zone. */
export function momentOfDate(at: string, timeZone: string): Date {
  if (at.length > 10) return new Date(Date.parse(at));
  return momentOf(Date.parse(`${at}T00:00:00Z`) + HOUR_OF_DAY * HOUR_MS, timeZone);
}

function dueDate(schedule: Schedule & { kind: 'date' }, year: number, now: Date, kept: ReadonlySet<number>): Due {
  const { at, timeZone } = schedule;
  const due = momentOfDate(at, timeZone);
  const itsYear = yearAt(due, timeZone);
  if (itsYear !== year) {
    return fault(
      'at',
      'outside_plan_year',
      `${at} 在 ${timeZone} 属于 ${itsYear} 年，而计划是 ${year} 年的。请改日期，或放进 ${itsYear} 年的计划。`,
      `${at} lies in ${itsYear} in ${timeZone}, and the plan is for ${year}. Change the date, or put the batch into the plan of ${itsYear}.`,
    );
  }
  if (due.getTime() < now.getTime() - LATE_MS && !kept.has(due.getTime())) {
    return fault(
      'at',
      'date_passed',
      `${at} 已经过去超过 24 小时（现在是 ${now.toISOString()}）。请改为将来的时刻。`,
      `${at} passed more than 24 hours ago (it is ${now.toISOString()}). Choose a moment to come.`,
    );
  }
  return { dueAt: [due] };
}

function dueCron(schedule: Schedule & { kind: 'cron' }, year: number, now: Date, kept: ReadonlySet<number>): Due {
  const { expression, timeZone } = schedule;
  const cron = parseCron(expression);
  if ('fault' in cron) return cron;
  const yearStart = Date.UTC(year, 0, 1);
  const yearEnd = Date.UTC(year + 1, 0, 1);
  const earliest = Math.min(now.getTime(), ...kept);
  // one wall clock hour can be shown twice, so begin a little early; the moments are compared below
  const start = Math.max(yearStart, wallClock(new Date(earliest), timeZone) - 3 * HOUR_MS);
  const dueAt: Date[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const wall of wallTimes(cron.next, start, yearEnd)) {
    const moment = momentOf(wall, timeZone);
    // where clocks go forward, a skipped time and the one after it can be the same moment
    if (moment.getTime() <= last) continue;
    if (moment < now && !kept.has(moment.getTime())) continue;
    last = moment.getTime();
    dueAt.push(moment);
    if (dueAt.length > MOST_OCCURRENCES) {
      return fault(
        'expression',
        'too_many_occurrences',
        `“${expression}”在 ${year} 年内超过 ${MOST_OCCURRENCES} 次，一个批次最多 ${MOST_OCCURRENCES} 次。请放宽间隔，例如“0 9 * * *”是每天 9 点。`,
        `"${expression}" fires more than ${MOST_OCCURRENCES} times in ${year}, and a batch has at most ${MOST_OCCURRENCES} occurrences. Make it rarer: "0 9 * * *" is nine o'clock every day.`,
      );
    }
  }
  if (dueAt.length > 0) return { dueAt };
  return neverDue(expression, cron.next, year, timeZone);
}

/** Nothing is left: says whether the year's moments are past, when it fires instead, or that no day ever fits. */
function neverDue(expression: string, next: Next, year: number, timeZone: string): Due {
  const [inYear] = wallTimes(next, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
  if (inYear !== undefined) {
    return fault(
      'expression',
      'schedule_passed',
      `“${expression}”在 ${year} 年内的时刻（时区 ${timeZone}）都已过去。请选将来的时刻，或放进下一年的计划。`,
      `All moments of "${expression}" in ${year} (${timeZone}) are past. Choose moments to come, or put the batch into the next year's plan.`,
    );
  }
  const [later] = wallTimes(next, Date.UTC(year + 1, 0, 1), Date.UTC(year + 1 + YEARS_AHEAD, 0, 1));
  if (later === undefined) {
    return fault(
      'expression',
      'cron_never_fires',
      `“${expression}”要求的日期不存在（例如 2 月 30 日），永远不会到期。请改日、月两项：例如“0 9 5 3 *”是 3 月 5 日 9 点。`,
      `"${expression}" asks for a day that does not exist (such as 30 February), so it never fires. Change the day or the month: "0 9 5 3 *" is nine o'clock on 5 March.`,
    );
  }
  const day = new Date(later).toISOString().slice(0, 10);
  return fault(
    'expression',
    'cron_never_fires',
    `“${expression}”在 ${year} 年内没有到期的时刻，下一次是 ${day}。请改日、月、星期几项，或放进 ${day.slice(0, 4)} 年的计划。`,
    `"${expression}" never fires in ${year}; its next day is ${day}. Change its day, month or weekday, or put the batch into the plan of ${day.slice(0, 4)}.`,
  );
}

type Next = (wall: number) => number | undefined;

/** Five fields of numbers, names, `* , - / L W #` and `+`, or a nickname such as `@monthly`. `?` would mean "now" to croner. */
const EXPRESSION = /^(@(yearly|annually|monthly|weekly|daily|hourly)|[0-9A-Za-z*,/#+-]+( +[0-9A-Za-z*,/#+-]+){4})$/;

/** Checks an expression; returns the arithmetic on wall clock times. Croner only ever sees UTC, so it never meets a clock change. */
function parseCron(expression: string): { readonly next: Next } | { readonly fault: ScheduleFault } {
  try {
    if (!EXPRESSION.test(expression.trim())) throw new SyntaxError('five fields');
    const cron = new Cron(expression.trim(), { timezone: 'UTC', mode: '5-part', paused: true });
    return { next: (wall) => cron.nextRun(new Date(wall))?.getTime() };
  } catch (error) {
    const reason = error instanceof SyntaxError ? '' : error instanceof Error ? ` (${error.message})` : '';
    return fault(
      'expression',
      'cron',
      `“${expression}”不是有效的 cron 表达式${reason}。应为五项：分 时 日 月 星期，例如“0 9 1 3-10 *”是 3 至 10 月每月 1 日 9 点。`,
      `"${expression}" is not a cron expression${reason}. Should be five fields: minute, hour, day, month, weekday; "0 9 1 3-10 *" is nine o'clock on the first of each month from March to October.`,
    );
  }
}

/** Wall clock times at which the expression fires, from `start` (included) to `end` (not included). */
function* wallTimes(next: Next, start: number, end: number): Generator<number> {
  for (let wall = next(start - SECOND_MS); wall !== undefined && wall < end; wall = next(wall)) {
    if (wall >= start) yield wall;
  }
}

function fault(member: ScheduleFault['member'], code: ScheduleFault['code'], zh: string, en: string) {
  return { fault: { member, code, message: text(zh, en) } };
}
