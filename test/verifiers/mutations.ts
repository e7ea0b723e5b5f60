import {
  canonicalBytes,
  checkpointText,
  DEFAULT_SUITE,
  fromHex,
  leafHash,
  signerOf,
  signNote,
  toHex,
  verifierKey,
  type Json,
} from '../../src/protocol/index.js';
import { type Dice } from './dice.js';

/** One value of an evidence file, changed. */
export interface Mutation {
  /** Where, with list places as `*`, so that mutations can be spread over all kinds of fields. */
  readonly field: string;
  readonly what: string;
  readonly evidence: Uint8Array;
}

type Path = readonly (string | number)[];

/** What a record only states: nothing but its hash binds it. */
const STATED: ReadonlySet<string | number> = new Set(['versions', 'revealedAt']);

function* places(value: Json, path: Path): Generator<Path> {
  if (path.length > 0) yield path;
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* places(item, [...path, i]);
  else if (value !== null && typeof value === 'object')
    for (const [name, item] of Object.entries(value as Record<string, Json>)) yield* places(item, [...path, name]);
}

function fieldOf(path: Path): string {
  const shown = path.map((part, i) => {
    const open = path[i - 1] === 'attributes' || path[i - 1] === 'versions';
    return typeof part === 'number' ? '*' : open ? '<name>' : part;
  });
  return `/${shown.join('/')}`;
}

/** The places of a file's values by the kind of field. */
export function fieldsOf(evidence: Json): Map<string, Path[]> {
  const fields = new Map<string, Path[]>();
  for (const path of places(evidence, [])) {
    const field = fieldOf(path);
    const known = fields.get(field);
    if (known === undefined) fields.set(field, [path]);
    else known.push(path);
  }
  return fields;
}

/** Another text, as far as possible of the same form: a forger would not spoil the form. */
function otherText(dice: Dice, text: string): string {
  const at = dice.below(Math.max(1, text.length));
  const old = text[at] ?? '';
  const choices = /^[0-9]$/.test(old) ? '0123456789' : /^[a-f]$/.test(old) ? 'abcdef' : 'xyzXYZ';
  const left = [...choices].filter((one) => one !== old);
  return dice.once(6) ? `${text}0` : text.slice(0, at) + dice.of(left) + text.slice(at + 1);
}

function otherValue(dice: Dice, value: Json): [Json, string] {
  if (typeof value === 'string') {
    if (dice.once(12)) return [null, 'null for a text'];
    return [otherText(dice, value), 'another text'];
  }
  if (typeof value === 'number') {
    if (dice.once(10)) return [String(value), 'a text for a number'];
    if (dice.once(10)) return [value === 1, 'a boolean for a number'];
    return [value + (value > 0 && dice.once(2) ? -1 : 1), 'another number'];
  }
  if (typeof value === 'boolean')
    return dice.once(3) ? [Number(value), 'a number for a boolean'] : [!value, 'the other boolean'];
  if (value === null) return [dice.of<Json>([0, 1, '', 'x', false, [], {}, 'a'.repeat(64)]), 'a value for null'];
  if (Array.isArray(value)) {
    const items: Json[] = [...value];
    const at = dice.below(Math.max(1, items.length));
    const way = dice.below(3);
    if (items.length === 0) return [[dice.of<Json>(['x', {}, 1])], 'an item in an empty list'];
    if (way === 0) {
      items.splice(at, 1);
      return [items, 'an item left out'];
    }
    if (way === 1 && items.length > 1) {
      const other = (at + 1) % items.length;
      if (JSON.stringify(items[at]) !== JSON.stringify(items[other])) {
        [items[at], items[other]] = [items[other]!, items[at]!];
        return [items, 'two items exchanged'];
      }
    }
    items.splice(at, 0, items[at]!);
    return [items, 'an item twice'];
  }
  const members = { ...(value as Record<string, Json>) };
  const names = Object.keys(members);
  if (names.length > 0 && dice.once(2)) {
    const name = dice.of(names);
    delete members[name];
    return [members, `without ${name}`];
  }
  return [{ ...members, another: 1 }, 'a member more'];
}

