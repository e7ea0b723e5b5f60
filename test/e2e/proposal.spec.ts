import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { onEachDatabase } from '../support/databases.js';
import { buildHouse, made, year, type House } from '../support/hostile-house.js';
import { TestServer, type Answer } from '../support/server.js';

/* What a proposal proposes can be planned as it stands, and then nothing is missing but what it said no batch can bring. */
onEachDatabase('a proposal of batches', (database) => {
  let server: TestServer;
  let admin: string;
  let house: House;
  const next = year() + 1;

  const proposal = (token = admin, query = `agency=${house.agency}&year=${next}`): Promise<Answer> =>
    server.call('GET', `/api/v1/coverage/proposal?${query}`, { token });

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    house = await buildHouse(server, admin, 'PROP');
    const { agency: agencyId } = house;
    for (let n = 0; n < 22; n++)
      await made(server, admin, '/targets', { agencyId, name: `养老院${n}`, kind: '养老机构' });
    for (let n = 0; n < 9; n++) await made(server, admin, '/targets', { agencyId, name: `公墓${n}`, kind: '公墓' });
    const matter = (name: string, targetKind: string, more: object = {}): Promise<unknown> =>
      made(server, admin, '/matters', { agencyId, name, targetKind, legalBasis: '《殡葬管理条例》', ...more });
    await matter('养老机构检查', '养老机构', {
      rate: { direction: 'at-least', millionths: 300_000 },
      windowFrom: '03-01',
      windowUntil: '10-31',
    });
    await matter('养老机构消防检查', '养老机构', { rate: { direction: 'at-least', millionths: 100_000 } });
    await matter('公墓检查', '公墓', { importance: 'key', rate: { direction: 'at-least', millionths: 1_000_000 } });
    await matter('儿童福利机构检查', '儿童福利机构');
  });
  afterAll(() => server.stop());

  it('is accepted batch by batch, and leaves nothing unplanned but what it said no batch can bring', async () => {
    const { body: empty } = await proposal();
    expect(empty).toMatchObject({ planId: null, year: next, impossible: [{ code: 'no_target_of_kind' }] });
    const { planner } = house.tokens;
    const plan = (await made(server, planner, '/plans', { agencyId: house.agency, year: next, title: '按建议编制' }))
      .id;
    const { body, status } = await proposal();
    expect([status, body.planId]).toEqual([200, plan]);
    const batches = body.batches as { batch: object; drawn: number; matters: { name: string }[] }[];
    const of = (name: string) => batches.find(({ matters }) => matters.some((one) => one.name === name));
    expect(of('养老机构检查')).toMatchObject({
      matters: [{ name: '养老机构检查' }, { name: '养老机构消防检查' }],
      targets: 22,
      drawn: 7,
      batch: { filter: [{ field: 'kind', in: ['养老机构'] }], rate: { direction: 'at-least', millionths: 300_000 } },
    });
    expect(of('公墓检查')).toMatchObject({ targets: 9, drawn: 9 });
    for (const { batch } of batches) await made(server, planner, `/plans/${plan}/batches`, batch);
    await made(server, planner, `/plans/${plan}/submit`, {});
    await made(server, admin, `/plans/${plan}/approve`, {});
    await made(server, planner, `/plans/${plan}/publish`, {});
    const { body: coverage } = await server.call('GET', `/api/v1/coverage?agency=${house.agency}&year=${next}`, {
      token: admin,
    });
    const { matterCoverage, forecast } = coverage as unknown as {
      matterCoverage: { denominator: number };
      forecast: { unplanned: { name: string }[] };
    };
    expect(forecast.unplanned.map(({ name }) => name)).toEqual(['儿童福利机构检查']);
    const { denominator } = matterCoverage;
    const done = await proposal();
    expect(done.body).toMatchObject({
      batches: [],
      withProposal: { numerator: denominator - 1, denominator },
      impossible: [{ matter: { name: '儿童福利机构检查' } }],
    });
    expect(denominator).toBeGreaterThan(4);
  });

  it('is for whoever plans or audits, about his own part of the tree', async () => {
    for (const role of ['planner', 'auditor'] as const) {
      expect((await proposal(house.tokens[role])).status).toBe(200);
    }
    expect((await proposal(house.tokens.inspector)).status).toBe(403);
    const other = await made(server, admin, '/agencies', { code: 'ELSEWHERE', name: '别处民政局', level: 'county' });
    expect((await proposal(house.tokens.planner, `agency=${String(other.id)}`)).status).toBe(404);
    expect((await proposal(admin, 'year=12')).status).toBe(400);
  });

  it('is what planners are told of once a month, while a plan of the year leaves a matter out', async () => {
    const { planner, inspector } = house.tokens;
    const warned = async (token: string): Promise<{ title: { zh: string }; link: string }[]> =>
      (
        (await server.call('GET', '/api/v1/me/notices?pageSize=200', { token })).body.items as { kind: string }[]
      ).filter(({ kind }) => kind === 'coverage-at-risk') as never;
    const looked = async (): Promise<void> => {
      // until then the plan of this year was not there: at each start it is looked anew
      await server.stop();
      server = await TestServer.start(database.address());
      const begun = new Date().toISOString();
      await server.until('/api/v1/jobs?kind=coverage-watch', admin, ({ items }) =>
        (items as { state: string; runAt: string }[]).some(({ runAt, state }) => state === 'waiting' && runAt > begun),
      );
    };
    await looked();
    const [only, ...more] = await warned(planner);
    expect(more).toEqual([]);
    expect(only?.title.zh).toBe(`${year()} 年有 4 个抽查事项没有安排，覆盖率到不了 100%`);
    expect(only?.link).toBe(`/api/v1/coverage/proposal?agency=${house.agency}&year=${year()}`);
    await looked();
    expect([(await warned(planner)).length, (await warned(inspector)).length]).toEqual([1, 0]);
  }, 120_000);
});
