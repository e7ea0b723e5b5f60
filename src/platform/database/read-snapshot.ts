import { type DataSource, type QueryRunner } from 'typeorm';

import { separateReader } from './sqlite-connections.js';

/**
 * Lets `work` read the database as it stood when it was called, however long it takes and whatever is written meanwhile:
 * a read transaction in SQLite's WAL mode, a consistent snapshot in InnoDB. It holds nobody up.
 */
export async function readSnapshot<T>(dataSource: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const { options } = dataSource;
  if (options.type === 'better-sqlite3') {
    const { runner, close } = separateReader(dataSource, options.database);
    try {
      await runner.query('BEGIN');
      // SQLite fixes what a transaction sees at its first look at the file, not at BEGIN
      await runner.query('SELECT 1 FROM sqlite_schema LIMIT 1');
      return await work(runner);
    } finally {
      close();
    }
  }
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await runner.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    try {
      return await work(runner);
    } finally {
      await runner.query('ROLLBACK');
    }
  } finally {
    await runner.release();
  }
}
