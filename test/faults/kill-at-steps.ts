import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type FaultHouse, type Pool } from './rig/fault-house.js';
import { type Tally } from './rig/tally.js';
import { tallyOf } from './what-must-hold.js';

type When = 'before' | 'after';

interface Note {
  readonly n: number;
  readonly when: string;
  /** Thread and what was written: which step it was. */
  readonly step: string;
}

export interface StepsKilled extends Tally {
  /** Steps that a clean run has, and those among them at which a process was killed before and after. */
  readonly steps: number;
  readonly reached: number;
  readonly commits: number;
}

/** Longest that one life may take to its own end. */
const LIFE_SECONDS = 120;

/**
 * Runs one draw undisturbed and notes its COMMITs, then kills process after process at one of them: each life goes on with
 * what the ones before it left, and with a draw of its own. In the end one that is left in peace finishes them all.
 * @param of which of the clean run's COMMITs
 */
export async function killAtSteps(
  house: FaultHouse,
  pool: Pool,
  of: (commits: number) => readonly { readonly n: number; readonly when: When }[],
): Promise<StepsKilled> {
  const notes = (name: string): string => join(house.environment.SORTIS_DATA_DIR ?? house.dir, `notes-${name}`);
  await pool.due(1);
  const clean = await house.begin({ preload: ['at-commit.mjs'], environment: { KILL_NOTES: notes('clean') } });
  await house.allIssued(LIFE_SECONDS, clean);
  await clean.kill('SIGTERM');
  const passed = read(notes('clean'));
  const killedAt = new Map<string, Set<string>>();
  let runs = 0;
  for (const { n, when } of of(passed.length)) {
    await pool.due(1);
    const life = await house.begin({
      preload: ['at-commit.mjs'],
      environment: { KILL_AT_COMMIT: String(n), KILL_WHEN: when, KILL_NOTES: notes('killed') },
    });
    const { signal } = await life.endsBySelf(LIFE_SECONDS);
    if (signal !== 'SIGKILL') throw new Error(`the process ended otherwise:\n${life.said.join('')}`);
    const last = read(notes('killed')).at(-1);
    if (last?.n !== n || last.when !== when) throw new Error(`killed elsewhere: ${JSON.stringify(last)}`);
    killedAt.set(last.step, (killedAt.get(last.step) ?? new Set()).add(when));
    runs++;
  }
  const rest = await house.begin();
  await house.allIssued(120, rest);
  await rest.kill('SIGTERM');
  const steps = new Set(passed.map(({ step }) => step));
  const reached = [...steps].filter((step) => killedAt.get(step)?.size === 2).length;
  if (process.env.FAULTS_STEPS !== undefined) {
    for (const step of steps)
      appendFileSync(process.env.FAULTS_STEPS, `${[...(killedAt.get(step) ?? [])].join(' ')}\t${step}\n`);
  }
  return { ...(await tallyOf(house, runs, { byPython: 2 })), steps: steps.size, reached, commits: passed.length };
}

function read(file: string): Note[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [n = '', when = '', ...step] = line.split('\t');
      return { n: Number(n), when, step: step.join(': ') };
    });
}
