import { text, type Bilingual } from '../../../platform/text.js';
import { isCovered, yearOf, type WorkingDayCalendar } from './working-day-calendar.js';

/** The notice for a year is published in November of the year before, or a little earlier. */
const NOTICE_MONTH = '11';

/**
 * What is to be said where the calendar ends within the years in use: the current one, the next one from November on, and
 * those of published plans. Each year is told once.
 * @param today in China
 */
export function coverageWarnings(
  calendar: WorkingDayCalendar,
  today: string,
  planYears: readonly number[],
): { readonly year: number; readonly words: Bilingual }[] {
  const current = yearOf(today);
  const reasons = new Map<number, Bilingual>([[current, text('今年', 'the current year')]]);
  if (today.slice(5, 7) >= NOTICE_MONTH) reasons.set(current + 1, text('明年', 'next year'));
  for (const year of planYears) {
    if (year >= current && !reasons.has(year)) reasons.set(year, text('已有发布的计划', 'a published plan is for it'));
  }
  return [...reasons]
    .filter(([year]) => !isCovered(calendar, year))
    .sort(([a], [b]) => a - b)
    .map(([year, why]) => ({
      year,
      words: text(
        `没有 ${year} 年的节假日数据（${why.zh}）：目前只按周六、周日休息推算。请按国务院办公厅的通知录入 ${year} 年的放假和调休日期，或升级到带有该年数据的版本。`,
        `The holidays of ${year} (${why.en}) are not known: Saturdays and Sundays are all that is counted as rest. Enter the notice of the State Council for ${year}, or upgrade to a version that has it.`,
      ),
    }));
}
