import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { ENTITIES } from '../../entities.js';
import { StandingClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Settings } from '../../platform/settings/settings.service.js';
import {
  entryBytes,
  fromHex,
  leafHash,
  MerkleAccumulator,
  readCheckpoint,
  readVerifierKey,
  signedBy,
  toHex,
  verifyConsistency,
  verifyInclusion,
} from '../../protocol/index.js';
import { checkLog } from './log-check.js';
import { consistencyPathOf, inclusionPathOf } from './log-tree.js';
import { LogCheckpoint, LoggedEntry } from './log.entities.js';
import { type NewLogEntry, TransparencyLog } from './transparency-log.service.js';

const START = new Date('2026-03-05T01:00:00.000Z');
const commit = (n: number): NewLogEntry => ({
  kind: 'commit',
  batch: 'B-1',
  commitment: 'ab'.repeat(32),
  draw: `D-${n}`,
  occurrence: 1 + n,
});

/** Key and content of each table. */
const PLACES: Readonly<Record<string, readonly [string, string]>> = {
  log_entries: ['position', 'body'],
  log_nodes: ['level', 'hash'],
  log_checkpoints: ['size', 'note'],
};

onEachDatabase('the transparency log', (database) => {
  const sources: DataSource[] = [];
  const logs: TransparencyLog[] = [];
  const clock = new StandingClock(START);
  let dir: string;

  const house = (
    dataSource: DataSource,
    environment: Record<string, string> = {},
    transactions = new Transactions(dataSource),
  ): TransparencyLog => {
    const config = new Config({ SORTIS_DATA_DIR: dir, ...environment }, '/');
    return new TransparencyLog(dataSource, transactions, new Settings(dataSource, transactions), clock, config);
  };
  const append = (which: number, n: number): Promise<{ index: number; at: Date }> =>
    new Transactions(sources[which]!).run((manager) => logs[which]!.append(manager, commit(n)));
  const entries = (): Promise<LoggedEntry[]> => sources[0]!.manager.find(LoggedEntry, { order: { position: 'ASC' } });

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-log-'));
    for (let i = 0; i < 2; i++) {
      sources.push(await openDatabase(database.address(), ENTITIES));
      logs.push(house(sources[i]!));
    }
  });
  afterAll(async () => {
    for (const source of sources) await source.destroy();
    rmSync(dir, { recursive: true, force: true });
  });

  it('begins with one key, whoever starts first, in a file that its owner alone can read', async () => {
    await Promise.all(logs.map((log) => log.open()));
    expect((await entries()).map(({ kind }) => kind)).toEqual(['key']);
    expect(statSync(join(dir, 'log-key')).mode & 0o777).toBe(0o600);
    const { origin, size, at } = await logs[0]!.head();
    expect({ size, at }).toEqual({ size: 1, at: START });
    expect(origin).toMatch(/^sortis-[0-9a-f]{16}$/);
  });

  it('takes entries of several processes at once, one after the other', async () => {
    const written = await Promise.all(Array.from({ length: 40 }, (_, n) => append(n % 2, n)));
    expect(written.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 40 }, (_, n) => n + 1),
    );
    expect((await entries()).map(({ position }) => position)).toEqual(Array.from({ length: 41 }, (_, n) => n));
    expect(await checkLog(sources[0]!)).toMatchObject({ faults: [], size: 41 });
  });

  it('proves every entry under every head, and every head from every earlier one', async () => {
    const { manager } = sources[0]!;
    const rows = await entries();
    const leaves = rows.map(({ body }) => Buffer.from(body));
    const heads = (await manager.find(LogCheckpoint, { order: { size: 'ASC' } })).map(({ note }) =>
      readCheckpoint(note),
    );
    const tree = new MerkleAccumulator();
    for (const [i, leaf] of leaves.entries()) {
      tree.pushHash(leafHash(leaf));
      expect(heads[i]).toMatchObject({ size: i + 1, root: toHex(tree.root()) });
    }
    for (const { size, root } of heads) {
      for (let index = 0; index < size; index++) {
        const path = (await inclusionPathOf(manager, index, size)).map(fromHex);
        const holds = verifyInclusion({ leaf: leaves[index]!, index, count: size, path, root: fromHex(root) });
        expect([index, size, holds]).toEqual([index, size, true]);
      }
      for (const older of heads.slice(0, size)) {
        const path = (await consistencyPathOf(manager, older.size, size)).map(fromHex);
        const ends = [older, { size, root }].map((head) => ({ size: head.size, root: fromHex(head.root) }));
        expect([older.size, size, verifyConsistency(ends[0]!, ends[1]!, path)]).toEqual([older.size, size, true]);
      }
    }
  });

  it('serves a proof of a draw that a stranger can follow', async () => {
    const of = await logs[0]!.entriesOf('D-7');
    expect(of).toHaveLength(1);
    const proof = await logs[0]!.proof([of[0]!.index, 0], 5);
    const head = readCheckpoint(proof.checkpoint);
    expect(signedBy(head.note, readVerifierKey(proof.key))).toBe(true);
    expect(proof.entries.map(({ index }) => index)).toEqual([0, of[0]!.index]);
    for (const { entry, index, path } of proof.entries) {
      const leaf = entryBytes(entry);
      const holds = { leaf, index, count: head.size, path: path.map(fromHex), root: fromHex(head.root) };
      expect(verifyInclusion(holds)).toBe(true);
    }
    expect(proof.consistency).toEqual(await consistencyPathOf(sources[0]!.manager, 5, head.size));
  });

  it('never goes back in time, and forgets what is rolled back', async () => {
    clock.set(new Date('2020-01-01T00:00:00.000Z'));
    expect((await append(0, 50)).at).toEqual(START);
    const before = await logs[0]!.head();
    const failing = new Transactions(sources[0]!).run(async (manager) => {
      await logs[0]!.append(manager, commit(51));
      throw new Error('something else went wrong');
    });
    await expect(failing).rejects.toThrow('something else');
    expect(await logs[0]!.head()).toEqual(before);
    clock.set(START);
  });

  it('reads what is newest, however old the view of the transaction', async () => {
    if (database.name === 'SQLite') return;
    await new Transactions(sources[0]!).run(async (manager) => {
      // fixes what plain reads of this transaction see
      await manager.query('SELECT COUNT(*) FROM log_nodes');
      await append(1, 60);
      await logs[0]!.append(manager, commit(61));
    });
    expect(await checkLog(sources[0]!)).toMatchObject({ faults: [] });
  });

  it('changes its key, signed by both, and other processes go on with the new one', async () => {
    const old = (await logs[0]!.keys()).at(-1)!.key;
    const kept = readFileSync(join(dir, 'log-key'), 'utf8');
    const { index, key, kept: file } = await logs[0]!.rotate();
    const { note } = readCheckpoint((await logs[0]!.newest()).note);
    expect([old, key].map((each) => signedBy(note, readVerifierKey(each)))).toEqual([true, true]);
    expect(readFileSync(file, 'utf8')).toBe(kept);
    expect((await append(1, 70)).index).toBe(index + 1);
    const next = readCheckpoint((await logs[0]!.newest()).note).note;
    expect([old, key].map((each) => signedBy(next, readVerifierKey(each)))).toEqual([false, true]);
    expect(await checkLog(sources[0]!)).toMatchObject({ faults: [] });
  });

  it('finds its key where it waits, if whoever rotated died, and takes no other that waits', async () => {
    const key = join(dir, 'log-key');
    const old = readFileSync(key, 'utf8');
    for (const n of ['1', '2', 'f']) writeFileSync(`${key}.${n.repeat(16)}.new`, `${n.repeat(64)}\n`);
    await house(sources[0]!).open();
    expect(readFileSync(key, 'utf8')).toBe(old);
    // as it is between the commit and the renaming
    const { kept } = await logs[0]!.rotate();
    const fresh = readFileSync(key, 'utf8');
    renameSync(key, `${key}.${'3'.repeat(16)}.new`);
    renameSync(kept, key);
    await append(1, 80);
    expect(readFileSync(key, 'utf8')).toBe(fresh);
    expect(readFileSync(kept, 'utf8')).toBe(old);
    expect(existsSync(`${key}.${'3'.repeat(16)}.new`)).toBe(false);
    expect(await checkLog(sources[0]!)).toMatchObject({ faults: [] });
  });

  it('keeps a new key whose entry may stand, and drops one whose entry does not', async () => {
    const waiting = (): string[] => readdirSync(dir).filter((name) => name.endsWith('.new'));
    const before = waiting().length;
    const failing = new Transactions(sources[0]!);
    const broken = house(sources[0]!, {}, failing);
    await broken.open();
    const sound = new Transactions(sources[0]!);
    failing.run = () => Promise.reject(new Error('the connection was lost before'));
    await expect(broken.rotate()).rejects.toThrow('lost before');
    expect(waiting()).toHaveLength(before);
    failing.run = async (work) => {
      await sound.run(work);
      throw new Error('the connection was lost at the commit');
    };
    await expect(broken.rotate()).rejects.toThrow('lost at the commit');
    expect(waiting()).toHaveLength(before + 1);
    await append(0, 81);
    await append(1, 82);
    expect(waiting()).toHaveLength(before);
    // and where nothing more can be asked
    const gone = await openDatabase(database.address(), ENTITIES);
    const lost = new Transactions(gone);
    lost.run = async (work) => {
      await sound.run(work);
      await gone.destroy();
      throw new Error('the database went away');
    };
    const cut = house(gone, {}, lost);
    await expect(cut.rotate()).rejects.toThrow('went away');
    expect(waiting()).toHaveLength(before + 1);
    await append(0, 83);
    expect(waiting()).toHaveLength(before);
    expect(await checkLog(sources[0]!)).toMatchObject({ faults: [] });
  });

  it('does not start with another key, without one, or under another name', async () => {
    const key = join(dir, 'log-key');
    const right = readFileSync(key, 'utf8');
    const fresh = house(sources[0]!);
    writeFileSync(key, `${'7'.repeat(64)}\n`);
    await expect(fresh.open()).rejects.toMatchObject({ code: 'log_key_missing' });
    writeFileSync(key, 'not a key');
    await expect(fresh.open()).rejects.toMatchObject({ code: 'log_key_unreadable' });
    rmSync(key);
    await expect(fresh.open()).rejects.toMatchObject({ code: 'log_key_missing' });
    writeFileSync(key, right);
    await expect(house(sources[0]!, { SORTIS_LOG_ORIGIN: 'other' }).open()).rejects.toMatchObject({
      code: 'log_origin_differs',
    });
    await fresh.open();
  });

  it.each(['log_entries', 'log_nodes', 'log_checkpoints'])('%s cannot be changed', async (table) => {
    const run = (sql: string): Promise<unknown> => sources[0]!.transaction((manager) => manager.query(sql));
    const [, column] = PLACES[table]!;
    await expect(run(`UPDATE ${table} SET ${column} = 'x'`)).rejects.toThrow(/append-only/);
    await expect(run(`DELETE FROM ${table}`)).rejects.toThrow(/append-only/);
    await expect(run('UPDATE log_state SET size = 1')).rejects.toThrow(/only grows/);
    await expect(run('DELETE FROM log_state')).rejects.toThrow(/has its state/);
  });

  it.each([
    [`UPDATE log_entries SET body = REPLACE(body, 'D-', 'E-') WHERE position = 4`, 'log_entries', 'update', /4/],
    [`UPDATE log_nodes SET hash = '${'0'.repeat(64)}' WHERE level = 1 AND position = 2`, 'log_nodes', 'update', /1\/2/],
    [
      `UPDATE log_checkpoints SET note = REPLACE(note, 'sortis-', 'sortiz-') WHERE size = 9`,
      'log_checkpoints',
      'update',
      /9/,
    ],
    ['DELETE FROM log_checkpoints WHERE size = 12', 'log_checkpoints', 'delete', /12/],
  ])('whoever gets round that is found out: %s', async (sql, table, event, fault) => {
    // as someone would who owns the database
    const source = await openDatabase(database.address(), ENTITIES);
    const saved = await source.query<Record<string, unknown>[]>(`SELECT * FROM ${table}`);
    const trigger = `tr_${table}_no_${event}`;
    await source.transaction((manager) => manager.query(`DROP TRIGGER ${trigger}`));
    await source.transaction((manager) => manager.query(sql));
    const { faults } = await checkLog(source);
    expect(faults.map(({ en }) => en).join('\n')).toMatch(fault);
    const [key, value] = PLACES[table]!;
    for (const row of event === 'update' ? saved : []) {
      const more = table === 'log_nodes' ? ` AND position = ${Number(row.position)}` : '';
      await source.transaction((manager) =>
        manager.query(`UPDATE ${table} SET ${value} = ? WHERE ${key} = ?${more}`, [row[value], row[key]]),
      );
    }
    await source.destroy();
  });
});
