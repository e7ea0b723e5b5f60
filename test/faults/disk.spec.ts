import { describe, it } from '@jest/globals';

import { checkpointsKeptOut, databaseDiskFull, readOnlyAtStart } from './disk.js';
import { onEachFresh } from './rig/fault-on-each.js';

describe('a disk of SQLite', () => {
  it('that is full is told, nothing is lost, and it goes on when there is space', () => databaseDiskFull(2), 600_000);
  it('that cannot be written at the start is told, and nothing begins', readOnlyAtStart, 600_000);
});

onEachFresh('a folder of checkpoints', [
  {
    name: 'that is full or read-only is told; draws go on, and exports afterwards',
    seconds: 600,
    on: 'SQLite',
    make: checkpointsKeptOut,
  },
]);
