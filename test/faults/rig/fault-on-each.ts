import { afterAll, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type DatabaseAddress } from '../../../src/platform/config/config.js';
import { onEachDatabase } from '../../support/databases.js';
import { createMysqlDatabase } from '../../support/mariadb.js';
import { FaultHouse } from './fault-house.js';
import { endAllLives } from './life.js';

export interface Fault {
  readonly name: string;
  readonly seconds: number;
  readonly on?: 'SQLite' | 'MariaDB';
  readonly make: (house: FaultHouse, database: string) => Promise<void>;
}

/** Declares each fault as a test on each database, with a house of its own. */
export function onEachFresh(title: string, faults: readonly Fault[]): void {
  let made = 0;
  onEachDatabase(title, (database) => {
    afterAll(endAllLives);
    const wanted = faults.filter(({ on }) => on === undefined || on === database.name);
    if (wanted.length === 0) it.skip(`concerns the other database`, () => undefined);
    for (const { make, name, seconds } of wanted) {
      it(
        name,
        async () => {
          const dir = mkdtempSync(join(tmpdir(), 'sortis-faults-'));
          const address = database.address();
          const own: DatabaseAddress =
            address.kind === 'sqlite'
              ? { kind: 'sqlite', file: join(dir, 'sortis.sqlite') }
              : { kind: 'mysql', url: await createMysqlDatabase(address.url, `faults_${process.pid}_${++made}`) };
          await inHouse(own, dir, (house) => make(house, database.name));
        },
        seconds * 1000,
      );
    }
  });
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
