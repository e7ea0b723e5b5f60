import { leafHash, nodeHash } from './merkle.js';
import { DEFAULT_SUITE, type Suite } from './suite.js';

/** A complete subtree: its root, and how many of the wanted leaves stand before it. */
interface Subtree {
  readonly root: Uint8Array;
  readonly before: number;
}

/**
 * Audit paths (RFC 6962 §2.1.1) of some leaves of a list that passes by once. Two subtrees that meet are each other's
 * sibling: the root of one goes on the path of every wanted leaf of the other. Memory grows with the logarithm of the
 * list and with the paths; leaves that share a sibling share its bytes.
 */
export class MerklePaths {
  /** `peaks[h]` is the complete subtree of 2^h leaves that the binary form of `count` has a 1 for; stale where it has a 0. */
  private readonly peaks: Subtree[] = [];
  private readonly paths: Uint8Array[][];
  private passed = 0;
  count = 0;

  /** `wanted`: indices in strictly ascending order. */
  constructor(
    private readonly wanted: readonly number[],
    private readonly suite: Suite = DEFAULT_SUITE,
  ) {
    wanted.forEach((index, at) => {
      if (!Number.isSafeInteger(index) || index < 0 || (at > 0 && index <= wanted[at - 1]!))
        throw new RangeError(`indices ascend, each once: ${index} at ${at}`);
    });
    this.paths = wanted.map(() => []);
  }

  push(leaf: Uint8Array): void {
    this.pushHash(leafHash(leaf, this.suite));
  }

  /** `hash`: of a leaf. It is kept as it is and must not change afterwards. */
  pushHash(hash: Uint8Array): void {
    let subtree: Subtree = { root: hash, before: this.passed };
    if (this.wanted[this.passed] === this.count) this.passed++;
    let height = 0;
    for (let rest = this.count; rest % 2 === 1; rest = (rest - 1) / 2) {
      subtree = this.join(this.peaks[height++]!, subtree);
    }
    this.peaks[height] = subtree;
    this.count++;
  }

  /** The path of each wanted leaf, from the leaf up, and the root they lead to. Ends the collecting; call once. */
  finish(): { readonly root: Uint8Array; readonly paths: readonly (readonly Uint8Array[])[] } {
    if (this.passed < this.wanted.length) throw new RangeError(`no leaf ${this.wanted[this.passed]} of ${this.count}`);
    let subtree: Subtree | undefined;
    let rest = this.count;
    for (const peak of this.peaks) {
      if (rest % 2 === 1) subtree = subtree === undefined ? peak : this.join(peak, subtree);
      rest = Math.floor(rest / 2);
    }
    return { root: subtree?.root ?? this.suite.hash(new Uint8Array(0)), paths: this.paths };
  }

  /** `right` ends at the last leaf so far, so its wanted leaves are all that have passed since `right.before`. */
  private join(left: Subtree, right: Subtree): Subtree {
    for (let at = left.before; at < right.before; at++) this.paths[at]!.push(right.root);
    for (let at = right.before; at < this.passed; at++) this.paths[at]!.push(left.root);
    return { root: nodeHash(left.root, right.root, this.suite), before: left.before };
  }
}
