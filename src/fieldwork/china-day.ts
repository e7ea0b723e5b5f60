import { dayAt, momentOf, yearAt } from '../planning/calendar/time-zone.js';

/** Visits, years and deadlines are counted in the calendar of the law, wherever the machine stands. */
const LAW_TIME_ZONE = 'Asia/Shanghai';

/** The day in China at a moment, as `2026-03-05`. */
export const chinaDay = (moment: Date): string => dayAt(moment, LAW_TIME_ZONE);

export const chinaYear = (moment: Date): number => yearAt(moment, LAW_TIME_ZONE);

/** The moment at which a year begins in China. */
export const chinaYearStart = (year: number): Date => momentOf(Date.UTC(year, 0, 1), LAW_TIME_ZONE);
