import { addDays, chinaDay } from '../../platform/clock/days.js';

/** When people in China come to their desks. */
const AT = '08:30:00+08:00';

/** The first digest's moment after this one; whether the day is worked is asked when it comes, for notices come late. */
export function nextDigest(after: Date): { readonly day: string; readonly at: Date } {
  const today = chinaDay(after);
  const at = (day: string): Date => new Date(`${day}T${AT}`);
  const day = at(today) > after ? today : addDays(today, 1);
  return { day, at: at(day) };
}
