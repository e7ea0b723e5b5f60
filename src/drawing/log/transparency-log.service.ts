import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { readSnapshot } from '../../platform/database/read-snapshot.js';
import { Transactions } from '../../platform/database/transactions.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { secretBytes } from '../../platform/secrets/secrets.js';
import { Settings } from '../../platform/settings/settings.service.js';
import { text } from '../../platform/text.js';
import {
  checkpointText,
  entryBytes,
  leafHash,
  type LogEntry,
  type Manifest,
  type LogFact,
  type NoteSigner,
  readCheckpoint,
  readVerifierKey,
  signNote,
  toHex,
  verifierKey,
} from '../../protocol/index.js';
import { type KeptCheckpoint, newestKept } from './checkpoint-folder.js';
import { asError, type Discontinuity, findDiscontinuity, forked, rolledBack, unreadable } from './log-continuity.js';
import { dropWaiting, keptNameOf, makeKeyFile, nextKeyFile, putInPlace, readKeyFile, waitingKey } from './log-key.js';
import { consistencyPathOf, growTree, inclusionPathOf } from './log-tree.js';
import { LogCheckpoint, LoggedEntry, LogState } from './log.entities.js';

/** An entry before the log gives it its moment. */
export type NewLogEntry = LogFact;

export interface LogPosition {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly at: Date | null;
}

/** README of the protocol, "Log": entries with their audit paths under one checkpoint, and how it goes on from an earlier size. */
export interface ServedLogProof {
  readonly checkpoint: string;
  readonly consistency: string[];
  readonly entries: { readonly entry: LogEntry; readonly index: number; readonly path: string[] }[];
  readonly key: string;
}

const ORIGIN_SETTING = 'log.origin';
/** Where MySQL's `text` ends. */
const BODY_BYTES = 65_535;

/**
 * The append-only log of everything that happened to a draw. An entry is written in the caller's transaction, so that it is
 * there if and only if what it tells is; the head is signed in the same transaction.
 */
@Injectable()
export class TransparencyLog {
  private signer: NoteSigner | undefined;
  /** The newest exported checkpoint that this process knows of. */
  private kept: KeptCheckpoint | undefined;
  private broken: Discontinuity | undefined;
  private readonly locks: boolean;

  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly settings: Settings,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {
    this.locks = dataSource.options.type === 'mysql';
  }

  /**
   * Makes the first key and entry of an empty log; of any other, sees that the key at hand is the one that signs it, and that
   * it goes on from the newest exported checkpoint. The server's start calls it.
   */
  async open(): Promise<void> {
    const origin =
      this.config.logOrigin ??
      (await this.settings.getOrCreate(ORIGIN_SETTING, () => `sortis-${toHex(secretBytes(8))}`));
    // before the transaction begins: what others export meanwhile may be of entries that it does not see
    const kept = newestKept(this.config.checkpointDir);
    await this.transactions.run(async (manager) => {
      const state = await this.lock(manager);
      await this.holdAgainst(manager, kept);
      if (this.broken !== undefined) throw asError(this.broken);
      if (state.size > 0) {
        this.signer = await this.signerOf(manager, state);
        if (this.config.logOrigin !== undefined && this.signer.origin !== origin)
          throw refused(
            'log_origin_differs',
            `SORTIS_LOG_ORIGIN 为“${origin}”，而数据库中的日志名为“${this.signer.origin}”。日志不能改名：请改回或不设置。`,
            `SORTIS_LOG_ORIGIN is "${origin}", but the log in the database is "${this.signer.origin}". A log keeps its name: set that one, or none.`,
          );
        return;
      }
      const file = this.config.logKeyFile;
      this.signer = readKeyFile(file, origin) ?? makeKeyFile(file, origin);
      await this.write(manager, state, { kind: 'key', key: verifierKey(this.signer) }, [this.signer]);
    });
  }

  /**
   * Adds an entry. `at` is now, or the last entry's moment where the clock is behind it.
   * @param notBefore the moment of what the entry tells, where the clock may be behind that too
   */
  async append(manager: EntityManager, entry: NewLogEntry, notBefore?: Date): Promise<{ index: number; at: Date }> {
    const { kept } = this;
    const state = await this.lock(manager);
    await this.mustGoOn(manager, state, kept);
    const signer = await this.signerOf(manager, state);
    return this.write(manager, state, entry, [signer], notBefore);
  }

