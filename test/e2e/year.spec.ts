import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { MATTERS } from '../../src/demonstration/county.js';
import { ENTITIES } from '../../src/entities.js';
import { INSPECTION_STATES } from '../../src/fieldwork/life/life-cycle.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { verifyEvidence } from '../../src/protocol/index.js';
import { onEachDatabase } from '../support/databases.js';
import { BATCHES, batchOf, buildDemoCounty, type DemoCounty } from '../support/demo-county.js';
import { made, today, year } from '../support/hostile-house.js';
import { takeSteps } from '../support/inspection-life.js';
import { TestServer, type Answer } from '../support/server.js';

type Body = Answer['body'];

/**
 * The year of a county bureau with eight officers, from its plan to 100 %: nine batches, one of them together with the market
 * regulator, a draw that is voided and held again, somebody who steps aside, a target that nobody finds and another in its
 * place, and the matters that the lot passed over.
 */
onEachDatabase('the year of the demonstration county', (database) => {
  let server: TestServer;
  let admin: string;
  let county: DemoCounty;
  /** Of the batches, by their names. */
  const batches = new Map<string, number>();

  const get = async (path: string, token = county.planner): Promise<Body> => {
    const { body, status } = await server.call('GET', `/api/v1${path}`, { token });
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  /** As whoever stands at the door does. */
  const lookUp = async (code: string): Promise<Body> =>
    (await server.call('GET', `/api/v1/public/inspections/${code}`)).body;
  const coverage = (): Promise<Body> => get(`/coverage?agency=SFX-MZJ&year=${year()}`);
  const issued = async (batchId: number): Promise<Body> => {
    const path = `/api/v1/draws?batchId=${batchId}&phase=issued`;
    const { items } = await server.until(path, admin, (body) => body.total > 0, 60);
    return items[0];
  };
  const inspectionsOf = async (batch: string, more = ''): Promise<Body[]> =>
    (await get(`/inspections?batchId=${batches.get(batch)}&sort=ordinal&pageSize=100${more}`)).items;
  const add = async (body: Record<string, unknown>): Promise<void> => {
    const { id } = await made(server, county.planner, `/plans/${county.plan}/batches`, body);
    batches.set(String(body.name), id as number);
  };
  const together = async (token: string, items: readonly Body[], step: object): Promise<void> => {
    if (items.length > 0) await made(server, token, '/inspections/steps', { ...step, ids: items.map(({ id }) => id) });
  };
  const found = (id: number, ...codes: string[]): Promise<Body> =>
    made(server, county.planner, `/inspections/${id}/findings`, {
      visitedOn: today(),
      findings: codes.map((code) => ({ code })),
    });
  /** Everything that is issued goes its way to the visit; who went, and what was found, follows. */
  const prepare = async (items: readonly Body[]): Promise<void> => {
    await together(county.planner, items, { step: 'accept' });
    await together(county.leader, items, { step: 'approve' });
    await together(county.planner, items, { step: 'notify', on: today(), how: 'in-person' });
  };
  const conclude = async (items: readonly Body[]): Promise<void> => {
    await together(county.leader, items, { step: 'review' });
    await together(county.planner, items, { step: 'publish' });
    await together(county.planner, items, { step: 'close' });
  };
  /** What was found is mended, though not by the day of its first recheck; until then its inspection stays open. */
  const mendedAtLast = async (inspection: Body): Promise<void> => {
    const order = { matterId: county.matters.get('06'), findingCode: 'ordered-to-correct', on: today() };
    const { id } = await made(server, county.planner, `/inspections/${inspection.id}/rectifications`, {
      ...order,
      deadline: { days: 10, counted: 'working' },
      items: [{ what: '收费项目未公示' }],
    });
    const mend = (body: object): Promise<Body> => made(server, county.planner, `/rectifications/${id}/steps`, body);
    await takeSteps(server, county.leader, inspection.id, 'review', 'publish');
    const close = { token: county.planner, body: { step: 'close' } };
    const path = `/api/v1/inspections/${inspection.id}/steps`;
    expect((await server.call('POST', path, close)).body.code).toBe('follow_ups_open');
    expect((await mend({ step: 'recheck', on: today(), passed: false, note: '仍未公示' })).state).toBe('failed');
    await mend({ step: 'reorder', on: today(), deadline: { days: 20, counted: 'working' } });
    await mend({ step: 'mend', on: today(), note: '已张贴收费公示栏' });
    await mend({ step: 'recheck', on: today(), passed: true, note: '已公示' });
    expect(await mend({ step: 'close' })).toMatchObject({ state: 'closed', outcome: 'mended', failedRechecks: 1 });
    expect((await server.call('POST', path, close)).status).toBe(200);
  };
  /** What two people decide about a draw; the draw that follows from it. */
  const decided = async (drawId: number, body: object): Promise<Body> => {
    const { id } = await made(server, county.planner, `/draws/${drawId}/amendments`, body);
    const { newDrawId } = await made(server, county.leader, `/amendments/${id}/approve`, {});
    return server.until(`/api/v1/draws/${newDrawId}`, admin, ({ phase }) => phase === 'issued', 60);
  };

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    county = await buildDemoCounty(server, admin);
  }, 120_000);
  afterAll(() => server.stop());

  it('is planned, looked over by a second person and published, and says what it leaves out', async () => {
    for (const batch of BATCHES) await add(batchOf(batch, county.matters));
    const homes = `/plans/${county.plan}/batches/${batches.get('养老机构抽查')}/partners`;
    const ask = { agency: 'SFX-SJJ', role: 'participant', reason: '联合抽查' };
    await made(server, county.planner, homes, ask);
    const [invitation] = (await get('/invitations?state=invited', county.marketPlanner)).items;
    const seats = [{ count: 1 }];
    await made(server, county.marketPlanner, `/invitations/${invitation.id}/accept`, { seats });
    await made(server, county.planner, `/plans/${county.plan}/submit`, {});
    await made(server, county.leader, `/plans/${county.plan}/approve`, {});
    await made(server, county.planner, `/plans/${county.plan}/publish`, {});
    const { matterCoverage, forecast } = await coverage();
    expect(matterCoverage).toMatchObject({ numerator: 0, denominator: MATTERS.length });
    expect(forecast.unplanned.map(({ name }: Body) => name)).toContain('儿童福利机构检查');
  });

  it('is drawn by itself; what was drawn wrongly is void for ever, and drawn once more by two people', async () => {
    for (const id of batches.values()) await issued(id);
    const markers = await issued(batches.get('界桩抽查') ?? 0);
    const before = await inspectionsOf('界桩抽查');
    const { code } = await get(`/inspections/${before[0].id}/code`);
    expect(await lookUp(code as string)).toMatchObject({ state: 'real' });
    const again = await decided(markers.id, { kind: 'void', reason: { zh: '名单有误', en: 'the list was wrong' } });
    expect(again.number).toBe(`${markers.number}-2`);
    expect(await lookUp(code as string)).toMatchObject({ state: 'expired', reason: 'voided' });
    expect((await inspectionsOf('界桩抽查', '&state=voided')).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await inspectionsOf('界桩抽查', '&state=issued')).toHaveLength(before.length);
  }, 120_000);

  it('goes with the market regulator, and without whoever has an interest', async () => {
    const [home, ...others] = await inspectionsOf('养老机构抽查');
    // 30 % of 22 at least: 6.6, so 7
    expect(others).toHaveLength(6);
    const market = (each: Body): boolean => (each.certificateNumber as string).startsWith('SJJ');
    for (const { team } of [home, ...others])
      expect([team.length, team.filter((each: Body) => market(each)).length]).toEqual([3, 1]);
    const own = home.team.find((each: Body) => !market(each));
    const { code: earlier } = await get(`/inspections/${home.id}/code`);
    const recusals = `/inspections/${home.id}/recusals`;
    const asked = { origin: 'inspector', declaration: '院长是我的表兄' };
    const { id } = await made(server, await county.officer(own.inspectorId), recusals, asked);
    const { drawNumber } = await made(server, county.leader, `${recusals}/${id}/approve`, { reason: '情况属实' });
    await server.until(`/api/v1/inspections/${home.id}`, admin, ({ left }) => left[0]?.drawNumber === drawNumber, 60);
    const { left, team } = await get(`/inspections/${home.id}`);
    expect(left).toMatchObject([{ inspectorId: own.inspectorId, cause: 'recusal' }]);
    expect(team.map((each: Body) => each.inspectorId)).not.toContain(own.inspectorId);

    expect(await lookUp(earlier as string)).toMatchObject({ state: 'expired', reason: 'team-changed' });

    // who comes shows a notice whose code everyone can look up
    const ofNotice = async (id: number): Promise<Body> => {
      const notice = await made(server, county.planner, `/inspections/${id}/documents/notice`, {});
      const pdf = await fetch(`${server.url}/api/v1/inspections/${id}/documents/notice?format=pdf`, {
        headers: { authorization: `Bearer ${county.planner}` },
      });
      expect([pdf.status, (await pdf.text()).slice(0, 5)]).toEqual([200, '%PDF-']);
      return lookUp(notice.code as string);
    };
    const officer = await county.officer(others[0].team.find((each: Body) => market(each)).inspectorId);
    await prepare([home, ...others]);
    expect(await ofNotice(home.id)).toMatchObject({ state: 'real', agency: '示范县民政局', result: null });
    await made(server, officer, `/inspections/${others[0].id}/findings`, {
      visitedOn: today(),
      findings: [{ code: 'ordered-to-correct', matterId: county.matters.get('06') }],
    });
    for (const each of [home, ...others.slice(1)]) await found(each.id, 'no-problem-found');
    await conclude([home, ...others.slice(1)]);
    await mendedAtLast(others[0]);
  }, 120_000);

  it('looks for a target that is gone, says so, and takes the next of the same lot', async () => {
    const [shop] = await inspectionsOf('殡葬用品经营抽查');
    await prepare([shop]);
    await found(shop.id, 'unreachable');
    await together(county.leader, [shop], { step: 'review' });
    const reason = { zh: '登记住所查无此店', en: 'no such shop at the registered address' };
    const supplement = await decided(shop.drawId, { kind: 'supplement', reason, inspections: [shop.id] });
    expect(supplement.number).toMatch(/-S1$/);
    const [next] = await inspectionsOf('殡葬用品经营抽查', '&state=issued');
    expect(next.target.code).not.toBe(shop.target.code);
    await together(county.planner, [shop], { step: 'publish' });
    await together(county.planner, [shop], { step: 'close' });
    const { matterCoverage } = await coverage();
    expect(matterCoverage.denominator).toBe(MATTERS.length);
    await prepare([next]);
    await found(next.id, 'no-problem-found');
    await conclude([next]);
  });

  it('goes everywhere else, gives back what was not ready, and publishes what a second person looked over', async () => {
    const open = (await get('/inspections?state=issued&pageSize=200')).items as Body[];
    const [first] = open;
    await together(county.planner, open, { step: 'accept' });
    await takeSteps(server, county.leader, first.id, 'approve');
    await takeSteps(server, county.planner, first.id, { step: 'return', note: '日期未定' });
    await together(county.leader, open, { step: 'approve' });
    await together(county.planner, open, { step: 'notify', on: today(), how: 'in-person' });
    await takeSteps(server, county.planner, first.id, { step: 'visit', on: today() });
    for (const [at, { id }] of open.entries()) await found(id, at % 5 === 2 ? 'not-disclosed' : 'no-problem-found');
    await conclude(open);
  }, 120_000);

  it('takes back a result that must not stand, by two people, and publishes what was put right', async () => {
    const closed = (await get('/inspections?state=closed&pageSize=200')).items as Body[];
    const wrong: Body = closed.find(({ result }) => result.zh === '未发现问题');
    const at = `/inspections/${wrong.id}/retractions`;
    const { id } = await made(server, county.planner, at, { subject: 'publication', reason: '检查结果录入有误' });
    await made(server, county.leader, `${at}/${id}/approve`, {});
    expect((await get(`/inspections/${wrong.id}`)).state).toBe('withdrawn');
    const { number } = await get(`/draws/${wrong.drawId}`);
    const result = `/api/v1/public/bulletins/results/${number as string}.${wrong.ordinal}`;
    const gone = await server.call('GET', result);
    expect([gone.status, gone.body.code]).toEqual([410, 'result_withdrawn']);
    await takeSteps(server, county.planner, wrong.id, { step: 'return', note: '按现场记录更正' });
    await found(wrong.id, 'no-problem-found');
    await conclude([wrong]);
    expect((await server.call('GET', result)).status).toBe(200);
  });

  it('plans what the lot passed over and what nothing was planned for, until every matter has been reached', async () => {
    const { forecast } = await coverage();
    const passed = forecast.unplanned as Body[];
    expect(passed.map(({ name }) => name)).toContain('儿童福利机构检查');
    for (const { id, name } of passed) {
      const matter = MATTERS.find((each) => each.name === name);
      if (matter === undefined) throw new Error(`no matter is called ${name as string}`);
      const batch = { name, matters: [matter.number], kinds: [matter.targetKind], when: 'at once' as const };
      await add({ ...batchOf({ ...batch, millionths: matter.millionths }, county.matters), reason: '补齐全年事项' });
      expect(county.matters.get(matter.number)).toBe(id);
    }
    for (const { name } of passed) {
      await issued(batches.get(name as string) ?? 0);
      const open = await inspectionsOf(name as string);
      await prepare(open);
      for (const { id } of open) await found(id, 'no-problem-found');
      await conclude(open);
    }
    expect(await coverage()).toMatchObject({
      matterCoverage: { numerator: 12, denominator: 12, basisPoints: 10_000, missing: [] },
      forecast: { reached: true, unplanned: [] },
    });
  }, 120_000);

  it('has come through every state, step by step on record, and every draw of it holds', async () => {
    const source = await openDatabase(database.address(), ENTITIES);
    try {
      const rows = await source.query<{ state: string }[]>(
        'SELECT DISTINCT from_state AS state FROM inspection_steps UNION SELECT DISTINCT to_state FROM inspection_steps',
      );
      expect(rows.map(({ state }) => state).sort()).toEqual([...INSPECTION_STATES].sort());
    } finally {
      await source.destroy();
    }
    const { items } = await get('/draws?pageSize=100');
    expect(items.length).toBeGreaterThan(BATCHES.length + 2);
    for (const { number } of items) {
      const evidence = await fetch(`${server.url}/api/v1/public/draws/${number}/evidence`);
      const { verdict } = await verifyEvidence([new Uint8Array(await evidence.arrayBuffer())]);
      expect([number, verdict]).toEqual([number, 'holds']);
    }
  }, 120_000);

  it('is open to everyone: every result that was published, and none besides', async () => {
    const open = async (path: string): Promise<Body> => (await server.call('GET', `/api/v1/public${path}`)).body;
    const { items, total } = await get('/inspections?state=closed&pageSize=200');
    const results = await open('/bulletins/results?pageSize=200');
    expect(results.total).toBe(total);
    const numbers = (results.items as Body[]).map(({ number }) => number as string);
    const draws = new Map<number, string>();
    for (const draw of (await get('/draws?pageSize=100')).items as Body[]) draws.set(draw.id, draw.number);
    const expected = (items as Body[]).map(({ drawId, ordinal }) => `${draws.get(drawId)}.${ordinal}`);
    expect(numbers.sort()).toEqual(expected.sort());
    const [home] = await inspectionsOf('养老机构抽查');
    const page = await open(`/targets/${home.target.code as string}`);
    expect(page.total).toBe(1);
    expect(JSON.stringify(page.items)).toContain(`${draws.get(home.drawId)}.${home.ordinal}`);
    // a shop with a code of 92… is a person's (个体工商户): masked, and not to be looked up
    const [shop] = await inspectionsOf('殡葬用品经营抽查');
    expect((await open(`/targets/${shop.target.code as string}`)).code).toBe('not_found');
    expect(JSON.stringify(results)).toContain(home.target.name);
    expect(JSON.stringify(results)).not.toContain(shop.target.name);
  });

  it('is counted the same by someone who reads the rows in another way', async () => {
    const source = await openDatabase(database.address(), ENTITIES);
    try {
      const count = async (sql: string, ...values: unknown[]): Promise<number> =>
        Number((await source.query<{ n: unknown }[]>(sql, values))[0]?.n);
      // from the steps that were taken, not from the state that they led to; by the batch's matters, not by the draw's kinds
      const published = `SELECT s.inspection_id FROM inspection_steps s WHERE s.step = 'publish'`;
      const standing = `i.id NOT IN (SELECT s.inspection_id FROM inspection_steps s WHERE s.step = 'void')`;
      const figures = {
        matterCoverage: await count(
          `SELECT COUNT(DISTINCT m.id) AS n FROM matters m
             JOIN batch_matters bm ON bm.matter_id = m.id
             JOIN draws d ON d.batch_id = bm.batch_id
             JOIN inspections i ON i.draw_id = d.id AND i.target_kind = m.target_kind
            WHERE m.agency_id = ? AND i.id IN (${published}) AND ${standing}`,
          county.agency,
        ),
        matters: await count('SELECT COUNT(*) AS n FROM matters WHERE agency_id = ?', county.agency),
        closed: await count(`SELECT COUNT(DISTINCT inspection_id) AS n FROM inspection_steps WHERE step = 'close'`),
        drawn: await count(`SELECT COUNT(*) AS n FROM inspections i WHERE ${standing}`),
        published: await count(`SELECT COUNT(*) AS n FROM inspections i WHERE i.id IN (${published})`),
        reported: await count(`SELECT COUNT(DISTINCT inspection_id) AS n FROM inspection_steps WHERE step = 'report'`),
        targets: await count(`SELECT COUNT(DISTINCT target_id) AS n FROM inspections i WHERE i.id IN (${published})`),
        pool: await count(`SELECT COUNT(*) AS n FROM targets WHERE agency_id = ? AND state = 'active'`, county.agency),
      };
      const told = await coverage();
      expect(told).toMatchObject({
        matterCoverage: { numerator: figures.matterCoverage, denominator: figures.matters },
        taskCompletion: { numerator: figures.closed, denominator: figures.drawn },
        publicationRate: { numerator: figures.published, denominator: figures.reported },
        targetCoverage: { numerator: figures.targets, denominator: figures.pool },
      });
      expect(figures).toMatchObject({ matterCoverage: 12, matters: 12, pool: 153 });
      expect(figures.closed).toBe(figures.drawn);
    } finally {
      await source.destroy();
    }
  });
});
