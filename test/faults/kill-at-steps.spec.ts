import { afterAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onEachDatabase } from '../support/databases.js';
import { killAtSteps } from './kill-at-steps.js';
import { FaultHouse } from './rig/fault-house.js';
import { endAllLives } from './rig/life.js';
import { survivedAll } from './rig/tally.js';

afterAll(endAllLives);

onEachDatabase('SIGKILL at some steps of a draw', (database) => {
  it('leaves one draw each, under the commitment that was seen', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'sortis-faults-'));
    const house = await FaultHouse.open(database.address(), dir);
    try {
      house.seen.begin();
      const pool = await house.pool({ targets: 300, sample: 40 });
      // spread over the draw; `npm run faults` goes through all of them
      const found = await killAtSteps(house, pool, (commits) =>
        [0.35, 0.6, 0.85].flatMap((part) =>
          (['before', 'after'] as const).map((when) => ({ n: Math.round(part * commits), when })),
        ),
      );
      survivedAll('SIGKILL at some COMMITs', database.name, found, `of ${found.commits}`);
      expect(found.runs).toBe(6);
    } finally {
      await house.close();
      rmSync(dir, { recursive: true, force: true });
    }
  }, 120_000);
});
