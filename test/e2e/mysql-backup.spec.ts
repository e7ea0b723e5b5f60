import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'mysql2/promise';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fencesOf, textOf } from '../readme/tour.js';
import { batchBody, buildHouse, made } from '../support/hostile-house.js';
import { whereMariadbIs } from '../support/databases.js';
import { createMysqlDatabase, ThrowawayMariadb } from '../support/mariadb.js';
import { sortis, TestServer } from '../support/server.js';

/** The options that the README gives to mariadb-dump. */
const options = (): string[] => {
  const [, words = ''] =
    /mariadb-dump ((?:.|\\\n)*?) *--result-file/.exec(
      fencesOf(textOf('README.md'))
        .map(({ body }) => body)
        .join('\n'),
    ) ?? [];
  return words.split(/[\s\\]+/).filter((word) => word !== '');
};

whereMariadbIs('a dump of MariaDB, made as the README says', () => {
  let mariadb: ThrowawayMariadb;
  let dir: string;
  let server: TestServer | undefined;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-dump-'));
    mariadb = await ThrowawayMariadb.start();
  });
  afterAll(async () => {
    await server?.stop();
    await mariadb.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const client = (): string[] => [
    '--no-defaults',
    '--protocol=tcp',
    '--host=127.0.0.1',
    `--port=${mariadb.port}`,
    '--user=root',
  ];
  const dump = async (file: string): Promise<void> => {
    const child = spawn('mariadb-dump', [...client(), ...options(), `--result-file=${file}`, 'sortis']);
    const status = await new Promise<number | null>((resolve) => child.once('exit', resolve));
    expect(status).toBe(0);
  };
  const put = (file: string, name: string): void => {
    execFileSync('mariadb', [...client(), '--default-character-set=utf8mb4', name], {
      stdio: [openSync(file, 'r'), 'ignore', 'inherit'],
    });
  };

  it('is of one moment, keeps its triggers, agrees with what was published, and goes on', async () => {
    expect(options()).toEqual(expect.arrayContaining(['--single-transaction', '--triggers']));
    const url = await mariadb.database('sortis');
    const files = { SORTIS_LOG_KEY_FILE: join(dir, 'log-key'), SORTIS_CHECKPOINT_DIR: join(dir, 'checkpoints') };
    server = await TestServer.start({ kind: 'mysql', url }, { ...files, SORTIS_CHECKPOINT_SECONDS: '3600' });
    const admin = await server.signIn();
    const house = await buildHouse(server, admin, 'ONE');
    const before = await server.call('GET', `/api/v1/draws/${house.draw}/evidence`, { token: admin });
    const batch = await made(server, admin, `/plans/${house.plan}/batches`, {
      ...batchBody(house.matter, { schedule: { kind: 'date', at: new Date(Date.now() + 12_000).toISOString() } }),
      reason: '补充',
    });
    const at = `/api/v1/draws?batchId=${batch.id}`;
    const announced = await server.until(at, admin, ({ items }) => items[0]?.phase === 'committed');
    // draws are made, and rows written, while each dump is read
    const drawing = Promise.all(['TWO', 'THREE'].map((code) => buildHouse(server!, admin, code)));
    const dumps = [1, 2, 3].map((n) => join(dir, `dump-${n}.sql`));
    for (const file of dumps) await dump(file);
    await drawing;
    await server.stop();
    server = undefined;

    const sizes: number[] = [];
    for (const [n, file] of dumps.entries()) {
      const restored = await createMysqlDatabase(url, `sortis_restored_${n}`);
      put(file, `sortis_restored_${n}`);
      const { status, stdout } = await sortis(['log', 'check'], { ...files, DATABASE_URL: restored });
      expect(stdout).toMatch(/✓ .* agrees with [1-9]\d* exported checkpoints/);
      expect(status).toBe(0);
      sizes.push(Number(/, (\d+) entries/.exec(stdout)![1]));
    }
    expect([...sizes].sort((a, b) => a - b)).toEqual(sizes);

    const restored = `${url}_restored_0`;
    const connection = await createConnection(restored);
    await expect(connection.query('UPDATE log_entries SET body = body')).rejects.toThrow(/append-only/);
    await expect(connection.query('DELETE FROM history')).rejects.toThrow(/append-only/);
    const triggers = async (name: string): Promise<string[]> => {
      const [rows] = await connection.query(
        'SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = ? ORDER BY 1',
        [name],
      );
      return (rows as { name: string }[]).map((row) => row.name);
    };
    expect(await triggers('sortis_restored_0')).toEqual(await triggers('sortis'));
    expect((await triggers('sortis')).length).toBeGreaterThan(10);
    await connection.end();

    // the draw that was announced before the dump goes on with its commitment
    server = await TestServer.start({ kind: 'mysql', url: restored }, files);
    const token = await server.signIn();
    const issued = await server.until(at, token, ({ items }) => items[0]?.phase === 'issued', 90);
    expect(issued.items).toHaveLength(1);
    expect(issued.items[0].commitment).toBe(announced.items[0].commitment);

    // and the evidence of one that was drawn is the same to the byte, and holds
    const after = await server.call('GET', `/api/v1/draws/${house.draw}/evidence`, { token });
    const bytes = (body: unknown): string => createHash('sha256').update(JSON.stringify(body)).digest('hex');
    // how far the log has come since is told by the file as well
    const withoutLog = (body: Record<string, unknown>): unknown => ({ ...body, log: null });
    expect(bytes(withoutLog(after.body))).toBe(bytes(withoutLog(before.body)));
    const file = join(dir, 'evidence.json');
    for (const body of [before.body, after.body]) {
      writeFileSync(file, JSON.stringify(body));
      expect((await sortis(['verify', file])).status).toBe(0);
    }
    expect((await sortis(['log', 'check'], { ...files, DATABASE_URL: restored })).status).toBe(0);
    expect(readFileSync(dumps[0]!, 'utf8')).toContain('TRIGGER');
  }, 400_000);

  it('is what the server asks for instead of SORTIS_BACKUP_DIR', async () => {
    const url = await mariadb.database('sortis_refused');
    const refusal: unknown = await TestServer.start({ kind: 'mysql', url }, { SORTIS_BACKUP_DIR: dir }).catch(
      (error: unknown) => error,
    );
    expect((refusal as Error).message).toContain('back MySQL and MariaDB up with mariadb-dump');
  });
});
