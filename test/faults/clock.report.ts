import { DAY, drawsWhileSet, HOUR, type Moment } from './clock.js';
import { onEachFresh } from './rig/fault-on-each.js';

const MOMENTS: readonly Moment[] = ['before', 'announced', 'committed', 'seeded', 'drawn', 'issued'];

onEachFresh(
  "the host's clock",
  MOMENTS.flatMap((moment) =>
    [-HOUR, DAY].map((by) => ({
      name: `set ${by < 0 ? 'back an hour' : 'forward a day'}: ${moment}`,
      seconds: 240,
      make: (house, database) => drawsWhileSet(house, database, by, moment),
    })),
  ),
);
