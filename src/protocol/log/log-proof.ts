import { fromHex, toHex } from '../bytes.js';
import { broken } from '../entropy/moments.js';
import { type Check, hex64, integer, list, members, misshapen, text } from '../json/shape.js';
import { MerkleAccumulator, verifyConsistency, verifyInclusion } from '../merkle.js';
import { readCheckpoint, type LogHead } from './checkpoint.js';
import { entryBytes, type LogEntry, type LogKind, readEntry } from './entries.js';
import { readVerifierKey, signedBy } from './note.js';

export interface ProvenEntry {
  readonly entry: LogEntry;
  readonly index: number;
  readonly path: readonly string[];
}

/** That a draw's entries stand in the log, which goes on from where it was before the commitment. */
export interface LogProof {
  /** A signed note. */
  readonly checkpoint: string;
  readonly consistency: readonly string[];
  readonly entries: readonly ProvenEntry[];
  readonly key: string;
}

const index = integer(0, Number.MAX_SAFE_INTEGER);
export const readPath = list(hex64, 0, 64);

/** A text with line feeds, but no other control characters. */
const checkpoint: Check<string> = (value, path) => {
  if (typeof value !== 'string' || value.length > 10_000)
    throw misshapen(path, 'a text of 1 to 10000 characters', value);
  readCheckpoint(value, path);
  return value;
};

const key: Check<string> = (value, path) => {
  const vkey = text(400)(value, path);
  readVerifierKey(vkey, path);
  return vkey;
};

const provenEntry: Check<ProvenEntry> = (value, path) => {
  const held = members(value, path, ['entry', 'index', 'path']);
  const entry = readEntry(held.entry, `${path}/entry`);
  entryBytes(entry);
  return { entry, index: index(held.index, `${path}/index`), path: readPath(held.path, `${path}/path`) };
};

const ORDER = ['commit', 'reveal', 'record'] as const;
/** What lets a draw stand in for another: at most one of these comes first. */
const GROUNDS = ['void', 'supplement', 'replace'] as const;

type Ground = Extract<LogEntry, { kind: (typeof GROUNDS)[number] }>;

function isGround(entry: LogEntry): entry is Ground {
  return (GROUNDS as readonly LogKind[]).includes(entry.kind);
}

/** The first `least` to `most` of commit, reveal and record, in this order, perhaps after what lets the draw stand in for another. */
export function logProofOf(least: number, most: number = ORDER.length): Check<LogProof> {
  return (value, path) => {
    const held = members(value, path, ['checkpoint', 'consistency', 'entries', 'key']);
    const entries = list(provenEntry, least, most + 1)(held.entries, `${path}/entries`);
    const before = entries[0] !== undefined && isGround(entries[0].entry) ? 1 : 0;
    if (entries.length - before < least || entries.length - before > most)
      throw misshapen(`${path}/entries`, ORDER.slice(0, most).join(', '), entries.length);
    entries.slice(before).forEach(({ entry }, at) => {
      if (entry.kind !== ORDER[at])
        throw misshapen(`${path}/entries/${at + before}/entry/kind`, ORDER[at]!, entry.kind);
    });
    return {
      checkpoint: checkpoint(held.checkpoint, `${path}/checkpoint`),
      consistency: list(hex64, 0, 128)(held.consistency, `${path}/consistency`),
      entries,
      key: key(held.key, `${path}/key`),
    };
  };
}

export const readLogProof = logProofOf(ORDER.length);

/** The entry of a kind, if it is there. */
export function entryOf<K extends LogKind>(proof: LogProof, kind: K): Extract<LogEntry, { kind: K }> | undefined {
  return proof.entries.find(({ entry }) => entry.kind === kind)?.entry as Extract<LogEntry, { kind: K }> | undefined;
}

/** The entry that lets the draw stand in for another, if the proof has one. */
export function groundOf(proof: LogProof): (ProvenEntry & { readonly entry: Ground }) | undefined {
  const [first] = proof.entries;
  return first !== undefined && isGround(first.entry) ? { ...first, entry: first.entry } : undefined;
}

/** Every path leads to the checkpoint's root, and the checkpoint goes on from `previous`. Throws `rule`. */
export function checkLogInclusion(proof: LogProof, previous: LogHead): void {
  const head = readCheckpoint(proof.checkpoint);
  const root = fromHex(head.root);
  proof.entries.forEach(({ entry, index: at, path }, number) => {
    const last = number === 0 ? -1 : proof.entries[number - 1]!.index;
    const before = entry.kind === 'commit' ? Math.max(last, previous.size - 1) : last;
    if (at <= before)
      throw broken(
        `/log/entries/${number}/index`,
        '日志条目的位置不对',
        'the entry stands too early in the log',
        `${before + 1} or more`,
        String(at),
      );
    const leaf = entryBytes(entry);
    if (!verifyInclusion({ leaf, index: at, count: head.size, path: path.map(fromHex), root }))
      throw broken(
        `/log/entries/${number}/path`,
        '日志条目不在所示的日志中',
        'the entry does not stand in the log that is shown',
        `entry ${at} under ${head.root}`,
        'another root',
      );
  });
  const older = { size: previous.size, root: fromHex(previous.root) };
  const empty = new MerkleAccumulator().root();
  const soundStart = previous.size > 0 || previous.root === toHex(empty);
  if (!soundStart || !verifyConsistency(older, { size: head.size, root }, proof.consistency.map(fromHex)))
    throw broken(
      '/log/consistency',
      '日志没有从公告时的状态延续下来',
      'the log does not go on from where it was at the announcement',
      `from ${previous.size} ${previous.root}`,
      `to ${head.size} ${head.root}`,
    );
}

/** The checkpoint is of the log of `previous` and signed by `key`, one of the `trusted` if any are named. Throws `rule`. */
export function checkLogSignature(proof: LogProof, previous: LogHead, trusted: readonly string[] = []): void {
  const head = readCheckpoint(proof.checkpoint);
  const signer = readVerifierKey(proof.key);
  for (const found of [head.origin, signer.origin])
    if (found !== previous.origin)
      throw broken(
        '/log/checkpoint',
        '检查点属于另一份日志',
        'the checkpoint is of another log',
        previous.origin,
        found,
      );
  if (trusted.length > 0 && !trusted.includes(proof.key))
    throw broken(
      '/log/key',
      '签名的密钥不在信任之列',
      'the key is none of those trusted',
      trusted.join(', '),
      proof.key,
    );
  if (!signedBy(head.note, signer))
    throw broken(
      '/log/checkpoint',
      '检查点的签名不对',
      'the signature of the checkpoint is wrong',
      proof.key,
      'no such signature',
    );
}
