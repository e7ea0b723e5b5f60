import { equalBytes } from './bytes.js';
import { DEFAULT_SUITE, type Suite } from './suite.js';

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

/** The largest power of two below n (n > 1), RFC 6962's k. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function subtreeRoot(hashes: readonly Uint8Array[], from: number, until: number, suite: Suite): Uint8Array {
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
  if (!Number.isInteger(index) || index < 0 || index >= hashes.length)
    throw new RangeError(`no leaf ${index} of ${hashes.length}`);
  const path: Uint8Array[] = [];
  let from = 0;
  let until = hashes.length;
  while (until - from > 1) {
    const middle = from + split(until - from);
    if (index < middle) {
      path.push(subtreeRoot(hashes, middle, until, suite));
      until = middle;
    } else {
      path.push(subtreeRoot(hashes, from, middle, suite));
      from = middle;
    }
  }
  return path.reverse();
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
