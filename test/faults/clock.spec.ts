import { DAY, drawsWhileSet, HOUR } from './clock.js';
import { onEachFresh } from './rig/fault-on-each.js';

onEachFresh("the host's clock", [
  {
    name: 'set back an hour after the commitment leaves the same draw, its moments in order',
    seconds: 600,
    make: (house, database) => drawsWhileSet(house, database, -HOUR, 'committed'),
  },
  {
    name: 'set forward a day during the snapshot leaves the same draw; what lies ahead waits and says why',
    seconds: 600,
    on: 'SQLite',
    make: (house, database) => drawsWhileSet(house, database, DAY, 'announced'),
  },
]);
