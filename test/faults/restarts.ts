import { it } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ThrowawayMariadb } from '../support/mariadb.js';
import { databaseRestarted } from './database-restart.js';
import { inHouse } from './rig/fault-on-each.js';

/** A server of its own, because others would not like to see it go. */
export function restarts(times: number, seed: number): void {
  const there = ThrowawayMariadb.program() !== undefined;
  if (!there && process.env.CI !== 'true') process.stderr.write('\n!!! SKIPPED: no MariaDB to restart. !!!\n\n');
  (there || process.env.CI === 'true' ? it : it.skip)(
    'the database restarted in mid-draw: requests are told to come again, and the draw ends',
    async () => {
      const mariadb = await ThrowawayMariadb.start();
      try {
        await inHouse({ kind: 'mysql', url: mariadb.ready }, mkdtempSync(join(tmpdir(), 'sortis-faults-')), (house) =>
          databaseRestarted(house, mariadb, { restarts: times, seed }),
        );
      } finally {
        await mariadb.stop();
      }
    },
    600_000,
  );
}
