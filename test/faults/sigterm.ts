import { expect } from '@jest/globals';

import { type FaultHouse } from './rig/fault-house.js';
import { pause, type Life } from './rig/life.js';
import { survivedAll } from './rig/tally.js';
import { tallyOf } from './what-must-hold.js';

/** What a process that is told to end has, by the issue that asks for it. */
const STOPS_IN = 10;

const MOMENTS: readonly (readonly [name: string, reached: string])[] = [
  [
    'snapshot',
    `phase = 'announced' AND EXISTS (SELECT 1 FROM draw_parts p WHERE p.draw_id = d.id AND p.part = 'targets')`,
  ],
  ['lottery', `phase = 'seeded'`],
  ['issuing', `phase = 'drawn' AND EXISTS (SELECT 1 FROM inspections i WHERE i.draw_id = d.id)`],
];

/** Tells the process to end in the midst of each long step of one draw; each time another goes on with it. */
export async function toldToEnd(house: FaultHouse, database: string, targets: number, sample: number): Promise<void> {
  const pool = await house.pool({ targets, inspectors: 400, sample });
  await pool.due(1);
  const took: string[] = [];
  let runs = 0;
  for (const [name, reached] of MOMENTS) {
    const life = await house.begin();
    if (!(await comesTo(house, reached, life))) {
      // it was over between two looks
      await life.kill('SIGTERM');
      continue;
    }
    const told = Date.now();
    const { code, signal } = await (life.process.kill('SIGTERM'), life.endsBySelf(60));
    const seconds = (Date.now() - told) / 1000;
    runs++;
    took.push(`${name} ${seconds.toFixed(1)} s`);
    // in peace, and as whoever sent the signal expects it; 1 would say that not everything came to its end in time
    expect({ code, signal }).toEqual({ code: null, signal: 'SIGTERM' });
    // given back: whoever goes on waits for no lease
    expect(await house.query(`SELECT id AS id FROM jobs WHERE state = 'running'`)).toEqual([]);
    expect(seconds).toBeLessThanOrEqual(STOPS_IN);
  }
  const rest = await house.begin();
  await house.allIssued(900, rest);
  await rest.kill('SIGTERM');
  const tally = await tallyOf(house, runs);
  survivedAll(
    `SIGTERM during a draw of ${targets.toLocaleString('en')}`,
    database,
    tally,
    `stopped: ${took.join(', ')}`,
  );
}

async function comesTo(house: FaultHouse, reached: string, life: Life): Promise<boolean> {
  for (const until = Date.now() + 600_000; Date.now() < until && life.alive;) {
    const rows = await house.query(`SELECT d.id AS id FROM draws d WHERE ${reached}`);
    if (rows.length > 0) return true;
    if ((await house.query(`SELECT id AS id FROM draws WHERE phase = 'issued'`)).length > 0) return false;
    await pause(10);
  }
  throw new Error(`the draw did not come so far:\n${life.said.slice(-20).join('')}`);
}
