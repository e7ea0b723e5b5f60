/** An id or code: a real-world one where it exists. ASCII, so JavaScript's order is the order of the UTF-8 bytes. */
export const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Name of a target's attribute. */
export const FIELD = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
export const HEX_64 = /^[0-9a-f]{64}$/;

export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970-01-01 of a `YYYY-MM-DD` that exists, from year 1900 to 9999; undefined otherwise. */
export function dayNumber(text: string): number | undefined {
  const parts = DAY.exec(text);
  if (parts === null) return undefined;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && leap ? 29 : MONTH_LENGTHS[month - 1];
  if (year < 1900 || length === undefined || day < 1 || day > length) return undefined;
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** Milliseconds since 1970 of a `YYYY-MM-DDTHH:MM:SS.mmmZ` that exists (no leap seconds); undefined otherwise. */
export function instantNumber(text: string): number | undefined {
  if (!INSTANT.test(text)) return undefined;
  const day = dayNumber(text.slice(0, 10));
  if (day === undefined) return undefined;
  const [hour, minute, second] = [Number(text.slice(11, 13)), Number(text.slice(14, 16)), Number(text.slice(17, 19))];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  return day * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + Number(text.slice(20, 23));
}
