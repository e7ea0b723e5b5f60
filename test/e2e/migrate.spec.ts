import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { whereMariadbIs } from '../support/databases.js';
import { ThrowawayMariadb } from '../support/mariadb.js';
import { ROOT } from '../support/server.js';

const AT_ONCE = 5;

whereMariadbIs('processes that migrate an empty MariaDB at once', () => {
  let mariadb: ThrowawayMariadb;
  beforeAll(async () => {
    mariadb = await ThrowawayMariadb.start();
  });
  afterAll(() => mariadb.stop());

  interface Migrating {
    readonly process: ChildProcess;
    readonly ended: Promise<{ status: number | null; words: string }>;
  }
  function migrate(url: string): Migrating {
    const child = spawn(process.execPath, [join(ROOT, 'dist/cli/main.js'), 'migrate'], {
      env: { PATH: process.env.PATH, DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let words = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (words += text));
    const ended = new Promise<{ status: number | null; words: string }>((resolve) =>
      child.once('close', (status) => resolve({ status, words })),
    );
    return { process: child, ended };
  }
  const rows = async (connection: Connection, sql: string): Promise<RowDataPacket[]> =>
    (await connection.query<RowDataPacket[]>(sql))[0];
  const recorded = async (connection: Connection): Promise<unknown[]> =>
    (await rows(connection, 'SELECT name FROM migrations ORDER BY id')).map(({ name }) => name as unknown);
  const all = MIGRATIONS.map((migration) => migration.name);

  it('do it once, one after the other', async () => {
    const url = await mariadb.database('at_once');
    const ends = await Promise.all(Array.from({ length: AT_ONCE }, () => migrate(url).ended));
    expect(ends.map(({ status, words }) => (status === 0 ? 0 : words))).toEqual(Array(AT_ONCE).fill(0));
    const connection = await createConnection(url);
    expect(await recorded(connection)).toEqual(all);
    // taken by each of them, and given back by each
    const [lock] = await rows(connection, 'SELECT owner, beats FROM migration_lock');
    expect(lock?.owner).toBeNull();
    expect(lock?.beats).toBeGreaterThanOrEqual(2 * AT_ONCE);
    await connection.end();
  });

  it('go on after one that was killed with the lock in its hands, when its lease has run out', async () => {
    const url = await mariadb.database('killed');
    const connection = await createConnection(url);
    const first = migrate(url);
    for (let held = false; !held;) {
      const found = await rows(connection, 'SELECT owner FROM migration_lock WHERE owner IS NOT NULL').catch(() => []);
      held = found.length > 0;
      if (first.process.exitCode !== null) throw new Error('it was done too soon');
    }
    first.process.kill('SIGKILL');
    await first.ended;
    const [lock] = await rows(connection, 'SELECT owner, lease_until > UTC_TIMESTAMP(3) AS held FROM migration_lock');
    expect(lock?.owner).toContain(`:${first.process.pid}:`);
    expect(lock?.held).toBe(1);
    const next = [migrate(url), migrate(url)];
    const early = await Promise.race([
      ...next.map(({ ended }) => ended),
      new Promise((resolve) => setTimeout(resolve, 3000, 'waiting')),
    ]);
    expect(early).toBe('waiting');
    // the lease runs out sooner than it would
    await connection.query('UPDATE migration_lock SET lease_until = UTC_TIMESTAMP(3) + INTERVAL 1 SECOND');
    const ends = await Promise.all(next.map(({ ended }) => ended));
    expect(ends.map(({ status, words }) => (status === 0 ? 0 : words))).toEqual([0, 0]);
    expect(await recorded(connection)).toEqual(all);
    await connection.end();
  });
});
