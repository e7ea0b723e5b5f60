import { type DataSource, MoreThanOrEqual } from 'typeorm';

import { text, type Bilingual } from '../../platform/text.js';
import {
  leafHash,
  MerkleAccumulator,
  nodeHash,
  readCheckpoint,
  readEntry,
  readJson,
  readVerifierKey,
  signedBy,
  toHex,
  type VerifierKey,
} from '../../protocol/index.js';
import { LogCheckpoint, LoggedEntry, LogNode, LogState } from './log.entities.js';

/** Rows at a time. */
const STEP = 500;
const MOST_FAULTS = 100;

export interface LogCheck {
  readonly size: number;
  readonly root: string;
  readonly faults: readonly Bilingual[];
}

/**
 * Makes the whole tree again from the entries alone and holds every node, checkpoint and signature against it. Finds out who
 * changed the database past its triggers, unless he has the signing key as well: against that stand the witnesses.
 */
export async function checkLog({ manager }: DataSource): Promise<LogCheck> {
  const faults: Bilingual[] = [];
  const fault = (zh: string, en: string): void => {
    if (faults.length < MOST_FAULTS) faults.push(text(zh, en));
  };
  const state = await manager.findOneByOrFail(LogState, { id: 1 });
  const tree = new MerkleAccumulator();
  /** Nodes of the entries so far that wait for their right neighbour: by level. */
  const left: Uint8Array[] = [];
  let keys: VerifierKey[] = [];
  let last = '';
  for (let from = 0; from < state.size; from += STEP) {
    const range = { where: { position: MoreThanOrEqual(from) }, order: { position: 'ASC' as const }, take: STEP };
    const rows = new Map((await manager.find(LoggedEntry, range)).map((row) => [row.position, row]));
    const notes = await manager.find(LogCheckpoint, {
      where: { size: MoreThanOrEqual(from + 1) },
      order: { size: 'ASC' },
      take: STEP,
    });
    const checkpoints = new Map(notes.map((row) => [row.size, row.note]));
    for (let index = from; index < Math.min(from + STEP, state.size); index++) {
      const row = rows.get(index);
      if (row === undefined) {
        fault(`缺少第 ${index} 条`, `entry ${index} is missing`);
        return { size: state.size, root: '', faults };
      }
      const leaf = Buffer.from(row.body, 'utf8');
      try {
        const entry = readEntry(readJson(leaf), '');
        if (entry.at < last || entry.at !== row.at.toISOString() || entry.kind !== row.kind)
          fault(`第 ${index} 条的时刻或类别不对`, `entry ${index} has a wrong moment or kind`);
        last = entry.at;
        const draw = 'draw' in entry ? entry.draw : null;
        if (draw !== row.drawNumber) fault(`第 ${index} 条的抽取编号不对`, `entry ${index} has a wrong draw number`);
        keys = entry.kind === 'key' ? [...keys.slice(-1), readVerifierKey(entry.key)] : keys.slice(-1);
      } catch (error) {
        fault(`第 ${index} 条不是有效条目`, `entry ${index} is not a valid one: ${(error as Error).message}`);
      }
      let hash = leafHash(leaf);
      tree.pushHash(hash);
      const nodes = new Map<string, string>();
      for (let level = 0, position = index; ; level++) {
        nodes.set(`${level}/${position}`, toHex(hash));
        if (position % 2 === 0) {
          left[level] = hash;
          break;
        }
        hash = nodeHash(left[level]!, hash);
        position = (position - 1) / 2;
      }
      const kept = await manager.find(LogNode, {
        where: [...nodes.keys()].map((name) => {
          const [level, position] = name.split('/').map(Number);
          return { level: level!, position: position! };
        }),
      });
      for (const [name, right] of nodes)
        if (kept.find(({ level, position }) => `${level}/${position}` === name)?.hash !== right)
          fault(`节点 ${name} 与条目不符`, `node ${name} is not that of the entries`);
      checkNote(checkpoints.get(index + 1), index + 1, toHex(tree.root()), keys, fault);
    }
  }
  const more = await manager.countBy(LoggedEntry, { position: MoreThanOrEqual(state.size) });
  if (more > 0) fault(`有 ${more} 条在日志大小之外`, `${more} entries stand beyond the size of the log`);
  return { size: state.size, root: toHex(tree.root()), faults };
}

function checkNote(
  note: string | undefined,
  size: number,
  root: string,
  keys: readonly VerifierKey[],
  fault: (zh: string, en: string) => void,
): void {
  if (note === undefined) {
    fault(`缺少大小为 ${size} 的检查点`, `the checkpoint of size ${size} is missing`);
    return;
  }
  try {
    const head = readCheckpoint(note);
    if (head.size !== size || head.root !== root)
      fault(`检查点 ${size} 与条目不符`, `checkpoint ${size} is not that of the entries`);
    if (keys.length === 0 || !keys.every((key) => key.origin === head.origin && signedBy(head.note, key)))
      fault(`检查点 ${size} 的签名不对`, `checkpoint ${size} is not signed by the key of its time`);
  } catch {
    fault(`检查点 ${size} 不可读`, `checkpoint ${size} cannot be read`);
  }
}
