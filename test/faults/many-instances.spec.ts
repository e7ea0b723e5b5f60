import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ENTITIES } from '../../src/entities.js';
import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { onEachDatabase } from '../support/databases.js';
import { manyInstances, wordsOf } from './many-instances.js';
import { FaultHouse } from './rig/fault-house.js';
import { endAllLives, Life } from './rig/life.js';
import { numbersOf } from './rig/numbers.js';
import { survivedAll } from './rig/tally.js';

afterAll(endAllLives);

onEachDatabase(
  'several processes',
  (database) => {
    // one file is one machine's: several processes on it are tried out by the other faults
    if (database.name === 'SQLite') return it.skip('share a database server, not a file', () => undefined);

    it('that start together on an empty database migrate it once', async () => {
      const dir = mkdtempSync(join(tmpdir(), 'sortis-start-'));
      const address = database.address();
      const lives = await Promise.all(
        Array.from({ length: 5 }, () =>
          Life.begin({
            SORTIS_DATA_DIR: dir,
            DATABASE_URL: address.kind === 'mysql' ? address.url : '',
            SORTIS_ADMIN_PASSWORD: 'correct-horse-battery',
            SORTIS_BEACON_URLS: 'none',
          }),
        ),
      );
      try {
        await Promise.all(lives.map((life) => life.ready()));
        const dataSource = await openDatabase(address, ENTITIES);
        const count = async (what: string): Promise<number> =>
          Number((await dataSource.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM ${what}`))[0]?.n);
        expect(await count('migrations')).toBe(MIGRATIONS.length);
        expect(await count('users')).toBe(1);
        expect(await count('log_entries')).toBe(1);
        // the next test begins on an empty one as well
        const name = new URL(address.kind === 'mysql' ? address.url : '').pathname.slice(1);
        await dataSource.query(`DROP DATABASE \`${name}\``);
        await dataSource.query(`CREATE DATABASE \`${name}\``);
        await dataSource.destroy();
      } finally {
        await Promise.all(lives.map((life) => life.kill('SIGTERM')));
        rmSync(dir, { recursive: true, force: true });
      }
    }, 120_000);

    it('draw each occurrence once, though one is stopped beyond its lease again and again', async () => {
      const dir = mkdtempSync(join(tmpdir(), 'sortis-many-'));
      const house = await FaultHouse.open(database.address(), dir);
      try {
        const found = await manyInstances(house, 60, 240, numbersOf(60));
        survivedAll('three processes, one stopped again and again', database.name, found, wordsOf(found));
        expect(found.drawn).toBe(found.occurrences);
        // else nobody was refused anything, and nothing is shown
        expect(found.leasesLost).toBeGreaterThan(0);
        expect({ byWeb: found.byWeb, refused: found.refused }).toEqual({ byWeb: 0, refused: 0 });
        expect(found.requests).toBeGreaterThan(10);
        expect(found.byEach.filter((jobs) => jobs > 0).length).toBeGreaterThan(1);
      } finally {
        await house.close();
        rmSync(dir, { recursive: true, force: true });
      }
    }, 420_000);
  },
  { tables: false },
);
