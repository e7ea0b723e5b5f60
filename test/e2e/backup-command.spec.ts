import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import Database from 'better-sqlite3';
import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { batchBody, buildHouse, made } from '../support/hostile-house.js';
import { LogHouse } from '../support/log-house.js';
import { ROOT, sortis, TestServer } from '../support/server.js';

// some fifty processes are started one after the other
jest.setTimeout(300_000);

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'sortis-backup-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop('SIGKILL');
});

/** An installation with a data folder and a folder for backups, each on its own. */
class Site {
  readonly data: string;
  readonly backups: string;

  constructor(name: string) {
    this.data = join(dir, name, 'data');
    this.backups = join(dir, name, 'backups');
    for (const folder of [this.data, this.backups]) mkdirSync(folder, { recursive: true });
  }

  get database(): string {
    return join(this.data, 'sortis.sqlite');
  }

  get checkpoints(): string {
    return join(this.data, 'checkpoints');
  }

  get environment(): Record<string, string> {
    return { SORTIS_DATA_DIR: this.data, NODE_ENV: 'production' };
  }

  house(): LogHouse {
    return new LogHouse({ kind: 'sqlite', file: this.database }, this.data);
  }

  async start(more: Record<string, string> = {}): Promise<TestServer> {
    const server = await TestServer.start({ kind: 'sqlite', file: this.database }, more);
    servers.push(server);
    return server;
  }

  run(args: readonly string[], more: Record<string, string> = {}): ReturnType<typeof sortis> {
    return sortis(args, { ...this.environment, ...more }, dir);
  }