  /**
   * Lets a new key sign from now on. Its entry's checkpoint is signed by the old one as well. The new key waits in a file of
   * its own until the log names it; should this process die in between, the next to sign puts it in place.
   */
  async rotate(): Promise<{ key: string; index: number; kept: string }> {
    const origin = (await this.head()).origin;
    const file = this.config.logKeyFile;
    const kept = keptNameOf(file);
    const next = nextKeyFile(file, origin);
    const key = verifierKey(next.signer);
    try {
      const { index } = await this.transactions.run(async (manager) => {
        const { kept: newest } = this;
        const state = await this.lock(manager);
        await this.mustGoOn(manager, state, newest);
        const old = await this.signerOf(manager, state);
        return this.write(manager, state, { kind: 'key', key }, [old, next.signer]);
      });
      putInPlace(file, next);
      return { key, index, kept };
    } catch (error) {
      // a connection that broke at the commit leaves open whether the log names the key; then its file has to stay
      const named = await this.keys().then(
        (keys) => keys.some((each) => each.key === key),
        () => true,
      );
      if (!named) dropWaiting(next);
      throw error;
    }
  }

  /** Holds the log against the newest exported checkpoint; from a fault on nothing is appended, until the fault is gone. */
  async review(): Promise<Discontinuity | undefined> {
    let kept: KeptCheckpoint | undefined;
    try {
      kept = newestKept(this.config.checkpointDir);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return (this.broken = unreadable(error));
    }
    await readSnapshot(this.dataSource, (runner) =>
      this.holdAgainst(this.dataSource.createEntityManager(runner), kept),
    );
    return this.broken;
  }

  /** A checkpoint was exported: from now on nothing is appended to a log that is not its continuation. */
  exported(kept: KeptCheckpoint): void {
    this.kept = kept;
  }

  newestExported(): KeptCheckpoint | undefined {
    return this.kept;
  }

  /** What has been found to be wrong with the log, if anything. */
  fault(): Discontinuity | undefined {
    return this.broken;
  }

  async head(manager: EntityManager = this.dataSource.manager): Promise<LogPosition> {
    const checkpoint = await this.newest(manager);
    const { origin, size, root } = readCheckpoint(checkpoint.note);
    return { origin, size, root, at: checkpoint.at };
  }

  /** The newest signed head. */
  async newest(manager: EntityManager = this.dataSource.manager): Promise<LogCheckpoint> {
    const [checkpoint] = await manager.find(LogCheckpoint, { order: { size: 'DESC' }, take: 1 });
    if (checkpoint === undefined) throw new Error('the log has not been opened');
    return checkpoint;
  }

