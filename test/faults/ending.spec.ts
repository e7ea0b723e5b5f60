import { onEachFresh } from './rig/fault-on-each.js';
import { toldToEnd } from './sigterm.js';

onEachFresh('SIGTERM', [
  {
    name: 'in the midst of a draw ends the process within ten seconds, and the next goes on with it',
    seconds: 600,
    on: 'SQLite',
    make: (house, database) => toldToEnd(house, database, 50_000, 4000),
  },
]);
