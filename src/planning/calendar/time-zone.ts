/*
 * Wall clock times and moments. A plan speaks in wall clock times ("the first of each month at nine"), the table of
 * occurrences in moments. Node's own time zone data (ICU) is the only source.
 */

const DAY_MS = 86_400_000;
/** An IANA name. Plain offsets are left out: Node 22 and later take them for zones, Node 20 does not. */
const ZONE = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Whether it is a time zone of the IANA list, such as `Asia/Shanghai`. */
export function isTimeZone(name: string): boolean {
  if (name.length > 64 || !ZONE.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * What the clocks of the zone show at a moment, written as if that were UTC: milliseconds since 1970 of the shown year,
 * month, day, hour, minute and second.
 */
export function wallClock(moment: Date, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(moment)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The day that the calendars of the zone show at a moment, `2026-03-05`. */
export function dayAt(moment: Date, timeZone: string): string {
  return new Date(wallClock(moment, timeZone)).toISOString().slice(0, 10);
}

/** The year that the calendars of the zone show at a moment. */
export function yearAt(moment: Date, timeZone: string): number {
  return new Date(wallClock(moment, timeZone)).getUTCFullYear();
}

/**
 * The moment at which the clocks of the zone show a wall clock time (as `wallClock` writes it). Where clocks are changed,
 * the offset before the change counts, as in RFC 5545 §3.3.5: a time that is shown twice is the first of the two, and one
 * that is skipped lies as much after the gap as it would lie in it (02:30 becomes 03:30).
 */
export function momentOf(wall: number, timeZone: string): Date {
  const offsetAt = (ms: number): number => wallClock(new Date(ms), timeZone) - Math.floor(ms / 1000) * 1000;
  // no zone of today is more than a day away from UTC, and none changes its clocks twice within two days
  const before = wall - offsetAt(wall - DAY_MS);
  if (wallClock(new Date(before), timeZone) === wall) return new Date(before);
  const after = wall - offsetAt(wall + DAY_MS);
  if (wallClock(new Date(after), timeZone) === wall) return new Date(after);
  return new Date(before);
}
