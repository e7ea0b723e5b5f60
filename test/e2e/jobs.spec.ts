import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';

import { onEachDatabase } from '../support/databases.js';
import { DueDraws } from '../support/due-draws.js';
import { stamp } from '../support/field-rows.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';

onEachDatabase('jobs, as administrators see them', (database) => {
  let house: DueDraws;
  let server: TestServer;
  let admin: string;
  let local: string;
  let planner: string;

  beforeAll(async () => {
    house = await DueDraws.open(database.address());
    server = await TestServer.start(database.address(), { SORTIS_RUN_JOBS: 'false' });
    admin = await server.signIn();
    const agencyId = await house.agency(1);
    const people = { displayName: '某人', password: PASSWORD, agencyId, inspectorId: null };
    for (const [username, role] of [
      ['local.admin', 'admin'],
      ['planner', 'planner'],
    ]) {
      const made = await server.call('POST', '/api/v1/users', { token: admin, body: { ...people, username, role } });
      expect(made.status).toBe(201);
    }
    local = await server.signIn('local.admin');
    planner = await server.signIn('planner');
  });
  afterAll(async () => {
    await server.stop();
    await house.close();
  });

  const get = (path: string, token = admin): Promise<Answer> => server.call('GET', `/api/v1/jobs${path}`, { token });
  const retry = (id: number, token = admin, headers: Record<string, string> = {}): Promise<Answer> =>
    server.call('POST', `/api/v1/jobs/${id}/retry`, { token, body: {}, headers });

  beforeEach(async () => {
    const at = (seconds: number): string => stamp(new Date(Date.now() + seconds * 1000).toISOString());
    const row = (id: number, kind: string, state: string, run: number, more: object = {}): object => ({
      ...{ id, kind, job_key: String(id), state, due_at: at(run), run_at: at(run), created_at: at(run) },
      ...{ epoch: 3, beats: 7, attempts: 2, ...more },
    });
    await house.dataSource.transaction((manager) => manager.query('DELETE FROM jobs'));
    await house.add(
      'jobs',
      row(1, 'draw', 'waiting', 3600),
      row(2, 'draw', 'waiting', -3600),
      row(3, 'draw', 'running', -60, { owner: 'h:1', lease_until: at(30) }),
      row(4, 'issue', 'failed', -60, { last_error: 'no room', attempts: 16, finished_at: at(-1) }),
      row(5, 'issue', 'done', -60, { finished_at: at(-1) }),
    );
  });

  it('are listed, chosen, sorted and paged', async () => {
    const ids = async (query: string): Promise<number[]> =>
      (await get(query)).body.items.map(({ id }: { id: number }) => id);
    expect(await ids('')).toEqual([1, 2, 3, 4, 5]);
    expect(await ids('?state=waiting&sort=runAt')).toEqual([2, 1]);
    expect(await ids('?state=waiting&sort=-runAt')).toEqual([1, 2]);
    expect(await ids('?kind=issue')).toEqual([4, 5]);
    expect(await ids('?kind=issue&state=failed')).toEqual([4]);
    expect((await get('?pageSize=2&page=2')).body).toMatchObject({ total: 5, items: [{ id: 3 }, { id: 4 }] });
    expect((await get('?state=lost')).status).toBe(400);
    expect((await get('?sort=owner')).status).toBe(400);
  });

  it('say what they are at, and which are late', async () => {
    expect((await get('/1')).body).toMatchObject({ kind: 'draw', key: '1', state: 'waiting', late: false });
    expect((await get('/2')).body).toMatchObject({ late: true });
    expect((await get('/3')).body).toMatchObject({ state: 'running', owner: 'h:1', late: false });
    expect((await get('/4')).body).toMatchObject({ state: 'failed', attempts: 16, lastError: 'no room', late: false });
    expect(Object.keys((await get('/4')).body).sort()).toEqual(
      'attempts dueAt finishedAt id key kind lastError late leaseUntil owner runAt state'.split(' '),
    );
  });

  it('are tried again when they have failed, once for one key, and the history says by whom', async () => {
    const headers = { 'idempotency-key': `retry-${database.name}` };
    const first = await retry(4, admin, headers);
    expect([first.status, first.body]).toMatchObject([200, { state: 'waiting', attempts: 0, finishedAt: null }]);
    const second = await retry(4, admin, headers);
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect((await get('/4')).body).toMatchObject({ state: 'waiting', attempts: 0, lastError: 'no room' });
    const notes = await house.query<{ actor: string; before: string }>(
      `SELECT actor_name AS actor, before_value AS 'before' FROM history WHERE subject = 'job' AND action = 'retried'`,
    );
    expect(notes).toHaveLength(1);
    expect([notes[0]?.actor, JSON.parse(notes[0]?.before ?? '')]).toMatchObject(['admin', { lastError: 'no room' }]);
  });

  it('are not tried again in any other state', async () => {
    for (const id of [1, 2, 3, 5]) {
      const answer = await retry(id);
      expect([answer.status, answer.body.code]).toEqual([409, 'job_not_failed']);
    }
    expect((await retry(99)).status).toBe(404);
  });

  it('are not there for an administrator of one agency, and nobody else may ask', async () => {
    expect((await get('', local)).body).toEqual({ items: [], total: 0 });
    expect((await get('/4', local)).status).toBe(404);
    expect((await retry(4, local)).status).toBe(404);
    expect(await server.told('a job was asked for by someone who may not see it')).not.toEqual([]);
    for (const answer of [await get('', planner), await get('/4', planner), await retry(4, planner)])
      expect(answer.status).toBe(403);
    expect((await get('/4')).body.state).toBe('failed');
  });
});
