import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';

import { openDatabase } from '../../src/platform/database/open-database.js';
import { prepared, stampOf, stampOfTables } from './prepared.js';

const READY = 'sortis_test';

const LOG = ['--innodb-log-file-size=256M'];
const LOG_AS_COPIED = ['--innodb-log-file-size=8M'];

const run = promisify(execFile);

/** A MariaDB (or MySQL) server of our own: its own folder, its own port on the loopback, gone when stopped. */
export class ThrowawayMariadb {
  private server: ChildProcess;

  private constructor(
    private readonly begin: () => ChildProcess,
    private readonly dir: string,
    readonly port: number,
  ) {
    this.server = begin();
  }

  static program(): string | undefined {
    return [
      '/usr/sbin/mariadbd',
      '/usr/sbin/mysqld',
      '/usr/libexec/mysqld',
      '/usr/local/sbin/mariadbd',
      '/usr/bin/mariadbd',
    ].find((path) => existsSync(path));
  }

  static async start(): Promise<ThrowawayMariadb> {
    const program = ThrowawayMariadb.program();
    if (program === undefined) throw new Error('no mariadbd or mysqld is installed');
    const dir = mkdtempSync(join(tmpdir(), 'sortis-mariadb-'));
    const data = join(dir, 'data');
    await cp(await withTables(program), data, { recursive: true });
    return ThrowawayMariadb.on(program, dir, data);
  }

  /** @param log of its transactions, if it is to be of another size than tests with much to write like it */
  static async on(program: string, dir: string, data: string, log: readonly string[] = LOG): Promise<ThrowawayMariadb> {
    const port = await freePort();
    const begin = (): ChildProcess => launch(program, dir, [`--datadir=${data}`, `--port=${port}`, ...log]);
    const mariadb = new ThrowawayMariadb(begin, dir, port);
    await mariadb.answers();
    return mariadb;
  }

  /** Ends the server in the way given and leaves its folder; `startAgain` goes on with it. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill(signal);
    await ended;
  }

  /** Pauses the server, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.server.kill(signal);
  }

  /** On the same folder and port. */
  async startAgain(): Promise<void> {
    this.server = this.begin();
    await this.answers();
  }

  private async answers(): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        const connection = await createConnection({ host: '127.0.0.1', port: this.port, user: 'root' });
        await connection.end();
        return;
      } catch (error) {
        if (attempt > 150 || this.server.exitCode !== null) {
          await this.stop();
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  /** Of the server's process, to stop and continue it. */
  get pid(): number {
    if (this.server.pid === undefined) throw new Error('the server was not started');
    return this.server.pid;
  }

  /** The address of a database with all tables, and nothing in them. There is one. */
  get ready(): string {
    return `mysql://root@127.0.0.1:${this.port}/${READY}`;
  }

  /** Creates a database without tables and returns its address. */
  async database(name: string): Promise<string> {
    return createMysqlDatabase(`mysql://root@127.0.0.1:${this.port}/mysql`, name);
  }

  async stop(): Promise<void> {
    // nobody reads the folder again: it need not be left in order, which takes two seconds
    if (this.server.exitCode === null && this.server.signalCode === null) await this.end('SIGKILL');
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** The folder of a server that was never started. To install it takes seconds, to copy it a few tenths. */
function installed(program: string): Promise<string> {
  return prepared(`mariadb-${stampOf(program)}`, async (data) => {
    await run('mariadb-install-db', [
      '--no-defaults',
      `--datadir=${data}`,
      `--tmpdir=${dirname(data)}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...LOG_AS_COPIED,
      ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    ]);
  });
}

/** The folder of one in which the database READY has all tables, empty: to make them takes longer than many a suite. */
function withTables(program: string): Promise<string> {
  return prepared(`mariadb-${stampOf(program)}-${stampOfTables()}`, async (data) => {
    await cp(await installed(program), data, { recursive: true });
    const server = await ThrowawayMariadb.on(program, dirname(data), data, LOG_AS_COPIED);
    const url = await server.database(READY);
    await (await openDatabase({ kind: 'mysql', url }, [])).destroy();
    await server.end('SIGTERM');
  });
}

function launch(program: string, dir: string, options: readonly string[]): ChildProcess {
  const root = process.getuid?.() === 0;
  return spawn(
    program,
    [
      '--no-defaults',
      ...(root ? ['--user=root'] : []),
      ...options,
      // a server that starts clears its folder of temporary tables, and with it those of whoever shares the folder
      `--tmpdir=${dir}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(dir, 'sock')}`,
      `--pid-file=${join(dir, 'pid')}`,
      '--innodb-buffer-pool-size=512M',
      // what is written survives the end of the process, as tests make it, and need not survive that of the machine: without
      // waiting for the disk the tables are made in 1.9 s instead of 8.7
      '--innodb-flush-log-at-trx-commit=2',
      '--loose-innodb-flush-method=nosync',
      '--loose-sync-frm=0',
      '--max-allowed-packet=64M',
      '--character-set-server=utf8mb4',
    ],
    { stdio: 'ignore' },
  );
}

/** Creates an empty database on a running server, given any address there, and returns the new one's address. */
export async function createMysqlDatabase(address: string, name: string): Promise<string> {
  const connection = await createConnection(address);
  await connection.query(`DROP DATABASE IF EXISTS \`${name}\``);
  await connection.query(`CREATE DATABASE \`${name}\``);
  await connection.end();
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}
