import { type DataSource } from 'typeorm';

import { Placing, readManifest, type Json, type Manifest, type TargetLeaf } from '../../protocol/index.js';
import { itemsOf, readList, splitLeafItem } from '../draws/draw-parts.js';
import { keptRecord } from '../draws/kept-record.js';
import { PoolTampered } from '../draws/pool-tampered.js';
import { BlockTreeBuilder, heightFor, rootOf, weightOf, type BlockTree } from './block-tree.js';

/*
 * What is kept of a committed pool so that one leaf, and its path, can be found again by reading a piece or two: made in
 * one pass over the whole pool, which takes seconds where the pool is large. Plain values: they are copied between threads.
 */

export type ListName = 'targets' | 'inspectors' | 'exclusions';

/** One tree over leaves of a list, which stand in some of its pieces. */
export interface TreeIndex {
  readonly tree: BlockTree;
  /** Pieces (numbers within the list) that have leaves of this tree, ascending. */
  readonly pieces: Uint32Array;
  /** Index, in the tree, of the first leaf in each of those. */
  readonly firsts: Uint32Array;
}

export interface ListIndex {
  /** For each piece of the list: its number in the part, the position and the id of its first item. */
  readonly seqs: Uint32Array;
  readonly firstPositions: Uint32Array;
  readonly firstIds: readonly string[];
  /** Of targets one for each stratum, otherwise one. */
  readonly trees: readonly TreeIndex[];
}

export interface PoolIndex {
  readonly lists: Readonly<Record<ListName, ListIndex>>;
  /** Positions in their lists, ascending, of what an extract shows; null before there is a record. */
  readonly shown: { readonly targets: Uint32Array; readonly inspectors: Uint32Array } | null;
}

/** Which tree of a list a leaf belongs to; undefined where there is one alone. */
export type TreeOf = ((leaf: TargetLeaf) => number) | undefined;

export function treeOfTargets({ filter, pairing, strata }: Manifest): TreeOf {
  if (strata.length === 1) return undefined;
  const placing = new Placing({ filter, strata, teams: pairing.rules });
  return (leaf) => placing.of(leaf).stratum;
}

/**
 * Reads the whole pool once and hashes it. Memory: about 4 bytes a target, and what grows with the pieces and the sample.
 * Throws PoolTampered where a root is another than the manifest's.
 */
export async function indexPool(
  dataSource: DataSource,
  draw: { readonly id: number; readonly manifest: string; readonly recorded: boolean },
): Promise<PoolIndex> {
  const manifest = readManifest(JSON.parse(draw.manifest) as Json);
  const record = draw.recorded ? await keptRecord(dataSource, draw.id) : undefined;
  const drawn = new Set(record?.selection.flatMap(({ reserve, targets }) => [...targets, ...reserve]));
  const seated = new Set(record?.teams.flatMap(({ seats }) => seats.flat()));
  const indexed = (list: ListName, roots: readonly string[], wanted: ReadonlySet<string>, treeOf?: TreeOf) =>
    indexList(dataSource, draw.id, list, { count: manifest[list].count, roots, wanted, treeOf });
  const roots = manifest.strata.map(({ root }) => root);
  const targets = await indexed('targets', roots, drawn, treeOfTargets(manifest));
  const inspectors = await indexed('inspectors', [manifest.inspectors.root], seated);
  const exclusions = await indexed('exclusions', [manifest.exclusions.root], new Set());
  return {
    lists: { targets: targets.index, inspectors: inspectors.index, exclusions: exclusions.index },
    shown: record === undefined ? null : { targets: targets.found, inspectors: inspectors.found },
  };
}

async function indexList(
  dataSource: DataSource,
  drawId: number,
  list: ListName,
  told: { count: number; roots: readonly string[]; wanted: ReadonlySet<string>; treeOf: TreeOf },
): Promise<{ index: ListIndex; found: Uint32Array }> {
  const height = heightFor(told.count);
  const trees = told.roots.map(() => ({
    builder: new BlockTreeBuilder(height),
    pieces: new Array<number>(),
    firsts: new Array<number>(),
  }));
  const seqs: number[] = [];
  const firstPositions: number[] = [];
  const firstIds: string[] = [];
  const found: number[] = [];
  for await (const piece of readList(dataSource, drawId, list)) {
    let position = piece.firstPosition;
    seqs.push(piece.seq);
    firstPositions.push(position);
    const number = firstIds.length;
    for (const item of itemsOf(piece)) {
      const { leaf } = splitLeafItem(item);
      const read = JSON.parse(leaf.toString()) as TargetLeaf;
      if (firstIds.length === number) firstIds.push(read.id);
      const tree = trees[told.treeOf?.(read) ?? 0]!;
      if (tree.pieces.at(-1) !== number) {
        tree.pieces.push(number);
        tree.firsts.push(tree.builder.count);
      }
      tree.builder.push(leaf);
      if (told.wanted.has(read.id)) found.push(position);
      position++;
    }
  }
  const finished = trees.map(({ builder, firsts, pieces }, at): TreeIndex => {
    const tree = builder.finish();
    if (rootOf(tree) !== told.roots[at]) throw new PoolTampered(list);
    return { tree, pieces: Uint32Array.from(pieces), firsts: Uint32Array.from(firsts) };
  });
  const index = { seqs: Uint32Array.from(seqs), firstPositions: Uint32Array.from(firstPositions), firstIds };
  return { index: { ...index, trees: finished }, found: Uint32Array.from(found) };
}

/** Bytes that it holds, about. */
export function weightOfIndex({ lists, shown }: PoolIndex): number {
  let weight = 1000 + 4 * ((shown?.targets.length ?? 0) + (shown?.inspectors.length ?? 0));
  for (const { firstIds, trees } of Object.values(lists)) {
    weight += firstIds.length * 100;
    for (const { pieces, tree } of trees) weight += weightOf(tree) + pieces.length * 8 + 500;
  }
  return weight;
}
