import { onEachFresh } from './rig/fault-on-each.js';
import { toldToEnd } from './sigterm.js';

onEachFresh('SIGTERM', [
  {
    name: 'during a draw of a million targets',
    seconds: 1200,
    make: (house, database) => toldToEnd(house, database, 1_000_000, 30_000),
  },
]);
