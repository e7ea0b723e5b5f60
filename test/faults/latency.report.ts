import { expect } from '@jest/globals';

import { whileDrawing } from './latency.js';
import { onEachFresh } from './rig/fault-on-each.js';

const TARGETS = Number(process.env.SORTIS_FAULTS_TARGETS ?? 1_000_000);
/** Times the p99 of the same requests without a draw, in the same run. */
const AT_MOST = 2;

onEachFresh('GET /api/v1/targets', [
  {
    name: 'while a million targets are drawn takes at most twice as long',
    seconds: 1800,
    make: async (house, database) => {
      const { during, failed, lines, ratio } = await whileDrawing(house, TARGETS, Math.ceil(TARGETS * 0.03), 2);
      process.stdout.write(
        `GET /api/v1/targets on ${TARGETS.toLocaleString('en')} targets on ${database}: p99 while as many are drawn is ${ratio.toFixed(2)} × that without\n${lines.join('\n')}\n`,
      );
      expect(failed).toBe(0);
      expect(during.count).toBeGreaterThan(50);
      expect(ratio).toBeLessThanOrEqual(AT_MOST);
    },
  },
]);
