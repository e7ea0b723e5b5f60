import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { inclusionPath, leafHash, MerkleAccumulator, toHex, verifyInclusion, fromHex } from '../../protocol/index.js';
import { blockOf, BlockTreeBuilder, heightFor, pathOf, rootOf, weightOf, type BlockTree } from './block-tree.js';

const leavesOf = (count: number): Uint8Array[] => Array.from({ length: count }, (_, i) => Buffer.from(`leaf ${i}`));

function treeOf(leaves: readonly Uint8Array[], height: number): BlockTree {
  const builder = new BlockTreeBuilder(height);
  for (const leaf of leaves) builder.push(leaf);
  return builder.finish();
}

describe('a tree of which only the blocks are kept', () => {
  it('gives for every leaf the path and the root of the whole tree', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 6 }), (count, height) => {
        const leaves = leavesOf(count);
        const hashes = leaves.map((leaf) => leafHash(leaf));
        const whole = new MerkleAccumulator();
        for (const leaf of leaves) whole.push(leaf);
        const tree = treeOf(leaves, height);
        expect(rootOf(tree)).toBe(toHex(whole.root()));
        for (let index = 0; index < count; index++) {
          const { from, until } = blockOf(tree, index);
          const path = pathOf(tree, index, hashes.slice(from, until));
          expect(path.map(toHex)).toEqual(inclusionPath(hashes, index).map(toHex));
          const root = fromHex(rootOf(tree));
          expect(verifyInclusion({ leaf: leaves[index]!, index, count, path, root })).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('has the root of the empty tree without leaves, and refuses leaves that are not there', () => {
    const empty = treeOf([], 4);
    expect(rootOf(empty)).toBe(toHex(new MerkleAccumulator().root()));
    expect(() => pathOf(empty, 0, [])).toThrow(RangeError);
    const hashes = leavesOf(5).map((leaf) => leafHash(leaf));
    expect(() => pathOf(treeOf(leavesOf(5), 4), 5, hashes)).toThrow(RangeError);
    expect(() => pathOf(treeOf(leavesOf(5), 4), 1, hashes.slice(1))).toThrow(RangeError);
  });

  it('stays small for large lists: blocks grow instead', () => {
    expect(heightFor(0)).toBe(4);
    expect(heightFor(1_000_000)).toBe(4);
    for (const leaves of [3_000_000, 100_000_000]) {
      expect(leaves / 2 ** heightFor(leaves)).toBeLessThanOrEqual(1 << 17);
      expect(leaves / 2 ** heightFor(leaves)).toBeGreaterThan(1 << 16);
    }
    expect(weightOf(treeOf(leavesOf(64), 4))).toBe(32 * (4 + 2 + 1));
  });
});
