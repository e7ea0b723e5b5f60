import { Cron } from 'croner';

import { text, type Bilingual } from '../../platform/text.js';
import { firstThatReaches, shifted, stays, wallDay, type RestDayRule } from './rest-days.js';
import { momentOf, wallClock, yearAt } from './time-zone.js';
import { calendarOf, type WorkingDayCalendar } from './working-days/working-day-calendar.js';

/** What holds of both kinds. */
interface Manner {
  /** What becomes of a moment on a day of rest; `keep` unless told. */
  readonly restDays?: RestDayRule;
  /** How long after its moment a draw that could not be announced in time is still held, in full minutes; a day unless told. */
  readonly lateMinutes?: number;
}

/** When a batch is drawn: once, or again and again within the plan's year. */
export type Schedule = Manner &
  (
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
      }
  );

/** Most occurrences of one batch: a draw a day. */
export const MOST_OCCURRENCES = 366;
/** Late minutes unless told: what was typed in, or what a server comes back to, a day late is still meant. */
export const DEFAULT_LATE_MINUTES = 1440;
/** A month. */
export const MOST_LATE_MINUTES = 44_640;
const MINUTE_MS = 60_000;
/** A day without a time means this hour of it. */
const HOUR_OF_DAY = 9;
const HOUR_MS = 3_600_000;
const SECOND_MS = 1000;
/** How far ahead a cron expression that misses the plan's year is looked for: a round of leap days and weekdays takes 28 years, 40 across 2100. */
const YEARS_AHEAD = 40;

export interface ScheduleFault {
  /** Member of the schedule that is to blame. */
  readonly member: 'at' | 'expression' | 'restDays';
  readonly code:
    | 'cron'
    | 'cron_never_fires'
    | 'too_many_occurrences'
    | 'outside_plan_year'
    | 'date_passed'
    | 'schedule_passed'
    | 'moved_out_of_year'
    | 'only_rest_days';
  readonly message: Bilingual;
}

export interface DueMoments {
  /** In order, each once. */
  readonly dueAt: readonly Date[];
  /** Of a moment that came from a day of rest (its milliseconds): the moments that were moved onto it, in order. */
  readonly movedFrom: ReadonlyMap<number, readonly Date[]>;
}

export type Due = DueMoments | { readonly fault: ScheduleFault };

/** Whether a moment is so long past that its draw is not held by itself any more. Counted in full minutes. */
export function isTooLate(dueAt: Date, now: Date, lateMinutes: number): boolean {
  return Math.floor((now.getTime() - dueAt.getTime()) / MINUTE_MS) > lateMinutes;
}

/**
 * The moments at which a schedule comes due within a plan's year (by the calendar of its time zone), in order, each once,
 * moved or left out where they fall on a day of rest. Of a cron expression only what is not yet past; a date may be past by
 * the late minutes. Those in `kept` exist already and count whether past or not.
 */
export function dueMoments(
  schedule: Schedule,
  year: number,
  now: Date,
  kept: ReadonlySet<number> = new Set(),
  calendar: WorkingDayCalendar = calendarOf(),
): Due {
  const placing = new Placing(schedule, year, now, kept, calendar);
  return schedule.kind === 'date' ? dueDate(schedule, year, now, placing) : dueCron(schedule, year, placing);
}

/** The moment that a date names: `2026-03-05T09:00:00+08:00`, or nine o'clock of `2026-03-05` in the time zone. */
export function momentOfDate(at: string, timeZone: string): Date {
  if (at.length > 10) return new Date(Date.parse(at));
  return momentOf(Date.parse(`${at}T00:00:00Z`) + HOUR_OF_DAY * HOUR_MS, timeZone);
}

/** Gathers the moments of one schedule, each where its rule for days of rest puts it. */
class Placing {
  private readonly placed = new Map<number, Date[]>();
  /** Of what is left out, the first that is not past. */
  skipped: number | undefined;

  constructor(
    private readonly schedule: Schedule,
    private readonly year: number,
    readonly now: Date,
    private readonly kept: ReadonlySet<number>,
    private readonly calendar: WorkingDayCalendar,
  ) {}

  get size(): number {
    return this.placed.size;
  }

  /** Wall clock time before which nothing is of interest. */
  start(): number {
    const { timeZone } = this.schedule;
    // one wall clock hour can be shown twice, so begin a little early; the moments are compared below
    const earliest = wallClock(new Date(Math.min(this.now.getTime(), ...this.kept)), timeZone) - 3 * HOUR_MS;
    const moves = this.schedule.restDays === 'next' || this.schedule.restDays === 'previous';
    return moves ? firstThatReaches(earliest, this.calendar) : earliest;
  }

  /** Whether a moment exists already or is still to come; a date may be late. */
  isWanted(moment: Date): boolean {
    if (this.kept.has(moment.getTime())) return true;
    const { kind, lateMinutes = DEFAULT_LATE_MINUTES } = this.schedule;
    return kind === 'date' ? !isTooLate(moment, this.now, lateMinutes) : moment >= this.now;
  }

