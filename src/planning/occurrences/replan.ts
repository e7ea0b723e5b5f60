import { type OccurrenceState } from './due-occurrence.js';

export interface PlacedOccurrence {
  readonly id: number;
  readonly ordinal: number;
  readonly dueAt: Date;
  readonly announceAt: Date;
  readonly state: OccurrenceState;
  /** Set where a person has given a missed one another moment: nobody else plans it away. */
  readonly drawAt?: Date | null;
}

export interface NewOccurrence {
  readonly ordinal: number;
  readonly dueAt: Date;
  readonly announceAt: Date;
}

export interface Replanning {
  /** Occurrences that nothing has begun of and that are no longer wanted. */
  readonly remove: readonly PlacedOccurrence[];
  readonly add: readonly NewOccurrence[];
}

const MINUTE_MS = 60_000;

const isFree = (one: PlacedOccurrence): boolean => one.state === 'planned' && (one.drawAt ?? null) === null;

/**
 * What to change so that the planned occurrences of a batch are those wanted. What has begun, in whatever way it ended,
 * what was missed and what a person decided on stays, and its moment is not planned a second time. Where all is as wanted nothing is touched; otherwise everything
 * planned is made anew, so that ordinals follow the time. Ordinals of what has begun are never given again.
 * @param dueAt the wanted moments, each once
 */
export function replan(
  existing: readonly PlacedOccurrence[],
  dueAt: readonly Date[],
  noticeMinutes: number,
): Replanning {
  const planned = existing.filter(isFree);
  const begun = existing.filter((one) => !isFree(one));
  const taken = new Set(begun.map((one) => one.dueAt.getTime()));
  const wanted = dueAt
    .filter((moment) => !taken.has(moment.getTime()))
    .sort((a, b) => a.getTime() - b.getTime())
    .map((moment) => ({ dueAt: moment, announceAt: new Date(moment.getTime() - noticeMinutes * MINUTE_MS) }));
  const key = (one: { dueAt: Date; announceAt: Date }): string => `${one.dueAt.getTime()} ${one.announceAt.getTime()}`;
  const there = new Set(planned.map(key));
  if (wanted.length === planned.length && wanted.every((one) => there.has(key(one)))) return { remove: [], add: [] };
  const last = begun.reduce((most, one) => Math.max(most, one.ordinal), 0);
  return { remove: planned, add: wanted.map((one, index) => ({ ordinal: last + 1 + index, ...one })) };
}
