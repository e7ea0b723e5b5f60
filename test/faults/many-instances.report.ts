import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onEachDatabase } from '../support/databases.js';
import { manyInstances, wordsOf } from './many-instances.js';
import { FaultHouse } from './rig/fault-house.js';
import { endAllLives } from './rig/life.js';
import { numbersOf } from './rig/numbers.js';
import { survivedAll } from './rig/tally.js';

afterAll(endAllLives);

onEachDatabase('three processes and a thousand occurrences due at once', (database) => {
  if (database.name === 'SQLite') return it.skip('share a database server, not a file', () => undefined);

  it('draw each once', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'sortis-many-'));
    const house = await FaultHouse.open(database.address(), dir);
    try {
      const found = await manyInstances(house, 1000, 5400, numbersOf(1000));
      survivedAll('three processes, one stopped again and again', database.name, found, wordsOf(found));
      expect(found.drawn).toBe(1000);
      expect(found.leasesLost).toBeGreaterThan(10);
      expect({ byWeb: found.byWeb, refused: found.refused }).toEqual({ byWeb: 0, refused: 0 });
    } finally {
      await house.close();
      rmSync(dir, { recursive: true, force: true });
    }
  }, 6_000_000);
});
