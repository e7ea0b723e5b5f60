import { describe, it } from '@jest/globals';

import { checkpointsKeptOut, databaseDiskFull } from './disk.js';
import { onEachFresh } from './rig/fault-on-each.js';

describe('a disk of SQLite', () => {
  it('that is full eight times', () => databaseDiskFull(8), 600_000);
});

onEachFresh('a folder of checkpoints', [
  { name: 'that is full or read-only', seconds: 180, on: 'MariaDB', make: checkpointsKeptOut },
]);
