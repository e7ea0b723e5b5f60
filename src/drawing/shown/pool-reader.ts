import { type DataSource } from 'typeorm';

import { type TargetLeaf, toHex } from '../../protocol/index.js';
import { itemsOf, readList, splitLeafItem } from '../draws/draw-parts.js';
import { blockOf, hashOf, pathOf } from './block-tree.js';
import { type ListIndex, type ListName, type TreeIndex, type TreeOf } from './pool-index.js';

/** Pieces that a reader holds, of 44 kB or little more. */
const HELD_PIECES = 24;
/** Blocks whose hashes a reader holds: those of one stratum follow one another, and strata alternate. */
const HELD_BLOCKS = 64;

/** One leaf of a list: its canonical bytes, and where it stands. */
export interface Place {
  /** Number of its tree among those of the list, and its index there. */
  readonly tree: number;
  readonly index: number;
  readonly position: number;
  readonly leaf: Buffer;
}

interface ReadPiece {
  readonly leaves: readonly Buffer[];
  /** The tree of each leaf; undefined where there is one alone. */
  readonly trees: readonly number[] | undefined;
}

/** Finds leaves of a kept list again, with their paths. Reads pieces as it needs them and holds few of them. */
export class ListReader {
  private readonly pieces = new Held<number, Promise<ReadPiece>>(HELD_PIECES);
  private readonly blocks = new Held<string, Promise<readonly Uint8Array[]>>(HELD_BLOCKS);

  constructor(
    private readonly dataSource: DataSource,
    private readonly drawId: number,
    private readonly list: ListName,
    private readonly index: ListIndex,
    private readonly treeOf?: TreeOf,
  ) {}

  /** The leaf with this id, if the list has it. */
  async find(id: string): Promise<Place | undefined> {
    const number = lastUpTo(this.index.firstIds, id);
    if (number < 0) return undefined;
    const { leaves } = await this.piece(number);
    const offset = leaves.findIndex((leaf) => (JSON.parse(leaf.toString()) as { id: string }).id === id);
    return offset < 0 ? undefined : this.place(number, offset);
  }

  async at(position: number): Promise<Place> {
    const number = lastUpTo(this.index.firstPositions, position);
    return this.place(number, position - (this.index.firstPositions[number] ?? 0));
  }

  /** The audit path of a leaf, in hex. */
  async path({ index, tree }: Place): Promise<string[]> {
    const held = this.index.trees[tree]!;
    const { from, until } = blockOf(held.tree, index);
    const block = await this.blocks.get(`${tree}/${from}`, () => this.hashes(tree, held, from, until));
    return pathOf(held.tree, index, block).map(toHex);
  }

  private async place(number: number, offset: number): Promise<Place> {
    const { leaves, trees } = await this.piece(number);
    const leaf = leaves[offset];
    if (leaf === undefined)
      throw new Error(`draw ${this.drawId}: no item ${offset} in piece ${number} of ${this.list}`);
    const tree = trees?.[offset] ?? 0;
    const held = this.index.trees[tree]!;
    let index = held.firsts[lastUpTo(held.pieces, number)]!;
    if (trees === undefined) index += offset;
    else for (let before = 0; before < offset; before++) if (trees[before] === tree) index++;
    return { tree, index, position: (this.index.firstPositions[number] ?? 0) + offset, leaf };
  }

  /** Hashes of the leaves from ≤ i < until of a tree. */
  private async hashes(tree: number, held: TreeIndex, from: number, until: number): Promise<readonly Uint8Array[]> {
    const hashes: Uint8Array[] = [];
    for (let run = lastUpTo(held.firsts, from); hashes.length < until - from; run++) {
      const number = held.pieces[run];
      if (number === undefined) throw new Error(`draw ${this.drawId}: ${this.list} end before leaf ${until}`);
      const { leaves, trees } = await this.piece(number);
      let at = held.firsts[run]!;
      for (let offset = 0; offset < leaves.length && at < until; offset++) {
        if (trees !== undefined && trees[offset] !== tree) continue;
        if (at >= from) hashes.push(hashOf(leaves[offset]!));
        at++;
      }
    }
    return hashes;
  }

  private piece(number: number): Promise<ReadPiece> {
    return this.pieces.get(number, () => this.read(number));
  }

  private async read(number: number): Promise<ReadPiece> {
    const from = this.index.seqs[number]!;
    const range = { from, until: this.index.seqs[number + 1] ?? 2_147_483_647 };
    for await (const piece of readList(this.dataSource, this.drawId, this.list, range)) {
      const leaves = [...itemsOf(piece)].map((item) => splitLeafItem(item).leaf);
      const { treeOf } = this;
      const trees = treeOf && leaves.map((leaf) => treeOf(JSON.parse(leaf.toString()) as TargetLeaf));
      return { leaves, trees };
    }
    throw new Error(`draw ${this.drawId}: piece ${from} of ${this.list} is missing`);
  }
}

/** The place of the last of the ascending `values` that is not above `value`; -1 where all are. */
function lastUpTo<T extends number | string>(values: ArrayLike<T>, value: T): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The values used last. */
class Held<K, V> {
  private readonly values = new Map<K, V>();

  constructor(private readonly most: number) {}

  get(key: K, make: () => V): V {
    const value = this.values.get(key) ?? make();
    this.values.delete(key);
    this.values.set(key, value);
    const [oldest] = this.values.keys();
    if (this.values.size > this.most && oldest !== undefined) this.values.delete(oldest);
    return value;
  }
}
