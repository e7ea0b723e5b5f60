import { type WatchedDraw } from '../../../../protocol/log/watch.js';

/* What may be said of the draws of a year: nothing that was not looked at. */

export interface CountedDraw {
  readonly id: number;
  readonly number: string;
  readonly phase: string;
  readonly commitment: string | null;
  readonly recordHash: string | null;
}

/** What the check of a draw's evidence came to. */
export type Checked = 'holds' | 'fails';

export type Standing =
  /** Its evidence was done again here, and it stands in the log as it is shown. */
  | 'proven'
  | 'unchecked'
  | 'fails'
  /** Not in the log, or there with another commitment or record. */
  | 'missing'
  /** Announced, and not drawn yet. */
  | 'open'
  /** Ended or void without ever having been drawn: the log says so. */
  | 'undrawn';

export interface Account {
  readonly standings: readonly { readonly draw: CountedDraw; readonly standing: Standing }[];
  readonly counts: Readonly<Record<Standing, number>>;
  /** Draws that have a record: what "all" is said of. */
  readonly drawn: number;
  /** Draws of the log that the server does not show to anyone. */
  readonly hidden: readonly string[];
  readonly verdict: 'proven' | 'checking' | 'wrong' | 'none';
}

export interface Seen {
  /** As the log tells them. */
  readonly draws: ReadonlyMap<string, WatchedDraw>;
  /** Its entries are those that are signed, and break no rule. */
  readonly sound: boolean;
}

/**
 * @param draws as they were shown, before the log was read
 * @param listed numbers of all draws that are public, read after the log
 * @param checked by the draw's row
 */
export function accountOf(
  draws: readonly CountedDraw[],
  log: Seen,
  listed: ReadonlySet<string>,
  checked: ReadonlyMap<number, Checked>,
): Account {
  const standings = draws
    .filter(({ commitment }) => commitment !== null)
    .map((draw) => ({ draw, standing: standingOf(draw, log, checked) }));
  const counts: Record<Standing, number> = { proven: 0, unchecked: 0, fails: 0, missing: 0, open: 0, undrawn: 0 };
  for (const { standing } of standings) counts[standing]++;
  const hidden = [...log.draws.keys()].filter((number) => !listed.has(number));
  const wrong = !log.sound || hidden.length > 0 || counts.missing > 0 || counts.fails > 0;
  return {
    standings,
    counts,
    drawn: standings.filter(({ draw }) => draw.recordHash !== null).length,
    hidden,
    verdict: wrong ? 'wrong' : counts.unchecked > 0 ? 'checking' : counts.proven > 0 ? 'proven' : 'none',
  };
}

function standingOf(draw: CountedDraw, { draws }: Seen, checked: ReadonlyMap<number, Checked>): Standing {
  const told = draws.get(draw.number);
  if (told?.commitment !== draw.commitment) return 'missing';
  if (draw.recordHash === null) {
    // the log may know more by now than the list that was read before it
    return draw.phase === 'ended' || draw.phase === 'voided' ? 'undrawn' : 'open';
  }
  if (told.record !== draw.recordHash) return 'missing';
  const result = checked.get(draw.id);
  return result === undefined ? 'unchecked' : result === 'holds' ? 'proven' : 'fails';
}