  /** Makes a backup and returns its folder. */
  async backup(...more: string[]): Promise<string> {
    const { status, stderr, stdout } = await this.run(['backup', this.backups, ...more]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return /backup (\S+), \d+ bytes/.exec(stdout)![1]!;
  }

  restore(folder: string, ...more: string[]): ReturnType<typeof sortis> {
    return this.run(['restore', folder, ...more]);
  }
}

/** The installation with a log of so many entries, without a server. */
async function quiet(name: string, entries = 3): Promise<Site> {
  const site = new Site(name);
  const house = site.house();
  await house.append(...Array.from({ length: entries - 1 }, (_, n) => `D-${n}`));
  await house.close();
  return site;
}

/** Writes the newest checkpoint where the server would export it. */
function exportNewest(site: Site): string {
  const database = new Database(site.database);
  const row = database.prepare('SELECT size, note FROM log_checkpoints ORDER BY size DESC LIMIT 1').get() as {
    size: number;
    note: string;
  };
  database.close();
  mkdirSync(site.checkpoints, { recursive: true });
  const file = join(site.checkpoints, `checkpoint-${String(row.size).padStart(10, '0')}.txt`);
  writeFileSync(file, row.note);
  return file;
}

const sizeOf = (file: string): number => {
  const database = new Database(file, { readonly: true });
  const { size } = database.prepare('SELECT size FROM log_state').get() as { size: number };
  database.close();
  return size;
};
const factsOf = (folder: string): { files: { name: string }[]; log: { size: number } } =>
  JSON.parse(readFileSync(join(folder, 'backup.json'), 'utf8'));

describe('sortis backup and restore, beside a server that draws', () => {
  it('makes whole backups while draws and imports go on, and a restored house goes on with them', async () => {
    const site = new Site('busy');
    const server = await site.start({ SORTIS_CHECKPOINT_SECONDS: '1' });
    const admin = await server.signIn();
    const house = await buildHouse(server, admin, 'ONE');
    let busy = true;
    const writing = (async () => {
      let rows = 0;
      for (; busy; rows++)
        await made(server, admin, '/targets', {
          agencyId: house.agency,
          name: `忙${rows}`,
          alias: `BUSY-${rows}`,
          kind: '社会团体',
        });
      return rows;
    })();
    const drawing = buildHouse(server, admin, 'TWO');
    const folders: string[] = [];
    for (let n = 0; n < 4; n++) folders.push(await site.backup());
    await drawing;
    folders.push(await site.backup('--with-key'));
    busy = false;
    expect(await writing).toBeGreaterThan(10);

    expect(readdirSync(site.backups).sort()).toEqual(folders.map((folder) => folder.slice(-27)));
    const sizes = folders.map((folder) => factsOf(folder).log.size);
    expect([...sizes].sort((a, b) => a - b)).toEqual(sizes);
    for (const folder of folders) {
      const { status, stdout } = await site.restore(folder, '--dry-run', '--accept-rollback');
      expect(stdout).toContain('the files are whole');
      expect(status).toBe(0);
      expect(readdirSync(folder).sort()).toEqual(
        ['backup.json', ...factsOf(folder).files.map(({ name }) => name)].sort(),
      );
    }
    expect(factsOf(folders[0]!).files.map(({ name }) => name)).not.toContain('log-key');

    // a draw that is announced and not drawn: it is due while nobody runs, and a backup of that moment is put back
    const plan = await made(server, admin, `/plans/${house.plan}/batches`, {
      ...batchBody(house.matter, { schedule: { kind: 'date', at: new Date(Date.now() + 12_000).toISOString() } }),
      reason: '补充',
    });
    const announced = await server.until(
      `/api/v1/draws?batchId=${plan.id}`,
      admin,
      (body) => body.items[0]?.phase === 'committed',
    );
    const [{ commitment, number }] = announced.items as [{ commitment: string; number: string }];
    const evidence = await server.call('GET', `/api/v1/draws/${house.draw}/evidence`, { token: admin });
    const last = await site.backup('--with-key');
    await server.stop('SIGKILL');

    const other = new Site('elsewhere');
    expect((await other.restore(last)).status).toBe(0);
    expect(statSync(join(other.data, 'log-key')).mode & 0o777).toBe(0o600);
    expect((await other.run(['log', 'check'])).status).toBe(0);
    const again = await other.start();
    const token = await again.signIn();
    const issued = await again.until(
      `/api/v1/draws?batchId=${plan.id}`,
      token,
      (body) => body.items[0]?.phase === 'issued',
      90,
    );
    expect(issued.items).toHaveLength(1);
    expect(issued.items[0]).toMatchObject({ commitment, number });
    const same = await again.call('GET', `/api/v1/draws/${house.draw}/evidence`, { token });
    expect(same.body.commitment).toBe(evidence.body.commitment);
    expect(same.body.record).toEqual(evidence.body.record);
    expect((await other.run(['log', 'check'])).status).toBe(0);
  });

  it('is not put back under a server, and is not locked out by one that was killed', async () => {
    const site = new Site('in-use');
    const server = await site.start();
    const folder = await site.backup();
    const bytes = readFileSync(site.database);
    const refusal = await site.restore(folder, '--replace');
    expect(refusal.stderr).toContain('A program is using the database');
    expect(refusal.status).toBe(2);
    expect(readFileSync(site.database)).toEqual(bytes);
    await server.stop('SIGKILL');
    const there = await site.restore(folder);
    expect(there.stderr).toContain('add --replace');
    expect(there.status).toBe(2);
    const wal = readFileSync(`${site.database}-wal`);
    expect(wal.length).toBeGreaterThan(0);
    expect((await site.restore(folder, '--replace')).status).toBe(0);
    const kept = readdirSync(site.data).filter((name) => name.includes('.replaced-'));
    expect(kept.map((name) => name.replace(/\d{8}T\d{6}\.\d{3}Z/, '…')).sort()).toEqual([
      'sortis.sqlite.replaced-…',
      'sortis.sqlite.replaced-…-shm',
      'sortis.sqlite.replaced-…-wal',
    ]);
    // under its new name it is still the whole database, the part in its journal included
    expect(
      sizeOf(
        join(
          site.data,
          kept.find((name) => name.endsWith('Z'))!,
        ),
      ),
    ).toBe(1);
    await site.start();
  });

  it('ends on 100 MB under a writer that never rests', async () => {
    const site = await quiet('large');
    const database = new Database(site.database);
    database.exec('CREATE TABLE ballast (id INTEGER PRIMARY KEY, bytes BLOB)');
    const insert = database.prepare('INSERT INTO ballast (bytes) VALUES (randomblob(1000000))');
    for (let n = 0; n < 105; n++) insert.run();
    database.close();
    const program = `
      import Database from ${JSON.stringify(join(ROOT, 'node_modules/better-sqlite3/lib/index.js'))};
      const db = new Database(${JSON.stringify(site.database)}, { timeout: 5000 });
      const write = db.prepare('UPDATE ballast SET bytes = randomblob(1000) WHERE id = 1');
      for (let n = 1; ; n++) { write.run(); if (n === 20) process.stdout.write('writing'); }`;
    const writer = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 2] });
    try {
      await new Promise((resolve) => writer.stdout!.once('data', resolve));
      const folder = await site.backup();
      expect(writer.exitCode).toBeNull();
      expect(statSync(join(folder, 'sortis.sqlite')).size).toBeGreaterThan(100_000_000);
    } finally {
      const ended = new Promise((resolve) => writer.once('exit', resolve));
      writer.kill('SIGKILL');
      await ended;
    }
  });
});

