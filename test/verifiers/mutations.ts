import { canonicalBytes, DEFAULT_SUITE, toHex, type Json } from '../../src/protocol/index.js';
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

/**
 * Changes one value of the given kind of field. A thorough forger puts the hashes right that follow from it, so that the later steps are
 * the ones that must see it: of the record its hash, of the manifest the commitment too.
 */
export function mutate(dice: Dice, evidence: Json, field: string, paths: readonly Path[]): Mutation {
  const path = dice.of(paths);
  const value = path.reduce<Json>((inside, part) => (inside as Record<string | number, Json>)[part]!, evidence);
  const [other, how] = otherValue(dice, value);
  let forged = replaced(evidence, path, other) as Record<string, Json>;
  const inside = path.length > 1 && (path[0] === 'record' || path[0] === 'manifest');
  const thorough = inside && !path.some((part) => STATED.has(part)) && dice.once(2);
  if (thorough) {
    if (path[0] === 'manifest') {
      const commitment = hashOf(forged.manifest!);
      forged = { ...forged, commitment, record: { ...(forged.record as Record<string, Json>), commitment } };
    }
    forged = { ...forged, recordHash: hashOf(forged.record!) };
  }
  return {
    field,
    what: `${path.join('/')}: ${how}${thorough ? ', hashes put right' : ''}`,
    evidence: canonicalBytes(forged),
  };
}
