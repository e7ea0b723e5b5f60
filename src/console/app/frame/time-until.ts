/** Time that is left, with as much of it as somebody needs: days and hours, hours and minutes, minutes and seconds. */
export interface Left extends Readonly<Record<string, string | number>> {
  readonly unit: 'days' | 'hours' | 'minutes';
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: string;
}

/** Milliseconds of the epoch; undefined once the moment is there. A second that has begun is not over yet. */
export function timeUntil(moment: number, now: number): Left | undefined {
  const seconds = Math.ceil((moment - now) / 1000);
  if (!(seconds > 0)) return undefined;
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return {
    unit: days > 0 ? 'days' : hours > 0 ? 'hours' : 'minutes',
    days,
    hours,
    minutes,
    seconds: String(seconds % 60).padStart(2, '0'),
  };
}
