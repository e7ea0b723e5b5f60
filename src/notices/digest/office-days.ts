/**
 * What notices must know of the calendar. Planning comes after them, so it implements this and provides it globally.
 */
export abstract class OfficeDays {
  /** Whether people are at their desks in China on this day (`2026-03-05`). */
  abstract isWorked(day: string): Promise<boolean>;
}
