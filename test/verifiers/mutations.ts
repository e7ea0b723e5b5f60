import {
  canonicalBytes,
  DEFAULT_SUITE,
  readVerifierKey,
  toHex,
  type Json,
  type LogEntry,
} from '../../src/protocol/index.js';
import { type DrawnTask } from '../../src/protocol/vectors/small-draw.js';
import { type Dice } from './dice.js';

/** A file that holds, of any of the three formats, with what it was made of. */
export interface Source {
  readonly name: string;
  readonly file: Json;
  readonly drawn: DrawnTask;
}

/** One value of a file, changed. */
export interface Mutation {
  /** Where, with list places as `*`, so that mutations can be spread over all kinds of fields. */
  readonly field: string;
  readonly what: string;
  readonly evidence: Uint8Array;
  /** Nothing in the file is left that would contradict it. */
  readonly unbound: boolean;
}

export type Path = readonly (string | number)[];

/** A value, or a part of a text that has parts of its own. */
export interface Place {
  readonly path: Path;
  readonly part?: { readonly name: string; readonly from: number; readonly until: number };
}

/** What a record only states: nothing but its hash binds it. */
const STATED: ReadonlySet<string | number> = new Set(['entered', 'versions', 'revealedAt']);

/** Of a checkpoint: what is signed, and each signature's name, key hash, R and S. */
function* partsOfCheckpoint(text: string, key: string): Generator<NonNullable<Place['part']>> {
  const own = Buffer.from(readVerifierKey(key).id).toString('hex');
  let from = 0;
  for (const [number, line] of text.split('\n').entries()) {
    const until = from + line.length;
    if (line.startsWith('—')) {
      const base64 = text.lastIndexOf(' ', until) + 1;
      const whose = Buffer.from(text.slice(base64, until), 'base64').toString('hex', 0, 4) === own ? 'own' : 'other';
      // 4, 32 and 32 bytes, six bits a sign; signs that two of them share are left out
      yield { name: `${whose} dash`, from, until: from + 1 };
      yield { name: `${whose} name`, from: from + 2, until: base64 - 1 };
      yield { name: `${whose} key hash`, from: base64, until: base64 + 5 };
      yield { name: `${whose} R`, from: base64 + 6, until: base64 + 48 };
      yield { name: `${whose} S`, from: base64 + 48, until: base64 + 90 };
    } else if (line !== '') yield { name: ['origin', 'size', 'root'][number] ?? 'more', from, until };
    else yield { name: 'line feed', from: from - 1, until: from };
    from = until + 1;
  }
}

function* partsOfKey(text: string): Generator<NonNullable<Place['part']>> {
  const [origin, hash] = text.split('+') as [string, string];
  yield { name: 'origin', from: 0, until: origin.length };
  yield { name: 'hash', from: origin.length + 1, until: origin.length + 1 + hash.length };
  yield { name: 'base64', from: origin.length + hash.length + 2, until: text.length };
}

function* places(value: Json, path: Path): Generator<Place> {
  if (path.length > 0) yield { path };
  const last = path.at(-1);
  if (path.length === 1 && last === 'log') {
    const { checkpoint, key } = value as { checkpoint: string; key: string };
    for (const part of partsOfCheckpoint(checkpoint, key)) yield { path: [...path, 'checkpoint'], part };
    for (const part of partsOfKey(key)) yield { path: [...path, 'key'], part };
  }
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* places(item, [...path, i]);
  else if (value !== null && typeof value === 'object')
    for (const [name, item] of Object.entries(value as Record<string, Json>)) yield* places(item, [...path, name]);
}

function fieldOf({ path, part }: Place): string {
  const shown = path.map((part, i) => {
    const open = path[i - 1] === 'attributes' || path[i - 1] === 'versions';
    return typeof part === 'number' ? '*' : open ? '<name>' : part;
  });
  return `/${shown.join('/')}${part === undefined ? '' : ` (${part.name})`}`;
}

const formatOf = (file: Json): string => (file as { format: string }).format;

/** The places of a file's values by format and kind of field. */
export function fieldsOf({ file }: Source): Map<string, Place[]> {
  const fields = new Map<string, Place[]>();
  const source = (file as { manifest: { entropy: { source: string } } }).manifest.entropy.source;
  for (const place of places(file, [])) {
    // the members of `entropy` depend on the source
    const of = place.path.includes('entropy') ? ` of ${source}` : '';
    const field = `${formatOf(file)} ${fieldOf(place)}${of}`;
    const known = fields.get(field);
    if (known === undefined) fields.set(field, [place]);
    else known.push(place);
  }
  return fields;
}

