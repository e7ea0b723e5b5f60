import { type EntropyReveal, readReveal } from '../entropy/source.js';
import { type Words } from '../errors.js';
import { canonicalBytes, type Json } from '../json/canonical.js';
import {
  type Check,
  hex64,
  id,
  instant,
  integer,
  list,
  literal,
  members,
  misshapen,
  orNull,
  plainName,
  text,
} from '../json/shape.js';
import { readVerifierKey } from './note.js';

/** What happened to a draw, and to the log itself (README, "Log"). `at` is a UTC instant that never falls. */
export type LogEntry = { readonly at: string } & LogFact;

export type LogFact =
  | { readonly kind: 'key'; readonly key: string }
  | ({ readonly kind: 'commit'; readonly commitment: string; readonly draw: string } & Occasion)
  | { readonly kind: 'reveal'; readonly commitment: string; readonly draw: string; readonly entropy: EntropyReveal }
  | { readonly kind: 'record'; readonly commitment: string; readonly draw: string; readonly record: string }
  | { readonly kind: 'end'; readonly commitment: string; readonly draw: string; readonly reason: Words }
  | ({ readonly kind: 'void'; readonly commitment: string; readonly record: string | null } & Decision)
  | ({
      readonly kind: 'supplement' | 'replace';
      readonly amendment: string;
      readonly commitment: string;
      readonly record: string;
    } & Decision)
  | { readonly kind: 'publish'; readonly draw: string; readonly record: string };

/** `batch.id` and `batch.occurrence` of the manifest: whoever reads only the log sees what is drawn twice. */
interface Occasion {
  readonly batch: string;
  readonly occurrence: number;
}

/** What two people decided about a draw, and why. */
interface Decision {
  readonly by: readonly string[];
  readonly draw: string;
  readonly reason: Words;
}

export type LogKind = LogFact['kind'];

const MEMBERS: Readonly<Record<LogKind, readonly string[]>> = {
  key: ['key'],
  commit: ['batch', 'commitment', 'draw', 'occurrence'],
  reveal: ['commitment', 'draw', 'entropy'],
  record: ['commitment', 'draw', 'record'],
  end: ['commitment', 'draw', 'reason'],
  void: ['by', 'commitment', 'draw', 'reason', 'record'],
  supplement: ['amendment', 'by', 'commitment', 'draw', 'reason', 'record'],
  replace: ['amendment', 'by', 'commitment', 'draw', 'reason', 'record'],
  publish: ['draw', 'record'],
};

const words: Check<Words> = (value, path) => {
  const held = members(value, path, ['en', 'zh']);
  return { en: text(1000)(held.en, `${path}/en`), zh: text(1000)(held.zh, `${path}/zh`) };
};

const twoPeople: Check<string[]> = (value, path) => {
  const names = list(plainName(200), 2, 2)(value, path);
  if (names[0] === names[1]) throw misshapen(path, 'two different people', value);
  return names;
};

const verifier: Check<string> = (value, path) => {
  const key = text(400)(value, path);
  readVerifierKey(key, path);
  return key;
};

/** Of every member but `at` and `kind`. `record` alone differs by kind: a void may have none. */
const CHECKS: Readonly<Record<string, Check<unknown>>> = {
  amendment: id,
  batch: id,
  by: twoPeople,
  commitment: hex64,
  draw: id,
  entropy: readReveal,
  key: verifier,
  occurrence: integer(1, 1_000_000),
  reason: words,
  record: hex64,
};

/** Throws `shape` with the path of the first member that is wrong. */
export const readEntry: Check<LogEntry> = (value, path) => {
  const kind = literal(...(Object.keys(MEMBERS) as LogKind[]))(kindOf(value, path), `${path}/kind`);
  const names = MEMBERS[kind];
  const held = members(value, path, ['at', 'kind', ...names]);
  instant(held.at, `${path}/at`);
  for (const name of names) {
    const check = kind === 'void' && name === 'record' ? orNull(hex64) : CHECKS[name]!;
    check(held[name], `${path}/${name}`);
  }
  return value as unknown as LogEntry;
};

function kindOf(value: Json | undefined, path: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw misshapen(path, 'an object', value);
  return (value as Readonly<Record<string, Json | undefined>>).kind;
}

const MAX_ENTRY = 65_536;

/** The leaf of the log's tree. Throws on an entry that `readEntry` would refuse, or of over 65 536 bytes. */
export function entryBytes(entry: LogEntry): Uint8Array {
  const bytes = canonicalBytes(readEntry(entry as unknown as Json, '') as unknown as Json);
  if (bytes.length > MAX_ENTRY) throw misshapen('', `at most ${MAX_ENTRY} bytes`, `${bytes.length} bytes`);
  return bytes;
}
