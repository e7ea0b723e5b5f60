import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { verifyEvidence, type Json } from '../../src/protocol/index.js';
import { onEachDatabase } from '../support/databases.js';
import { takeSteps } from '../support/inspection-life.js';
import { PASSWORD, sortis, TestServer, type Answer } from '../support/server.js';

const CHINA = 8 * 3_600_000;
const today = (): string => new Date(Date.now() + CHINA).toISOString().slice(0, 10);
const year = Number(today().slice(0, 4));

onEachDatabase('the main job, end to end', (database) => {
  let server: TestServer;
  let admin: string;
  let agencyId: number;
  let matterId: number;
  let planId: number;
  const targetCount = 110;

  const get = (path: string, token = admin): Promise<Answer> => server.call('GET', `/api/v1${path}`, { token });
  const post = (path: string, body: unknown, token = admin, headers: Record<string, string> = {}): Promise<Answer> =>
    server.call('POST', `/api/v1${path}`, { token, body, headers });
  const made = async (path: string, body: unknown, token = admin): Promise<Answer['body']> => {
    const answer = await post(path, body, token);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const batch = (more: object): object => ({
    name: '社会组织抽查',
    matterIds: [matterId],
    filter: [{ field: 'kind', in: ['社会团体'] }],
    rate: { direction: 'at-least', millionths: 30_000 },
    visitWindow: { afterDays: 0, days: 30 },
    ...more,
  });

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
  });
  afterAll(() => server.stop());

  it('takes three lists in', async () => {
    agencyId = (await made('/agencies', { code: 'MZJ', name: '某县民政局', level: 'county', regionCode: '110101' })).id;
    matterId = (
      await made('/matters', {
        agencyId,
        name: '社会团体检查',
        legalBasis: '《社会团体登记管理条例》',
        importance: 'general',
      })
    ).id;
    for (let n = 0; n < targetCount; n++) {
      await made('/targets', {
        agencyId,
        name: `协会${n}`,
        alias: `T${n}`,
        kind: '社会团体',
        riskClass: 'ABCD'.charAt(n % 4),
      });
    }
    await made('/targets', { agencyId, name: '养老院', alias: 'H1', kind: '养老机构' });
    await made('/targets', { agencyId, name: '已注销协会', alias: 'X1', kind: '社会团体', state: 'deregistered' });
    for (let n = 0; n < 8; n++) {
      const person = { agencyId, name: `执法员${n}`, certificateNumber: `Z${n}`, issuer: '某省司法厅' };
      await made('/inspectors', { ...person, validFrom: `${year - 1}-01-01`, validUntil: `${year + 2}-12-31` });
    }
    expect((await get('/targets?pageSize=5')).body).toMatchObject({ total: targetCount + 2 });
  });

  it('draws by itself what a published plan says, and issues the inspections with their teams', async () => {
    planId = (await made('/plans', { agencyId, year, title: '年度计划' })).id;
    await made(`/plans/${planId}/batches`, batch({ schedule: { kind: 'date', at: new Date().toISOString() } }));
    await made(`/plans/${planId}/publish`, {});
    const { items } = await server.until('/api/v1/draws', admin, (body) => body.items[0]?.phase === 'issued');
    // 3 % of 110 at least: 3.3, so 4
    expect(items[0]).toMatchObject({ population: targetCount, sampleSize: 4, failure: null });

    const inspections = (await get(`/inspections?drawId=${items[0].id}`)).body;
    expect(inspections.total).toBe(4);
    for (const inspection of inspections.items) {
      expect(inspection.state).toBe('issued');
      expect(new Set(inspection.team.map(({ code }: { code: string }) => code)).size).toBe(2);
      expect(inspection.target.code).toMatch(/^T\d+$/);
    }
  });

  it('publishes the commitment to everyone, and never the secret before the draw', async () => {
    const commitments = (await server.call('GET', '/api/v1/commitments')).body;
    expect(commitments.items[0].commitment).toMatch(/^[0-9a-f]{64}$/);
    expect(commitments.items[0].manifest.targets.count).toBe(targetCount);
    expect(commitments.items[0].manifest.exclusions.count).toBe(1);
    const one = (await server.call('GET', `/api/v1/commitments/${commitments.items[0].number}`)).body;
    expect(one).toEqual(commitments.items[0]);
  });

  describe('the evidence', () => {
    let evidence: string;
    let drawId: number;

    beforeAll(async () => {
      drawId = (await get('/draws')).body.items[0].id;
      const response = await fetch(`${server.url}/api/v1/draws/${drawId}/evidence`, {
        headers: { authorization: `Bearer ${admin}` },
      });
      evidence = await response.text();
    });

    it('is replayed offline by the command: it holds', async () => {
      const dir = mkdtempSync(join(tmpdir(), 'sortis-evidence-'));
      try {
        const file = join(dir, 'evidence.json');
        writeFileSync(file, evidence);
        const held = await sortis(['verify', file]);
        expect(held.stdout).toContain('成立');
        expect(held.status).toBe(0);
        // written again by another tool, with other white space, it is still the same evidence
        writeFileSync(file, JSON.stringify(JSON.parse(evidence), null, 2));
        const json = await sortis(['verify', file, '--json']);
        expect(JSON.parse(json.stdout)).toMatchObject({ verdict: 'holds' });
        expect(json.status).toBe(0);

        writeFileSync(file, evidence.replace('协会7', '协会八'));
        const broken = await sortis(['verify', file]);
        expect(broken.status).toBe(1);
        expect(broken.stdout).toContain('✗ roots');
        writeFileSync(file, evidence.slice(0, -100));
        expect((await sortis(['verify', file])).status).toBe(2);
        expect((await sortis(['verify', join(dir, 'none.json')])).status).toBe(2);
      } finally {
        rmSync(dir, { recursive: true });
      }
    });

    it('does not hold when any single value is another', async () => {
      const parsed = JSON.parse(evidence) as Json;
      const paths: (string | number)[][] = [];
      const walk = (value: Json | undefined, path: (string | number)[]): void => {
        if (typeof value === 'object' && value !== null) {
          for (const [key, inner] of Object.entries(value))
            walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
        } else paths.push(path);
      };
      walk(parsed, []);
      expect(paths.length).toBeGreaterThan(500);
      // the file is the same on both databases, so the whole walk is done on one of them
      const walked = database.name === 'SQLite' ? paths : paths.filter((_, at) => at % 20 === 0);
      for (const path of walked) {
        const changed = structuredClone(parsed) as Record<string | number, never>;
        let holder = changed;
        for (const key of path.slice(0, -1)) holder = holder[key] as never;
        const last = path.at(-1) as string;
        holder[last] = different(holder[last]) as never;
        const result = await verifyEvidence([Buffer.from(JSON.stringify(changed))]);
        expect([path.join('/'), result.verdict]).toEqual([path.join('/'), 'fails']);
        expect(result.steps.at(-1)?.ok).toBe(false);
      }
    }, 300_000);

    it('can be had from the command line too', async () => {
      const dir = mkdtempSync(join(tmpdir(), 'sortis-evidence-'));
      try {
        const address = database.address();
        const environment: Record<string, string> =
          address.kind === 'mysql' ? { DATABASE_URL: address.url } : { SORTIS_DATA_DIR: join(address.file, '..') };
        const file = join(dir, 'from-command.json');
        const number = (await get(`/draws/${drawId}`)).body.number as string;
        const written = await sortis(['evidence', number, '--output', file], environment, dir);
        expect([written.status, written.stderr]).toEqual([0, '']);
        expect((await sortis(['verify', file])).status).toBe(0);
      } finally {
        rmSync(dir, { recursive: true });
      }
    });
  });

  it('refuses to change or remove what was drawn, in the database itself', async () => {
    const source = await openDatabase(database.address(), ENTITIES);
    try {
      const attempt = (sql: string): Promise<unknown> => source.transaction((manager) => manager.query(sql));
      await expect(attempt(`UPDATE draws SET commitment = '${'0'.repeat(64)}'`)).rejects.toThrow(/committed/);
      await expect(attempt(`UPDATE draws SET record_hash = NULL`)).rejects.toThrow(/drawn/);
      await expect(attempt('DELETE FROM draws')).rejects.toThrow();
      await expect(attempt('DELETE FROM draw_parts')).rejects.toThrow(/append-only/);
      await expect(attempt('UPDATE draw_parts SET item_count = 0')).rejects.toThrow(/append-only/);
    } finally {
      await source.destroy();
    }
  });

  it('counts coverage from findings that are recorded and published', async () => {
    const before = (await get(`/coverage?agency=${agencyId}&year=${year}`)).body;
    expect(before.matterCoverage).toMatchObject({ numerator: 0, denominator: 1 });
    const [inspection] = (await get('/inspections')).body.items;
    const finding = { visitedOn: today(), findings: [{ code: 'no-problem-found' }] };
    const publish = { step: 'publish' };
    expect(inspection).toMatchObject({ inspected: false, result: { zh: '未检查' } });
    expect((await post(`/inspections/${inspection.id}/findings`, finding)).status).toBe(409);
    await takeSteps(server, admin, inspection.id, 'accept');
    expect((await post(`/inspections/${inspection.id}/steps`, publish)).status).toBe(409);
    expect((await post(`/inspections/${inspection.id}/findings`, finding)).status).toBe(201);
    expect((await post(`/inspections/${inspection.id}/steps`, publish)).status).toBe(409);
    // an office of one person: nobody else is there to look it over, and the step says so
    await takeSteps(server, admin, inspection.id, 'review', 'publish', 'close');
    expect((await get(`/inspections/${inspection.id}/steps`)).body.at(-3)).toMatchObject({
      step: 'review',
      alone: true,
    });
    expect((await post(`/inspections/${inspection.id}/findings`, finding)).status).toBe(409);
    const after = (await get(`/coverage?agency=MZJ&year=${year}`)).body;
    expect(after.matterCoverage).toMatchObject({ numerator: 1, denominator: 1, missing: [] });
    expect(after.taskCompletion).toMatchObject({ numerator: 1, denominator: 4 });
  });

  it('goes on with the same draw after it was killed', async () => {
    const at = new Date(Date.now() + 6000).toISOString();
    await made(
      `/plans/${planId}/batches`,
      batch({ name: '第二批', reason: '增加一批', schedule: { kind: 'date', at } }),
    );
    const committed = await server.until('/api/v1/draws?phase=committed', admin, (body) => body.total === 1);
    const [draw] = committed.items;
    expect((await get(`/draws/${draw.id}/evidence`)).status).toBe(409);
    const shown = JSON.stringify((await get(`/draws/${draw.id}`)).body);
    expect(shown).not.toMatch(/secret/i);
    await server.stop('SIGKILL');
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    const done = await server.until(`/api/v1/draws/${draw.id}`, admin, (body) => body.phase === 'issued');
    expect(done.commitment).toBe(draw.commitment);
    expect((await get('/draws')).body.total).toBe(2);
    expect((await get(`/inspections?drawId=${draw.id}`)).body.total).toBe(4);
  });

  it('stops gracefully: what has begun is finished', async () => {
    await made(
      `/plans/${planId}/batches`,
      batch({ name: '第三批', reason: '增加一批', schedule: { kind: 'date', at: new Date().toISOString() } }),
    );
    await server.stop('SIGTERM');
    server = await TestServer.start(database.address(), { SORTIS_RUN_JOBS: 'false' });
    admin = await server.signIn();
    const { items } = (await get('/draws?sort=-id')).body;
    // either not begun, or at the end of a step: nothing stands half-way with a lease still on it
    const source = await openDatabase(database.address(), ENTITIES);
    const running = await source.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM jobs WHERE state = 'running'`);
    await source.destroy();
    expect(Number(running[0]?.n)).toBe(0);
    await server.stop();
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    await server.until(
      '/api/v1/draws',
      admin,
      (body) => body.total === 3 && body.items.every((each: { phase: string }) => each.phase === 'issued'),
    );
    expect(items.length).toBeGreaterThanOrEqual(2);
  });

  it('hides what lies outside the agency of the caller: it is not there', async () => {
    const other = (
      await made('/agencies', { code: 'OTHER', name: '另一县民政局', level: 'county', regionCode: '110102' })
    ).id;
    const body = { username: 'elsewhere', displayName: '他人', password: PASSWORD, role: 'planner', agencyId: other };
    await made('/users', body);
    const elsewhere = await server.signIn('elsewhere');
    const [draw] = (await get('/draws')).body.items;
    const [target] = (await get('/targets')).body.items;
    for (const path of [
      `/draws/${draw.id}`,
      `/draws/${draw.id}/evidence`,
      `/targets/${target.id}`,
      `/plans/${planId}`,
      `/agencies/${agencyId}`,
      `/coverage?agency=${agencyId}`,
    ]) {
      expect([path, (await get(path, elsewhere)).status]).toEqual([path, 404]);
    }
    for (const path of ['/draws', '/targets', '/inspectors', '/matters', '/plans', '/inspections']) {
      expect([path, (await get(path, elsewhere)).body.total]).toEqual([path, 0]);
    }
    expect((await post('/targets', { agencyId, name: '混入', alias: 'MIX', kind: '社会团体' }, elsewhere)).status).toBe(
      404,
    );
  });

  it('makes one record of a creation sent twice with the same Idempotency-Key', async () => {
    const body = { agencyId, name: '只建一次', alias: 'ONCE', kind: '社会团体' };
    const [first, second] = await Promise.all(
      [1, 2].map(() => post('/targets', body, admin, { 'idempotency-key': 'k-1' })),
    );
    const third = await post('/targets', body, admin, { 'idempotency-key': 'k-1' });
    expect([first?.status, second?.status].sort()).toContain(201);
    expect(third.status).toBe(201);
    expect(third.headers.get('idempotent-replayed')).toBe('true');
    const reused = await post('/targets', { ...body, name: '另一个' }, admin, { 'idempotency-key': 'k-1' });
    expect([reused.status, reused.body.code]).toEqual([409, 'idempotency_key_reused']);
    expect((await get('/targets?search=只建一次')).body.total).toBe(1);
  });
});

/** Another value of the same kind. */
function different(value: unknown): unknown {
  if (typeof value === 'string') {
    if (/^[0-9a-f]{64}$/.test(value)) return (value.startsWith('0') ? '1' : '0') + value.slice(1);
    if (/^\d{4}-\d{2}-\d{2}/.test(value)) return value.replace(/^\d{4}/, (digits) => String(Number(digits) + 1));
    return `${value}1`;
  }
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return 'x';
}
