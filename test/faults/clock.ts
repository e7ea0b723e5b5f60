import { expect } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { momentOfRow } from '../../src/platform/database/plain-moments.js';
import { type FaultHouse } from './rig/fault-house.js';
import { pause, type Life } from './rig/life.js';
import { survivedAll } from './rig/tally.js';
import { tallyOf } from './what-must-hold.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export type Moment = 'before' | 'announced' | 'committed' | 'seeded' | 'drawn' | 'issued';

/**
 * One draw, whose host's clock is set while it stands in the phase given; later it is put right again. On SQLite that clock
 * is the database's too: what then lies ahead waits, and says for what. A database server has a clock of its own, and the host's changes nothing.
 */
export async function drawsWhileSet(house: FaultHouse, database: string, by: number, at: Moment): Promise<void> {
  const file = join(house.dir, 'clock');
  const set = (milliseconds: number): void => writeFileSync(file, String(milliseconds));
  set(0);
  const pool = await house.pool({ targets: 20_000, inspectors: 60, sample: 3000 });
  const began = Date.now();
  if (at === 'before') set(by);
  const [first = 0] = await pool.due(1);
  const life = await house.begin({ preload: ['shift-clock.mjs'], environment: { CLOCK_FILE: file } });
  if (at !== 'before') await reaches(house, first, at, life);
  set(by);
  const own = house.address.kind === 'mysql';
  if (own) {
    await house.allIssued(120, life);
  } else {
    await pause(2500);
    set(0);
    // what was promised by the clock as it was is held, and not before its moment
    if (await waitsForAPromise(house, first)) set(by + 1000);
    await house.allIssued(120, life);
    set(0);
  }
  // one more while the clock is wrong, and one after: neither is lost
  set(by);
  await pause(300);
  await pool.due(1);
  if (own) {
    await house.allIssued(120, life);
  } else if (by > 0) {
    await house.allIssued(120, life);
    set(0);
    const [later = 0] = await pool.due(1);
    const [row] = await waitsFor(house, later);
    expect(row?.waiting).toMatch(/时钟.*clock/s);
    expect(row?.phase).toBe('announced');
    set(by + 1000);
    await house.allIssued(120, life);
  } else {
    // by that clock it is not due yet: nothing is lost, and nothing is drawn too early
    await pause(1000);
    expect(await house.open()).toHaveLength(1);
    set(0);
    await house.allIssued(120, life);
  }
  if (own) {
    const rows = await house.query<{ committedAt: Date; issuedAt: Date }>(
      'SELECT committed_at AS committedAt, issued_at AS issuedAt FROM draws',
    );
    for (const { committedAt, issuedAt } of rows) {
      expect(committedAt.getTime()).toBeGreaterThan(began - 60_000);
      expect(issuedAt.getTime()).toBeLessThan(Date.now() + 60_000);
    }
  }
  await life.kill('SIGTERM');
  const words = `${by < 0 ? 'back an hour' : 'forward a day'} at ${at}`;
  survivedAll(`clock set ${words}`, database, await tallyOf(house, house.occurrences.length));
}

/**
 * Whether a draw promised a moment that lies an hour ahead and more: the wrong clock was asked for it. A quick machine has
 * drawn it by then as well, and only its inspections wait for that moment.
 */
async function waitsForAPromise(house: FaultHouse, occurrence: number): Promise<boolean> {
  for (const until = Date.now() + 15_000; Date.now() < until;) {
    const [draw] = await house.query<{ phase: string; drawAt: Date | string }>(
      'SELECT phase AS phase, draw_at AS drawAt FROM draws WHERE occurrence_id = ?',
      [occurrence],
    );
    if (draw?.phase === 'issued') return false;
    const promised = draw !== undefined && draw.phase !== 'announced';
    if (promised && momentOfRow(draw.drawAt).getTime() > Date.now() + HOUR) return true;
    await pause(50);
  }
  return false;
}

async function reaches(house: FaultHouse, occurrence: number, phase: Moment, life: Life): Promise<void> {
  const order = ['announced', 'committed', 'seeded', 'drawn', 'issued'];
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    const [draw] = await house.query<{ phase: string }>('SELECT phase AS phase FROM draws WHERE occurrence_id = ?', [
      occurrence,
    ]);
    if (draw !== undefined && order.indexOf(draw.phase) >= order.indexOf(phase)) return;
    await pause(5);
  }
  throw new Error(`the draw did not come to ${phase}:\n${life.said.slice(-20).join('')}`);
}

async function waitsFor(house: FaultHouse, occurrence: number): Promise<{ phase: string; waiting: string | null }[]> {
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    const rows = await house.query<{ phase: string; waiting: string | null }>(
      'SELECT phase AS phase, waiting AS waiting FROM draws WHERE occurrence_id = ?',
      [occurrence],
    );
    if (rows[0]?.waiting != null) return rows;
    await pause(50);
  }
  return [];
}
