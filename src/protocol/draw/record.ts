import { ByteWriter, toHex } from '../bytes.js';
import { type EntropyReveal } from '../entropy/source.js';
import { canonicalBytes, type Json, writeCanonical } from '../json/canonical.js';
import { type PairingCut } from '../pairing/pairing-cut.js';
import {
  type Check,
  hex64,
  id,
  integer,
  list,
  literal,
  type Members,
  members,
  misshapen,
  orNull,
  text,
} from '../json/shape.js';
import { DEFAULT_SUITE } from '../suite.js';

export const RECORD_FORMAT = 'sortis-record/1';

/** All 64 lower-case hex digits. */
export interface DrawSeeds {
  readonly pairing: string;
  readonly selection: readonly { readonly seed: string; readonly stratum: string }[];
}

export interface InspectorLoad {
  readonly inspector: string;
  readonly load: number;
}

/** Ids in the order drawn. */
export interface StratumSelection {
  readonly reserve: Iterable<string>;
  readonly stratum: string;
  readonly targets: Iterable<string>;
}

/** One list of inspector ids for each seat of the team's rule, each in UTF-8 order. */
export interface Team {
  readonly seats: readonly (readonly string[])[];
  readonly target: string;
}

/** Names of what made the record, e.g. `{ sortis: '0.1.0', node: '20.20.2' }`; stated, not checked. */
export type Versions = Readonly<Record<string, string>>;

/**
 * The record as it is written: the big lists are iterated once for every writing, so give re-iterable ones.
 * Either every drawn target has a team, in drawn order, and every inspector of the pool a load, in id order;
 * or `infeasible` says why there are none and `teams` and `loads` are empty.
 */
export interface RecordSource {
  readonly commitment: string;
  readonly drawId: string;
  readonly entropy: EntropyReveal;
  readonly infeasible: readonly PairingCut[] | null;
  readonly loads: Iterable<InspectorLoad>;
  readonly seeds: DrawSeeds;
  readonly selection: readonly StratumSelection[];
  readonly teams: Iterable<Team>;
  readonly versions: Versions;
}

const CHUNK = 1 << 16;

/** Canonical bytes of the record in chunks of about 64 KiB; a chunk is valid until the next is asked for. */
export function* recordChunks(source: RecordSource): Generator<Uint8Array> {
  const writer = new ByteWriter(CHUNK + 4096);
  const { commitment, drawId, entropy, infeasible, seeds, versions } = source;
  // Members in canonical order: commitment … infeasible, loads, seeds, selection, teams, versions.
  const head = canonicalBytes({ commitment, drawId, entropy, format: RECORD_FORMAT, infeasible } as unknown as Json);
  writer.bytes(head.subarray(0, head.length - 1));
  writer.ascii(',"loads":[');
  yield* items(writer, source.loads);
  writer.ascii('],"seeds":');
  writeCanonical(writer, seeds as unknown as Json);
  writer.ascii(',"selection":[');
  for (const [index, { reserve, stratum, targets }] of source.selection.entries()) {
    writer.ascii(index === 0 ? '{"reserve":[' : ',{"reserve":[');
    yield* items(writer, reserve);
    writer.ascii('],"stratum":');
    writeCanonical(writer, stratum);
    writer.ascii(',"targets":[');
    yield* items(writer, targets);
    writer.ascii(']}');
  }
  writer.ascii('],"teams":[');
  yield* items(writer, source.teams);
  writer.ascii('],"versions":');
  writeCanonical(writer, versions);
  writer.byte(0x7d);
  yield writer.view();
}

function* items(writer: ByteWriter, values: Iterable<unknown>): Generator<Uint8Array> {
  let first = true;
  for (const value of values) {
    if (!first) writer.byte(0x2c);
    first = false;
    writeCanonical(writer, value as Json);
    if (writer.length < CHUNK) continue;
    yield writer.view();
    writer.clear();
  }
}

/** Hash of the record's canonical bytes, hex. Memory does not grow with the record. */
export function hashRecord(source: RecordSource): string {
  const hash = DEFAULT_SUITE.running();
  for (const chunk of recordChunks(source)) hash.update(chunk);
  return toHex(hash.digest());
}

export const readSeeds: Check<DrawSeeds> = (value, path) => {
  const held = members(value, path, ['pairing', 'selection']);
  const one: Check<DrawSeeds['selection'][number]> = (item, at) => {
    const { seed, stratum } = members(item, at, ['seed', 'stratum']);
    return { seed: hex64(seed, `${at}/seed`), stratum: id(stratum, `${at}/stratum`) };
  };
  return {
    pairing: hex64(held.pairing, `${path}/pairing`),
    selection: list(one, 1, 10_000)(held.selection, `${path}/selection`),
  };
};

export const readVersions: Check<Versions> = (value, path) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw misshapen(path, 'an object', value);
  const names = Object.keys(value);
  if (names.length > 32) throw misshapen(path, 'at most 32 names', value);
  for (const name of names) {
    id(name, path);
    text(100)((value as Members)[name], `${path}/${name}`);
  }
  return value as Versions;
};

export const readLoad: Check<InspectorLoad> = (value, path) => {
  const held = members(value, path, ['inspector', 'load']);
  return {
    inspector: id(held.inspector, `${path}/inspector`),
    load: integer(0, 100_000_000)(held.load, `${path}/load`),
  };
};

const readSeats = list(list(id, 0, 20), 0, 8);

export const readTeam: Check<Team> = (value, path) => {
  const held = members(value, path, ['seats', 'target']);
  return { seats: readSeats(held.seats, `${path}/seats`), target: id(held.target, `${path}/target`) };
};

const readCut: Check<PairingCut> = (value, path) => {
  const names = [
    'capacity',
    'inspectorCount',
    'inspectors',
    'kind',
    'maxLoad',
    'needed',
    'targetCount',
    'targets',
    'words',
  ];
  const held = members(value, path, names);
  const count = integer(0, Number.MAX_SAFE_INTEGER);
  const words = members(held.words, `${path}/words`, ['en', 'zh']);
  return {
    capacity: count(held.capacity, `${path}/capacity`),
    inspectorCount: count(held.inspectorCount, `${path}/inspectorCount`),
    inspectors: list(id, 0, 20)(held.inspectors, `${path}/inspectors`),
    kind: literal('seats', 'loads')(held.kind, `${path}/kind`),
    maxLoad: orNull(count)(held.maxLoad, `${path}/maxLoad`),
    needed: count(held.needed, `${path}/needed`),
    targetCount: count(held.targetCount, `${path}/targetCount`),
    targets: list(id, 1, 20)(held.targets, `${path}/targets`),
    words: { en: text(10_000)(words.en, `${path}/words/en`), zh: text(10_000)(words.zh, `${path}/words/zh`) },
  };
};

export const readCuts = orNull(list(readCut, 1, 20));
