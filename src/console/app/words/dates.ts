import { format } from '../../../platform/words/format.js';

/** Where the agencies are, and so when their days begin: China has one time. */
const PLACE = 'Asia/Shanghai';

/** How a language writes days and times. */
export interface DateWords {
  /** {year} {month} {day} {weekday} */
  readonly day: string;
  /** {day} {time} */
  readonly moment: string;
  readonly weekdays: Readonly<Record<string, string>>;
  readonly months: Readonly<Record<string, string>>;
}

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: PLACE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function partsOf(moment: Date): Readonly<Record<string, string>> {
  return Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, value]));
}

/** The day in China, as the API writes days. */
export function dayOf(moment: Date): string {
  const { year = '', month = '', day = '' } = partsOf(moment);
  return `${year.padStart(4, '0')}-${month}-${day}`;
}

/** The day in China by the clock of the machine that the page is on. What depends on it is only where a page opens. */
export const dayNow = (): string => dayOf(new Date());

/** The year of it. */
export const yearNow = (): number => Number(dayNow().slice(0, 4));

/** 2026年3月5日（周四）. What is no day is shown as it is. */
export function showDay(day: string, words: DateWords): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) return day;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (Number.isNaN(weekday)) return day;
  return format(words.day, {
    year: Number(year),
    month: words.months[Number(month)] ?? month,
    day: Number(date),
    weekday: words.weekdays[weekday] ?? '',
  });
}

/** 2026年3月5日（周四）09:00 */
export function showMoment(moment: string, words: DateWords, seconds = false): string {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  const { hour = '', minute = '', second = '' } = partsOf(date);
  const time = seconds ? `${hour}:${minute}:${second}` : `${hour}:${minute}`;
  return format(words.moment, { day: showDay(dayOf(date), words), time });
}
