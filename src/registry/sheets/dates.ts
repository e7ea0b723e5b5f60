const DAY = 86_400_000;

/** Days between 1970-01-01 and serial 0: of the 1900 system as it counts from March 1900 on (ECMA-376 part 1, 18.17.4.1), and of the 1904 system. */
const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;

const two = (value: number): string => String(value).padStart(2, '0');

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Year, month and day → YYYY-MM-DD; undefined where there is no such day. Years outside 1900–2200 are typing errors. */
export function isoDate(year: number, month: number, day: number): string | undefined {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return undefined;
  return `${year}-${two(month)}-${two(day)}`;
}

/** A spreadsheet's day number → YYYY-MM-DD, without any time zone; undefined where it is none (60 is 1900-02-29). */
export function serialDate(serial: number, date1904: boolean): string | undefined {
  const day = Math.floor(serial);
  if (!Number.isFinite(day) || day < 0 || (!date1904 && (day === 0 || day === 60))) return undefined;
  // The 1900 system counts a 29 February 1900 that never was: before it, every number is one less than it should be.
  const since1970 = date1904 ? day - EPOCH_1904 : day - EPOCH_1900 + (day < 60 ? 1 : 0);
  if (since1970 > 200_000) return undefined;
  const date = new Date(since1970 * DAY);
  return isoDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

const FULL = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/u,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/u,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/u,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/u,
  /^(\d{4})(\d{2})(\d{2})$/u,
];

/** A time of day after the date, as exports of databases have it; the day is what counts. */
const TIME = /(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/u;

/** Text, already in half width → YYYY-MM-DD; undefined where it is not a date that exists. */
export function parseDate(text: string): string | undefined {
  const body = text.replace(TIME, '').replace(/\s+/gu, '');
  for (const form of FULL) {
    const match = form.exec(body);
    if (match) return isoDate(Number(match[1]), Number(match[2]), Number(match[3]));
  }
  return undefined;
}

const MONTH_DAY = [/^(\d{1,2})[-/.](\d{1,2})$/u, /^(\d{1,2})月(\d{1,2})日?$/u];

/** Text, already in half width → MM-DD; 02-29 is one. A full date gives its month and day. */
export function parseMonthDay(text: string): string | undefined {
  const body = text.replace(/\s+/gu, '');
  for (const form of MONTH_DAY) {
    const match = form.exec(body);
    // 2024 is a leap year: every day that some year has.
    if (match) return isoDate(2024, Number(match[1]), Number(match[2]))?.slice(5);
  }
  return parseDate(body)?.slice(5);
}
