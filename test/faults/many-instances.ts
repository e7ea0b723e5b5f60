import { setTimeout as pause } from 'node:timers/promises';

import { PASSWORD } from '../support/server.js';
import { type FaultHouse } from './rig/fault-house.js';
import { type Life } from './rig/life.js';
import { type Tally } from './rig/tally.js';
import { tallyOf } from './what-must-hold.js';

const LEASE_MILLISECONDS = 2000;
/** What a process says that finds its job in another's hands, when it wants to write. */
const LOST = /lease lost; another process goes on with this job/g;

export interface ManyInstances extends Tally {
  readonly occurrences: number;
  readonly drawn: number;
  readonly stops: number;
  /** Processes that were refused a late write, by what they said. */
  readonly leasesLost: number;
  /** Claims of a job that another process had claimed before, by the jobs' epochs. */
  readonly takenOver: number;
  /** Requests that the process without jobs has answered, and those of them with anything but a 200. */
  readonly requests: number;
  readonly refused: number;
  /** Jobs that the process without jobs has done. */
  readonly byWeb: number;
  /** Of the processes with jobs, how many jobs each has finished. */
  readonly byEach: readonly number[];
  readonly seconds: number;
}

/**
 * Everything due at once, three processes that draw and one that only serves. Again and again one of the three is stopped for
 * longer than its lease and then goes on, believing that it still holds its jobs; on half of the way one is killed and
 * another begun in its place.
 * @param dice a number from 0 to below 1
 */
export async function manyInstances(
  house: FaultHouse,
  occurrences: number,
  seconds: number,
  dice: () => number,
): Promise<ManyInstances> {
  const pool = await house.pool({ targets: 60, sample: 6, inspectors: 12 });
  await pool.due(occurrences);
  const began = performance.now();
  house.seen.begin(200);
  const environment = { SORTIS_TOKEN_SECONDS: '86400' };
  const lives = await Promise.all([1, 2, 3].map(() => house.begin({ environment })));
  const gone: Life[] = [];
  const web = await house.begin({ environment: { ...environment, SORTIS_RUN_JOBS: 'false' } });
  await Promise.all([...lives, web].map((life) => life.ready()));
  const asked = ask(web);
  let stops = 0;
  for (const until = Date.now() + seconds * 1000; Date.now() < until;) {
    const open = (await house.open()).length;
    if (open === 0) break;
    if (gone.length === 0 && open < occurrences / 2) {
      const killed = lives.shift()!;
      await killed.kill();
      gone.push(killed);
      lives.push(await (await house.begin({ environment })).ready());
    }
    const life = lives[Math.floor(dice() * lives.length)]!;
    life.process.kill('SIGSTOP');
    stops++;
    await pause(LEASE_MILLISECONDS + 300 + dice() * 1500);
    life.process.kill('SIGCONT');
    await pause(dice() * 1000);
  }
  await house.allIssued(60, lives[0]);
  // time for whoever was stopped last to find out
  await pause(LEASE_MILLISECONDS);
  const { requests, refused } = await asked.end();
  const took = (performance.now() - began) / 1000;
  const all = [...gone, ...lives];
  const by = async ({ process: { pid } }: Life): Promise<number> =>
    Number(
      (
        await house.query<{ n: number }>(
          `SELECT COUNT(*) AS n FROM jobs WHERE state = 'done' AND owner LIKE '%:${pid}'`,
        )
      )[0]?.n,
    );
  const byWeb = await by(web);
  const byEach = [];
  for (const life of all) byEach.push(await by(life));
  await Promise.all([...lives, web].map((life) => life.kill('SIGTERM')));
  const leasesLost = all.reduce((sum, { said }) => sum + (said.join('').match(LOST)?.length ?? 0), 0);
  const [claims] = await house.query<{ n: number | string }>(
    `SELECT SUM(epoch - 1) AS n FROM jobs WHERE kind IN ('draw', 'issue')`,
  );
  const drawn = (await house.query(`SELECT id FROM draws WHERE phase = 'issued'`)).length;
  const tally = await tallyOf(house, occurrences, { byPython: 3 });
  return {
    ...tally,
    occurrences,
    drawn,
    stops,
    leasesLost,
    takenOver: Number(claims?.n),
    requests,
    refused,
    byWeb,
    byEach,
    seconds: Math.round(took),
  };
}

/** Someone who goes on asking a process for the draws, one request after the other. */
function ask(life: Life): { end: () => Promise<{ requests: number; refused: number }> } {
  let ended = false;
  let [requests, refused] = [0, 0];
  const asking = (async () => {
    const session = await fetch(`${life.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: PASSWORD }),
    });
    const { accessToken } = (await session.json()) as { accessToken: string };
    while (!ended) {
      const { status } = await fetch(`${life.url}/api/v1/draws?pageSize=5`, {
        headers: { authorization: `Bearer ${accessToken}`, connection: 'close' },
      });
      requests++;
      if (status !== 200) refused++;
      await pause(50);
    }
  })();
  return {
    end: async () => {
      ended = true;
      await asking;
      return { requests, refused };
    },
  };
}

export const wordsOf = (found: ManyInstances): string =>
  `${found.occurrences} occurrences due at once: drawn ${found.drawn}; ${found.stops} times a process was stopped beyond its lease, ` +
  `${found.leasesLost} leases lost and late writes refused, ${found.takenOver} jobs taken over; jobs by process ${found.byEach.join(' + ')}, ` +
  `by the one without jobs ${found.byWeb} (it answered ${found.requests} requests, ${found.refused} with an error); ${found.seconds} s`;