function replaced(value: Json, path: Path, other: Json): Json {
  const [part, ...rest] = path;
  if (part === undefined) return other;
  if (typeof part === 'number')
    return (value as Json[]).map((item, i) => (i === part ? replaced(item, rest, other) : item));
  const members = value as Record<string, Json>;
  return { ...members, [part]: replaced(members[part]!, rest, other) };
}

function hashOf(value: Json): string {
  return toHex(DEFAULT_SUITE.hash(canonicalBytes(value)));
}

interface LogRow {
  readonly entry: Record<string, Json>;
  readonly path: readonly string[];
}

const node = (left: string, right: string): string =>
  toHex(DEFAULT_SUITE.hash(Buffer.concat([Buffer.from([1]), fromHex(left), fromHex(right)])));

/**
 * The log as its own keeper could forge it: other entries in the same places (4, 5 and 6 of 8, as the small draws have them), their paths,
 * the consistency proof from the first 3, and a checkpoint signed with a key of his own.
 */
function logOf(evidence: Record<string, Json>): Json {
  const { entries } = evidence.log as unknown as { entries: readonly LogRow[] };
  const { origin } = (evidence.manifest as { previous: { origin: string } }).previous;
  const commitment = evidence.commitment!;
  const [commit, reveal, record] = [
    { ...entries[0]!.entry, commitment },
    { ...entries[1]!.entry, commitment, entropy: (evidence.record as Record<string, Json>).entropy! },
    { ...entries[2]!.entry, commitment, record: evidence.recordHash! },
  ] as const;
  const [fourth, fifth, sixth] = [commit, reveal, record].map((entry) => toHex(leafHash(canonicalBytes(entry))));
  const [last, first] = [entries[2]!.path[0]!, entries[2]!.path[2]!];
  const [left, right] = [node(fourth!, fifth!), node(sixth!, last)];
  const { consistency } = evidence.log as { consistency: readonly string[] };
  const signer = signerOf(origin, '01'.repeat(32));
  const root = node(first, node(left, right));
  return {
    checkpoint: signNote(checkpointText({ origin, root, size: 8 }), [signer]),
    consistency: [...consistency.slice(0, 3), node(left, right)],
    entries: [
      { entry: commit, index: 4, path: [fifth!, right, first] },
      { entry: reveal, index: 5, path: [fourth!, right, first] },
      { entry: record, index: 6, path: [last, left, first] },
    ],
    key: verifierKey(signer),
  };
}

/**
 * Changes one value of the given kind of field. A thorough forger puts the hashes right that follow from it, so that the later steps are
 * the ones that must see it: of the record its hash, of the manifest the commitment too, and a log that has them.
 */
export function mutate(dice: Dice, evidence: Json, field: string, paths: readonly Path[]): Mutation {
  const path = dice.of(paths);
  const value = path.reduce<Json>((inside, part) => (inside as Record<string | number, Json>)[part]!, evidence);
  const [other, how] = otherValue(dice, value);
  let forged = replaced(evidence, path, other) as Record<string, Json>;
  const inside = path.length > 1 && (path[0] === 'record' || path[0] === 'manifest');
  const logged = (evidence as { log: { entries: { index: number; path: unknown[] }[] } }).log.entries;
  if (logged.map(({ index, path: { length } }) => `${index} ${length}`).join() !== '4 3,5 3,6 3')
    throw new Error('another log than the small draws have');
  const thorough = inside && !path.some((part) => STATED.has(part)) && dice.once(2);
  if (thorough) {
    if (path[0] === 'manifest') {
      const commitment = hashOf(forged.manifest!);
      forged = { ...forged, commitment, record: { ...(forged.record as Record<string, Json>), commitment } };
    }
    forged = { ...forged, recordHash: hashOf(forged.record!) };
    // a forger who spoils the form of what the log is made of has no log to make
    if (typeof (forged.manifest as { previous?: { origin?: Json } }).previous?.origin === 'string')
      forged = { ...forged, log: logOf(forged) };
  }
  return {
    field,
    what: `${path.join('/')}: ${how}${thorough ? ', hashes put right' : ''}`,
    evidence: canonicalBytes(forged),
  };
}