  /** Takes a moment of the schedule, with the wall clock time that it was given as; a fault where it cannot be placed. */
  take(wall: number, moment: Date): ScheduleFault | undefined {
    const { restDays: rule = 'keep' } = this.schedule;
    if (rule === 'keep' || stays(wall, rule, this.calendar)) {
      if (this.isWanted(moment)) this.put(moment);
      return undefined;
    }
    if (rule === 'skip') {
      if (this.isWanted(moment)) this.skipped ??= wall;
      return undefined;
    }
    let to = this.moved(wall, rule);
    if (rule === 'previous' && !(to !== undefined && this.isWanted(to.moment))) {
      // the working day before is past, the day of rest is not: what cannot be drawn earlier is drawn on the next one
      const next = this.moved(wall, 'next');
      if (this.isWanted(moment) || (next !== undefined && this.kept.has(next.moment.getTime()))) to = next;
    }
    if (to !== undefined && !this.isWanted(to.moment)) return undefined;
    if (to === undefined || new Date(to.wall).getUTCFullYear() !== this.year)
      return movedOut(wall, to?.wall, this.year);
    this.put(to.moment, moment);
    return undefined;
  }

  due(): DueMoments {
    const inOrder = [...this.placed].sort(([a], [b]) => a - b);
    return {
      dueAt: inOrder.map(([moment]) => new Date(moment)),
      movedFrom: new Map(inOrder.filter(([, from]) => from.length > 0)),
    };
  }

  private moved(wall: number, to: 'next' | 'previous'): { readonly wall: number; readonly moment: Date } | undefined {
    const there = shifted(wall, to, this.calendar);
    return there === undefined ? undefined : { wall: there, moment: momentOf(there, this.schedule.timeZone) };
  }

  private put(moment: Date, from?: Date): void {
    const sources = this.placed.get(moment.getTime()) ?? [];
    if (from !== undefined && !sources.some((one) => one.getTime() === from.getTime())) sources.push(from);
    this.placed.set(moment.getTime(), sources);
  }
}

function dueDate(schedule: Schedule & { kind: 'date' }, year: number, now: Date, placing: Placing): Due {
  const { at, lateMinutes = DEFAULT_LATE_MINUTES, timeZone } = schedule;
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
  const refused = placing.take(wallClock(due, timeZone), due);
  if (refused !== undefined) return { fault: refused };
  if (placing.size > 0) return placing.due();
  if (placing.skipped !== undefined) return onlyRestDays(at);
  return fault(
    'at',
    'date_passed',
    `${at} 已经过去超过 ${lateMinutes} 分钟（现在是 ${now.toISOString()}）。请改为将来的时刻，或放宽 lateMinutes。`,
    `${at} passed more than ${lateMinutes} minutes ago (it is ${now.toISOString()}). Choose a moment to come, or a longer lateMinutes.`,
  );
}

function dueCron(schedule: Schedule & { kind: 'cron' }, year: number, placing: Placing): Due {
  const { expression, timeZone } = schedule;
  const cron = parseCron(expression);
  if ('fault' in cron) return cron;
  const start = Math.max(Date.UTC(year, 0, 1), placing.start());
  for (const wall of wallTimes(cron.next, start, Date.UTC(year + 1, 0, 1))) {
    const refused = placing.take(wall, momentOf(wall, timeZone));
    if (refused !== undefined) return { fault: refused };
    if (placing.size > MOST_OCCURRENCES) {
      return fault(
        'expression',
        'too_many_occurrences',
        `“${expression}”在 ${year} 年内超过 ${MOST_OCCURRENCES} 次，一个批次最多 ${MOST_OCCURRENCES} 次。请放宽间隔，例如“0 9 * * *”是每天 9 点。`,
        `"${expression}" fires more than ${MOST_OCCURRENCES} times in ${year}, and a batch has at most ${MOST_OCCURRENCES} occurrences. Make it rarer: "0 9 * * *" is nine o'clock every day.`,
      );
    }
  }
  if (placing.size > 0) return placing.due();
  if (placing.skipped !== undefined) return onlyRestDays(expression);
  return neverDue(expression, cron.next, year, timeZone);
}

function movedOut(wall: number, to: number | undefined, year: number): ScheduleFault {
  const from = wallDay(wall);
  const [zh, en] = to === undefined ? ['一年以外', 'beyond a year'] : [wallDay(to), wallDay(to)];
  return {
    member: 'restDays',
    code: 'moved_out_of_year',
    message: text(
      `${from} 是休息日，按规则要移到 ${zh}，已不在 ${year} 年的计划内。请改 restDays（next、previous、skip 或 keep），或避开这一天。`,
      `${from} is a day of rest, and the rule would move it to ${en}, out of the plan of ${year}. Change restDays (next, previous, skip or keep), or leave that day out.`,
    ),
  };
}

const onlyRestDays = (what: string): Due =>
  fault(
    'restDays',
    'only_rest_days',
    `“${what}”余下的时刻都在休息日，按 skip 全部略过，一次也不会抽取。请改日期，或把 restDays 改为 next、previous 或 keep。`,
    `All moments of "${what}" that are to come fall on days of rest, and skip leaves them out: nothing would be drawn. Change the day, or let restDays be next, previous or keep.`,
  );

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
