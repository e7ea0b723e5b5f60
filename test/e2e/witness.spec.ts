import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { readCheckpoint } from '../../src/protocol/index.js';
import { onEachDatabase } from '../support/databases.js';
import { LogHouse } from '../support/log-house.js';
import { ROOT, sortis, TestServer } from '../support/server.js';

onEachDatabase('a witness of a real server', (database) => {
  let dir: string;
  /** The witness's own folder, on a machine of his own. */
  let own: string;
  let house: LogHouse;
  let server: TestServer | undefined;
  let moved = 0;

  beforeAll(() => {
    const address = database.address();
    dir = address.kind === 'sqlite' ? dirname(address.file) : mkdtempSync(join(tmpdir(), 'sortis-witnessed-'));
    own = mkdtempSync(join(tmpdir(), 'sortis-witness-'));
    house = new LogHouse(address, dir);
  });
  afterAll(async () => {
    await server?.stop();
    await house.close();
    for (const each of [dir, own]) rmSync(each, { recursive: true, force: true });
  });

  const start = async (): Promise<void> => {
    server = await TestServer.start(database.address(), house.environment);
  };
  const stop = async (): Promise<void> => {
    await server?.stop();
    server = undefined;
  };
  /** What the operator does who would like nobody to see it: the exported checkpoints go as well. */
  const restored = async (backup: string): Promise<void> => {
    await stop();
    await house.restore(backup);
    renameSync(house.checkpoints, join(dir, `moved-${++moved}`));
    await start();
  };
  /** No settings and no database: only an address. */
  const witness = (...more: readonly string[]): ReturnType<typeof sortis> =>
    sortis(['witness', server!.url, '--state', 'kept.json', ...more], {}, own);
  const proofs = (): string[] => readdirSync(own).filter((name) => name.includes('.alarm-'));
  const newest = async (): Promise<string> => (await server!.call('GET', '/api/v1/log/checkpoint')).body;

  it('follows what is added, over a change of the key', async () => {
    await start();
    await house.append('A-1');
    const first = await witness();
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /首次接触日志 sortis-.*信任首次所见的公钥.* \/ First contact with the log .*trusted on first use/,
    );
    await house.append('A-2', 'A-3');
    expect((await witness()).stdout).toContain('goes on from 2 to 4 entries');
    expect((await sortis(['log', 'rotate-key'], house.environment, dir)).status).toBe(0);
    await house.append('A-4');
    const followed = await witness('--json');
    expect(followed.status).toBe(0);
    const told = JSON.parse(followed.stdout) as Record<string, unknown>;
    expect(told).toMatchObject({ verdict: 'good', before: 4, size: 6, alarms: [] });
    expect(told.newKeys).toEqual([told.key]);
    expect((await witness('--key', String(told.key))).status).toBe(0);
    expect(proofs()).toEqual([]);
  });

  it('sees that an older backup was put back, although the server takes it for good', async () => {
    await house.close();
    await stop();
    await house.backup('older');
    await start();
    await house.append('B-1', 'B-2');
    expect((await witness()).stdout).toContain('goes on from 6 to 8 entries');
    const seen = await newest();
    await house.close();
    await stop();
    await house.backup('right');
    await restored('older');
    const alarm = await witness();
    expect(alarm.status).toBe(1);
    expect(alarm.stdout).toMatch(/✗ 警报！日志倒退：此前见到 8 条，现在只给出 6 条。 \/ ALARM! The log has gone back/);
    expect(
      proofs()
        .map((name) => readCheckpoint(readFileSync(join(own, name), 'utf8')).size)
        .sort(),
    ).toEqual([6, 8]);
    expect(proofs().some((name) => readFileSync(join(own, name), 'utf8') === seen)).toBe(true);
  });

  it('sees that the log went on otherwise from an older backup, with the same key', async () => {
    const before = proofs().length;
    await house.append('C-1', 'C-2', 'C-3');
    const alarm = await witness();
    expect(alarm.status).toBe(1);
    expect(alarm.stdout).toContain('ALARM! The log has forked');
    const notes = proofs().map((name) => readCheckpoint(readFileSync(join(own, name), 'utf8')));
    expect(notes.length).toBe(before + 3);
    // the proof that needs no further word: the same size, two roots, both signed
    const ofEight = new Set(notes.filter(({ size }) => size === 8).map(({ root }) => root));
    expect(ofEight.size).toBe(2);
  });

  it('is content again when the right one is back, and tells of the alarms', async () => {
    await house.close();
    await restored('right');
    const { status, stdout } = await witness();
    expect(status).toBe(0);
    expect(stdout).toContain('as it was: 8 entries');
    expect(stdout).toContain('There were alarms before');
  });

  it('keeps looking, and ends when it is told to', async () => {
    const watching = spawn(
      process.execPath,
      [join(ROOT, 'dist/cli/main.js'), 'witness', server!.url, '--state', 'kept.json', '--every', '1', '--json'],
      { cwd: own, env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const lines: string[] = [];
    const ended = new Promise((resolve) => watching.once('close', resolve));
    const saw = (wanted: string): Promise<void> =>
      new Promise((resolve) => {
        watching.stdout.on('data', () => {
          if (lines.join('').includes(wanted)) resolve();
        });
      });
    watching.stdout.setEncoding('utf8').on('data', (text: string) => lines.push(text));
    await saw('"size":8');
    await house.append('D-1');
    await saw('"size":9');
    const { url } = server!;
    await stop();
    await saw('"verdict":"unusable"');
    watching.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(lines.join('')).toContain(url);
  });

  it.each([
    [['witness'], /用法 \/ usage: sortis witness URL/],
    [['witness', 'http://127.0.0.1:1', '--every', '0'], /usage/],
    [['witness', 'ftp://127.0.0.1'], /no address with http/],
    [['witness', 'nonsense'], /no address with http/],
    [['witness', 'http://user:secret@127.0.0.1/'], /host and a path only/],
    [['witness', 'http://127.0.0.1:1', '--key', 'nonsense'], /no key of a log/],
  ])('refuses %j', async (args, why) => {
    const { status, stderr, stdout } = await sortis(args, {}, own);
    expect(status).toBe(2);
    expect(stderr).toMatch(why);
    expect(stdout).toBe('');
  });

  it('says why where nobody answers, with a state of its own for each address', async () => {
    const { status, stdout } = await sortis(['witness', 'http://127.0.0.1:1/x'], {}, own);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^\? 无法判断：http:\/\/127.0.0.1:1\/x\/api\/v1\/log\/checkpoint：连接不成/);
    expect(stdout).not.toMatch(/\n\s+at /);
    await start();
    expect((await sortis(['witness', server!.url], {}, own)).status).toBe(0);
    expect(readdirSync(own)).toContain(`sortis-witness-${new URL(server!.url).host.replace(':', '-')}.json`);
  });
});
