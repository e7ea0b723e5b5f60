import { type FaultHouse, type PoolSize } from './rig/fault-house.js';
import { pause } from './rig/life.js';
import { numbersOf } from './rig/numbers.js';
import { type Tally } from './rig/tally.js';
import { tallyOf } from './what-must-hold.js';

export interface MomentsKilled extends Tally {
  /** How many draws stood in which phase when their process was killed. */
  readonly phases: string;
  readonly draws: number;
}

/** As long as whoever goes on has to wait for the claim of one that died. */
const LEASE = 2000;

/**
 * Kills process after process at moments that a seed gives: one in eight while it starts, the others at some moment of the
 * measured time that a draw takes, and of the wait for the claim of the process before.
 */
export async function killAtMoments(
  house: FaultHouse,
  { kills, seed, size }: { kills: number; seed: number; size: PoolSize },
): Promise<MomentsKilled> {
  const next = numbersOf(seed);
  const [large, small] = [await house.pool(size), await house.pool({ targets: 400, sample: 60 })];
  await large.due(1);
  const began = Date.now();
  const clean = await (await house.begin()).ready();
  const toStart = Date.now() - began;
  await house.allIssued(120, clean);
  const toDraw = Date.now() - began - toStart;
  await clean.kill('SIGTERM');
  const phases = new Map<string, number>();
  for (let kill = 0; kill < kills; kill++) {
    const open = await house.open();
    // there is always one that nobody has begun
    if (open.length < 3) await (kill % 4 === 3 ? small : large).due(1);
    const life = await house.begin();
    const starting = next() < 1 / 8;
    if (!starting) await life.ready();
    await pause(next() * (starting ? toStart : toDraw + LEASE * 0.6));
    await life.kill();
    const states = await house.query<{ phase: string }>(`SELECT phase AS phase FROM draws WHERE phase <> 'issued'`);
    for (const { phase } of states) phases.set(phase, (phases.get(phase) ?? 0) + 1);
  }
  const rest = await house.begin();
  await house.allIssued(180, rest);
  await rest.kill('SIGTERM');
  return {
    ...(await tallyOf(house, kills, { byPython: 2 })),
    phases: [...phases].map(([phase, n]) => `${phase} ${n}`).join(', '),
    draws: house.occurrences.length,
  };
}
