import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { toHex, utf8 } from './bytes.js';
import { MerklePaths } from './merkle-paths.js';
import { inclusionPath, leafHash, MerkleAccumulator, verifyInclusion } from './merkle.js';

const hex = (path: readonly Uint8Array[]): string[] => path.map(toHex);
const leaves = (count: number): Uint8Array[] => Array.from({ length: count }, (_, i) => utf8(`leaf ${i}`));

/** A count and some indices below it. */
const some = fc
  .integer({ min: 0, max: 300 })
  .chain((count) => fc.tuple(fc.constant(count), fc.subarray(Array.from({ length: count }, (_, i) => i))));

describe('paths of a list that passes by', () => {
  it('are those of the tree in memory, for any leaves of any list', () => {
    fc.assert(
      fc.property(some, ([count, wanted]) => {
        const list = leaves(count);
        const collector = new MerklePaths(wanted);
        const tree = new MerkleAccumulator();
        for (const leaf of list) {
          collector.push(leaf);
          tree.push(leaf);
        }
        const { root, paths } = collector.finish();
        expect(toHex(root)).toBe(toHex(tree.root()));
        const hashes = list.map((leaf) => leafHash(leaf));
        expect(paths.map(hex)).toEqual(wanted.map((index) => hex(inclusionPath(hashes, index))));
        wanted.forEach((index, at) => {
          expect(verifyInclusion({ leaf: list[index]!, index, count, path: paths[at]!, root })).toBe(true);
        });
      }),
      { numRuns: 60, seed: 6962 },
    );
  });

  it('are as long as the tree is high, however many leaves share them', () => {
    const wanted = Array.from({ length: 4096 }, (_, i) => i);
    const collector = new MerklePaths(wanted);
    for (const leaf of leaves(4096)) collector.push(leaf);
    const { paths } = collector.finish();
    expect(new Set(paths.map((path) => path.length))).toEqual(new Set([12]));
    // one buffer for each node but the root: what many leaves share is kept once
    expect(new Set(paths.flat()).size).toBe(2 * 4096 - 2);
  });

  it('refuse indices out of order and beyond the list', () => {
    for (const wrong of [[2, 1], [1, 1], [-1], [0.5]]) expect(() => new MerklePaths(wrong)).toThrow(RangeError);
    const collector = new MerklePaths([0, 3]);
    for (const leaf of leaves(3)) collector.push(leaf);
    expect(() => collector.finish()).toThrow('no leaf 3 of 3');
  });
});
