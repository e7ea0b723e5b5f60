import { type EntityManager } from 'typeorm';

import {
  consistencyRuns,
  fromHex,
  inclusionRuns,
  MerkleAccumulator,
  nodeHash,
  nodesOf,
  toHex,
  type Run,
  type TreeNode,
} from '../../protocol/index.js';
import { LogNode } from './log.entities.js';

/*
 * The log's tree, kept as its complete subtrees. An append writes those that it completes, a proof reads a few: both are
 * O(log n) rows.
 */

/** The tree in the database lacks a node that it must have. */
export class LostNode extends Error {
  constructor(node: TreeNode) {
    super(`the log has lost its node ${keyOf(node)}`);
    this.name = 'LostNode';
  }
}

const keyOf = ({ level, position }: TreeNode): string => `${level}/${position}`;

/** Reads nodes at once. With `lock` the newest committed state is read, where a MySQL snapshot would show an older one. */
async function load(manager: EntityManager, nodes: readonly TreeNode[], lock: boolean): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const wanted = [...new Map(nodes.map((node) => [keyOf(node), node])).values()];
  for (let start = 0; start < wanted.length; start += 100) {
    const query = manager.createQueryBuilder(LogNode, 'node');
    wanted.slice(start, start + 100).forEach(({ level, position }, i) => {
      query.orWhere(`(node.level = :l${i} AND node.position = :p${i})`, { [`l${i}`]: level, [`p${i}`]: position });
    });
    if (lock) query.setLock('pessimistic_write');
    for (const node of await query.getMany()) found.set(keyOf(node), node.hash);
  }
  return found;
}

function rootOf(run: Run, nodes: ReadonlyMap<string, string>): Uint8Array {
  const hashes = nodesOf(run).map((node) => {
    const hash = nodes.get(keyOf(node));
    if (hash === undefined) throw new LostNode(node);
    return fromHex(hash);
  });
  // right to left: the last two small subtrees are joined first
  return hashes.length === 0
    ? new MerkleAccumulator().root()
    : hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** Roots of runs of the tree, in hex. */
async function roots(manager: EntityManager, runs: readonly Run[]): Promise<string[]> {
  const nodes = await load(manager, runs.flatMap(nodesOf), false);
  return runs.map((run) => toHex(rootOf(run, nodes)));
}

/** Root of the first `size` entries, in hex. */
export const rootOfSize = async (manager: EntityManager, size: number): Promise<string> =>
  (await roots(manager, [{ from: 0, until: size }]))[0]!;

export const inclusionPathOf = (manager: EntityManager, index: number, size: number): Promise<string[]> =>
  roots(manager, inclusionRuns(index, size));

export const consistencyPathOf = (manager: EntityManager, from: number, to: number): Promise<string[]> =>
  roots(manager, consistencyRuns(from, to));

/** Writes the nodes that entry `index` completes and returns the root with it. The caller holds the lock on the log. */
export async function growTree(
  manager: EntityManager,
  index: number,
  leaf: Uint8Array,
  lock: boolean,
): Promise<string> {
  const nodes = await load(manager, nodesOf({ from: 0, until: index }), lock);
  const written: LogNode[] = [];
  let hash = leaf;
  for (let level = 0, position = index; ; level++) {
    const node = { level, position, hash: toHex(hash) };
    written.push(node);
    nodes.set(keyOf(node), node.hash);
    if (position % 2 === 0) break;
    const left = nodes.get(keyOf({ level, position: position - 1 }));
    if (left === undefined) throw new LostNode({ level, position: position - 1 });
    hash = nodeHash(fromHex(left), hash);
    position = (position - 1) / 2;
  }
  await manager.insert(LogNode, written);
  return toHex(rootOf({ from: 0, until: index + 1 }, nodes));
}
