import { afterAll, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type DatabaseAddress } from '../../../src/platform/config/config.js';
import { onEachDatabase, sqliteWithTables } from '../../support/databases.js';
import { createMysqlDatabase, ThrowawayMariadb } from '../../support/mariadb.js';
import { FaultHouse } from './fault-house.js';
import { endAllLives } from './life.js';

export interface Fault {
  readonly name: string;
  readonly seconds: number;
  readonly on?: 'SQLite' | 'MariaDB';
  readonly make: (house: FaultHouse, database: string) => Promise<void>;
}

let made = 0;

/** Declares each fault as a test on each database, with a house of its own. */
export function onEachFresh(title: string, faults: readonly Fault[]): void {
  onEachDatabase(title, (database) => {
    afterAll(endAllLives);
    const wanted = faults.filter(({ on }) => on === undefined || on === database.name);
    if (wanted.length === 0) it.skip(`concerns the other database`, () => undefined);
    for (const { make, name, seconds } of wanted) {
      it(
        name,
        async () => {
          const dir = mkdtempSync(join(tmpdir(), 'sortis-faults-'));
          await withTables(database.address(), dir, (own) => inHouse(own, dir, (house) => make(house, database.name)));
        },
        seconds * 1000,
      );
    }
  });
}

/**
 * A database with all tables and nothing in them, beside that of the suite, for the time of the work. A server that begins
 * with the tables is there sooner than they would be made on one that runs.
 */
async function withTables(
  beside: DatabaseAddress,
  dir: string,
  work: (own: DatabaseAddress) => Promise<void>,
): Promise<void> {
  if (beside.kind === 'sqlite') {
    const file = join(dir, 'sortis.sqlite');
    await sqliteWithTables(file);
    return work({ kind: 'sqlite', file });
  }
  if (process.env.TEST_DATABASE_URL !== undefined)
    return work({ kind: 'mysql', url: await createMysqlDatabase(beside.url, `faults_${process.pid}_${++made}`) });
  const server = await ThrowawayMariadb.start();
  try {
    await work({ kind: 'mysql', url: server.ready });
  } finally {
    await server.stop();
  }
}

/** Opens a house, watches it from outside, and leaves nothing of it behind. */
export async function inHouse(
  address: DatabaseAddress,
  dir: string,
  work: (house: FaultHouse) => Promise<void>,
): Promise<void> {
  const house = await FaultHouse.open(address, dir);
  try {
    house.seen.begin();
    await work(house);
  } finally {
    await endAllLives();
    await house.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
