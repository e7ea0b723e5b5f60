import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { onEachDatabase } from '../support/databases.js';
import { inspectorBody, made } from '../support/hostile-house.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';

onEachDatabase('what those who administer set', (database) => {
  let server: TestServer;
  let admin: string;
  let below: string;
  let province: number;
  let county: number;
  let town: number;

  const call = (
    method: string,
    path: string,
    { token = admin, body, version }: { token?: string; body?: unknown; version?: number } = {},
  ): Promise<Answer> =>
    server.call(method, `/api/v1${path}`, {
      token,
      ...(body === undefined ? {} : { body }),
      ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
    });
  const get = async (path: string, token = admin): Promise<Answer['body']> => {
    const answer = await call('GET', path, { token });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const make = async (path: string, sent: unknown): Promise<number> =>
    (await made(server, admin, path, sent)).id as number;

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    province = await make('/agencies', { code: 'PROV', name: '某省民政厅', level: 'province' });
    county = await make('/agencies', { code: 'MZ', name: '某县民政局', level: 'county', parentId: province });
    town = await make('/agencies', { code: 'XZ', name: '某镇民政所', level: 'township', parentId: county });
    for (const [username, role, agencyId] of [
      ['below', 'admin', county],
      ['looker', 'auditor', town],
    ])
      await make('/users', { username, displayName: username, password: PASSWORD, role, agencyId });
    below = await server.signIn('below');
  });
  afterAll(() => server.stop());

  it('says of each term what holds, and whose word that is', async () => {
    const nobody = { agencyId: null, agency: null };
    expect(await get(`/agencies/${town}/terms`)).toEqual({
      agencyId: town,
      publicationDays: { own: null, effective: 20, from: nobody },
      closingDays: { own: null, effective: 10, from: nobody },
      checkInMetres: { own: null, effective: 500, from: nobody },
    });
    await call('PATCH', `/agencies/${province}`, { body: { publicationDays: 15, checkInMetres: 800 }, version: 1 });
    await call('PATCH', `/agencies/${county}`, { body: { publicationDays: 10, closingDays: 4 }, version: 1 });
    // one who sees a part of the tree is told the word of the agency above him, which he does not see, all the same
    expect(await get(`/agencies/${town}/terms`, below)).toEqual({
      agencyId: town,
      publicationDays: { own: null, effective: 10, from: { agencyId: county, agency: '某县民政局' } },
      closingDays: { own: null, effective: 4, from: { agencyId: county, agency: '某县民政局' } },
      checkInMetres: { own: null, effective: 800, from: { agencyId: province, agency: '某省民政厅' } },
    });
    expect((await get(`/agencies/${county}/terms`)).publicationDays).toEqual({
      own: 10,
      effective: 10,
      from: { agencyId: county, agency: '某县民政局' },
    });
    expect((await call('GET', `/agencies/${province}/terms`, { token: below })).status).toBe(404);
    // by another place in the tree another word holds
    await call('PATCH', `/agencies/${town}`, { body: { parentId: province }, version: 1 });
    expect((await get(`/agencies/${town}/terms`)).publicationDays).toMatchObject({ own: null, effective: 15 });
    await call('PATCH', `/agencies/${town}`, { body: { parentId: county }, version: 2 });
  });

  it('says the same of what is published', async () => {
    await call('PUT', `/agencies/${province}/disclosure-rules`, {
      body: { inspectorNames: 'full', personTargets: null, retentionYears: 7 },
      version: 0,
    });
    await call('PUT', `/agencies/${county}/disclosure-rules`, {
      body: { inspectorNames: null, personTargets: 'full', retentionYears: 3 },
      version: 0,
    });
    const above = { agencyId: province, agency: '某省民政厅' };
    const own = { agencyId: county, agency: '某县民政局' };
    expect(await get(`/agencies/${town}/disclosure-rules`, below)).toEqual({
      agencyId: town,
      version: 0,
      own: { inspectorNames: null, personTargets: null, retentionYears: null },
      effective: { inspectorNames: 'full', personTargets: 'full', retentionYears: 3 },
      from: { inspectorNames: above, personTargets: own, retentionYears: own },
    });
    expect((await get(`/agencies/${province}/disclosure-rules`)).from).toEqual({
      inspectorNames: above,
      personTargets: { agencyId: null, agency: null },
      retentionYears: above,
    });
  });

  it('tells what became of a person, to those who administer that person', async () => {
    const id = await make('/users', {
      username: 'wang.fang',
      displayName: '王芳',
      password: PASSWORD,
      role: 'planner',
      agencyId: county,
    });
    await call('PATCH', `/users/${id}`, { body: { role: 'auditor' }, version: 1 });
    await call('POST', `/users/${id}/password`, { body: { password: 'another quiet river' } });
    const history = await get(`/users/${id}/history`, below);
    expect(history.map(({ action, by }: Answer['body']) => `${action} ${by}`)).toEqual([
      'password-set admin',
      'updated admin',
      'created admin',
    ]);
    expect(history[1]).toMatchObject({ before: { role: 'planner' }, after: { role: 'auditor' } });
    expect(JSON.stringify(history)).not.toMatch(/quiet|argon|hash/i);
    const stranger = await make('/users', {
      username: 'top',
      displayName: '上级',
      password: PASSWORD,
      role: 'auditor',
      agencyId: province,
    });
    expect((await call('GET', `/users/${stranger}/history`, { token: below })).status).toBe(404);
    const looker = await server.signIn('looker');
    expect((await call('GET', `/users/${id}/history`, { token: looker })).status).toBe(403);
  });

  it('keeps why something was changed in the history of each, and nothing where nothing changed', async () => {
    const agencyId = county;
    const records: readonly (readonly [string, object, object])[] = [
      ['/targets', { agencyId, name: '甲', kind: '养老机构', alias: 'R-1' }, { riskClass: 'D' }],
      ['/matters', { agencyId, name: '年度检查' }, { importance: 'key' }],
      ['/inspectors', { ...inspectorBody(agencyId, '周立'), certificateNumber: 'ZH-R' }, { yearlyLimit: 7 }],
    ];
    for (const [path, sent, change] of records) {
      const id = await make(path, sent);
      const body = { ...change, reason: '年度评定\n第二批' };
      expect((await call('PATCH', `${path}/${id}`, { body, version: 1 })).body.version).toBe(2);
      // somebody else was before: refused, and not told of
      const late = await call('PATCH', `${path}/${id}`, { body: { ...body, reason: '晚了' }, version: 1 });
      expect([path, late.status, late.body.code]).toEqual([path, 412, 'changed_meanwhile']);
      // so already
      expect(
        (await call('PATCH', `${path}/${id}`, { body: { ...body, reason: '又一次' }, version: 2 })).body.version,
      ).toBe(2);
      const history = await get(`${path}/${id}/history`);
      const [field = ''] = Object.keys(change);
      expect(history.map(({ action, after }: Answer['body']) => [action, after.reason])).toEqual([
        ['updated', '年度评定\n第二批'],
        ['created', undefined],
      ]);
      expect(history[0].after[field]).toBe((change as Record<string, unknown>)[field]);
      expect(history[0].before.reason).toBeUndefined();
      expect((await get(`${path}/${id}`)).reason).toBeUndefined();
      const long = await call('PATCH', `${path}/${id}`, { body: { reason: 'x'.repeat(501) }, version: 2 });
      expect([long.status, long.body.errors?.[0]?.pointer]).toEqual([400, '/reason']);
    }
  });
});