describe('sortis restore', () => {
  let site: Site;
  let folder: string;
  beforeAll(async () => {
    site = await quiet('sound');
    exportNewest(site);
    folder = await site.backup('--with-key');
  });

  const altered = (name: string, how: (copy: string) => void): string => {
    const copy = join(dir, name);
    cpSync(folder, copy, { recursive: true });
    how(copy);
    return copy;
  };
  const refused = async (copy: string, why: string | RegExp, status = 1, ...more: string[]): Promise<void> => {
    for (const options of [['--dry-run'], ['--replace']]) {
      const before = readdirSync(site.data).sort();
      const bytes = readFileSync(site.database);
      const said = await site.restore(copy, ...options, ...more);
      expect(said.stdout + said.stderr).toMatch(why);
      expect(said.status).toBe(status);
      expect(readdirSync(site.data).sort()).toEqual(before);
      expect(readFileSync(site.database)).toEqual(bytes);
    }
  };

  it('refuses a database of which one byte was changed', async () => {
    const copy = altered('byte', (at) => {
      const file = join(at, 'sortis.sqlite');
      const bytes = readFileSync(file);
      bytes[bytes.length - 100]! ^= 1;
      writeFileSync(file, bytes);
    });
    await refused(copy, /the file sortis\.sqlite was changed/);
  });

  it('refuses one whose hash was changed with it, if that reaches the log', async () => {
    const copy = altered('rehashed', (at) => {
      const file = join(at, 'sortis.sqlite');
      const database = new Database(file);
      database.exec('DROP TRIGGER tr_log_entries_no_update');
      database.exec("UPDATE log_entries SET body = replace(body, 'D-0', 'D-X') WHERE position = 1");
      database.close();
      const [sum = ''] = execFileSync('sha256sum', [file], { encoding: 'utf8' }).split(' ');
      const facts = factsOf(at) as unknown as { files: { name: string; bytes: number; sha256: string }[] };
      Object.assign(
        facts.files.find(({ name }) => name === 'sortis.sqlite')!,
        { bytes: statSync(file).size, sha256: sum },
      );
      writeFileSync(join(at, 'backup.json'), JSON.stringify(facts));
    });
    await refused(copy, /node 0\/1 is not that of the entries/);
  });

  it('refuses what is truncated, missing, or beside it', async () => {
    await refused(
      altered('short', (at) => truncateSync(join(at, 'sortis.sqlite'), 4096)),
      /has 4096 bytes instead of/,
    );
    await refused(
      altered('missing', (at) => rmSync(join(at, 'log-key'))),
      /log-key is missing/,
    );
    await refused(
      altered('journal', (at) => writeFileSync(join(at, 'sortis.sqlite-journal'), 'x')),
      /sortis\.sqlite-journal does not belong/,
    );
    await refused(
      altered('half', (at) => truncateSync(join(at, 'backup.json'), 100)),
      /no description of a backup/,
      2,
    );
    await refused(
      altered('way-out', (at) => {
        const file = join(at, 'backup.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('"log-key"', '"../../log-key"'));
      }),
      /no description of a backup/,
      2,
    );
    await refused(site.backups, /The newest one inside is \S+sortis-/, 2);
  });

  it('refuses a key that is not the log’s, and tells of one in the data folder', async () => {
    const copy = altered('other-key', (at) => {
      const file = join(at, 'log-key');
      const was = readFileSync(file, 'utf8');
      writeFileSync(file, `${'ab'.repeat(32)}\n`);
      const json = readFileSync(join(at, 'backup.json'), 'utf8');
      const sum = (text: string): string => execFileSync('sha256sum', { input: text, encoding: 'utf8' }).split(' ')[0]!;
      writeFileSync(join(at, 'backup.json'), json.replace(sum(was), sum(`${'ab'.repeat(32)}\n`)));
    });
    await refused(copy, /the signing key in the backup is not the log's/);

    const other = new Site('with-another-key');
    writeFileSync(join(other.data, 'log-key'), `${'cd'.repeat(32)}\n`);
    const { status, stdout } = await other.restore(folder);
    expect(stdout).toMatch(/! .* is another one: the log's public key is sortis-/);
    expect(status).toBe(0);
    expect(readFileSync(join(other.data, 'log-key'), 'utf8')).toContain('cdcd');
    // and with leave to replace, it makes room
    expect((await other.restore(folder, '--replace')).status).toBe(0);
    expect(readFileSync(join(other.data, 'log-key'), 'utf8')).toBe(readFileSync(join(site.data, 'log-key'), 'utf8'));
    expect(readdirSync(other.data).filter((name) => name.startsWith('log-key.replaced-'))).toHaveLength(1);
  });

  it('refuses a backup older than what was published, and says what accepting it means', async () => {
    const old = await quiet('older');
    const early = await old.backup('--with-key');
    const house = old.house();
    await house.append('LATER-1', 'LATER-2');
    await house.close();
    const published = exportNewest(old);
    const said = await old.restore(early, '--replace');
    expect(said.stdout).toMatch(/has 3 entries, the published checkpoint \S+0005\.txt has 5; 2 entries would be lost/);
    expect(said.stdout).toContain('witnesses outside see the log go back');
    expect(said.status).toBe(1);
    expect(sizeOf(old.database)).toBe(5);

    // somebody else's checkpoint says so as well, where the folder is gone
    const theirs = join(dir, 'theirs.txt');
    renameSync(published, theirs);
    const elsewhere = new Site('older-elsewhere');
    expect((await elsewhere.restore(early, '--checkpoint', theirs)).status).toBe(1);
    expect(existsSync(elsewhere.database)).toBe(false);
    expect((await elsewhere.restore(early, '--checkpoint', join(dir, 'none.txt'))).status).toBe(2);
    // and the present database does, though nothing of it was exported
    expect((await old.restore(early, '--replace')).stdout).toMatch(/the present database \S+ has 5; 2 entries/);
    renameSync(theirs, published);

    const accepted = await old.restore(early, '--replace', '--accept-rollback');
    expect(accepted.status).toBe(0);
    expect(sizeOf(old.database)).toBe(3);
    expect((await old.run(['log', 'check'])).status).toBe(1);
    const start: unknown = await old.start().catch((error: unknown) => error);
    expect((start as Error).message).toContain('has 3 entries, the exported checkpoint 5');
    renameSync(old.checkpoints, join(dir, 'moved'));
    await old.start();
  });

  it('refuses a checkpoint of another log, and a fork', async () => {
    const other = await quiet('other-log');
    const foreign = exportNewest(other);
    await refused(folder, /is of the log "sortis-/, 1, '--checkpoint', foreign);
    const forked = await quiet('forked', 1);
    const early = await forked.backup('--with-key');
    const twin = new Site('twin');
    expect((await twin.restore(early)).status).toBe(0);
    for (const [which, name] of [
      [forked, 'A'],
      [twin, 'B'],
    ] as const) {
      const house = which.house();
      await house.append(name);
      await house.close();
    }
    const theirs = exportNewest(twin);
    const mine = await forked.backup();
    const said = await forked.restore(mine, '--replace', '--accept-rollback', '--checkpoint', theirs);
    expect(said.stdout).toContain('is not that of the entries');
    expect(said.status).toBe(1);
  });
});

/** A restore makes some 35 calls. With SORTIS_LONG=1 it is killed at each, else at every third. */
const STRIDE = process.env.SORTIS_LONG === '1' ? 1 : 3;

describe('killed at any call that changes a file', () => {
  const preload = `--import ${join(ROOT, 'test/support/die-at-step.mjs')}`;

  it('a restore leaves the old database, or the new one, or a note; and the next one ends well', async () => {
    const site = await quiet('killed-restore', 2);
    const folder = await site.backup('--with-key');
    const house = site.house();
    await house.append('MORE');
    await house.close();
    rmSync(join(site.data, 'log-key'));
    const data = join(dir, 'killed-restore-at');
    const probe = join(dir, 'killed-restore-probe');
    const seen: Record<string, number> = { old: 0, new: 0, note: 0 };
    let step = 1;
    let times = 0;
    for (; ; step += STRIDE, times++) {
      rmSync(data, { recursive: true, force: true });
      cpSync(site.data, data, { recursive: true });
      // what a server that was killed leaves: a database of which a part is in its journal
      writeFileSync(join(data, 'sortis.sqlite-shm'), '');
      const environment = { SORTIS_DATA_DIR: data };
      const args = ['restore', folder, '--replace', '--accept-rollback'];
      const killed = await sortis(args, {
        ...environment,
        NODE_OPTIONS: preload,
        DIE_STEP: String(step),
        DIE_UNDER: data,
      });
      if (killed.status === 0) break;
      expect(killed.status).toBeNull();
      rmSync(probe, { recursive: true, force: true });
      cpSync(data, probe, { recursive: true });
      const file = join(probe, 'sortis.sqlite');
      const state = await openDatabase({ kind: 'sqlite', file }, ENTITIES).then(
        async (dataSource) => {
          await dataSource.destroy();
          return sizeOf(file) === 3 ? 'old' : 'new';
        },
        (error: Error & { code: string }) => {
          expect(error.code).toBe('restore_unfinished');
          return 'note';
        },
      );
      seen[state]!++;
      const { status, stderr } = await sortis(args, environment);
      expect({ status, stderr, step }).toEqual({ status: 0, stderr: '', step });
      expect(sizeOf(join(data, 'sortis.sqlite'))).toBe(2);
      const names = readdirSync(data);
      const kept = names.filter((name) => /^sortis\.sqlite\.replaced-.*Z$/.test(name));
      expect(kept.map((name) => sizeOf(join(data, name)))).toContain(3);
      expect(names.filter((name) => name.includes('restor'))).toEqual([]);
      expect(names).toContain('log-key');
    }
    process.stderr.write(`restore killed ${times} times: ${JSON.stringify(seen)}\n`);
    expect(step).toBeGreaterThan(15);
    expect(Math.min(seen.old!, seen.note!)).toBeGreaterThan(0);
  }, 600_000);

  it('a backup leaves none, or a whole one; and the next one clears up', async () => {
    const site = await quiet('killed-backup', 2);
    let step = 1;
    let whole = 0;
    for (; ; step++) {
      const killed = await site.run(['backup', site.backups, '--keep', '1'], {
        NODE_OPTIONS: preload,
        DIE_STEP: String(step),
        DIE_UNDER: site.backups,
      });
      if (killed.status === 0) break;
      expect(killed.status).toBeNull();
      for (const name of readdirSync(site.backups).filter((each) => each.startsWith('sortis-'))) {
        whole++;
        expect((await site.restore(join(site.backups, name), '--dry-run')).status).toBe(0);
      }
    }
    expect(readdirSync(site.backups).filter((name) => !name.startsWith('sortis-'))).toEqual([]);
    process.stderr.write(`backup killed ${step - 1} times, ${whole} whole ones were there\n`);
    expect(step).toBeGreaterThan(8);
    expect(whole).toBeGreaterThan(0);
  }, 600_000);
});

describe('sortis backup', () => {
  it('keeps so many as it is told, and touches nothing that is not its own', async () => {
    const site = await quiet('kept', 2);
    const strangers = ['sortis-20200101T000000.000Z', 'notes', 'sortis-20200102T000000.000Z'];
    for (const name of strangers) mkdirSync(join(site.backups, name));
    writeFileSync(join(site.backups, 'sortis-20200102T000000.000Z', 'backup.json'), '{}');
    const other = await quiet('kept-other', 2);
    cpSync(await other.backup(), join(site.backups, 'sortis-20200103T000000.000Z'), { recursive: true });
    const annotated = await site.backup();
    writeFileSync(join(annotated, 'why.txt'), 'before the move');
    const made = [await site.backup(), await site.backup(), await site.backup('--keep', '2')];
    expect(readdirSync(site.backups).sort()).toEqual(
      [
        ...strangers,
        'sortis-20200103T000000.000Z',
        ...[annotated, ...made.slice(1)].map((one) => one.slice(-27)),
      ].sort(),
    );
  });

  it('says what keeps it from being made, and leaves nothing', async () => {
    const site = await quiet('unable', 2);
    const nowhere = await site.run(['backup', join(site.backups, 'not-mounted')]);
    expect(nowhere).toMatchObject({ status: 2, stderr: expect.stringContaining('Make it first, or connect the disk') });
    const none = await sortis(['backup', site.backups], { SORTIS_DATA_DIR: join(dir, 'nobody') });
    expect(none).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no database file') });
    expect(await site.run(['backup'])).toMatchObject({ status: 2, stderr: expect.stringContaining('sortis backup') });
    const mysql = { DATABASE_URL: 'mysql://sortis:secret-word@127.0.0.1:1/sortis' };
    for (const args of [
      ['backup', site.backups],
      ['restore', site.backups],
    ]) {
      const said = await site.run(args, mysql);
      expect(said.stderr).toContain(
        args[0] === 'backup' ? 'mariadb-dump --single-transaction' : 'mariadb sortis_restored',
      );
      expect(said.stderr).not.toContain('secret-word');
      expect(said.status).toBe(2);
    }
    rmSync(join(site.data, 'log-key'));
    const keyless = await site.run(['backup', site.backups, '--with-key']);
    expect(keyless).toMatchObject({ status: 2, stderr: expect.stringContaining('it cannot go into the backup') });
    const database = new Database(site.database);
    database.exec('DROP TRIGGER tr_log_nodes_no_update');
    database.exec(`UPDATE log_nodes SET hash = '${'0'.repeat(64)}' WHERE level = 0 AND position = 1`);
    database.close();
    const unfit = await site.run(['backup', site.backups]);
    expect(unfit).toMatchObject({ status: 2, stderr: expect.stringContaining('node 0/1 is not that of the entries') });
    expect(readdirSync(site.backups)).toEqual([]);
  });

  // mounted inside the test: where it is filtered out, nobody would take it off again
  const small = join(tmpdir(), `sortis-small-disk-${process.pid}`);
  let mounted = false;
  const mount = (): boolean => {
    mkdirSync(small, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small], { stdio: 'ignore' });
      return (mounted = true);
    } catch {
      process.stderr.write('\n!!! SKIPPED: backups on a full disk. It takes leave to mount a tmpfs. !!!\n\n');
      return false;
    }
  };
  afterAll(() => {
    if (mounted) execFileSync('umount', [small]);
    rmSync(small, { recursive: true, force: true });
  });

  it('leaves nothing half-written on a disk that is full, nor does a restore', async () => {
    if (!mount()) return;
    const site = await quiet('full', 2);
    const database = new Database(site.database);
    database.exec('CREATE TABLE ballast (bytes BLOB)');
    database.exec('INSERT INTO ballast VALUES (randomblob(6000000))');
    database.close();
    const said = await site.run(['backup', small]);
    expect(said).toMatchObject({ status: 2, stderr: expect.stringContaining('is full; no backup was made') });
    expect(readdirSync(small)).toEqual([]);
    const folder = await site.backup();
    const restored = await sortis(['restore', folder], { SORTIS_DATA_DIR: join(small, 'data') });
    expect(restored).toMatchObject({ status: 2, stderr: expect.stringContaining('is full; nothing was restored') });
    expect(readdirSync(join(small, 'data')).filter((name) => statSync(join(small, 'data', name)).size > 0)).toEqual([]);
  });
});

describe('backups that recur', () => {
  it('are made by the server by itself, are told by its health, and are no more for its being started again', async () => {
    const site = new Site('recurring');
    const settings = { SORTIS_BACKUP_DIR: site.backups, SORTIS_BACKUP_HOURS: '1', SORTIS_BACKUP_KEEP: '1' };
    const old = join(site.backups, 'sortis-20200101T000000.000Z');
    const backupOf = async (server: TestServer): Promise<Record<string, unknown>> =>
      (await server.call('GET', '/health/ready')).body.parts.backup;
    const told = async (server: TestServer, what: (part: Record<string, unknown>) => boolean): Promise<void> => {
      for (let n = 0; n < 200 && !what(await backupOf(server)); n++)
        await new Promise((resolve) => setTimeout(resolve, 100));
      expect(what(await backupOf(server))).toBe(true);
    };
    let server = await site.start(settings);
    await told(server, ({ backupAt }) => backupAt !== null);
    const [first = ''] = readdirSync(site.backups);
    expect((await site.restore(join(site.backups, first), '--dry-run')).stdout).toContain('dry run');
    await server.stop();
    server = await site.start(settings);
    await told(server, ({ backupAt }) => backupAt !== null);
    expect(readdirSync(site.backups)).toEqual([first]);
    await server.stop();
    // had the last one been made long ago, it would be due, and the old one goes when the new one is whole
    renameSync(join(site.backups, first), old);
    server = await site.start(settings);
    await told(server, ({ backupAt }) => String(backupAt) > '2021');
    expect(readdirSync(site.backups)).toHaveLength(1);
    expect(existsSync(old)).toBe(false);
    await server.stop();
    rmSync(site.backups, { recursive: true });
    server = await site.start(settings);
    await told(server, ({ backupFailure }) => backupFailure !== null);
    expect((await server.call('GET', '/health/ready')).status).toBe(200);
    expect(existsSync(site.backups)).toBe(false);
    expect(await backupOf(server)).toMatchObject({
      backupFailure: expect.stringMatching(/^(ENOENT|backup_folder_missing)$/),
    });
  });

  it('are missed aloud in production, once', async () => {
    const site = new Site('without');
    const server = await site.start();
    expect(await server.told('SORTIS_BACKUP_DIR is not set')).toHaveLength(1);
    expect((await server.call('GET', '/health/ready')).body.parts.backup).toBeUndefined();
  });
});
