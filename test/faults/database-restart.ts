import { expect } from '@jest/globals';
import { type ThrowawayMariadb } from '../support/mariadb.js';
import { type FaultHouse } from './rig/fault-house.js';
import { pause, type Life } from './rig/life.js';
import { numbersOf } from './rig/numbers.js';
import { survivedAll } from './rig/tally.js';
import { tallyOf } from './what-must-hold.js';
import { PASSWORD } from '../support/server.js';

/** A request that takes longer hangs. */
const HANGS_AFTER = 20_000;

/** The server's answers, counted by status, while something happens. */
class Asking {
  readonly statuses = new Map<string, number>();
  private over = false;
  private readonly asking: Promise<void>[];

  constructor(life: Life, token: string) {
    const paths = ['/api/v1/draws', '/api/v1/targets?pageSize=10', '/health/ready', '/health/live'];
    this.asking = paths.map(async (path) => {
      while (!this.over) {
        const status = await fetch(life.url + path, {
          headers: { authorization: `Bearer ${token}`, connection: 'close' },
          signal: AbortSignal.timeout(HANGS_AFTER),
        }).then(
          async (answer) => (await answer.text(), String(answer.status)),
          () => 'hung',
        );
        this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
        await pause(50);
      }
    });
  }

  async end(): Promise<Record<string, number>> {
    this.over = true;
    await Promise.all(this.asking);
    return Object.fromEntries([...this.statuses].sort());
  }
}

export async function tokenOf(life: Life): Promise<string> {
  const answer = await fetch(`${life.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ username: 'admin', password: PASSWORD }),
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** The database server ends in mid-draw, in peace or by SIGKILL, and comes again a moment later. */
export async function databaseRestarted(
  house: FaultHouse,
  mariadb: ThrowawayMariadb,
  { restarts, seed }: { restarts: number; seed: number },
): Promise<void> {
  const next = numbersOf(seed);
  const pool = await house.pool({ targets: 20_000, inspectors: 60, sample: 2000 });
  await pool.due(1);
  const life = await (await house.begin({ environment: { SORTIS_LOG_LEVEL: 'error' } })).ready();
  const asking = new Asking(life, await tokenOf(life));
  const phases: string[] = [];
  for (let n = 0; n < restarts; n++) {
    await pause(next() * 3000);
    const open = (await house.open()) as { phase: string | null }[];
    phases.push(open[0]?.phase ?? 'none');
    await mariadb.end(n % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
    await pause(300 + next() * 1500);
    await mariadb.startAgain();
    if (open.length < 2) await again(() => pool.due(1));
  }
  await house.allIssued(120, life);
  const statuses = await asking.end();
  await life.kill('SIGTERM');
  const tally = await tallyOf(house, restarts, { byPython: 1 });
  survivedAll(
    'database restarted in mid-draw',
    'MariaDB',
    tally,
    `at ${phases.join(', ')}; answers ${JSON.stringify(statuses)}`,
  );
  expect(Object.keys(statuses).filter((status) => !['200', '503'].includes(status))).toEqual([]);
  expect(statuses['503']).toBeGreaterThan(0);
}

/** The test's own connections to the old server are gone as well. */
async function again(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries >= 20) throw error;
      await pause(100);
    }
  }
}
