import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';

import { type NewLogEntry, TransparencyLog } from '../../src/drawing/log/transparency-log.service.js';
import { ENTITIES } from '../../src/entities.js';
import { SystemClock } from '../../src/platform/clock/clock.js';
import { Config, type DatabaseAddress } from '../../src/platform/config/config.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { Settings } from '../../src/platform/settings/settings.service.js';

/**
 * A log in a database that servers and commands share: another process of the same house, which can write entries without a
 * draw, take backups of the database and put them back.
 */
export class LogHouse {
  private dataSource: DataSource | undefined;
  private log: TransparencyLog | undefined;

  constructor(
    private readonly address: DatabaseAddress,
    private readonly dir: string,
  ) {}

  /** What a server or a command of this house is started with. */
  get environment(): Record<string, string> {
    return {
      ...(this.address.kind === 'mysql' ? { DATABASE_URL: this.address.url } : { SORTIS_DATA_DIR: this.dir }),
      SORTIS_LOG_KEY_FILE: this.keyFile,
      SORTIS_CHECKPOINT_DIR: this.checkpoints,
    };
  }

  get keyFile(): string {
    return join(this.dir, 'log-key');
  }

  get checkpoints(): string {
    return join(this.dir, 'checkpoints');
  }

  /** The process begins as a server does; throws what keeps a server from starting. */
  async open(): Promise<TransparencyLog> {
    if (this.log !== undefined) return this.log;
    this.dataSource = await openDatabase(this.address, ENTITIES);
    const transactions = new Transactions(this.dataSource);
    const config = new Config({ ...this.environment, SORTIS_LOG_LEVEL: 'silent' }, '/');
    const settings = new Settings(this.dataSource, transactions);
    const log = new TransparencyLog(this.dataSource, transactions, settings, new SystemClock(), config);
    await log.open();
    return (this.log = log);
  }

  async append(...draws: readonly string[]): Promise<void> {
    const commitment = 'ab'.repeat(32);
    await this.write(
      ...draws.map((draw) => ({ kind: 'commit', batch: draw, commitment, draw, occurrence: 1 }) as const),
    );
  }

  async write(...facts: readonly NewLogEntry[]): Promise<void> {
    const log = await this.open();
    for (const fact of facts) await new Transactions(this.dataSource!).run((manager) => log.append(manager, fact));
  }

  /** Past all triggers, as someone does who owns the database. */
  async tamper(...statements: readonly string[]): Promise<void> {
    await this.open();
    for (const sql of statements) await this.dataSource!.transaction((manager) => manager.query(sql));
  }

  async close(): Promise<void> {
    await this.dataSource?.destroy();
    this.dataSource = undefined;
    this.log = undefined;
  }

  /** A copy of the whole database. The house is closed by it, and no server may run on SQLite. */
  async backup(name: string): Promise<void> {
    await this.close();
    const copy = join(this.dir, `backup-${name}`);
    if (this.address.kind === 'sqlite') copyFileSync(this.address.file, copy);
    else writeFileSync(copy, this.client('mariadb-dump', ['--single-transaction', '--triggers', this.database]));
  }

  /** The database as it was; keys and exported checkpoints stay as they are. */
  async restore(name: string): Promise<void> {
    await this.close();
    const copy = join(this.dir, `backup-${name}`);
    if (this.address.kind === 'sqlite') {
      for (const ending of ['-wal', '-shm']) rmSync(this.address.file + ending, { force: true });
      copyFileSync(copy, this.address.file);
    } else {
      this.client('mariadb', [], `DROP DATABASE \`${this.database}\`; CREATE DATABASE \`${this.database}\`;`);
      this.client('mariadb', [this.database], readFileSync(copy));
    }
  }

  keySeed(): string | undefined {
    return existsSync(this.keyFile) ? readFileSync(this.keyFile, 'utf8').trim() : undefined;
  }

  private get database(): string {
    return this.address.kind === 'mysql' ? new URL(this.address.url).pathname.slice(1) : '';
  }

  private client(program: string, more: readonly string[], input?: string | Buffer): Buffer {
    if (this.address.kind === 'sqlite') throw new Error('SQLite has no client');
    const { hostname, password, port, username } = new URL(this.address.url);
    const whose = [`--host=${hostname}`, `--port=${port === '' ? '3306' : port}`, `--user=${username}`];
    const args = ['--no-defaults', '--protocol=tcp', ...whose, ...more];
    const env = { ...process.env, ...(password === '' ? {} : { MYSQL_PWD: decodeURIComponent(password) }) };
    return execFileSync(program, args, { env, maxBuffer: 1 << 28, ...(input === undefined ? {} : { input }) });
  }
}
