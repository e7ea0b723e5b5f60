import { expect } from '@jest/globals';

import { killAtMoments } from './kill-at-moments.js';
import { killAtSteps } from './kill-at-steps.js';
import { killAtFiles } from './kill-at-files.js';
import { onEachFresh } from './rig/fault-on-each.js';
import { survivedAll } from './rig/tally.js';

const SEED = Number(process.env.SORTIS_FAULTS_SEED ?? Date.now() % 1_000_000);

onEachFresh('SIGKILL', [
  {
    name: 'at every step, before its COMMIT is sent and after its answer',
    seconds: 1200,
    make: async (house, database) => {
      const pool = await house.pool({ targets: 300, sample: 40 });
      const found = await killAtSteps(house, pool, (commits) => {
        // the last first and the first last, so that what was begun also comes to its end on the way
        const all = Array.from({ length: commits }, (_, n) => (n % 2 === 0 ? commits - n / 2 : (n + 1) / 2));
        return all.flatMap((n) => [{ n, when: 'before' } as const, { n, when: 'after' } as const]);
      });
      const { commits, reached, steps } = found;
      survivedAll(
        'SIGKILL at every COMMIT',
        database,
        found,
        `${commits} COMMITs, ${reached} of ${steps} steps met before and after`,
      );
      expect(found.runs).toBe(2 * commits);
    },
  },
  {
    name: 'at every step of writing a checkpoint',
    seconds: 300,
    make: async (house, database) => {
      const found = await killAtFiles(house);
      survivedAll('SIGKILL at the writing of a checkpoint', database, found);
    },
  },
  {
    name: 'at 100 random moments of draws on each database',
    seconds: 1800,
    make: async (house, database) => {
      const found = await killAtMoments(house, { kills: 100, seed: SEED, size: { targets: 20_000, sample: 2000 } });
      const more = `seed ${SEED}; ${found.draws} draws; killed in ${found.phases}`;
      survivedAll('SIGKILL at random moments', database, found, more);
      expect(found.runs).toBe(100);
    },
  },
]);
