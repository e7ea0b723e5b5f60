import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type EntityManager } from 'typeorm';

import { type DatabaseAddress } from '../../src/platform/config/config.js';
import { createMysqlDatabase } from '../support/mariadb.js';
import { type Damage } from './damages.js';
import { FaultHouse } from './rig/fault-house.js';
import { tallyOf, type Looked } from './what-must-hold.js';

export interface Noticed {
  readonly name: string;
  readonly seen: boolean;
  readonly lost: number;
  readonly doubled: number;
  readonly told: Looked['offences'];
}

/** Three small draws, drawn by a server. */
export async function threeDraws(address: DatabaseAddress, dir: string): Promise<FaultHouse> {
  const house = await FaultHouse.open(address, dir);
  house.seen.begin();
  const pool = await house.pool({ targets: 50, inspectors: 10, sample: 8 });
  await pool.due(3);
  const life = await house.begin();
  await house.allIssued(60, life);
  await house.seen.look();
  await life.kill('SIGTERM');
  await house.seen.stop();
  return house;
}

/** Does the damage to a copy of the database, and tells what the checker says of it. */
export async function afterDamage(house: FaultHouse, damage: Damage, n: number): Promise<Noticed> {
  const copy = await FaultHouse.open(await copyOf(house, n), join(house.dir, `copy-${n}`));
  try {
    copy.occurrences.push(...house.occurrences);
    for (const [number, seen] of house.seen.draws) copy.seen.draws.set(number, { ...seen });
    for (const trigger of await triggers(copy))
      await copy.dataSource.transaction((m) => m.query(`DROP TRIGGER ${trigger}`));
    await withoutForeignKeys(copy, async (manager) => {
      for (const sql of damage.sql) await manager.query(sql);
    });
    const { doubled, looked, lost } = await tallyOf(copy, 3);
    const told = looked.offences;
    return { name: damage.name, seen: told.some(({ rule }) => rule === damage.rule), lost, doubled, told };
  } finally {
    await copy.close();
  }
}

/**
 * A server that lives a moment longer has written more that hangs on a row (a deadline, a notice): what is
 * broken here must not depend on how far it came.
 */
async function withoutForeignKeys(
  { address, dataSource }: FaultHouse,
  work: (manager: EntityManager) => Promise<void>,
): Promise<void> {
  // SQLite hears of it outside of transactions only, and has one connection
  if (address.kind === 'sqlite') await dataSource.query('PRAGMA foreign_keys = OFF');
  await dataSource.transaction(async (manager) => {
    if (address.kind === 'mysql') await manager.query('SET foreign_key_checks = 0');
    await work(manager);
  });
}

async function triggers({ address, dataSource }: FaultHouse): Promise<string[]> {
  const rows = await dataSource.query<{ name: string }[]>(
    address.kind === 'sqlite'
      ? `SELECT name AS name FROM sqlite_master WHERE type = 'trigger'`
      : 'SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = DATABASE()',
  );
  return rows.map(({ name }) => name);
}

async function copyOf({ address, dir }: FaultHouse, n: number): Promise<DatabaseAddress> {
  const folder = join(dir, `copy-${n}`);
  mkdirSync(folder, { recursive: true });
  if (address.kind === 'sqlite') {
    const file = join(folder, 'sortis.sqlite');
    copyFileSync(address.file, file);
    // what is not yet in the file itself
    copyFileSync(`${address.file}-wal`, `${file}-wal`);
    return { kind: 'sqlite', file };
  }
  const { hostname, pathname, port } = new URL(address.url);
  const whose = ['--no-defaults', '--protocol=tcp', `--host=${hostname}`, `--port=${port}`, '--user=root'];
  const name = `copy_${n}`;
  const url = await createMysqlDatabase(address.url, name);
  const dump = execFileSync('mariadb-dump', [...whose, '--single-transaction', '--triggers', pathname.slice(1)], {
    maxBuffer: 1 << 28,
  });
  execFileSync('mariadb', [...whose, name], { input: dump });
  return { kind: 'mysql', url };
}
