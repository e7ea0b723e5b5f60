import { Between, type DataSource, type EntityManager, MoreThanOrEqual } from 'typeorm';

import { readSnapshot } from '../../platform/database/read-snapshot.js';
import { text, type Bilingual } from '../../platform/text.js';
import {
  type Checkpoint,
  entryBytes,
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
import { type KeptCheckpoint } from './checkpoint-folder.js';
import { LogCheckpoint, LoggedEntry, LogNode, LogState } from './log.entities.js';

/** Rows at a time. */
const STEP = 500;
const MOST_FAULTS = 100;

export interface LogCheck {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  /** The key that signs now, or nothing where there is none. */
  readonly key: string;
  /** Exported checkpoints that were held against the log. */
  readonly kept: number;
  /** The first hundred. */
  readonly faults: readonly Bilingual[];
  /** How many more there are. */
  readonly more: number;
}

/**
 * Makes the whole tree again from the entries alone and holds every node, checkpoint and signature against it, and the
 * exported checkpoints too. Finds out who changed the database past its triggers, unless he has the signing key as well:
 * against that stand the exported checkpoints and the witnesses. A server may go on appending meanwhile.
 * @param kept ascending by size
 */
export function checkLog(dataSource: DataSource, kept: Iterable<KeptCheckpoint> = []): Promise<LogCheck> {
  return readSnapshot(dataSource, (runner) => new LogChecker(dataSource.createEntityManager(runner), kept).run());
}

class LogChecker {
  private readonly faults: Bilingual[] = [];
  private more = 0;
  private readonly tree = new MerkleAccumulator();
  /** Nodes of the entries so far that wait for their right neighbour: by level. */
  private readonly left: Uint8Array[] = [];
  /** The key that signs, and at its own entry the one before as well. */
  private keys: VerifierKey[] = [];
  private key = '';
  private keyPosition: number | null = null;
  private last = '';
  private readonly waiting: Iterator<KeptCheckpoint>;
  private next: KeptCheckpoint | undefined;
  private held = 0;

  constructor(
    private readonly manager: EntityManager,
    kept: Iterable<KeptCheckpoint>,
  ) {
    this.waiting = kept[Symbol.iterator]();
  }

  async run(): Promise<LogCheck> {
    const state = await this.manager.findOneByOrFail(LogState, { id: 1 });
    this.advance();
    for (let from = 0; from < state.size; from += STEP) {
      const until = Math.min(from + STEP, state.size);
      const rows = await this.manager.find(LoggedEntry, { where: { position: Between(from, until - 1) } });
      const notes = await this.manager.find(LogCheckpoint, { where: { size: Between(from + 1, until) } });
      const nodes = await this.nodes(from, until);
      const entries = new Map(rows.map((row) => [row.position, row]));
      const checkpoints = new Map(notes.map((row) => [row.size, row.note]));
      for (let index = from; index < until; index++) {
        const row = entries.get(index);
        if (row === undefined) {
          this.fault(`缺少第 ${index} 条`, `entry ${index} is missing`);
          return this.result(state.size, '');
        }
        this.entry(row, nodes);
        const root = toHex(this.tree.root());
        this.note(checkpoints.get(index + 1), index + 1, root);
        for (; this.next?.checkpoint.size === index + 1; this.advance()) this.exported(this.next, root);
        this.keys = this.keys.slice(-1);
      }
    }
    await this.rest(state);
    for (; this.next !== undefined; this.advance()) {
      const { checkpoint, file } = this.next;
      this.fault(
        `导出的检查点 ${file} 有 ${checkpoint.size} 条，日志只有 ${state.size} 条`,
        `the exported checkpoint ${file} has ${checkpoint.size} entries, the log only ${state.size}`,
      );
    }
    return this.result(state.size, toHex(this.tree.root()));
  }

  private fault(zh: string, en: string): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push(text(zh, en));
    else this.more++;
  }

  private advance(): void {
    const { done, value } = this.waiting.next() as IteratorResult<KeptCheckpoint, undefined>;
    this.next = done === true ? undefined : value;
    if (this.next !== undefined) this.held++;
  }

  private result(size: number, root: string): LogCheck {
    const { faults, held, key, keys, more } = this;
    return { origin: keys.at(-1)?.origin ?? '', size, root, key, kept: held, faults, more };
  }

  /** The nodes that the entries from ≤ i < until complete, by `level/position`. */
  private async nodes(from: number, until: number): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (let level = 0; 2 ** level <= until; level++) {
      const [first, last] = [Math.floor(from / 2 ** level), Math.floor(until / 2 ** level) - 1];
      if (last < first) continue;
      const rows = await this.manager.find(LogNode, { where: { level, position: Between(first, last) } });
      for (const { position, hash } of rows) found.set(`${level}/${position}`, hash);
    }
    return found;
  }

  private entry(row: LoggedEntry, nodes: ReadonlyMap<string, string>): void {
    const index = row.position;
    const leaf = Buffer.from(row.body, 'utf8');
    try {
      const entry = readEntry(readJson(leaf), '');
      if (!leaf.equals(entryBytes(entry)))
        this.fault(`第 ${index} 条不是规范字节`, `entry ${index} is not in its canonical bytes`);
      if (entry.at < this.last || entry.at !== row.at.toISOString() || entry.kind !== row.kind)
        this.fault(`第 ${index} 条的时刻或类别不对`, `entry ${index} has a wrong moment or kind`);
      this.last = entry.at;
      const draw = 'draw' in entry ? entry.draw : null;
      if (draw !== row.drawNumber) this.fault(`第 ${index} 条的抽取编号不对`, `entry ${index} has a wrong draw number`);
      if (index === 0 && entry.kind !== 'key') this.fault('第 0 条不是公钥', 'entry 0 is no key');
      if (entry.kind === 'key') {
        this.keys.push(readVerifierKey(entry.key));
        this.key = entry.key;
        this.keyPosition = index;
      }
    } catch (error) {
      this.fault(`第 ${index} 条不是有效条目`, `entry ${index} is not a valid one: ${(error as Error).message}`);
    }
    let hash = leafHash(leaf);
    this.tree.pushHash(hash);
    for (let level = 0, position = index; ; level++) {
      if (nodes.get(`${level}/${position}`) !== toHex(hash))
        this.fault(`节点 ${level}/${position} 与条目不符`, `node ${level}/${position} is not that of the entries`);
      if (position % 2 === 0) {
        this.left[level] = hash;
        return;
      }
      hash = nodeHash(this.left[level]!, hash);
      position = (position - 1) / 2;
    }
  }

  private note(note: string | undefined, size: number, root: string): void {
    if (note === undefined) {
      this.fault(`缺少大小为 ${size} 的检查点`, `the checkpoint of size ${size} is missing`);
      return;
    }
    let head: Checkpoint;
    try {
      head = readCheckpoint(note);
    } catch {
      this.fault(`检查点 ${size} 不可读`, `checkpoint ${size} cannot be read`);
      return;
    }
    this.head(head, size, root, text(`检查点 ${size}`, `checkpoint ${size}`));
  }

  private exported({ checkpoint, file }: KeptCheckpoint, root: string): void {
    this.head(checkpoint, checkpoint.size, root, text(`导出的检查点 ${file}`, `the exported checkpoint ${file}`));
  }

  private head(head: Checkpoint, size: number, root: string, what: Bilingual): void {
    if (head.size !== size || head.root !== root)
      this.fault(`${what.zh} 与条目不符`, `${what.en} is not that of the entries`);
    const signed = this.keys.every((key) => key.origin === head.origin && signedBy(head.note, key));
    if (this.keys.length === 0 || !signed)
      this.fault(`${what.zh} 的签名不对`, `${what.en} is not signed by the key of its time`);
  }

  /** What the log's own state says, and that nothing stands in the tables beside it. */
  private async rest({ keyPosition, lastAt, size }: LogState): Promise<void> {
    const { manager } = this;
    if (size > 0 && (keyPosition !== this.keyPosition || lastAt?.toISOString() !== this.last))
      this.fault('日志状态中的公钥位置或时刻不对', "the log's state has a wrong key position or moment");
    const entries = await manager.countBy(LoggedEntry, { position: MoreThanOrEqual(size) });
    if (entries > 0)
      this.fault(`有 ${entries} 条在日志大小之外`, `${entries} entries stand beyond the size of the log`);
    const heads = await manager.count(LogCheckpoint);
    if (heads > size) this.fault(`多出 ${heads - size} 个检查点`, `${heads - size} checkpoints too many`);
    let complete = 0;
    for (let level = 0; 2 ** level <= size; level++) complete += Math.floor(size / 2 ** level);
    const nodes = await manager.count(LogNode);
    if (nodes > complete) this.fault(`多出 ${nodes - complete} 个节点`, `${nodes - complete} nodes too many`);
  }
}
