interface Dated {
  readonly at: Date;
}

/**
 * What is older than the newest `keep` backups. Backups of the future (the clock was set back since) are neither counted nor
 * removed: they would push out the true ones.
 */
export function surplus<T extends Dated>(backups: readonly T[], keep: number, now: Date): T[] {
  return [...backups]
    .filter(({ at }) => at <= now)
    .sort((left, right) => right.at.getTime() - left.at.getTime())
    .slice(keep);
}

/** When the next backup is due: at once, where none of the past is younger than the interval. */
export function nextDue(backups: readonly Dated[], hours: number, now: Date): Date {
  const past = backups.map(({ at }) => at.getTime()).filter((at) => at <= now.getTime());
  const due = Math.max(...past, -Infinity) + hours * 3_600_000;
  return due > now.getTime() ? new Date(due) : now;
}
