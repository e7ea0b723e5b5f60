import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { type FaultHouse } from './rig/fault-house.js';
import { type Tally } from './rig/tally.js';
import { tallyOf } from './what-must-hold.js';

/** The calls of the file system that write a checkpoint, in their order: a file beside, its content, its name. */
const CALLS: readonly (readonly [call: string, path: string])[] = [
  ['openSync', 'checkpoint-\\d+\\.txt\\.[0-9a-f]+\\.part'],
  ['closeSync', 'checkpoint-\\d+\\.txt\\.[0-9a-f]+\\.part'],
  ['linkSync', 'checkpoint-\\d+\\.txt'],
  ['rmSync', 'checkpoint-\\d+\\.txt\\.[0-9a-f]+\\.part'],
];

/** Kills a process at each of the calls by which it writes a checkpoint; the next one exports it all the same. */
export async function killAtFiles(house: FaultHouse): Promise<Tally> {
  const pool = await house.pool({ targets: 100, sample: 10 });
  const dieAt = fileURLToPath(new URL('../support/die-at.mjs', import.meta.url));
  const broken: string[] = [];
  let runs = 0;
  for (const [call, path] of CALLS) {
    await pool.due(1);
    const life = await house.begin({
      environment: { NODE_OPTIONS: `--import ${dieAt}`, DIE_AT: call, DIE_TO: path },
    });
    const { signal } = await life.endsBySelf(60);
    if (signal !== 'SIGKILL') broken.push(`${call}: ended by ${signal}`);
    runs++;
    const rest = await house.begin();
    await house.allIssued(60, rest);
    const before = Date.now();
    const newest = async (): Promise<boolean> => {
      const [state] = await house.query<{ size: number }>('SELECT size AS size FROM log_state');
      const name = `checkpoint-${String(state?.size).padStart(10, '0')}.txt`;
      return readdirSync(house.checkpoints).includes(name);
    };
    while (!(await newest()) && Date.now() < before + 15_000) await new Promise((resolve) => setTimeout(resolve, 50));
    if (!(await newest())) broken.push(`${call}: the newest checkpoint was not exported`);
    await rest.kill('SIGTERM');
  }
  const tally = await tallyOf(house, runs);
  return { ...tally, broken: [...broken, ...tally.broken] };
}
