import { expect } from '@jest/globals';
import { spawn } from 'node:child_process';
import { type Connection, createConnection } from 'mysql2/promise';

import { type FaultHouse } from './rig/fault-house.js';
import { pause } from './rig/life.js';
import { survivedAll } from './rig/tally.js';
import { tallyOf } from './what-must-hold.js';
import { ROOT } from '../support/server.js';

const DRAWS = 20;
/** So many are enough, and so many milliseconds: whoever is always in the way lets nobody through. */
const MOST = 40;
const IN_THE_WAY = 20_000;

/** Others take the rows that a draw takes, in the opposite order, and have written so much that the draw is the one to give way. */
export async function inOppositeOrder(house: FaultHouse, database: string): Promise<void> {
  if (house.address.kind !== 'mysql') throw new Error('needs a database server');
  const { url } = house.address;
  const pool = await house.pool({ targets: 300, sample: 40 });
  await pool.due(DRAWS);
  await house.dataSource.transaction((m) =>
    m.query('CREATE TABLE in_the_way (id int PRIMARY KEY AUTO_INCREMENT, n int)'),
  );
  let over = false;
  let theirs = 0;
  const before = await deadlocks(house);
  const others = await Promise.all(Array.from({ length: 2 }, () => createConnection(url)));
  const until = Date.now() + IN_THE_WAY;
  const inTheWay = others.map(async (other, n) => {
    while (!over && Date.now() < until && (await deadlocks(house)) - before < MOST) {
      try {
        await crossing(other);
      } catch (error) {
        if ((error as { code?: string }).code === 'ER_LOCK_DEADLOCK') theirs++;
      }
      await other.query('ROLLBACK');
      await pause(60 + 30 * n);
    }
  });
  const life = await house.begin();
  try {
    await house.allIssued(300, life);
  } finally {
    over = true;
    await Promise.all(inTheWay);
    await Promise.all(others.map((other) => other.end()));
  }
  const all = (await deadlocks(house)) - before;
  await life.kill('SIGTERM');
  await house.dataSource.transaction((m) => m.query('DROP TABLE in_the_way'));
  const tally = await tallyOf(house, DRAWS);
  survivedAll('deadlocks', database, tally, `${all} deadlocks, of which the product gave way in ${all - theirs}`);
  expect(all - theirs).toBeGreaterThan(0);
}

async function crossing(other: Connection): Promise<void> {
  await other.query('START TRANSACTION');
  // whoever has written less gives way
  await other.query(`INSERT INTO in_the_way (n) VALUES ${Array.from({ length: 300 }, (_, n) => `(${n})`).join(', ')}`);
  await other.query('SELECT size FROM log_state WHERE id = 1 FOR UPDATE');
  await pause(15);
  await other.query(`SELECT id FROM draws WHERE phase <> 'issued' ORDER BY id FOR UPDATE`);
  await other.query(`SELECT id FROM jobs WHERE state = 'running' ORDER BY id DESC FOR UPDATE`);
}

async function deadlocks(house: FaultHouse): Promise<number> {
  const [row] = await house.query<{ Value: string }>(`SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'`);
  if (row === undefined) throw new Error('this server does not count deadlocks');
  return Number(row.Value);
}

/** Another process takes SQLite's write lock for seconds, again and again: longer than anyone waits for it, too. */
export async function writeLockHeld(house: FaultHouse, database: string, seconds: readonly number[]): Promise<void> {
  if (house.address.kind !== 'sqlite') throw new Error('needs SQLite');
  const pool = await house.pool({ targets: 300, sample: 40 });
  await pool.due(DRAWS);
  const life = await (await house.begin()).ready();
  const program = `
    const Database = require('better-sqlite3');
    const file = new Database(process.argv[1], { timeout: 60000 });
    const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    let held = 0;
    for (const seconds of process.argv.slice(2).map(Number)) {
      file.exec('BEGIN IMMEDIATE'); held++; sleep(seconds * 1000); file.exec('ROLLBACK'); sleep(200);
    }
    process.stdout.write(String(held));`;
  const holder = spawn(process.execPath, ['-e', program, house.address.file, ...seconds.map(String)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let held = '';
  holder.stdout.setEncoding('utf8').on('data', (text: string) => (held += text));
  const ended = new Promise((resolve) => holder.once('close', resolve));
  try {
    await house.allIssued(300, life);
  } finally {
    await ended;
  }
  await life.kill('SIGTERM');
  expect(Number(held)).toBe(seconds.length);
  survivedAll('write lock held by another process', database, await tallyOf(house, DRAWS), `held ${held} times`);
}
