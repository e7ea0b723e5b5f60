import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { onEachDatabase } from '../support/databases.js';
import { batchBody, inspectorBody, made, year } from '../support/hostile-house.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';

/** A day of next year: nothing of these plans is drawn while the test runs. */
const LATER = { schedule: { kind: 'date', at: `${year() + 1}-06-01` } };

onEachDatabase('the life of a plan', (database) => {
  let server: TestServer;
  let admin: string;
  let city: number;
  let county: number;
  let matter: number;
  const tokens: Record<string, string> = {};
  const names = ['first', 'second', 'above', 'elsewhere'] as const;

  const post = (path: string, token: string | undefined, body: unknown = {}): Promise<Answer> =>
    server.call('POST', `/api/v1${path}`, { ...(token === undefined ? {} : { token }), body });
  const get = async (path: string, token?: string): Promise<Answer['body']> =>
    (await server.call('GET', `/api/v1${path}`, token === undefined ? {} : { token })).body;
  const refusal = async (answer: Promise<Answer>): Promise<[number, string]> => {
    const { status, body } = await answer;
    return [status, body.code];
  };
  const draft = async (agencyId: number, ofYear: number, token = tokens.first ?? ''): Promise<number> => {
    const { id } = await made(server, token, '/plans', { agencyId, year: ofYear });
    const at = `${ofYear}-06-01`;
    await made(server, token, `/plans/${id}/batches`, batchBody(matter, { schedule: { kind: 'date', at } }));
    return id as number;
  };

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    const make = async (path: string, body: unknown): Promise<number> =>
      (await made(server, admin, path, body)).id as number;
    city = await make('/agencies', { code: 'CITY', name: '某市民政局', level: 'city' });
    county = await make('/agencies', { code: 'COUNTY', name: '某县民政局', level: 'county', parentId: city });
    const other = await make('/agencies', { code: 'OTHER', name: '邻县民政局', level: 'county', parentId: city });
    matter = await make('/matters', { agencyId: county, name: '社会团体检查', legalBasis: '《慈善法》' });
    for (let n = 0; n < 4; n++) {
      await make('/targets', { agencyId: county, name: `协会${n}`, alias: `T${n}`, kind: '社会团体' });
      await make('/inspectors', { ...inspectorBody(county, `Z${n}`), validUntil: `${year() + 9}-12-31` });
    }
    for (const [at, agencyId] of [county, county, city, other].entries()) {
      const username = names[at] ?? '';
      await make('/users', { username, displayName: username, password: PASSWORD, role: 'planner', agencyId });
      tokens[username] = await server.signIn(username);
    }
  });
  afterAll(() => server.stop());

  describe('the review', () => {
    let plan: number;
    beforeAll(async () => {
      plan = await draft(county, year() + 1);
    });

    it('comes before the publication wherever a second person could make it', async () => {
      expect(await refusal(post(`/plans/${plan}/publish`, tokens.first))).toEqual([409, 'plan_review_required']);
      // nor does another person publish what nobody submitted
      expect(await refusal(post(`/plans/${plan}/publish`, tokens.second))).toEqual([409, 'plan_review_required']);
      expect(await refusal(post(`/plans/${plan}/approve`, tokens.second))).toEqual([409, 'plan_not_submitted']);
      expect(await post(`/plans/${plan}/submit`, tokens.first, { reason: '请审核' })).toMatchObject({
        status: 200,
        body: { state: 'submitted', edition: 0, review: { step: 'submitted', by: 'first', reason: '请审核' } },
      });
      expect(await refusal(post(`/plans/${plan}/submit`, tokens.first))).toEqual([409, 'plan_submitted_already']);
      expect(await refusal(post(`/plans/${plan}/publish`, tokens.first))).toEqual([409, 'plan_review_required']);
      expect((await get(`/plans?state=submitted`, tokens.second)).items.map(({ id }: { id: number }) => id)).toEqual([
        plan,
      ]);
    });

    it('is not made by who submitted it, nor by who changed it last', async () => {
      expect(await refusal(post(`/plans/${plan}/approve`, tokens.first))).toEqual([403, 'second_person_needed']);
      expect(await refusal(post(`/plans/${plan}/return`, tokens.first, { reason: '改' }))).toEqual([
        403,
        'second_person_needed',
      ]);
      expect(await refusal(post(`/plans/${plan}/approve`, tokens.elsewhere))).toEqual([404, 'not_found']);
      // the second changes it, and the first submits it: neither may approve, and the city's planner does
      const renamed = await server.call('PATCH', `/api/v1/plans/${plan}`, {
        token: tokens.second ?? '',
        body: { title: '年度计划' },
      });
      expect(renamed.body).toMatchObject({ state: 'draft', title: '年度计划' });
      expect((await post(`/plans/${plan}/submit`, tokens.first)).body.state).toBe('submitted');
      expect(await refusal(post(`/plans/${plan}/approve`, tokens.second))).toEqual([403, 'second_person_needed']);
      expect(await refusal(post(`/plans/${plan}/approve`, tokens.first))).toEqual([403, 'second_person_needed']);
    });

    it('gives it back with a reason, and holds only for what was looked at', async () => {
      expect(await refusal(post(`/plans/${plan}/return`, tokens.above))).toEqual([400, 'validation_failed']);
      expect(await post(`/plans/${plan}/return`, tokens.above, { reason: '比例偏低' })).toMatchObject({
        status: 200,
        body: { state: 'draft', review: { step: 'returned', by: 'above', reason: '比例偏低' } },
      });
      await post(`/plans/${plan}/submit`, tokens.first);
      const approved = await post(`/plans/${plan}/approve`, tokens.above, { reason: '同意' });
      expect(approved.body).toMatchObject({ state: 'approved', review: { step: 'approved', by: 'above' } });
      // one more batch, and nobody has seen it
      await made(server, tokens.first ?? '', `/plans/${plan}/batches`, batchBody(matter, LATER));
      expect((await get(`/plans/${plan}`, tokens.first)).state).toBe('draft');
      expect(await refusal(post(`/plans/${plan}/publish`, tokens.first))).toEqual([409, 'plan_review_required']);
      await post(`/plans/${plan}/submit`, tokens.first);
      expect((await post(`/plans/${plan}/approve`, tokens.second)).body.state).toBe('approved');
      const published = await post(`/plans/${plan}/publish`, tokens.first);
      expect(published.body).toMatchObject({ state: 'published', edition: 1 });
      expect(await refusal(post(`/plans/${plan}/submit`, tokens.first))).toEqual([409, 'plan_already_published']);
      const steps = (await get(`/plans/${plan}/steps`, tokens.first)) as { step: string; by: string }[];
      expect(steps.map(({ by, step }) => `${step} ${by}`)).toEqual([
        ...['submitted first', 'submitted first', 'returned above', 'submitted first', 'approved above'],
        ...['submitted first', 'approved second'],
      ]);
    });

    it('refuses what could not be published, and an older version', async () => {
      const { id } = await made(server, tokens.first ?? '', '/plans', { agencyId: county, year: year() + 3 });
      const empty = await post(`/plans/${id}/submit`, tokens.first);
      expect([empty.status, empty.body.code]).toEqual([400, 'plan_not_ready']);
      const ready = await draft(county, year() + 2);
      const stale = await server.call('POST', `/api/v1/plans/${ready}/submit`, {
        token: tokens.first ?? '',
        body: {},
        headers: { 'if-match': '"1"' },
      });
      expect(stale.status).toBe(412);
      const answers = await Promise.all([1, 2, 3].map(() => post(`/plans/${ready}/submit`, tokens.first)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      const decisions = await Promise.all([
        post(`/plans/${ready}/approve`, tokens.second),
        post(`/plans/${ready}/return`, tokens.above, { reason: '改' }),
      ]);
      expect(decisions.map(({ status }) => status).sort()).toEqual([200, 409]);
    });

    it('is left out only where nobody else could make it, and the edition says so', async () => {
      const alone = (await made(server, admin, '/agencies', { code: 'ALONE', name: '省厅', level: 'province' })).id;
      for (let n = 0; n < 3; n++) {
        await made(server, admin, '/targets', { agencyId: alone, name: `会${n}`, alias: `P${n}`, kind: '社会团体' });
        await made(server, admin, '/inspectors', inspectorBody(alone, `P${n}`));
      }
      const own = (await made(server, admin, '/matters', { agencyId: alone, name: '检查', legalBasis: '《慈善法》' }))
        .id;
      const { id } = await made(server, admin, '/plans', { agencyId: alone, year: year() + 1 });
      await made(server, admin, `/plans/${id}/batches`, batchBody(own, LATER));
      expect((await post(`/plans/${id}/publish`, admin)).body).toMatchObject({ state: 'published', review: null });
      expect(await get(`/public/plans/${id}`)).toMatchObject({ edition: 1, by: 'admin', approvedBy: null });
    });
  });

  describe('editions', () => {
    let plan: number;
    let batch: number;
    beforeAll(async () => {
      plan = (await get(`/plans?state=published&year=${year() + 1}`, tokens.first)).items[0].id as number;
      batch = (await get(`/plans/${plan}/batches`, tokens.first)).items[0].id as number;
    });

    it('stay readable as they were published, to everyone', async () => {
      const before = await get(`/public/plans/${plan}/editions/1`);
      expect(before).toMatchObject({
        plan,
        edition: 1,
        action: 'published',
        by: 'first',
        approvedBy: 'second',
        content: { title: '年度计划', year: year() + 1, agency: { code: 'COUNTY' } },
      });
      expect(before.batches.map(({ code }: { code: string }) => code)).toEqual(['B01', 'B02']);
      expect(before.batches[0]).toMatchObject({
        rate: { direction: 'number', number: 3 },
        matters: [{ name: '社会团体检查' }],
        draws: [`${year() + 1}-06-01T01:00:00.000Z`],
        cancelled: false,
      });
      expect(JSON.stringify(before)).not.toContain('"id"');
      const change = { rate: { direction: 'number', number: 2 }, reason: '人员不足' };
      const answer = await server.call('PATCH', `/api/v1/plans/${plan}/batches/${batch}`, {
        token: tokens.second ?? '',
        body: change,
      });
      expect(answer.status).toBe(200);
      expect((await post(`/plans/${plan}/batches/${batch}/cancel`, tokens.first, { reason: '停办' })).status).toBe(200);
      // the lists change as well: what was published does not
      await server.call('PATCH', `/api/v1/matters/${matter}`, { token: admin, body: { name: '改名事项' } });
      expect(await get(`/public/plans/${plan}/editions/1`)).toEqual(before);
      const second = await get(`/plans/${plan}/editions/2`, tokens.first);
      expect(second).toMatchObject({ action: 'batch-updated', by: 'second', approvedBy: null, reason: '人员不足' });
      expect(second.batches[0]).toMatchObject({ rate: { number: 2 }, cancelled: false });
      expect(second.batches[1]).toEqual(before.batches[1]);
      const third = await get(`/public/plans/${plan}`);
      expect(third).toMatchObject({ edition: 3, action: 'batch-cancelled', reason: '停办' });
      expect(third.batches[0]).toMatchObject({ cancelled: true, draws: [] });
      const all = await get(`/public/plans/${plan}/editions`);
      expect(all.items.map(({ edition }: { edition: number }) => edition)).toEqual([3, 2, 1]);
      const listed = (await get('/public/plans?agency=COUNTY')).items as { plan: number }[];
      expect(listed.map((one) => one.plan)).toEqual([plan]);
    });

    it('are not there before the publication, and no edition is that nobody made', async () => {
      const unpublished = await draft(county, year() + 4);
      for (const path of [`/public/plans/${unpublished}`, `/public/plans/${unpublished}/editions/1`])
        expect([path, (await server.call('GET', `/api/v1${path}`)).status]).toEqual([path, 404]);
      expect((await get(`/plans/${unpublished}/editions`, tokens.first)).total).toBe(0);
      expect((await server.call('GET', `/api/v1/public/plans/${plan}/editions/4`)).status).toBe(404);
    });

    it('and steps are append-only', async () => {
      const dataSource = await openDatabase(database.address(), ENTITIES);
      try {
        for (const table of ['plan_steps', 'plan_editions', 'plan_edition_parts']) {
          for (const sql of [`UPDATE ${table} SET edition = 9`, `DELETE FROM ${table}`]) {
            const attempt = dataSource.transaction((manager) => manager.query(sql));
            await expect(attempt).rejects.toThrow(/append-only/);
          }
        }
        // and the database itself keeps the reviewer apart from who submitted it
        const same = dataSource.transaction((manager) =>
          manager.query(
            `INSERT INTO plan_steps (plan_id, plan_version, edition, step, by_user, by_name, not_by, at)
              VALUES (${plan}, 999, 0, 'approved', 7, 'x', 7, '2026-01-01 00:00:00.000')`,
          ),
        );
        await expect(same).rejects.toThrow(/ck_plan_steps_second/);
      } finally {
        await dataSource.destroy();
      }
    });
  });

  describe('filing', () => {
    let plan: number;
    beforeAll(async () => {
      plan = (await get(`/plans?state=published&year=${year() + 1}`, tokens.first)).items[0].id as number;
    });

    it('goes to the agency above, once for each edition, and is acknowledged there', async () => {
      const open = async (): Promise<number[]> =>
        (await get('/plans?filing=open', tokens.above)).items.map(({ id }: { id: number }) => id);
      expect(await open()).toEqual([]);
      expect(await refusal(post(`/plans/${plan}/acknowledge`, tokens.above))).toEqual([409, 'plan_not_filed']);
      const filed = await post(`/plans/${plan}/file`, tokens.first, { reason: '请备案' });
      expect(filed).toMatchObject({
        status: 200,
        body: { filing: { edition: 3, agencyId: city, by: 'first', reason: '请备案', acknowledged: null } },
      });
      expect(await refusal(post(`/plans/${plan}/file`, tokens.second))).toEqual([409, 'edition_filed']);
      expect(await open()).toEqual([plan]);
      expect(await refusal(post(`/plans/${plan}/acknowledge`, tokens.second))).toEqual([403, 'acknowledged_above']);
      expect(await refusal(post(`/plans/${plan}/acknowledge`, tokens.elsewhere))).toEqual([404, 'not_found']);
      const twice = await Promise.all([1, 2].map(() => post(`/plans/${plan}/acknowledge`, tokens.above)));
      expect(twice.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect((await get(`/plans/${plan}`, tokens.first)).filing).toMatchObject({
        edition: 3,
        acknowledged: { by: 'above' },
      });
      expect(await open()).toEqual([]);
      // filing is no change of the plan: the edition is the same, and a change is filed anew
      const renamed = await server.call('PATCH', `/api/v1/plans/${plan}`, {
        token: tokens.first ?? '',
        body: { title: '年度计划（调整）', reason: '更名' },
      });
      expect(renamed.body.edition).toBe(4);
      expect((await post(`/plans/${plan}/file`, tokens.first)).body.filing).toMatchObject({
        edition: 4,
        acknowledged: null,
      });
      expect(await open()).toEqual([plan]);
    });

    it('is refused for a draft, and where there is no agency above', async () => {
      const unpublished = await draft(county, year() + 5);
      expect(await refusal(post(`/plans/${unpublished}/file`, tokens.first))).toEqual([409, 'plan_not_published']);
      const { items } = await get('/plans?state=published&filing=none', admin);
      expect(items).toHaveLength(1);
      expect(await refusal(post(`/plans/${items[0].id}/file`, admin))).toEqual([409, 'no_agency_above']);
    });
  });
});
