const FIRST_SECONDS = 2;
const LONGEST_SECONDS = 600;

/** How often a job is tried before it is shown as failed. With the waits below that is about an hour and a half. */
export const MOST_ATTEMPTS = 16;

/** Seconds to wait after the given number of failed attempts (1 or more): 2, 4, 8 … and at most ten minutes. */
export function waitAfter(attempts: number): number {
  return Math.min(FIRST_SECONDS * 2 ** (Math.max(1, attempts) - 1), LONGEST_SECONDS);
}
