import Database from 'better-sqlite3';
import { type DataSource, type QueryRunner } from 'typeorm';
import { type BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';

import { isUndone } from './database-errors.js';
import { Gate } from './gate.js';

/*
 * TypeORM gives every caller the same SQLite connection, so two requests inside one process would share a transaction.
 * Here a transaction waits its turn at a gate and has the writing connection to itself, and everything outside a
 * transaction reads through a second, read-only connection, which sees only what is committed. A write outside a
 * transaction fails at once ("attempt to write a readonly database"), which is what we want: services open transactions.
 */

interface Connections {
  readonly writer: Database.Database;
  readonly reader: Database.Database;
  readonly gate: Gate;
  readonly statements: Map<Database.Database, Map<string, Database.Statement>>;
}

const CACHED_STATEMENTS = 200;
/** How long a transaction waits for the write lock that another thread or process holds. */
const LOCK_MILLISECONDS = 5000;
const LOOK_AGAIN_MILLISECONDS = 5;

class SqliteQueryRunner extends BetterSqlite3QueryRunner {
  private holdsGate = false;

  constructor(
    driver: BetterSqlite3Driver,
    private readonly connections: Connections,
  ) {
    super(driver);
    // TypeORM keeps statements by runner; ours belong to a connection. The method is private there, hence this way in.
    Object.defineProperty(this, 'getStmt', { value: (sql: string) => this.statement(sql) });
  }

  override connect(): Promise<Database.Database> {
    return Promise.resolve(this.holdsGate ? this.connections.writer : this.connections.reader);
  }

  private async statement(sql: string): Promise<Database.Statement> {
    const connection = await this.connect();
    let cache = this.connections.statements.get(connection);
    if (cache === undefined)
      this.connections.statements.set(connection, (cache = new Map<string, Database.Statement>()));
    let statement = cache.get(sql);
    if (statement === undefined) {
      // IMMEDIATE takes the write lock at the start: a read that later turns into a write could not be retried
      statement = connection.prepare(sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE' : sql);
      cache.set(sql, statement);
      const oldest = cache.keys().next().value;
      if (cache.size > CACHED_STATEMENTS && oldest !== undefined) cache.delete(oldest);
    }
    return statement;
  }

  override async startTransaction(): Promise<void> {
    if (!this.holdsGate) {
      await this.connections.gate.enter();
      this.holdsGate = true;
    }
    try {
      await this.begin();
    } catch (error) {
      this.leaveGate();
      throw error;
    }
  }

  /** Waits for the write lock between looks, not inside SQLite, where it would hold up the whole thread and every request with it. */
  private async begin(): Promise<void> {
    for (let waited = 0; ; waited += LOOK_AGAIN_MILLISECONDS) {
      try {
        return await super.startTransaction();
      } catch (error) {
        if (this.transactionDepth === 0) this.isTransactionActive = false;
        if (this.isTransactionActive || !isUndone(error) || waited >= LOCK_MILLISECONDS) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MILLISECONDS));
    }
  }

  override async commitTransaction(): Promise<void> {
    await super.commitTransaction();
    this.leaveGate();
  }

  override async rollbackTransaction(): Promise<void> {
    try {
      // On a full disk or an I/O error SQLite has rolled back by itself, and would call a second time an error
      if (this.holdsGate && !this.connections.writer.inTransaction) this.forgetTransaction();
      else await super.rollbackTransaction();
    } finally {
      this.leaveGate();
    }
  }

  override async release(): Promise<void> {
    try {
      if (this.holdsGate && this.isTransactionActive) await this.rollbackTransaction();
    } finally {
      // whatever happened, the next one must not wait for ever
      this.forgetTransaction();
      this.leaveGate();
      await super.release();
    }
  }

  private forgetTransaction(): void {
    this.isTransactionActive = false;
    this.transactionDepth = 0;
  }

  private leaveGate(): void {
    if (!this.holdsGate || this.isTransactionActive) return;
    this.holdsGate = false;
    this.connections.gate.leave();
  }
}

/**
 * Gives an open SQLite data source one writing and one reading connection.
 * @param closed called when both are closed
 */
export function separateReadsFromWrites(
  dataSource: DataSource,
  file: string,
  closed: () => void = () => undefined,
): void {
  const driver = dataSource.driver as BetterSqlite3Driver;
  (driver.databaseConnection as Database.Database).pragma('busy_timeout = 0');
  const connections: Connections = {
    writer: driver.databaseConnection as Database.Database,
    reader: new Database(file, { readonly: true, timeout: 5000 }),
    gate: new Gate(),
    statements: new Map<Database.Database, Map<string, Database.Statement>>(),
  };
  driver.createQueryRunner = () => new SqliteQueryRunner(driver, connections);
  const disconnect = driver.disconnect.bind(driver);
  driver.disconnect = async () => {
    await connections.gate.enter();
    connections.reader.close();
    await disconnect();
    closed();
  };
}

/** A runner that reads through a connection of its own, and what closes it. */
export function separateReader(dataSource: DataSource, file: string): { runner: QueryRunner; close: () => void } {
  const reader = new Database(file, { readonly: true, timeout: 5000 });
  const connections: Connections = {
    writer: reader,
    reader,
    gate: new Gate(),
    statements: new Map<Database.Database, Map<string, Database.Statement>>(),
  };
  return {
    runner: new SqliteQueryRunner(dataSource.driver as BetterSqlite3Driver, connections),
    close: () => reader.close(),
  };
}
