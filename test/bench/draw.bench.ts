import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { pipeline } from 'node:stream/promises';
import { type EntityManager } from 'typeorm';

import { ENTITIES } from '../../src/entities.js';
import { type DatabaseAddress } from '../../src/platform/config/config.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { ThrowawayMariadb } from '../support/mariadb.js';
import { ROOT, sortis, TestServer } from '../support/server.js';

/*
 * npm run bench: draws 100 000 and 1 000 000 targets end to end on both databases, through the built server, and prints time
 * and memory beside the floor of the same run: reading, hashing and writing the same rows alone (floor.mjs).
 * SORTIS_BENCH_SIZES=10000 tries other sizes.
 */

const SIZES = (process.env.SORTIS_BENCH_SIZES ?? '100000,1000000').split(',').map(Number);
const INSPECTORS = 1000;
const MILLIONTHS = 30_000;

const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const seconds = (from: string, until: string): number => (Date.parse(until) - Date.parse(from)) / 1000;

async function insertMany(
  manager: EntityManager,
  table: string,
  columns: readonly string[],
  count: number,
  row: (n: number) => unknown[],
): Promise<void> {
  const at = 500;
  for (let start = 0; start < count; start += at) {
    const rows = Array.from({ length: Math.min(at, count - start) }, (_, n) => row(start + n));
    const places = `(${columns.map(() => '?').join(', ')})`;
    await manager.query(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => places).join(', ')}`,
      rows.flat(),
    );
  }
}

async function fill(address: DatabaseAddress, agencyId: number, targets: number): Promise<void> {
  const dataSource = await openDatabase(address, ENTITIES);
  const now = '2026-01-01 00:00:00.000';
  await dataSource.transaction(async (manager) => {
    await insertMany(
      manager,
      'targets',
      [
        'agency_id',
        'code',
        'code_kind',
        'name',
        'kind',
        'region_code',
        'risk_class',
        'state',
        'version',
        'created_at',
        'updated_at',
      ],
      targets,
      (n) => [
        agencyId,
        `T${String(n).padStart(8, '0')}`,
        'alias',
        `示范企业第${n}号有限公司`,
        '企业',
        '110101',
        'ABCD'.charAt(n % 4),
        'active',
        1,
        now,
        now,
      ],
    );
    await insertMany(
      manager,
      'inspectors',
      [
        'agency_id',
        'code',
        'name',
        'certificate_number',
        'valid_from',
        'valid_until',
        'qualifications',
        'expert',
        'available',
        'version',
        'created_at',
        'updated_at',
      ],
      INSPECTORS,
      (n) => [
        agencyId,
        `I${String(n).padStart(5, '0')}`,
        `执法员${n}`,
        `I${String(n).padStart(5, '0')}`,
        '2020-01-01',
        '2099-12-31',
        '[]',
        0,
        1,
        1,
        now,
        now,
      ],
    );
  });
  await dataSource.destroy();
}

async function bench(name: string, address: DatabaseAddress, size: number): Promise<void> {
  const server = await TestServer.start(address, { SORTIS_LOG_LEVEL: 'error' });
  const dir = mkdtempSync(join(tmpdir(), 'sortis-bench-'));
  try {
    const token = await server.signIn();
    const post = async (path: string, body: object): Promise<Record<string, number>> => {
      const answer = await server.call('POST', path, { token, body });
      if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body as Record<string, number>;
    };
    const agency = await post('/api/v1/agencies', {
      code: 'BENCH',
      name: '示范省局',
      level: 'province',
      regionCode: '110000',
    });
    const agencyId = Number(agency.id);
    await fill(address, agencyId, size);
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(ROOT, 'test/bench/floor.mjs'),
      address.kind,
      address.kind === 'mysql' ? address.url : address.file,
      String(agencyId),
    ]);
    const floor = JSON.parse(stdout) as Record<'count' | 'read' | 'hash' | 'write' | 'megabytes', number>;
    expect(floor.count).toBe(size);

    const matter = await post('/api/v1/matters', {
      agencyId,
      name: '抽查',
      legalBasis: '《示范条例》',
      importance: 'general',
    });
    const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
    const plan = await post('/api/v1/plans', { agencyId, year, title: '年度计划' });
    await post(`/api/v1/plans/${plan.id}/batches`, {
      name: '全省抽查',
      matterIds: [matter.id],
      rate: { direction: 'at-least', millionths: MILLIONTHS },
      visitWindow: { afterDays: 1, days: 60 },
      schedule: { kind: 'date', at: new Date().toISOString() },
    });
    await post(`/api/v1/plans/${plan.id}/publish`, {});
    const done = await server.until(
      '/api/v1/draws',
      token,
      (body) => body.items[0]?.phase === 'issued' || body.items[0]?.failure != null,
      3000,
    );
    const draw = done.items[0] as Record<string, string> & { id: number; population: number; sampleSize: number };
    expect(draw).toMatchObject({
      phase: 'issued',
      population: size,
      sampleSize: Math.ceil((size * MILLIONTHS) / 1_000_000),
    });
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.process.pid}/status`, 'utf8'))?.[1]) / 1024;

    const evidence = await fetch(`${server.url}/api/v1/draws/${draw.id}/evidence`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const file = join(dir, 'evidence.json');
    const downloadFrom = Date.now();
    await pipeline(Readable.fromWeb(evidence.body!), createWriteStream(file));
    const download = (Date.now() - downloadFrom) / 1000;
    const verifyFrom = Date.now();
    expect((await sortis(['verify', file])).status).toBe(0);
    const verify = (Date.now() - verifyFrom) / 1000;

    const snapshot = seconds(draw.announcedAt ?? '', draw.committedAt ?? '');
    const lottery = seconds(draw.seededAt ?? '', draw.drawnAt ?? '');
    const issue = seconds(draw.drawnAt ?? '', draw.issuedAt ?? '');
    const sum = floor.read + floor.hash + floor.write;
    const whole = snapshot + lottery + issue;
    say(
      `${name}, ${size.toLocaleString('en')} targets, ${draw.sampleSize.toLocaleString('en')} drawn, ${INSPECTORS} inspectors`,
    );
    say(
      `  floor   read ${floor.read.toFixed(1)} s, hash ${floor.hash.toFixed(1)} s, write ${floor.write.toFixed(1)} s: ${sum.toFixed(1)} s; ${floor.megabytes.toFixed(0)} MB`,
    );
    say(
      `  draw    snapshot ${snapshot.toFixed(1)} s, lottery ${lottery.toFixed(1)} s, issue ${issue.toFixed(1)} s: ${whole.toFixed(1)} s; server's peak ${peak.toFixed(0)} MB`,
    );
    say(`  ratio   ${(whole / sum).toFixed(2)} × the floor`);
    say(
      `  evidence ${(statSync(file).size / 1e6).toFixed(0)} MB, downloaded in ${download.toFixed(1)} s, verified in ${verify.toFixed(1)} s (${(verify / floor.hash).toFixed(2)} × hashing alone)`,
    );
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true });
  }
}

describe('a draw from end to end', () => {
  let mariadb: ThrowawayMariadb;
  beforeAll(async () => {
    mariadb = await ThrowawayMariadb.start();
  });
  afterAll(() => mariadb.stop());

  it.each(SIZES)('SQLite, %i targets', async (size) => {
    const dir = mkdtempSync(join(tmpdir(), 'sortis-bench-sqlite-'));
    try {
      await bench('SQLite', { kind: 'sqlite', file: join(dir, 'sortis.sqlite') }, size);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it.each(SIZES)('MariaDB, %i targets', async (size) => {
    await bench('MariaDB', { kind: 'mysql', url: await mariadb.database(`bench_${size}`) }, size);
  });
});
