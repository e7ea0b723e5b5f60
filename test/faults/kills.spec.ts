import { expect } from '@jest/globals';

import { killAtMoments } from './kill-at-moments.js';
import { killAtSteps } from './kill-at-steps.js';
import { onEachFresh } from './rig/fault-on-each.js';
import { survivedAll } from './rig/tally.js';

/* The short form; `npm run faults` goes through every step and 200 moments. */
onEachFresh('SIGKILL', [
  {
    name: 'at some steps leaves one draw each, under the commitment that was seen',
    seconds: 600,
    make: async (house, database) => {
      const pool = await house.pool({ targets: 300, sample: 40 });
      const found = await killAtSteps(house, pool, (commits) => [
        { n: Math.round(commits * 0.55), when: 'before' },
        { n: Math.round(commits * 0.8), when: 'after' },
      ]);
      survivedAll('SIGKILL at some COMMITs', database, found, `of ${found.commits}`);
      expect(found.runs).toBe(2);
    },
  },
  {
    name: 'at random moments leaves one draw each, under the commitment that was seen',
    seconds: 600,
    on: 'SQLite',
    make: async (house, database) => {
      const seed = 20_261;
      const found = await killAtMoments(house, { kills: 5, seed, size: { targets: 10_000, sample: 1000 } });
      const more = `seed ${seed}; ${found.draws} draws; killed in ${found.phases}`;
      survivedAll('SIGKILL at random moments', database, found, more);
      expect(found.runs).toBe(5);
    },
  },
]);
