import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { readCheckpoint, readVerifierKey, signedBy, signerOf, verifierKey } from '../../src/protocol/index.js';
import { onEachDatabase } from '../support/databases.js';
import { buildHouse } from '../support/hostile-house.js';
import { LogHouse } from '../support/log-house.js';
import { ROOT, sortis, TestServer } from '../support/server.js';

onEachDatabase('the log in operation', (database) => {
  let dir: string;
  let house: LogHouse;
  let server: TestServer | undefined;

  beforeAll(() => {
    const address = database.address();
    dir = address.kind === 'sqlite' ? dirname(address.file) : mkdtempSync(join(tmpdir(), 'sortis-log-command-'));
    house = new LogHouse(address, dir);
  });
  afterAll(async () => {
    await server?.stop();
    await house.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const start = async (): Promise<TestServer> =>
    (server = await TestServer.start(database.address(), { ...house.environment, SORTIS_CHECKPOINT_SECONDS: '1' }));
  const stop = async (): Promise<void> => {
    await server?.stop();
    server = undefined;
  };
  const command = (what: string, environment: Record<string, string> = {}): ReturnType<typeof sortis> =>
    sortis(['log', what], { ...house.environment, ...environment }, dir);
  /** Rotates, and is killed at the call of `at` for a path that ends like `to`. */
  const killedAt = async (at: string, to: string): Promise<void> => {
    const preload = `--import ${join(ROOT, 'test/support/die-at.mjs')}`;
    const { status, stdout } = await command('rotate-key', { NODE_OPTIONS: preload, DIE_AT: at, DIE_TO: to });
    expect({ status, stdout }).toEqual({ status: null, stdout: '' });
  };
  const waiting = (): string[] => readdirSync(dir).filter((name) => /^log-key\..*\.new$/.test(name));
  const keys = async (): Promise<{ origin: string; keys: { index: number; key: string }[] }> =>
    (await server!.call('GET', '/api/v1/log/keys')).body;
  const newest = async (): Promise<ReturnType<typeof readCheckpoint>> =>
    readCheckpoint((await server!.call('GET', '/api/v1/log/checkpoint')).body);
  const keyOfFile = async (): Promise<string> => verifierKey(signerOf((await keys()).origin, house.keySeed() ?? ''));

  it('tells its state where a server tells whether it is ready, and exports its checkpoints', async () => {
    await start();
    await buildHouse(server!, await server!.signIn(), 'ONE');
    // the newest of the whole ones: the next may be on its way, and has no such name yet
    const exported = (): string | undefined =>
      readdirSync(house.checkpoints)
        .sort()
        .findLast((name) => /^checkpoint-[0-9]+\.txt$/.test(name));
    for (let n = 0; n < 100 && exported() !== 'checkpoint-0000000004.txt'; n++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    expect(exported()).toBe('checkpoint-0000000004.txt');
    expect(readFileSync(join(house.checkpoints, 'checkpoint-0000000004.txt'), 'utf8')).toBe(
      (await server!.call('GET', '/api/v1/log/checkpoint')).body,
    );
    expect((await server!.call('GET', '/health/ready')).body).toMatchObject({
      status: 'ok',
      parts: {
        calendar: { coveredUntil: expect.stringMatching(/^20..-12-31$/), source: expect.any(String) },
        draws: { openAlerts: 0 },
        log: {
          size: 4,
          checkpointAt: expect.stringMatching(/^20.*Z$/),
          exportedSize: 4,
          exportedAt: expect.stringMatching(/^20.*Z$/),
          exportFailure: null,
        },
      },
    });
    expect((await server!.call('GET', '/health/live')).body).toEqual({ status: 'ok' });
    const { status, stdout } = await command('check');
    expect(stdout).toMatch(/^✓ .*4 entries, root [0-9a-f]{64}\n✓ .*agrees with [1-4] exported checkpoints/);
    expect(status).toBe(0);
  });

  it('changes its key under a running server, which goes on with the new one', async () => {
    const old = house.keySeed() ?? '';
    const { status, stdout } = await command('rotate-key');
    expect(status).toBe(0);
    const [, kept = ''] = /the old one is kept in (\S+)/.exec(stdout) ?? [];
    expect(readFileSync(kept, 'utf8').trim()).toBe(old);
    const [, key = ''] = /new key: (\S+)/.exec(stdout) ?? [];
    expect((await keys()).keys.map(({ index }) => index)).toEqual([0, 4]);
    expect((await keys()).keys.at(-1)?.key).toBe(key);
    expect(await keyOfFile()).toBe(key);
    // and once more, by a process that dies when the log names the key already: the server finds it where it waits
    await killedAt('linkSync', 'log-key\\.[0-9a-f]{16}');
    expect(waiting()).toHaveLength(1);
    expect(await keyOfFile()).toBe(key);
    await buildHouse(server!, await server!.signIn(), 'TWO');
    expect(waiting()).toEqual([]);
    const last = (await keys()).keys.at(-1)!;
    expect(last.index).toBe(5);
    expect(await keyOfFile()).toBe(last.key);
    const head = await newest();
    expect(head.size).toBe(9);
    expect([key, last.key].map((each) => signedBy(head.note, readVerifierKey(each)))).toEqual([false, true]);
    expect((await command('check')).status).toBe(0);
  });

  // which file is where when a process dies: the database plays no part, and on either one has died above
  if (database.name === 'SQLite') {
    it.each([
      ['before it keeps the old file', 'linkSync', 'log-key\\.[0-9a-f]{16}'],
      ['before it puts the new one in place', 'renameSync', 'log-key'],
    ])('starts by itself after a process died %s', async (_, at, to) => {
      await stop();
      const old = house.keySeed() ?? '';
      await killedAt(at, to);
      expect(waiting()).toHaveLength(1);
      const fresh = readFileSync(join(dir, waiting()[0]!), 'utf8').trim();
      expect(house.keySeed()).toBe(old);
      await start();
      expect(waiting()).toEqual([]);
      expect(house.keySeed()).toBe(fresh);
      const kept = readdirSync(dir).filter((name) => /^log-key\.[0-9a-f]{16}$/.test(name));
      expect(kept.map((name) => readFileSync(join(dir, name), 'utf8').trim())).toContain(old);
      await house.append('AFTER');
      expect(signedBy((await newest()).note, readVerifierKey(await keyOfFile()))).toBe(true);
      expect((await command('check')).status).toBe(0);
    });

    it('goes on with its old key after a process died before the log named the new one', async () => {
      await stop();
      const old = house.keySeed();
      await killedAt('closeSync', '\\.new');
      await start();
      expect(house.keySeed()).toBe(old);
      await house.append('STILL');
      expect((await command('check')).status).toBe(0);
      rmSync(join(dir, waiting()[0]!));
    });
  }

  it('says what is wrong, in both languages, and ends with 1; what it cannot look at ends with 2', async () => {
    await stop();
    await house.backup('right');
    await house.tamper(
      'DROP TRIGGER tr_log_nodes_no_update',
      `UPDATE log_nodes SET hash = '${'0'.repeat(64)}' WHERE level = 0 AND position = 2`,
    );
    const { status, stdout } = await command('check');
    expect(stdout).toContain('✗ 节点 0/2 与条目不符 / node 0/2 is not that of the entries');
    expect(stdout).toContain('不成立 / it does not hold');
    expect(status).toBe(1);
    await house.restore('right');
    expect((await command('check')).status).toBe(0);
    expect(await command('look')).toMatchObject({ status: 2, stderr: expect.stringContaining('sortis log check') });
    const nowhere = { DATABASE_URL: 'mysql://root@127.0.0.1:1/none' };
    expect(await command('check', nowhere)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('cannot be reached'),
    });
  });

  it('does not start from a backup that is older than its exported checkpoint', async () => {
    await house.backup('older');
    await start();
    await house.append('LOST', 'AS-WELL');
    const { size } = await newest();
    const file = join(house.checkpoints, `checkpoint-${String(size).padStart(10, '0')}.txt`);
    for (let n = 0; n < 100 && !existsSync(file); n++) await new Promise((resolve) => setTimeout(resolve, 100));
    await stop();
    await house.restore('older');
    const refusal: unknown = await start().catch((error: unknown) => error);
    const said = (refusal as Error).message;
    expect(said).toContain(file);
    expect(said).toMatch(new RegExp(`${size} 条.*只有 ${size - 2} 条`));
    expect(said).toContain(`has ${size - 2} entries, the exported checkpoint ${size}`);
    expect(said).not.toMatch(/\n\s+at /);
    const { status, stdout } = await command('check');
    expect(stdout).toContain(`has ${size} entries, the log only ${size - 2}`);
    expect(status).toBe(1);
    // what an operator does in the open when nothing later can be restored
    renameSync(house.checkpoints, join(dir, 'moved'));
    await start();
  });
});

describe('the process that is killed', () => {
  it('would not be killed elsewhere', async () => {
    const preload = `--import ${join(ROOT, 'test/support/die-at.mjs')}`;
    const environment = { NODE_OPTIONS: preload, DIE_AT: 'renameSync', DIE_TO: 'nothing-of-the-kind' };
    expect((await sortis(['help'], environment)).status).toBe(0);
  });
});
