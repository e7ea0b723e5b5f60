import { equalBytes } from './bytes.js';
import { DEFAULT_SUITE, type Suite } from './suite.js';
import { consistencyRuns, inclusionRuns, type Run } from './tree-runs.js';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const NOTHING = new Uint8Array(0);
const DIGEST = 32;

/** Hash of a leaf, RFC 6962 §2.1: H(0x00 || leaf). */
export function leafHash(leaf: Uint8Array, suite: Suite = DEFAULT_SUITE): Uint8Array {
  const hash = new Uint8Array(DIGEST);
  suite.hashTo(hash, LEAF, leaf, NOTHING);
  return hash;
}

/** Hash of an inner node: H(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array, suite: Suite = DEFAULT_SUITE): Uint8Array {
  const hash = new Uint8Array(DIGEST);
  suite.hashTo(hash, NODE, left, right);
  return hash;
}

/**
 * Root of a growing list in O(log n) memory: `peaks[h]` is the root of the complete subtree of 2^h leaves that the
 * binary form of `count` has a 1 for; where it has a 0 the entry is stale.
 */
export class MerkleAccumulator {
  private readonly peaks: Uint8Array[] = [];
  private readonly node = new Uint8Array(DIGEST);
  count = 0;

  constructor(private readonly suite: Suite = DEFAULT_SUITE) {}

  /**
   * Goes on from `count` leaves.
   * @param subtrees as `subtrees()` told them
   */
  static of(count: number, subtrees: readonly Uint8Array[], suite: Suite = DEFAULT_SUITE): MerkleAccumulator {
    const tree = new MerkleAccumulator(suite);
    let next = 0;
    for (let rest = count; rest > 0; rest = Math.floor(rest / 2)) {
      const peak = rest % 2 === 1 ? subtrees[next++] : undefined;
      tree.peaks.push(peak?.slice() ?? new Uint8Array(DIGEST));
    }
    if (next !== subtrees.length) throw new RangeError(`${count} leaves have ${next} subtrees, not ${subtrees.length}`);
    tree.count = count;
    return tree;
  }

  /** Roots of the complete subtrees that the leaves so far make up, the smallest first. */
  subtrees(): Uint8Array[] {
    return this.peaks.filter((_, height) => Math.floor(this.count / 2 ** height) % 2 === 1).map((peak) => peak.slice());
  }

  push(leaf: Uint8Array): void {
    this.suite.hashTo(this.node, LEAF, leaf, NOTHING);
    this.carry();
  }

  pushHash(hash: Uint8Array): void {
    this.node.set(hash);
    this.carry();
  }

  private carry(): void {
    let height = 0;
    for (let rest = this.count; rest % 2 === 1; rest = (rest - 1) / 2) {
      this.suite.hashTo(this.node, NODE, this.peaks[height++]!, this.node);
    }
    if (height === this.peaks.length) this.peaks.push(new Uint8Array(DIGEST));
    this.peaks[height]!.set(this.node);
    this.count++;
  }

  root(): Uint8Array {
    let root: Uint8Array | undefined;
    let rest = this.count;
    for (const peak of this.peaks) {
      if (rest % 2 === 1) root = root === undefined ? peak.slice() : nodeHash(peak, root, this.suite);
      rest = Math.floor(rest / 2);
    }
    return root ?? this.suite.hash(NOTHING);
  }
}

/** Root of the leaf hashes of a run. */
export function runRoot(hashes: readonly Uint8Array[], { from, until }: Run, suite: Suite = DEFAULT_SUITE): Uint8Array {
  const tree = new MerkleAccumulator(suite);
  for (let i = from; i < until; i++) tree.pushHash(hashes[i]!);
  return tree.root();
}

/** Audit path of leaf `index` (RFC 6962 §2.1.1), from the leaf up. `hashes` are leaf hashes. */
export function inclusionPath(
  hashes: readonly Uint8Array[],
  index: number,
  suite: Suite = DEFAULT_SUITE,
): Uint8Array[] {
  return inclusionRuns(index, hashes.length).map((run) => runRoot(hashes, run, suite));
}

/** Consistency proof from the first `older` leaves to all of them (RFC 9162 §2.1.4.1). */
export function consistencyPath(
  hashes: readonly Uint8Array[],
  older: number,
  suite: Suite = DEFAULT_SUITE,
): Uint8Array[] {
  return consistencyRuns(older, hashes.length).map((run) => runRoot(hashes, run, suite));
}

/** Whether the leaf stands at `index` of the `count` leaves under `root` (RFC 9162 §2.1.3.2). */
export function verifyInclusion(
  proof: {
    readonly leaf: Uint8Array;
    readonly index: number;
    readonly count: number;
    readonly path: readonly Uint8Array[];
    readonly root: Uint8Array;
  },
  suite: Suite = DEFAULT_SUITE,
): boolean {
  const { index, count } = proof;
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(count) || index < 0 || index >= count) return false;
  let at = index;
  let last = count - 1;
  let node = leafHash(proof.leaf, suite);
  for (const sibling of proof.path) {
    if (last === 0 || sibling.length !== node.length) return false;
    if (at % 2 === 1 || at === last) {
      node = nodeHash(sibling, node, suite);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      node = nodeHash(node, sibling, suite);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(node, proof.root);
}

/**
 * Whether the tree of `newer` goes on from that of `older` without having changed it (RFC 9162 §2.1.4.2). Between equal sizes,
 * or from the empty tree, the proof is empty.
 */
export function verifyConsistency(
  older: { readonly size: number; readonly root: Uint8Array },
  newer: { readonly size: number; readonly root: Uint8Array },
  path: readonly Uint8Array[],
  suite: Suite = DEFAULT_SUITE,
): boolean {
  if (!Number.isSafeInteger(older.size) || !Number.isSafeInteger(newer.size) || older.size < 0) return false;
  if (older.size > newer.size || path.some((hash) => hash.length !== DIGEST)) return false;
  if (older.size === 0 && !equalBytes(older.root, suite.hash(NOTHING))) return false;
  if (older.size === newer.size) return path.length === 0 && equalBytes(older.root, newer.root);
  if (older.size === 0) return path.length === 0;
  let at = older.size - 1;
  let last = newer.size - 1;
  while (at % 2 === 1) {
    at = (at - 1) / 2;
    last = Math.floor(last / 2);
  }
  // where the older tree is one complete subtree its root is the first of the proof and is left out
  const hashes = at === 0 ? [older.root, ...path] : path;
  const [first, ...rest] = hashes;
  if (first === undefined) return false;
  let oldRoot = first;
  let newRoot = first;
  for (const hash of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldRoot = nodeHash(hash, oldRoot, suite);
      newRoot = nodeHash(hash, newRoot, suite);
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      newRoot = nodeHash(newRoot, hash, suite);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(oldRoot, older.root) && equalBytes(newRoot, newer.root);
}
