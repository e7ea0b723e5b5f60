import { hostname } from 'node:os';
import { type DataSource, type QueryRunner } from 'typeorm';

import { secretBytes } from '../secrets/secrets.js';
import { isUndone } from './database-errors.js';

/** Seconds that a lock holds without a sign of life. */
const LEASE = 30;
/** Seconds that one waits for another process, which may have much to change. */
const PATIENCE = 15 * 60;
const LOOK_AGAIN_MILLISECONDS = 200;

/**
 * Lets one process at a time change the tables of a MySQL-compatible database, wherever the others are connected: GET_LOCK
 * would hold on one node of a cluster only, and die with nobody's word. The lock is a row, taken by changing it, and
 * prolonged while the work goes on, by the database's clock. One whose holder died is taken over when its lease runs out.
 */
export async function underMigrationLock(dataSource: DataSource, work: () => Promise<unknown>): Promise<void> {
  const owner = `${hostname()}:${process.pid}:${Buffer.from(secretBytes(6)).toString('hex')}`;
  const runner = dataSource.createQueryRunner();
  try {
    await make(runner);
    await take(runner, owner);
    let failure: unknown;
    const heart = setInterval(
      () => {
        prolong(runner, owner).catch((error: unknown) => {
          // another process has taken over, or may have: two must not change tables at once
          failure = error;
          void dataSource.destroy().catch(() => undefined);
        });
      },
      (LEASE * 1000) / 6,
    );
    try {
      await work();
    } catch (error) {
      throw failure ?? error;
    } finally {
      clearInterval(heart);
      if (failure === undefined) await release(runner, owner);
    }
  } finally {
    await runner.release();
  }
}

async function make(runner: QueryRunner): Promise<void> {
  await again(() =>
    runner.query(
      `CREATE TABLE IF NOT EXISTS migration_lock (
         id INT PRIMARY KEY, owner VARCHAR(200) NULL, lease_until DATETIME(3) NULL, beats INT NOT NULL
       ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin`,
    ),
  );
  await again(() =>
    runner.query('INSERT IGNORE INTO migration_lock (id, owner, lease_until, beats) VALUES (1, NULL, NULL, 0)'),
  );
}

async function take(runner: QueryRunner, owner: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE * 1000; waited += LOOK_AGAIN_MILLISECONDS) {
    if (await change(runner, owner, LEASE, '(owner IS NULL OR lease_until < UTC_TIMESTAMP(3))', [])) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MILLISECONDS));
  }
  throw new Error('another process has been migrating the database for a quarter of an hour; giving up');
}

async function prolong(runner: QueryRunner, owner: string): Promise<void> {
  if (!(await change(runner, owner, LEASE, 'owner = ?', [owner]))) {
    throw new Error('another process has taken over the migrations; this one stops');
  }
}

async function release(runner: QueryRunner, owner: string): Promise<void> {
  await change(runner, null, 0, 'owner = ?', [owner]);
}

/** The beats make each change one: MySQL and a cluster look at rows that become other ones. */
async function change(
  runner: QueryRunner,
  owner: string | null,
  seconds: number,
  condition: string,
  values: readonly unknown[],
): Promise<boolean> {
  const { affected } = await again(() =>
    runner.query(
      `UPDATE migration_lock SET owner = ?, beats = beats + 1, lease_until = UTC_TIMESTAMP(3) + INTERVAL ? SECOND
        WHERE id = 1 AND ${condition}`,
      [owner, seconds, ...values],
      true,
    ),
  );
  return affected === 1;
}

/** One statement, until nobody else's gets into its way. */
async function again<T>(statement: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await statement();
    } catch (error) {
      if (!isUndone(error) || attempt >= 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
}
