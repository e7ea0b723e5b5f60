import { expect } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { tokenOf } from './database-restart.js';
import { type FaultHouse } from './rig/fault-house.js';
import { inHouse } from './rig/fault-on-each.js';
import { pause, type Life } from './rig/life.js';
import { SmallDisk } from './rig/small-disk.js';
import { survivedAll } from './rig/tally.js';
import { tallyOf } from './what-must-hold.js';

const CHINESE = /[\u4e00-\u9fff]/;

const ask = async (life: Life, method: string, path: string, token = '', body?: object): Promise<[number, string]> => {
  const answer = await fetch(life.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, connection: 'close', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  });
  return [answer.status, await answer.text()];
};

/** The disk of the database is full, several times in mid-draw; each time there is space again a moment later. */
export async function databaseDiskFull(times: number): Promise<void> {
  const disk = SmallDisk.mount(40);
  if (disk === undefined) return;
  try {
    const data = join(disk.dir, 'data');
    await inHouse({ kind: 'sqlite', file: join(data, 'sortis.sqlite') }, data, async (house) => {
      const pool = await house.pool({ targets: 5000, inspectors: 60, sample: 500 });
      const life = await (await house.begin()).ready();
      const token = await tokenOf(life);
      const answers = new Set<number>();
      for (let n = 0; n < times; n++) {
        await pool.due(1);
        await pause(150 * n);
        disk.fill();
        // it stays up, and reading goes on
        expect((await ask(life, 'GET', '/health/live'))[0]).toBe(200);
        expect((await ask(life, 'GET', '/api/v1/draws', token))[0]).toBe(200);
        const agency = { code: `FULL${n}`, name: '县局', level: 'county', regionCode: '110101' };
        for (let tries = 0; tries < 40; tries++) {
          const [status, text] = await ask(life, 'POST', '/api/v1/agencies', token, {
            ...agency,
            code: `FULL${n}-${tries}`,
          });
          answers.add(status);
          if (status < 400) continue;
          expect(text).toMatch(CHINESE);
          expect(text).toMatch(/[a-z]{4,} [a-z]{2,}/);
          break;
        }
        await pause(1000);
        expect(life.alive).toBe(true);
        disk.free();
      }
      await house.allIssued(120, life);
      const said = life.said.join('');
      expect(said).toMatch(/SQLITE_FULL|database or disk is full|ENOSPC/);
      await life.kill('SIGTERM');
      survivedAll(
        'disk of the database full',
        'SQLite',
        await tallyOf(house, times),
        `answers ${[...answers].join(', ')}`,
      );
      expect([...answers].filter((status) => status >= 400)).toEqual([503]);
    });
  } finally {
    disk.unmount();
  }
}

/** The folder of the checkpoints is full, then cannot be written at all; draws go on, and so do the exports afterwards. */
export async function checkpointsKeptOut(house: FaultHouse, database: string): Promise<void> {
  const disk = SmallDisk.mount(1);
  if (disk === undefined) return;
  try {
    const folder = join(disk.dir, 'checkpoints');
    mkdirSync(folder);
    const pool = await house.pool({ targets: 300, sample: 40 });
    const environment = { SORTIS_CHECKPOINT_DIR: folder };
    const life = await (await house.begin({ environment })).ready();
    const health = async (): Promise<string> => (await ask(life, 'GET', '/health/ready'))[1];
    for (const [code, shut, open] of [
      ['ENOSPC', () => disk.fill(), () => disk.free()],
      ['EROFS', () => disk.readOnly(true), () => disk.readOnly(false)],
    ] as const) {
      const before = readdirSync(folder).length;
      shut();
      await pool.due(1);
      await house.allIssued(60, life);
      await until(async () => (await health()).includes(`"exportFailure":"${code}"`), `health did not tell ${code}`);
      expect(life.said.join('')).toContain(code);
      open();
      await until(async () => (await health()).includes('"exportFailure":null'), 'the exports did not go on');
      await until(() => Promise.resolve(readdirSync(folder).length > before), 'no checkpoint came');
    }
    await life.kill('SIGTERM');
    survivedAll('checkpoint folder full, then read-only', database, await tallyOf(house, 2));
  } finally {
    disk.unmount();
  }
}

/** A start on a folder that cannot be written says so, in both languages, and does not begin. */
export async function readOnlyAtStart(): Promise<void> {
  const disk = SmallDisk.mount(30);
  if (disk === undefined) return;
  try {
    const data = join(disk.dir, 'data');
    await inHouse({ kind: 'sqlite', file: join(data, 'sortis.sqlite') }, join(data, 'first'), async (house) => {
      const pool = await house.pool({ targets: 200, sample: 20 });
      await pool.due(1);
      await house.seen.stop();
      await house.dataSource.destroy();
      disk.readOnly(true);
      const refused = await house.begin();
      const { code } = await refused.endsBySelf(30);
      const said = refused.said.join('');
      disk.readOnly(false);
      expect(code).not.toBe(0);
      expect(said).toContain('数据目录（SORTIS_DATA_DIR）不可写');
      expect(said).toContain('The data folder (SORTIS_DATA_DIR) cannot be written');
      expect(said).not.toMatch(/^\s+at /m);
      expect(existsSync(join(data, 'sortis.sqlite'))).toBe(true);
    }).catch((error: unknown) => {
      disk.readOnly(false);
      throw error;
    });
    await inHouse({ kind: 'sqlite', file: join(data, 'sortis.sqlite') }, join(data, 'again'), async (house) => {
      house.occurrences.push(1);
      const life = await house.begin();
      await house.allIssued(60, life);
      await life.kill('SIGTERM');
      survivedAll('read-only folder at the start', 'SQLite', await tallyOf(house, 1));
    });
  } finally {
    disk.unmount();
  }
}

async function until(holds: () => Promise<boolean>, otherwise: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return;
    await pause(100);
  }
  throw new Error(otherwise);
}
