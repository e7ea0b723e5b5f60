import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataSource, type DataSourceOptions, type EntitySchema } from 'typeorm';

import { type DatabaseAddress } from '../config/config.js';
import { requireCausalReads } from './causal-reads.js';
import { underMigrationLock } from './migration-lock.js';
import { MIGRATIONS } from './migrations/index.js';
import { NameOrders } from './name-order-column.js';
import { SnakeNames } from './snake-names.js';
import { separateReadsFromWrites } from './sqlite-connections.js';
import { useDatabase } from './sqlite-use.js';

export type Entities = readonly (EntitySchema | (new () => object))[];

const MIGRATIONS_TABLE = 'migrations';

export function dataSourceOptions(address: DatabaseAddress, entities: Entities): DataSourceOptions {
  const shared = {
    entities: [...entities],
    migrations: [...MIGRATIONS],
    subscribers: [NameOrders],
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'all' as const,
    synchronize: false,
    namingStrategy: new SnakeNames(),
  };
  if (address.kind === 'mysql') {
    return {
      ...shared,
      type: 'mysql',
      url: address.url,
      timezone: 'Z',
      charset: 'utf8mb4_bin',
      supportBigNumbers: true,
      poolSize: 10,
      isolationLevel: 'REPEATABLE READ',
      extra: { enableKeepAlive: true },
    };
  }
  return {
    ...shared,
    type: 'better-sqlite3',
    database: address.file,
    prepareDatabase: (connection: Database.Database) => {
      connection.pragma('journal_mode = WAL');
      // in WAL mode NORMAL may lose the last transactions to a power cut; a draw's commitment must not be lost
      connection.pragma('synchronous = FULL');
      connection.pragma('busy_timeout = 5000');
    },
  };
}

/** Connects, brings the tables up to date under a lock that all processes share, and returns a source ready for use. */
export async function openDatabase(address: DatabaseAddress, entities: Entities): Promise<DataSource> {
  const dataSource = new DataSource(dataSourceOptions(address, entities));
  if (address.kind === 'mysql') return initialized(dataSource, address);
  mkdirSync(dirname(address.file), { recursive: true });
  const use = useDatabase(address.file);
  try {
    await initialized(dataSource, address);
  } catch (error) {
    use.end();
    throw error;
  }
  separateReadsFromWrites(dataSource, address.file, () => use.end());
  return dataSource;
}

async function initialized(dataSource: DataSource, address: DatabaseAddress): Promise<DataSource> {
  await dataSource.initialize();
  try {
    if (address.kind === 'mysql') await requireCausalReads(dataSource);
    await migrate(dataSource, address);
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw error;
  }
  return dataSource;
}

const LOCK_SECONDS = 120;

async function migrate(dataSource: DataSource, address: DatabaseAddress): Promise<void> {
  if (address.kind === 'sqlite') {
    // A lock that dies with its process: an exclusive transaction on a file of its own.
    const lock = new Database(`${address.file}.migrate`, { timeout: LOCK_SECONDS * 1000 });
    try {
      lock.exec('BEGIN EXCLUSIVE');
      await dataSource.runMigrations({ transaction: 'all' });
      lock.exec('COMMIT');
    } finally {
      lock.close();
    }
    return;
  }
  // MySQL ends a transaction at every DDL statement, so one around all of them would only pretend
  await underMigrationLock(dataSource, () => dataSource.runMigrations({ transaction: 'none' }));
}
