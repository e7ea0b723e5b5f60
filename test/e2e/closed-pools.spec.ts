import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { verifyEvidence, type Verification } from '../../src/protocol/index.js';
import { onEachDatabase } from '../support/databases.js';
import { FieldRows } from '../support/field-rows.js';
import { batchBody, inspectorBody, made, year } from '../support/hostile-house.js';
import { PASSWORD, sortis, TestServer, type Answer } from '../support/server.js';

/** So many that the pool is read on the engine's thread. */
const TARGETS = 2200;

onEachDatabase('a draw with closed pools, over HTTP', (database) => {
  let server: TestServer;
  let admin: string;
  let stranger: string;
  let draw: number;
  let number: string;
  let evidence: { targets: { id: string }[]; record: { selection: { targets: string[]; reserve: string[] }[] } };
  let shown: string[];
  let hidden: string[];

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    const code = 'CLOSED';
    const agency = (await made(server, admin, '/agencies', { code, name: '某县民政局', level: 'county' })).id as number;
    const other = (await made(server, admin, '/agencies', { code: 'OTHER', name: '他县', level: 'county' }))
      .id as number;
    const dataSource = await openDatabase(database.address(), ENTITIES);
    const rows = new FieldRows(dataSource);
    await rows.add('targets', ...Array.from({ length: TARGETS }, () => ({ agency_id: agency })));
    await rows.add('targets', { agency_id: agency, code: 'GONE', state: 'deregistered' });
    await dataSource.destroy();
    for (let n = 0; n < 4; n++) await made(server, admin, '/inspectors', inspectorBody(agency, `Z${n}`));
    const matter = { agencyId: agency, name: '检查', legalBasis: '《慈善法》' };
    const matterId = (await made(server, admin, '/matters', matter)).id as number;
    const plan = (await made(server, admin, '/plans', { agencyId: agency, year: year(), title: '计划' })).id as number;
    const batch = await made(server, admin, `/plans/${plan}/batches`, batchBody(matterId, { pools: 'closed' }));
    expect(batch).toMatchObject({ pools: 'closed' });
    await made(server, admin, `/plans/${plan}/publish`, {});
    const drawn = await server.until('/api/v1/draws', admin, (body) => body.items[0]?.phase === 'issued');
    ({ id: draw, number } = drawn.items[0] as { id: number; number: string });
    const body = { username: 'stranger', displayName: '外人', password: PASSWORD, role: 'auditor', agencyId: other };
    await made(server, admin, '/users', body);
    stranger = await server.signIn('stranger');
    evidence = (await staff('evidence')).body as typeof evidence;
    shown = evidence.record.selection.flatMap(({ reserve, targets }) => [...targets, ...reserve]);
    hidden = evidence.targets.map(({ id }) => id).filter((id) => !shown.includes(id));
  }, 120_000);
  afterAll(() => server.stop());

  const staff = (path: string, token = admin): Promise<Answer> =>
    server.call('GET', `/api/v1/draws/${draw}/${path}`, { token });
  const everyone = (path: string): Promise<Answer> => server.call('GET', `/api/v1/public/draws/${number}/${path}`);
  const checked = ({ body }: Answer): Promise<Verification> => verifyEvidence([Buffer.from(JSON.stringify(body))]);

  it('gives its staff the whole evidence, and everyone the extract', async () => {
    expect(await checked(await staff('evidence'))).toMatchObject({ verdict: 'holds', kind: 'evidence' });
    const refused = await everyone('evidence');
    expect([refused.status, refused.body.code]).toEqual([403, 'closed_pools']);
    expect(refused.body.detail).toContain(`/api/v1/public/draws/${number}/extract`);
    for (const answer of [await everyone('extract'), await staff('extract')]) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="sortis-${number}.extract.json"`);
      expect(await checked(answer)).toMatchObject({ verdict: 'holds', kind: 'extract' });
      expect(answer.body.targets.map(({ leaf }: { leaf: { id: string } }) => leaf.id)).toEqual([...shown].sort());
    }
    expect((await staff('extract')).headers.get('cache-control')).toBe('private, no-store');
    const { headers } = await everyone('extract');
    expect(headers.get('cache-control')).toBe('public, max-age=86400, immutable');
    expect(await statusOf(`extract`, headers.get('etag') ?? '')).toBe(304);
    expect(await statusOf(`extract`, '"another"')).toBe(200);
  });

  /** Not by fetch, which asks for a new copy as soon as it is told what is known. */
  const statusOf = (path: string, known: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const url = `${server.url}/api/v1/public/draws/${number}/${path}`;
      get(url, { headers: { 'if-none-match': known } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).on('error', reject);
    });

  it('proves to everyone what the extract shows', async () => {
    for (const id of [shown[0]!, shown.at(-1)!]) {
      const answer = await everyone(`targets/${id}/proof`);
      expect(answer.status).toBe(200);
      const told = await checked(answer);
      expect(told).toMatchObject({ verdict: 'holds', kind: 'target-proof', outcome: { target: id } });
      expect(await statusOf(`targets/${id}/proof`, answer.headers.get('etag') ?? '')).toBe(304);
    }
  });

  it('answers for everyone else as for one that was never there, and keeps the attempt', async () => {
    /** All that an answer says, without its own name, its moment and what was asked for. */
    const said = ({ status, headers, body }: Answer, id: string): unknown => {
      const { requestId, ...problem } = body as Record<string, unknown>;
      expect(requestId).toBeDefined();
      const names = [...headers].filter(([name]) => !['date', 'x-request-id', 'etag', 'content-length'].includes(name));
      return JSON.parse(JSON.stringify([status, names, problem]).replaceAll(id, '…')) as unknown;
    };
    const nobody = said(await everyone('targets/NOBODY/proof'), 'NOBODY');
    expect(nobody).toMatchObject([404, {}, { code: 'not_found' }]);
    for (const id of [hidden[0]!, hidden.at(-1)!, 'GONE', 'zzz'])
      expect([id, said(await everyone(`targets/${id}/proof`), id)]).toEqual([id, nobody]);
    const odd = await everyone(`targets/${encodeURIComponent('../无此户/..')}/proof`);
    expect([odd.status, odd.body.code]).toEqual([404, 'not_found']);
    for (const sought of ['NOBODY', hidden[0]!, 'GONE']) {
      const kept = await server.told(`"sought":"${sought}"`);
      expect(kept.some((line) => line.includes('not shown') && line.includes(number))).toBe(true);
    }
  });

  it('gives its staff any proof, and those of another place nothing', async () => {
    const kinds: unknown[] = [];
    for (const id of [hidden[0]!, shown[0]!, 'GONE'])
      kinds.push((await checked(await staff(`targets/${id}/proof`))).outcome?.kind);
    expect(kinds).toEqual(['not-drawn', 'drawn', 'excluded']);
    expect((await staff('targets/NOBODY/proof')).status).toBe(404);
    for (const path of ['evidence', 'extract', `targets/${shown[0]!}/proof`]) {
      expect([path, (await staff(path, stranger)).status]).toEqual([path, 404]);
      expect([path, (await server.call('GET', `/api/v1/draws/${draw}/${path}`)).status]).toEqual([path, 401]);
    }
  });

  it('has a fairness sheet that names only those who were sent', async () => {
    const sheet = await everyone('fairness');
    expect(sheet.status).toBe(200);
    const words = JSON.stringify(sheet.body);
    for (const id of hidden) expect(words.includes(`"${id}"`)).toBe(false);
    expect(words).not.toContain('GONE');
    expect((await staff('fairness')).body.inspectors).toHaveLength(4);
  });

  describe('sortis evidence', () => {
    it('writes the extract, or the proof of one target', async () => {
      const dir = mkdtempSync(join(tmpdir(), 'sortis-closed-'));
      try {
        const address = database.address();
        const place: Record<string, string> =
          address.kind === 'mysql' ? { DATABASE_URL: address.url } : { SORTIS_DATA_DIR: join(address.file, '..') };
        const id = hidden[0]!;
        for (const [args, name, words] of [
          [['--extract'], `sortis-${number}.extract.json`, '成立'],
          [['--target', id], `sortis-${number}.${id}.proof.json`, `${id} 未被抽中`],
        ] as const) {
          const written = await sortis(['evidence', number, ...args], place, dir);
          expect(written).toMatchObject({ status: 0, stdout: `${name}\n` });
          const { status, stdout } = await sortis(['verify', join(dir, name)]);
          expect([status, stdout]).toEqual([0, expect.stringContaining(words)]);
        }
        const neither = await sortis(['evidence', number, '--target', 'NOBODY'], place, dir);
        expect([neither.status, neither.stderr]).toEqual([2, expect.stringContaining('NOBODY')]);
        expect((await sortis(['evidence', number, '--extract', '--target', id], place, dir)).status).toBe(2);
      } finally {
        rmSync(dir, { recursive: true });
      }
    });
  });
});