/** Another text, as far as possible of the same form: a forger would not spoil the form. */
function otherText(dice: Dice, text: string): string {
  const signs = [...text];
  const at = dice.below(Math.max(1, signs.length));
  const old = signs[at] ?? '';
  const choices = /^[0-9]$/.test(old) ? '0123456789' : /^[a-f]$/.test(old) ? 'abcdef' : 'xyzXYZ';
  const left = [...choices].filter((one) => one !== old);
  if (signs.length === 0 || dice.once(6)) return `${text}0`;
  return [...signs.slice(0, at), dice.of(left), ...signs.slice(at + 1)].join('');
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** One sign of a part of a text changed for another. */
function otherPart(dice: Dice, text: string, { from, name, until }: NonNullable<Place['part']>): [Json, string] {
  const at = dice.between(from, until - 1);
  const left = [...(name === 'size' ? '0123456789' : BASE64)].filter((one) => one !== text[at]);
  return [text.slice(0, at) + dice.of(left) + text.slice(at + 1), `another sign in its ${name}`];
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

export function replaced(value: Json, path: Path, other: Json): Json {
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

/** The entries as the log's own keeper could forge them: what they say follows the file. */
function entriesOf(file: Record<string, Json>): LogEntry[] {
  const { commitment, recordHash: record } = file as { commitment: string; recordHash: string };
  const { entropy } = file.record as unknown as Pick<LogEntry & { kind: 'reveal' }, 'entropy'>;
  const { entries } = file.log as unknown as { entries: readonly { entry: LogEntry }[] };
  return entries.map(({ entry }): LogEntry => {
    if (entry.kind === 'reveal') return { ...entry, commitment, entropy };
    return (entry.kind === 'record' ? { ...entry, commitment, record } : { ...entry, commitment }) as LogEntry;
  });
}

/** Puts right what follows from the change: hashes, the commitment, and a log that has them. Undefined if no log can have it. */
export function followed(file: Record<string, Json>, drawn: DrawnTask): Record<string, Json> | undefined {
  const before = file.commitment as string;
  const commitment = hashOf(file.manifest!);
  const said = file.record as Record<string, Json>;
  const record = commitment === before ? said : { ...said, commitment };
  const forged = { ...file, commitment, record, recordHash: hashOf(record) };
  try {
    return { ...forged, log: drawn.logWith(entriesOf(forged)) as unknown as Json };
  } catch {
    return undefined; // a forger who spoils the form of what the log is made of has no log to make
  }
}

/** In an extract nothing tells who they are that are not shown (each beside a load of 0, in order), and why there are no teams. */
const UNSEEN = /^sortis-extract\/1 \/record\/(loads\/\*\/inspector$|infeasible(\/|$))/;

/** A target proof that was made before the draw was recorded has no entry `record`: one without it says less, and is as right. */
function withoutRecord(file: Json, changed: Json): boolean {
  const kinds = (proof: Json): string =>
    String(
      JSON.stringify(
        (proof as { log?: { entries?: { entry?: { kind?: Json } }[] } }).log?.entries?.map?.((one) => one?.entry?.kind),
      ),
    );
  return formatOf(file) === 'sortis-target-proof/1' && kinds(file) === kinds(changed).replace(/\]$/, ',"record"]');
}

/**
 * Changes one value of the given kind of field. A thorough forger puts the hashes right that follow from it, so that the later steps are
 * the ones that must see it: of the record its hash, of the manifest the commitment too, and a log that has them, signed by its own key.
 */
export function mutate(dice: Dice, source: Source, field: string, known: readonly Place[]): Mutation {
  const { path, part } = dice.of(known);
  const value = path.reduce<Json>((inside, name) => (inside as Record<string | number, Json>)[name]!, source.file);
  const [other, how] = part === undefined ? otherValue(dice, value) : otherPart(dice, value as string, part);
  const changed = replaced(source.file, path, other) as Record<string, Json>;
  const inside = path.length > 1 && (path[0] === 'record' || path[0] === 'manifest') && 'record' in changed;
  const thorough = inside && !path.some((one) => STATED.has(one)) && dice.once(2);
  const forged = thorough ? followed(changed, source.drawn) : undefined;
  return {
    field,
    what: `${source.name}, ${path.join('/')}: ${how}${forged === undefined ? '' : ', all that follows put right'}`,
    evidence: canonicalBytes(forged ?? changed),
    unbound:
      part?.name.startsWith('other ') === true ||
      withoutRecord(source.file, changed) ||
      (forged !== undefined && UNSEEN.test(field)),
  };
}
