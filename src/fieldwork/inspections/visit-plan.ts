import { addDays } from '../../platform/clock/days.js';
import { isWorkingDay, type WorkingDayCalendar } from '../../planning/calendar/working-days/working-day-calendar.js';

/*
 * On which day of its window each drawn target is visited: a function of the draw's record and of the calendar, with no
 * chance of its own. The lot decides the order; this spreads it over the days.
 */

export interface DaySpan {
  /** Days, both included. */
  readonly from: string;
  readonly until: string;
}

/** A window by the calendar may be years long; its first days are enough. */
const MOST_DAYS = 1000;
const MOST_VISITS = 2 ** 23;

/**
 * The days of a window on which visits are planned: working days, none before the target was drawn. Where that leaves no
 * day, as in a draw that came late, all of its working days, and then all of its days.
 */
export function visitingDays(calendar: WorkingDayCalendar, window: DaySpan, drawnOn: string): string[] {
  const all: string[] = [];
  for (let day = window.from; day <= window.until && all.length < MOST_DAYS; day = addDays(day, 1)) all.push(day);
  const worked = all.filter((day) => isWorkingDay(calendar, day));
  const left = worked.filter((day) => day >= drawnOn);
  return left.length > 0 ? left : worked.length > 0 ? worked : all;
}

/**
 * Spreads visits over days, one after the other in drawn order. Each gets the day on which the fewest of its team are away;
 * of those the one on which the fewest already stand before another target; of those one that is not full; of those the
 * first. So nobody is planned twice on a day as long as there is a day on which nobody would be, and where no day is ruled
 * out the days fill evenly, in the order of the lot.
 */
export class VisitPlan {
  private readonly booked = new Map<number, Uint32Array>();
  private readonly away = new Map<number, Uint32Array>();
  private readonly load: Uint32Array;
  private readonly quotas: Uint32Array;
  /** Before this day all are full. */
  private open = 0;

  /**
   * @param days in order, at least one
   * @param count how many visits there will be
   * @param absences of inspectors, by row
   */
  constructor(
    private readonly days: readonly string[],
    count: number,
    absences: Iterable<readonly [number, readonly DaySpan[]]> = [],
  ) {
    if (days.length === 0) throw new RangeError('a visit window has at least one day');
    this.load = new Uint32Array(days.length);
    this.quotas = quotasOf(days.length, count);
    for (const [inspectorId, spans] of absences) {
      for (const [at, day] of days.entries()) {
        if (spans.some(({ from, until }) => from <= day && day <= until)) set(this.of(this.away, inspectorId), at);
      }
    }
  }

  /** Someone stands before a target of another draw on a day. */
  book(inspectorId: number, day: string): void {
    const at = this.days.indexOf(day);
    if (at >= 0) set(this.of(this.booked, inspectorId), at);
  }

  /** The day of the next visit. */
  place(team: readonly number[]): string {
    while (this.open < this.days.length && this.isFull(this.open)) this.open++;
    const away = this.marks(this.away, team);
    const booked = this.marks(this.booked, team);
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let at = away.length + booked.length === 0 ? this.open : 0; at < this.days.length && least > 0; at++) {
      const over = this.isFull(at) ? this.load[at]! - this.quotas[at]! + 1 : 0;
      // a team has 20 people at most, and a day fewer visits than a draw can have
      const cost = (countAt(away, at) * 32 + countAt(booked, at)) * MOST_VISITS + over;
      if (cost < least) [best, least] = [at, cost];
    }
    // more visits than were said: every day is full, and none was looked at
    if (best < 0) best = this.days.length - 1;
    this.load[best]!++;
    for (const inspectorId of team) set(this.of(this.booked, inspectorId), best);
    return this.days[best]!;
  }

  /** The day that a visit has, if its team can keep it; otherwise another. */
  keep(team: readonly number[], day: string | null): string {
    const at = day === null ? -1 : this.days.indexOf(day);
    const free = [...this.marks(this.away, team), ...this.marks(this.booked, team)].every((marks) => !has(marks, at));
    if (at < 0 || !free) return this.place(team);
    this.load[at]!++;
    for (const inspectorId of team) set(this.of(this.booked, inspectorId), at);
    return this.days[at]!;
  }

  private isFull(at: number): boolean {
    return this.load[at]! >= this.quotas[at]!;
  }

  private marks(of: ReadonlyMap<number, Uint32Array>, team: readonly number[]): Uint32Array[] {
    return team.map((inspectorId) => of.get(inspectorId)).filter((marks) => marks !== undefined);
  }

  private of(of: Map<number, Uint32Array>, inspectorId: number): Uint32Array {
    let marks = of.get(inspectorId);
    if (marks === undefined) of.set(inspectorId, (marks = new Uint32Array(Math.ceil(this.days.length / 32))));
    return marks;
  }
}

/** Of n visits over D days the first k days take ⌈k·n/D⌉: no two days differ by more than one, and few are far apart. */
function quotasOf(days: number, count: number): Uint32Array {
  const upTo = (day: number): number => Math.ceil((day * count) / days);
  return Uint32Array.from({ length: days }, (_, at) => upTo(at + 1) - upTo(at));
}

const has = (marks: Uint32Array, at: number): boolean => ((marks[at >>> 5]! >>> (at & 31)) & 1) === 1;

function set(marks: Uint32Array, at: number): void {
  marks[at >>> 5]! |= 1 << (at & 31);
}

function countAt(all: readonly Uint32Array[], at: number): number {
  let count = 0;
  for (const marks of all) if (has(marks, at)) count++;
  return count;
}
