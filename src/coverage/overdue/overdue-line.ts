import { addDays } from '../../platform/clock/days.js';

/* How much was late on each day of a year, told from what was due when and done when. Pure. */

/** So many things that were late on the same days. */
export interface Spell {
  readonly kind: 'visits' | 'results';
  readonly count: number;
  /** The first day on which they were late. */
  readonly since: string;
  /** The day on which they were done, and so not late any more; null while they are not. */
  readonly until: string | null;
}

export interface OverdueDay {
  readonly day: string;
  readonly visits: number;
  readonly results: number;
}

/** Each day from the first to the last, with what was late at its end. */
export function overdueLine(spells: readonly Spell[], first: string, last: string): OverdueDay[] {
  const changes = new Map<string, { visits: number; results: number }>();
  const change = (day: string, kind: Spell['kind'], by: number): void => {
    if (day > last) return;
    // what was late before the year began is late on its first day
    const at = day < first ? first : day;
    const there = changes.get(at) ?? { visits: 0, results: 0 };
    there[kind] += by;
    changes.set(at, there);
  };
  for (const { count, kind, since, until } of spells) {
    if (until !== null && until <= since) continue;
    change(since, kind, count);
    if (until !== null) change(until, kind, -count);
  }
  const days: OverdueDay[] = [];
  let [visits, results] = [0, 0];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    visits += changes.get(day)?.visits ?? 0;
    results += changes.get(day)?.results ?? 0;
    days.push({ day, visits, results });
  }
  return days;
}
