import { writeLockHeld } from './deadlocks.js';
import { onEachFresh } from './rig/fault-on-each.js';

onEachFresh('locks', [
  {
    name: 'held by another process for longer than anyone waits: draws are tried again',
    seconds: 300,
    on: 'SQLite',
    make: (house, database) => writeLockHeld(house, database, [2, 7, 4, 9, 3]),
  },
]);
