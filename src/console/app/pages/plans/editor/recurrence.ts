/*
 * Draws that come again, as people say it: "every month on the 5th at nine, from March to October". What a batch keeps is a
 * cron expression (minute, hour, day of the month, month, day of the week); whatever else somebody wrote there stays as it is.
 */

export interface Recurrence {
  readonly every: 'week' | 'month' | 'quarter';
  /** Of the month, 1 to 28 so that every month has it; of the week, 1 Monday to 7 Sunday. */
  readonly day: number;
  /** 1 to 12; of quarters the first month is counted from. */
  readonly fromMonth: number;
  readonly untilMonth: number;
  /** `09:00` */
  readonly time: string;
}

export const LAST_COMMON_DAY = 28;

/** The months of a recurrence, in order. */
export function monthsOf({ every, fromMonth, untilMonth }: Omit<Recurrence, 'day' | 'time'>): number[] {
  const months = [];
  for (let month = fromMonth; month <= untilMonth; month += every === 'quarter' ? 3 : 1) months.push(month);
  return months;
}

export function expressionOf(recurrence: Recurrence): string {
  const { day, every, time } = recurrence;
  const [hour = 9, minute = 0] = time.split(':').map(Number);
  return every === 'week'
    ? `${minute} ${hour} * ${monthsWritten(recurrence)} ${day % 7}`
    : `${minute} ${hour} ${day} ${monthsWritten(recurrence)} *`;
}

function monthsWritten(recurrence: Recurrence): string {
  const { every, fromMonth, untilMonth } = recurrence;
  if (every === 'quarter') return monthsOf(recurrence).join(',');
  if (fromMonth === untilMonth) return String(fromMonth);
  return fromMonth === 1 && untilMonth === 12 ? '*' : `${fromMonth}-${untilMonth}`;
}

const within = (text: string | undefined, from: number, until: number): number | undefined => {
  if (text === undefined || !/^\d{1,2}$/.test(text)) return undefined;
  const number = Number(text);
  return number >= from && number <= until ? number : undefined;
};

/** What an expression says, where it says no more than a recurrence can. */
export function recurrenceOf(expression: string): Recurrence | undefined {
  const [minutes, hours, days, months = '', weekdays, ...more] = expression.trim().split(/\s+/);
  const [minute, hour] = [within(minutes, 0, 59), within(hours, 0, 23)];
  if (minute === undefined || hour === undefined || more.length > 0) return undefined;
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  const span = spanOf(months);
  if (span === undefined) return undefined;
  if (days === '*') {
    const weekday = within(weekdays, 0, 7);
    if (weekday === undefined || span.every === 'quarter') return undefined;
    return { ...span, every: 'week', day: weekday === 0 ? 7 : weekday, time };
  }
  const day = within(days, 1, LAST_COMMON_DAY);
  return day === undefined || weekdays !== '*' ? undefined : { ...span, day, time };
}

function spanOf(months: string): Pick<Recurrence, 'every' | 'fromMonth' | 'untilMonth'> | undefined {
  if (months === '*') return { every: 'month', fromMonth: 1, untilMonth: 12 };
  const [, first, last] = /^(\d{1,2})-(\d{1,2})$/.exec(months) ?? [];
  const listed = (first === undefined ? months.split(',') : [first, last]).map((month) => within(month, 1, 12));
  const [fromMonth, untilMonth] = [listed[0], listed.at(-1)];
  if (fromMonth === undefined || untilMonth === undefined || listed.includes(undefined)) return undefined;
  if (first !== undefined) return fromMonth <= untilMonth ? { every: 'month', fromMonth, untilMonth } : undefined;
  if (listed.length === 1) return { every: 'month', fromMonth, untilMonth };
  const quarters = listed.every((month, at) => month === fromMonth + 3 * at);
  return quarters ? { every: 'quarter', fromMonth, untilMonth } : undefined;
}
