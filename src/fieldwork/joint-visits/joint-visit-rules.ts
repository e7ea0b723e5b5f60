import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

/** Days of visits, both included. */
export interface Window {
  readonly from: string;
  readonly until: string;
}

/** Two visits of one target are offered as one where no more than so many days lie between their windows. */
export const NEAR_DAYS = 14;

const DAY = 86_400_000;
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY;

/** Days that lie between two windows: 0 where they overlap or touch. */
export function daysBetween(one: Window, other: Window): number {
  const [first, second] = one.from <= other.from ? [one, other] : [other, one];
  return Math.max(0, numberOf(second.from) - numberOf(first.until) - 1);
}

export const areNear = (one: Window, other: Window): boolean => daysBetween(one, other) <= NEAR_DAYS;

/** The days on which one visit can serve both: neither team goes before its own first day, nor after the last of either. */
export function commonDays(one: Window, other: Window): Window {
  return {
    from: one.from > other.from ? one.from : other.from,
    until: one.until > other.until ? one.until : other.until,
  };
}

/** Whether a day may be agreed on. */
export function faultOfDay(day: string, one: Window, other: Window, today: string): Fault | undefined {
  const { from, until } = commonDays(one, other);
  const earliest = from > today ? from : today;
  if (day >= earliest && day <= until) return undefined;
  return {
    pointer: '/plannedOn',
    code: 'day_not_common',
    message:
      earliest > until
        ? text(
            `两项检查的时段到 ${until} 都已结束，不能再合并为一次检查。`,
            `The windows of both inspections ended on ${until}; they can no longer be one visit.`,
          )
        : text(
            `合并检查的日期应在 ${earliest} 至 ${until} 之间（不早于任何一方的开始日，不晚于较晚一方的截止日）。`,
            `One visit for both is between ${earliest} and ${until}: not before the first day of either, nor after the last day of the later one.`,
          ),
  };
}