  /** Proves entries, and that the log goes on from size `from`, under the newest checkpoint. */
  async proof(
    indices: readonly number[],
    from: number,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<ServedLogProof> {
    const checkpoint = await this.newest(manager);
    const entries: ServedLogProof['entries'] = [];
    for (const index of [...new Set(indices)].sort((a, b) => a - b)) {
      const entry = await manager.findOneByOrFail(LoggedEntry, { position: index });
      const path = await inclusionPathOf(manager, index, checkpoint.size);
      entries.push({ entry: JSON.parse(entry.body) as LogEntry, index, path });
    }
    const consistency = await consistencyPathOf(manager, from, checkpoint.size);
    const keys = await this.keys(manager);
    const key = keys.findLast(({ index }) => index < checkpoint.size)?.key;
    if (key === undefined) throw new Error('the log has no key');
    return { checkpoint: checkpoint.note, consistency, entries, key };
  }

  /** Entries about a draw, in order. */
  async entriesOf(
    drawNumber: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<{ index: number; entry: LogEntry }[]> {
    const rows = await manager.find(LoggedEntry, { where: { drawNumber }, order: { position: 'ASC' } });
    return rows.map(({ position, body }) => ({ index: position, entry: JSON.parse(body) as LogEntry }));
  }

  /** Where the entry stands by which two people let a draw stand in for another; nothing for a draw of its own. */
  async groundOf({ drawId, relation }: Pick<Manifest, 'drawId' | 'relation'>): Promise<number | undefined> {
    if (relation === null) return undefined;
    const about = await this.entriesOf(relation.draw);
    return about.find(({ entry }) =>
      relation.kind === 'again' ? entry.kind === 'void' : 'amendment' in entry && entry.amendment === drawId,
    )?.index;
  }

  /** Every key that signs or signed, and the entry that announced it. */
  async keys(manager: EntityManager = this.dataSource.manager): Promise<{ index: number; key: string }[]> {
    const rows = await manager.find(LoggedEntry, { where: { kind: 'key' }, order: { position: 'ASC' } });
    return rows.map(({ position, body }) => ({ index: position, key: keyIn(body) }));
  }

  private async holdAgainst(manager: EntityManager, kept: KeptCheckpoint | undefined): Promise<void> {
    this.broken = kept === undefined ? undefined : await findDiscontinuity(manager, kept);
    this.kept = kept;
  }

  /**
   * Two rows at each append: whoever puts an older database back under a running server is noticed before the next review.
   * @param kept as it was known before the state was read: on a cluster another node may export what this one does not see yet
   */
  private async mustGoOn(manager: EntityManager, state: LogState, kept: KeptCheckpoint | undefined): Promise<void> {
    if (this.broken === undefined && kept !== undefined) {
      const { size, root } = kept.checkpoint;
      if (state.size < size) this.broken = rolledBack(kept, state.size);
      else {
        const now = await manager.findOne(LogCheckpoint, { where: { size }, ...this.forUpdate() });
        const found = now === null ? '-' : readCheckpoint(now.note).root;
        if (found !== root) this.broken = forked(kept, found);
      }
    }
    if (this.broken !== undefined) throw asError(this.broken);
  }

  private async write(
    manager: EntityManager,
    state: LogState,
    fact: NewLogEntry,
    signers: readonly NoteSigner[],
    notBefore?: Date,
  ): Promise<{ index: number; at: Date }> {
    const at = [state.lastAt, notBefore ?? null].reduce<Date>(
      (latest, moment) => (moment !== null && moment > latest ? moment : latest),
      this.clock.now(),
    );
    const bytes = entryBytes({ at: at.toISOString(), ...fact });
    if (bytes.length > BODY_BYTES) throw new RangeError(`an entry of ${bytes.length} bytes`);
    const index = state.size;
    await manager.insert(LoggedEntry, {
      position: index,
      kind: fact.kind,
      drawNumber: 'draw' in fact ? fact.draw : null,
      at,
      body: Buffer.from(bytes).toString('utf8'),
    });
    const root = await growTree(manager, index, leafHash(bytes), this.locks);
    const size = index + 1;
    const origin = signers[0]!.origin;
    await manager.insert(LogCheckpoint, { size, note: signNote(checkpointText({ origin, size, root }), signers), at });
    await manager.update(
      LogState,
      { id: 1 },
      { size, lastAt: at, keyPosition: fact.kind === 'key' ? index : state.keyPosition },
    );
    return { index, at };
  }

  /**
   * One append after the other: on MySQL by this row's lock, on a cluster because each append changes the row, on SQLite
   * because a transaction holds the only write lock.
   */
  private lock(manager: EntityManager): Promise<LogState> {
    return manager.findOneOrFail(LogState, { where: { id: 1 }, ...this.forUpdate() });
  }

  /** Reads what is newest, however old the view of the transaction. */
  private forUpdate(): { lock?: { mode: 'pessimistic_write' } } {
    return this.locks ? { lock: { mode: 'pessimistic_write' } } : {};
  }

  /** The key at hand, if it is the one that signs now: another process may have changed it. */
  private async signerOf(manager: EntityManager, state: LogState): Promise<NoteSigner> {
    if (state.keyPosition === null) throw new Error('the log has not been opened');
    const entry = await manager.findOneOrFail(LoggedEntry, {
      where: { position: state.keyPosition },
      ...this.forUpdate(),
    });
    const key = keyIn(entry.body);
    if (this.signer !== undefined && verifierKey(this.signer) === key) return this.signer;
    const file = this.config.logKeyFile;
    const { origin } = readVerifierKey(key);
    const waiting = waitingKey(file, key, origin);
    if (waiting !== undefined) {
      putInPlace(file, waiting);
      return (this.signer = waiting.signer);
    }
    const signer = readKeyFile(file, origin);
    if (signer !== undefined && verifierKey(signer) === key) return (this.signer = signer);
    const [zh, en] = signer === undefined ? ['不存在', 'is not there'] : ['是另一把密钥', 'holds another key'];
    throw refused(
      'log_key_missing',
      `日志的签名密钥文件 ${file} ${zh}。日志第 ${state.keyPosition} 条记载的公钥是 ${key}。请从备份恢复与之对应的文件，或用 SORTIS_LOG_KEY_FILE 指向它（密钥若是在另一台机器上更换的，把那里的文件复制过来）；不会自动另造密钥。`,
      `The log's signing key file ${file} ${en}. Entry ${state.keyPosition} of the log names the key ${key}. Restore the file that belongs to it from a backup, or point SORTIS_LOG_KEY_FILE at it (if the key was changed on another machine, copy the file from there); no other key is made in its place.`,
    );
  }
}

const keyIn = (body: string): string => (JSON.parse(body) as { key: string }).key;

const refused = (code: string, zh: string, en: string): DomainError =>
  new DomainError('unavailable', code, text(zh, en));
