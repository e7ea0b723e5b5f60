/* How long to wait before the next try, and when to stop trying. */

const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 3600;
/** What has not gone out after so long is of no use to anyone; the list in the application has it. */
const PATIENCE_MILLISECONDS = 2 * 86_400_000;

/** Seconds to wait after so many failures (1 or more) in a row: 5, 10, 20 … and at most an hour. */
export const restAfter = (failures: number): number =>
  Math.min(FIRST_SECONDS * 2 ** (Math.max(1, failures) - 1), LONGEST_SECONDS);

/**
 * Seconds for which a try has its message for itself: whoever gives no sign of life for so long is taken for lost, as with
 * every job, but never while the other side may still be answering, however short the lease is.
 * @param longestTry in milliseconds; as much again is left for noting how it ended
 */
export const claimSeconds = (attempt: number, leaseSeconds: number, longestTry: number): number =>
  Math.max(leaseSeconds, restAfter(attempt), (2 * longestTry) / 1000);

/** Whether a further try at `next` would still be worth it. */
export const stillWorth = (madeAt: Date, next: Date): boolean =>
  next.getTime() - madeAt.getTime() <= PATIENCE_MILLISECONDS;

/** What was made before this moment is not worth a first try either. */
export const staleBefore = (now: Date): Date => new Date(now.getTime() - PATIENCE_MILLISECONDS);

/** A robot takes so many messages in so many milliseconds (WeCom and DingTalk both say 20 a minute). */
export interface Pace {
  readonly most: number;
  readonly milliseconds: number;
}

/**
 * When the next message may go out, where these went before it: at once, or when the oldest of the last `most` is long
 * enough ago.
 * @param sent moments of the last tries, in any order
 */
export function nextByPace(pace: Pace, sent: readonly Date[], now: Date): Date {
  const recent = sent
    .map((at) => at.getTime())
    .filter((at) => at > now.getTime() - pace.milliseconds)
    .sort((a, b) => b - a);
  const last = recent[pace.most - 1];
  return last === undefined ? now : new Date(last + pace.milliseconds);
}
