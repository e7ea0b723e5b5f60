import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

/** A MariaDB (or MySQL) server of our own: its own folder, its own port on the loopback, gone when stopped. */
export class ThrowawayMariadb {
  private constructor(
    private server: ChildProcess,
    private readonly dir: string,
    readonly port: number,
  ) {}

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
    await cp(freshlyInstalled(program), join(dir, 'data'), { recursive: true });
    const port = await freePort();
    const mariadb = new ThrowawayMariadb(launch(program, dir, port), dir, port);
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
    this.server = launch(ThrowawayMariadb.program() ?? '', this.dir, this.port);
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

  /** Creates an empty database and returns its address. */
  async database(name: string): Promise<string> {
    return createMysqlDatabase(`mysql://root@127.0.0.1:${this.port}/mysql`, name);
  }

  async stop(): Promise<void> {
    if (this.server.exitCode === null && this.server.signalCode === null) {
      const ended = new Promise((resolve) => this.server.once('exit', resolve));
      this.server.kill('SIGTERM');
      await ended;
    }
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/**
 * The folder of a server that was never started, made once on this machine and copied from then on: to install takes seconds,
 * to copy a few tenths.
 */
function freshlyInstalled(program: string): string {
  const { ino, mtimeMs } = statSync(program);
  const folder = join(tmpdir(), `sortis-mariadb-fresh-${process.getuid?.() ?? 0}-${ino}-${Math.round(mtimeMs)}`);
  if (existsSync(folder)) return folder;
  const making = mkdtempSync(`${folder}-`);
  const data = join(making, 'data');
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  execFileSync(
    'mariadb-install-db',
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--tmpdir=${making}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--innodb-log-file-size=8M',
      ...user,
    ],
    { stdio: 'ignore' },
  );
  try {
    renameSync(data, folder);
  } catch (error) {
    // another suite was quicker
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

function launch(program: string, dir: string, port: number): ChildProcess {
  const root = process.getuid?.() === 0;
  return spawn(
    program,
    [
      '--no-defaults',
      ...(root ? ['--user=root'] : []),
      `--datadir=${join(dir, 'data')}`,
      // a server that starts clears its folder of temporary tables, and with it those of whoever shares the folder
      `--tmpdir=${dir}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(dir, 'sock')}`,
      `--pid-file=${join(dir, 'pid')}`,
      '--innodb-buffer-pool-size=512M',
      '--innodb-log-file-size=256M',
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
