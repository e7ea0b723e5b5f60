/* Days of the calendar, as `2026-03-05`. */

const DAY = 86_400_000;
/** China has one zone, and the clocks there are not changed. */
const CHINA = 8 * 3_600_000;

/** `days` days after a day. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The day in China at a moment: the law counts visits, years and deadlines in its calendar, wherever the machine stands. */
export const chinaDay = (moment: Date): string => new Date(moment.getTime() + CHINA).toISOString().slice(0, 10);

/** `2026-03-05 16:40`, by the clocks in China. */
export const chinaMinute = (moment: Date): string =>
  new Date(moment.getTime() + CHINA).toISOString().slice(0, 16).replace('T', ' ');

/** The moment at which a day begins in China. */
export const chinaDayStart = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) - CHINA);

export const chinaYear = (moment: Date): number => Number(chinaDay(moment).slice(0, 4));

/** The moment at which a year begins in China. */
export const chinaYearStart = (year: number): Date => new Date(Date.UTC(year, 0, 1) - CHINA);

const WEEKDAYS = '日一二三四五六';

/** `2026年3月5日（周四）`. */
export function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  const weekday = WEEKDAYS.charAt(new Date(`${day}T00:00:00Z`).getUTCDay());
  return `${year}年${month}月${date}日（周${weekday}）`;
}
