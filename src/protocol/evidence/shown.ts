import { fromHex } from '../bytes.js';
import { type EntropyReveal, readReveal } from '../entropy/source.js';
import { canonicalBytes, type Json } from '../json/canonical.js';
import { hex64, id, integer, literal, members, orNull } from '../json/shape.js';
import { type LogProof, logProofOf, readPath } from '../log/log-proof.js';
import { verifyInclusion } from '../merkle.js';
import {
  type ExclusionLeaf,
  readExclusionLeaf,
  readInspectorLeaf,
  readTargetLeaf,
  type InspectorLeaf,
  type TargetLeaf,
} from '../pool/leaves.js';
import { type Manifest, readManifest } from '../pool/manifest.js';

export const TARGET_PROOF_FORMAT = 'sortis-target-proof/1';

/** A leaf that is shown with its path, without those beside it. */
export interface Shown<T> {
  readonly index: number;
  readonly leaf: T;
  readonly path: readonly string[];
}

/** `index` and `path` are in the tree of the stratum with this id. */
export interface ShownTarget extends Shown<TargetLeaf> {
  readonly stratum: string;
}

/** For one target, about nobody else. */
export interface TargetProof {
  readonly commitment: string;
  /** null before the reveal. */
  readonly entropy: EntropyReveal | null;
  readonly format: typeof TARGET_PROOF_FORMAT;
  readonly index: number;
  readonly leaf: TargetLeaf | ExclusionLeaf;
  readonly list: 'targets' | 'exclusions';
  readonly log: LogProof;
  readonly manifest: Manifest;
  readonly path: readonly string[];
  /** null for an exclusion. */
  readonly stratum: string | null;
}

const index = integer(0, Number.MAX_SAFE_INTEGER);

/** Canonical bytes of an item of an extract. */
export function shownBytes(item: Shown<InspectorLeaf> | ShownTarget): Uint8Array {
  return canonicalBytes(item as unknown as Json);
}

export function readShownInspector(value: Json, path: string): Shown<InspectorLeaf> {
  const held = members(value, path, ['index', 'leaf', 'path']);
  return {
    index: index(held.index, `${path}/index`),
    leaf: readInspectorLeaf(held.leaf!, `${path}/leaf`),
    path: readPath(held.path, `${path}/path`),
  };
}

export function readShownTarget(value: Json, path: string): ShownTarget {
  const held = members(value, path, ['index', 'leaf', 'path', 'stratum']);
  return {
    index: index(held.index, `${path}/index`),
    leaf: readTargetLeaf(held.leaf!, `${path}/leaf`),
    path: readPath(held.path, `${path}/path`),
    stratum: id(held.stratum, `${path}/stratum`),
  };
}

/** Whether the leaf stands where the item says, in the tree of `count` leaves under `root`. */
export function stands(item: Shown<unknown>, count: number, root: string): boolean {
  const leaf = canonicalBytes(item.leaf as Json);
  return verifyInclusion({ leaf, index: item.index, count, path: item.path.map(fromHex), root: fromHex(root) });
}

/** The file of a target proof. */
export function targetProofBytes(proof: TargetProof): Uint8Array {
  return canonicalBytes(proof as unknown as Json);
}

export const TARGET_PROOF_MEMBERS = [
  'commitment',
  'entropy',
  'format',
  'index',
  'leaf',
  'list',
  'log',
  'manifest',
  'path',
  'stratum',
] as const;

/** Reads the members one by one, in their order; `held` is what has been read before. Throws `shape`. */
export function readProofMember(name: string, value: Json, held: Readonly<Record<string, unknown>>): unknown {
  const path = `/${name}`;
  switch (name) {
    case 'commitment':
      return hex64(value, path);
    case 'entropy':
      return orNull(readReveal)(value, path);
    case 'format':
      return literal(TARGET_PROOF_FORMAT)(value, path);
    case 'index':
      return index(value, path);
    case 'leaf':
      // which of the two it is, and so its form, the next member tells
      return value;
    case 'list': {
      const list = literal('targets', 'exclusions')(value, path);
      if (list === 'targets') readTargetLeaf(held.leaf as Json, '/leaf');
      else readExclusionLeaf(held.leaf as Json, '/leaf');
      return list;
    }
    case 'log': {
      // before the reveal the entry commit stands alone
      return (held.entropy === null ? logProofOf(1, 1) : logProofOf(2))(value, path);
    }
    case 'manifest':
      return readManifest(value, path);
    case 'path':
      return readPath(value, path);
    default: {
      if (held.list === 'exclusions') return literal(null)(value, path);
      return id(value, path);
    }
  }
}
