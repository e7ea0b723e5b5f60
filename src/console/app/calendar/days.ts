/* Days as the API writes them, `2026-03-05`, and the shape of months. No time of day, and so no time zone. */

const DAY_MS = 86_400_000;

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const plusDays = (day: string, days: number): string =>
  new Date(at(day) + days * DAY_MS).toISOString().slice(0, 10);

/** 1 Monday to 7 Sunday. */
export const weekdayOf = (day: string): number => new Date(at(day)).getUTCDay() || 7;

/** The days of a month, `2026-03`, in order. */
export function daysOfMonth(month: string): string[] {
  const days = [];
  for (let day = `${month}-01`; day.startsWith(month); day = plusDays(day, 1)) days.push(day);
  return days;
}

/** Weeks of a month from Monday to Sunday; what is not of the month is undefined. */
export function weeksOf(month: string): (string | undefined)[][] {
  const days = daysOfMonth(month);
  const cells: (string | undefined)[] = [
    ...Array.from({ length: weekdayOf(`${month}-01`) - 1 }, () => undefined),
    ...days,
  ];
  while (cells.length % 7 > 0) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

export const monthsOfYear = (year: number): string[] =>
  Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`);

/** So many months on, or back. */
export function plusMonths(month: string, months: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  const count = year * 12 + of - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`;
}

/** What is typed into an address, if it is a day of these years; else nothing. */
export function dayIn(text: string | null): string | undefined {
  if (text === null || !/^2\d{3}-\d{2}-\d{2}$/.test(text)) return undefined;
  const read = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== text ? undefined : text;
}

export const monthIn = (text: string | null): string | undefined => dayIn(`${text ?? ''}-01`)?.slice(0, 7);

/** By day. */
export function byDay<T>(items: readonly T[], dayOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const days = new Map<string, T[]>();
  for (const item of items) {
    const day = dayOf(item);
    const there = days.get(day);
    if (there === undefined) days.set(day, [item]);
    else there.push(item);
  }
  return days;
}
