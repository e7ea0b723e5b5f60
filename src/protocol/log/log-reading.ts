import { fromHex, toHex } from '../bytes.js';
import { type Json } from '../json/canonical.js';
import { type Check, hex64, instant, list, misshapen } from '../json/shape.js';
import { leafHash, MerkleAccumulator } from '../merkle.js';
import { type Checkpoint } from './checkpoint.js';
import { entryBytes, type LogEntry, readEntry } from './entries.js';
import { type LogOffence, type LogWatch, readWatch, UNWATCHED, watchLog, writtenWatch } from './watch.js';

/* A log read from its first entry on, a page at a time: what it says, the tree that it makes, and when each commitment was seen. */

export interface LogReading {
  readonly watch: LogWatch;
  /** Hashes of the complete subtrees of the entries so far, the smallest first. */
  readonly peaks: readonly string[];
  /** Commitments by the reader's own moment of seeing them first. */
  readonly seen: ReadonlyMap<string, string>;
}

export const UNREAD: LogReading = { watch: UNWATCHED, peaks: [], seen: new Map() };

/**
 * Reads a page on. Offences are told for each entry of it (README, "Keeping watch").
 * @param page body of an answer of `entries?from=…`, however hostile; entries beyond the checkpoint are left for the next time
 * @param upTo size of the checkpoint
 * @param now the reader's own moment
 * @throws ProtocolError where it is not such a page
 */
export function readPage(
  reading: LogReading,
  page: string,
  upTo: number,
  now: Date,
): { readonly reading: LogReading; readonly offences: readonly LogOffence[] } {
  const { size } = reading.watch;
  const entries = entriesIn(page, size).slice(0, upTo - size);
  if (entries.length === 0) throw misshapen('/items', `entry ${size}`, []);
  const tree = MerkleAccumulator.of(size, reading.peaks.map(fromHex));
  const seen = new Map(reading.seen);
  for (const entry of entries) {
    tree.pushHash(leafHash(entryBytes(entry)));
    if (entry.kind === 'commit' && !seen.has(entry.commitment)) seen.set(entry.commitment, now.toISOString());
  }
  const { offences, watch } = watchLog(reading.watch, entries, now.getTime());
  return { reading: { watch, peaks: tree.subtrees().map(toHex), seen }, offences };
}

/** Whether what was read is what the checkpoint stands for. */
export function isReadingOf({ peaks, watch }: LogReading, { root, size }: Pick<Checkpoint, 'root' | 'size'>): boolean {
  return watch.size === size && toHex(MerkleAccumulator.of(size, peaks.map(fromHex)).root()) === root;
}

function entriesIn(page: string, from: number): LogEntry[] {
  let held: { items?: unknown } | null;
  try {
    held = JSON.parse(page) as { items?: unknown } | null;
  } catch {
    throw misshapen('', 'JSON', page);
  }
  if (typeof held !== 'object' || !Array.isArray(held?.items)) throw misshapen('/items', 'a list', page);
  return held.items.map((item: Json, at) => {
    const shown = item as { index?: unknown; entry?: Json } | null;
    if (shown?.index !== from + at) throw misshapen(`/items/${at}/index`, String(from + at), shown?.index);
    return readEntry(shown.entry, `/items/${at}/entry`);
  });
}

/** As JSON, for whoever keeps it between two looks. */
export function writtenReading({ peaks, seen, watch }: LogReading): Json {
  return { peaks: [...peaks], seen: [...seen].map(([one, at]) => [one, at]), watch: writtenWatch(watch) };
}

const seenPair: Check<readonly [string, string]> = (value, path) => {
  if (!Array.isArray(value) || value.length !== 2) throw misshapen(path, 'a commitment and a moment', value);
  return [hex64(value[0] as Json, `${path}/0`), instant(value[1] as Json, `${path}/1`)];
};

/** Reads what `writtenReading` wrote. Throws on anything else: it is not to be trusted then. */
export const readReading: Check<LogReading> = (value, path) => {
  const held = value as { peaks?: Json; seen?: Json; watch?: Json } | null | undefined;
  const watch = readWatch(held?.watch, `${path}/watch`);
  const peaks = list(hex64, 0, 64)(held?.peaks, `${path}/peaks`);
  // one for each 1 in the binary form of the size
  const ones = watch.size.toString(2).replaceAll('0', '').length;
  if (peaks.length !== ones) throw misshapen(`${path}/peaks`, `${ones} hashes`, held?.peaks);
  const seen = new Map(list(seenPair, 0, Number.MAX_SAFE_INTEGER)(held?.seen, `${path}/seen`));
  return { watch, peaks, seen };
};
