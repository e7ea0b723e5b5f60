import { inOppositeOrder, writeLockHeld } from './deadlocks.js';
import { onEachFresh } from './rig/fault-on-each.js';

onEachFresh('locks', [
  {
    name: 'taken in the opposite order: draws give way and come again',
    seconds: 600,
    on: 'MariaDB',
    make: inOppositeOrder,
  },
  {
    name: 'held by another process for seconds: draws wait',
    seconds: 600,
    on: 'SQLite',
    make: (house, database) => writeLockHeld(house, database, [2, 3]),
  },
]);
