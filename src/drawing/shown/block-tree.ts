import { inclusionPath, leafHash, MerkleAccumulator, nodeHash, toHex } from '../../protocol/index.js';

const DIGEST = 32;
/** Leaves of one block, at least: a path then asks for a few leaves beside the one it is for. */
const LEAST_HEIGHT = 4;
/** Blocks of one list, about: with the levels above them 8 MiB. */
const MOST_BLOCKS = 1 << 17;

/**
 * A tree (protocol README §3) of which only the upper part is kept: the roots of its blocks of 2^height leaves, and what
 * stands over them. A path is then made of one block's leaves and a few of these, whatever the size of the list.
 *
 * Every split of RFC 6962 is at a power of two below the count, so above a block it falls between two blocks; and a level
 * with an odd node at its end hands that node up as it is. Hence the levels here are those of the tree itself.
 */
export interface BlockTree {
  readonly count: number;
  readonly height: number;
  /** 32 bytes for each node; the first level are the blocks, the last one is the root. */
  readonly levels: readonly Uint8Array[];
}

/** Height of the blocks for a list of so many leaves, in one tree or in several. */
export function heightFor(leaves: number): number {
  let height = LEAST_HEIGHT;
  while (leaves / 2 ** height > MOST_BLOCKS) height++;
  return height;
}

/** Leaves from ≤ i < until that stand in one block with leaf `index`. */
export function blockOf(
  { count, height }: BlockTree,
  index: number,
): { readonly from: number; readonly until: number } {
  const size = 2 ** height;
  const from = Math.floor(index / size) * size;
  return { from, until: Math.min(from + size, count) };
}

export class BlockTreeBuilder {
  private block = new MerkleAccumulator();
  private roots = new Uint8Array(DIGEST * 64);
  private blocks = 0;
  count = 0;

  constructor(private readonly height: number) {}

  push(leaf: Uint8Array): void {
    this.block.push(leaf);
    this.count++;
    if (this.block.count === 2 ** this.height) this.close();
  }

  finish(): BlockTree {
    if (this.block.count > 0) this.close();
    const levels = [this.roots.slice(0, this.blocks * DIGEST)];
    for (let nodes = levels[0]!; nodes.length > DIGEST;) {
      const above = new Uint8Array(Math.ceil(nodes.length / (2 * DIGEST)) * DIGEST);
      for (let at = 0; at < nodes.length; at += 2 * DIGEST) {
        const left = nodes.subarray(at, at + DIGEST);
        const right = nodes.subarray(at + DIGEST, at + 2 * DIGEST);
        above.set(right.length === 0 ? left : nodeHash(left, right), at / 2);
      }
      levels.push(above);
      nodes = above;
    }
    return { count: this.count, height: this.height, levels };
  }

  private close(): void {
    if (this.blocks * DIGEST === this.roots.length) {
      const more = new Uint8Array(this.roots.length * 2);
      more.set(this.roots);
      this.roots = more;
    }
    this.roots.set(this.block.root(), this.blocks * DIGEST);
    this.blocks++;
    this.block = new MerkleAccumulator();
  }
}

/** In hex; of a tree without leaves, too. */
export function rootOf({ count, levels }: BlockTree): string {
  return toHex(count === 0 ? new MerkleAccumulator().root() : levels.at(-1)!);
}

/** The audit path of a leaf, from the leaf up. `block`: the hashes of the leaves of its block. */
export function pathOf(tree: BlockTree, index: number, block: readonly Uint8Array[]): Uint8Array[] {
  const { from, until } = blockOf(tree, index);
  if (index >= tree.count || block.length !== until - from) throw new RangeError(`no leaf ${index} in that block`);
  const path = inclusionPath(block, index - from);
  let at = from / 2 ** tree.height;
  for (const nodes of tree.levels) {
    const sibling = at % 2 === 0 ? at + 1 : at - 1;
    if (sibling * DIGEST < nodes.length) path.push(nodes.subarray(sibling * DIGEST, (sibling + 1) * DIGEST));
    at = Math.floor(at / 2);
  }
  return path;
}

export const hashOf = (leaf: Uint8Array): Uint8Array => leafHash(leaf);

/** Bytes that it holds. */
export const weightOf = ({ levels }: BlockTree): number => levels.reduce((sum, nodes) => sum + nodes.length, 0);
