import { addDays } from '../../platform/clock/days.js';
import { dayAt } from './time-zone.js';

/** When the visits of a batch take place: by the calendar, or counted from the day of the draw. */
export type VisitWindow =
  | { readonly from: string; readonly until: string }
  | {
      /** Days from the day of the draw to the first day: 0 is the day of the draw itself. */
      readonly afterDays: number;
      /** How many days it lasts, at least 1. */
      readonly days: number;
    };

export interface VisitDays {
  /** First and last day, both included. */
  readonly from: string;
  readonly until: string;
}

/**
 * The days on which what is drawn at `dueAt` may be visited; undefined when the window is over by then. A window by the
 * calendar that has begun before the draw begins on the day of the draw: nobody can be visited before he was drawn.
 */
export function visitDays(window: VisitWindow, dueAt: Date, timeZone: string): VisitDays | undefined {
  const drawn = dayAt(dueAt, timeZone);
  if ('days' in window) {
    const from = addDays(drawn, window.afterDays);
    return { from, until: addDays(from, window.days - 1) };
  }
  const from = window.from > drawn ? window.from : drawn;
  return from > window.until ? undefined : { from, until: window.until };
}
