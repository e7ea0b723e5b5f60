import { type Fault } from '../../../platform/errors/domain-error.js';
import { text } from '../../../platform/text.js';
import { LIBRARY_DAYS } from './library-days.js';
import { calendarOf, isWeekend, isWorkingDay, yearOf } from './working-day-calendar.js';

/** One day of a notice as it arrives. */
export interface OverrideDay {
  readonly day: string;
  readonly working: boolean;
  readonly name: string;
}

/** The years that may be named: the library begins in 2004, and nobody plans further. */
export const FIRST_YEAR = 2004;
export const LAST_YEAR = 2200;

/** Most days off by name in a year. The State Council's notices name 22 to 33, regions a few more. */
export const MOST_RESTS = 60;
/** Most Saturdays and Sundays worked in exchange. The notices name 5 to 12. */
export const MOST_SHIFTED = 30;

const library = calendarOf(LIBRARY_DAYS);

/** Whether the days can be what a notice says of a year. Every fault is told at once, by the place of the day. */
export function overrideFaults(year: number, days: readonly OverrideDay[]): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const [at, { day, working }] of days.entries()) {
    const pointer = `/days/${at}/day`;
    if (yearOf(day) !== year) {
      faults.push({
        pointer,
        code: 'outside_year',
        message: text(
          `${day} 不在 ${year} 年内。每次只写一年的日期。`,
          `${day} is not in ${year}. Name one year's days.`,
        ),
      });
      continue;
    }
    if (seen.has(day)) {
      faults.push({
        pointer,
        code: 'day_twice',
        message: text(`${day} 已写过一次，每天只写一行。`, `${day} stands there already; each day is named once.`),
      });
    }
    seen.add(day);
    if (working && !isWeekend(day) && isWorkingDay(library, day)) {
      faults.push({
        pointer,
        code: 'already_working',
        message: text(
          `${day} 不是周六、周日，也不是内置的节假日，本来就上班。调休上班的日子应是周六或周日，请核对日期。`,
          `${day} is neither a Saturday nor a Sunday nor a known holiday, and worked anyway. Days worked in exchange are Saturdays or Sundays: check the date.`,
        ),
      });
    }
  }
  const rests = days.filter(({ working }) => !working).length;
  if (rests > MOST_RESTS) {
    faults.push({
      pointer: '/days',
      code: 'too_many_rest_days',
      message: text(
        `写了 ${rests} 个休息日，最多 ${MOST_RESTS} 个。只写通知里的放假日：平常的周六、周日本来就休息，不用写。`,
        `${rests} days off are named, of at most ${MOST_RESTS}. Name the days of the notice alone: ordinary Saturdays and Sundays are days of rest anyway.`,
      ),
    });
  }
  if (days.length - rests > MOST_SHIFTED) {
    faults.push({
      pointer: '/days',
      code: 'too_many_working_days',
      message: text(
        `写了 ${days.length - rests} 个调休上班日，最多 ${MOST_SHIFTED} 个。只写通知里改为上班的周六、周日。`,
        `${days.length - rests} days are said to be worked in exchange, of at most ${MOST_SHIFTED}. Name only the Saturdays and Sundays that the notice says are worked.`,
      ),
    });
  }
  return faults;
}
