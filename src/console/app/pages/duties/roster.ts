import { plusDays } from '../../calendar/days.js';

/* 值班表: what can be said of a roster from its entries alone. */

export interface Stretch {
  readonly from: string;
  readonly until: string;
}

/** The entries of each day, in the order in which they came; both ends of an entry are part of it. */
export function entriesOf<Entry extends Stretch>(
  days: readonly string[],
  entries: readonly Entry[],
): ReadonlyMap<string, readonly Entry[]> {
  return new Map(days.map((day) => [day, entries.filter(({ from, until }) => from <= day && day <= until)]));
}

/** Those of these days, in order, on which nobody is on duty; days that follow one another are one stretch. */
export function withoutDuty(days: readonly string[], entries: readonly Stretch[]): Stretch[] {
  const free = days.filter((day) => !entries.some(({ from, until }) => from <= day && day <= until));
  const stretches: Stretch[] = [];
  for (const day of free) {
    const last = stretches.at(-1);
    if (last !== undefined && plusDays(last.until, 1) === day)
      stretches[stretches.length - 1] = { ...last, until: day };
    else stretches.push({ from: day, until: day });
  }
  return stretches;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOST_FOLLOWED = 366;

/** The days after these, as many of them: whoever enters a roster goes on with them. Nothing follows what is not filled in. */
export function following({ from, until }: Stretch): Stretch {
  if (!DAY.test(from) || !DAY.test(until) || until < from) return { from: '', until: '' };
  let days = 0;
  while (days < MOST_FOLLOWED && plusDays(from, days) < until) days++;
  const next = plusDays(until, 1);
  return { from: next, until: plusDays(next, days) };
}
