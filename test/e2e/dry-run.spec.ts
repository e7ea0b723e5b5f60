import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { batchBody, buildHouse, made, year, type House } from '../support/hostile-house.js';
import { onEachDatabase } from '../support/databases.js';
import { TestServer, type Answer } from '../support/server.js';

/* A dry run tells what the draw will then be, and leaves nothing behind. */
onEachDatabase('a dry run', (database) => {
  let server: TestServer;
  let source: DataSource;
  let admin: string;
  let house: House;
  let planId: number;
  let batchId: number;
  let matterIds: number[];

  const dryRun = (body: unknown = {}, token = admin, batch = batchId): Promise<Answer> =>
    server.call('POST', `/api/v1/plans/${planId}/batches/${batch}/dry-run`, { token, body });
  /** Every row of every table, counted, and what the log's head is. */
  const rows = async (): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const { tableName } of source.entityMetadatas) {
      const [{ n }] = await source.query<[{ n: number | string }]>(`SELECT COUNT(*) AS n FROM ${tableName}`);
      counts[tableName] = Number(n);
    }
    return counts;
  };

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    source = await openDatabase(database.address(), ENTITIES);
    admin = await server.signIn();
    house = await buildHouse(server, admin, 'DRY');
    const { agency: agencyId } = house;
    const make = async (path: string, body: unknown): Promise<number> =>
      (await made(server, admin, path, body)).id as number;
    for (let n = 0; n < 23; n++) {
      await make('/targets', { agencyId, name: `养老院${n}`, kind: '养老机构', riskClass: 'ABCD'.charAt(n % 4) });
    }
    await make('/targets', { agencyId, name: '关了门的养老院', kind: '养老机构', state: 'closed' });
    await make('/targets', { agencyId, name: '一处公墓', kind: '公墓' });
    matterIds = [];
    for (const targetKind of ['养老机构', '公墓']) {
      const legalBasis = '《养老机构管理办法》';
      matterIds.push(await make('/matters', { agencyId, name: `${targetKind}检查`, targetKind, legalBasis }));
    }
    planId = await make('/plans', { agencyId, year: year() + 1, title: '试算计划' });
    batchId = await make(`/plans/${planId}/batches`, {
      ...batchBody(matterIds[0]!, { matterIds }),
      name: '养老机构',
      filter: [{ field: 'kind', in: ['养老机构', '公墓'] }],
      rate: { direction: 'at-least', millionths: 300_000 },
      schedule: { kind: 'date', at: `${year() + 1}-03-05` },
    });
  });
  afterAll(async () => {
    await server.stop();
    await source.destroy();
  });

  it('tells sizes, chances, who is left out, whether there are teams, and what it does for the coverage', async () => {
    const { body, status } = await dryRun();
    expect(status).toBe(200);
    expect(body).toMatchObject({ drawAt: `${year() + 1}-03-05T01:00:00.000Z`, faults: [] });
    // 30 % at least of 24 are 8
    expect(body.pools).toMatchObject({
      targets: 24,
      drawn: 8,
      strata: [{ population: 24, size: 8, chance: { words: '1/3' }, sizeReason: 'rate', rounding: 'up' }],
      leftOut: [{ reason: 'state-closed', targets: 1, first: [{ detail: null }] }],
      matters: [
        { id: matterIds[0], targets: 23, reach: 'sure' },
        { id: matterIds[1], targets: 1, reach: 'possible' },
      ],
      feasibility: { verdict: 'sure' },
    });
    const { forecast } = body;
    expect(forecast.withDraw.numerator - forecast.matterCoverage.numerator).toBe(1);
    expect(forecast.perhaps.map(({ id }: { id: number }) => id)).toEqual([matterIds[1]]);
    expect(forecast.unplanned.map(({ id }: { id: number }) => id)).toContain(matterIds[1]);
    expect(forecast.targetsAtMost.numerator - forecast.targetCoverage.numerator).toBe(8);
  });

  it('leaves nothing behind, however often it is held', async () => {
    const before = await rows();
    for (let n = 0; n < 3; n++) expect((await dryRun()).status).toBe(200);
    const closed = await dryRun({ pools: 'closed', entropySource: 'ceremony', witnesses: ['甲', '乙'] });
    expect(closed.status).toBe(200);
    expect(JSON.stringify(closed.body)).not.toMatch(/root|salt|seed|secret|[0-9a-f]{64}/);
    expect(await rows()).toEqual(before);
  });

  it('thinks a change through as if it had been made, and tells what stands against it', async () => {
    const wished = await dryRun({ rate: { direction: 'at-most', millionths: 100_000 }, filter: [] });
    expect(wished.body.pools.targets).toBeGreaterThanOrEqual(24);
    expect(wished.body.pools.strata[0].rounding).toBe('down');
    // with everyone drawn both matters are reached
    const all = await dryRun({ rate: { direction: 'exactly', millionths: 1_000_000 }, filter: [] });
    expect(all.body.pools.matters.map(({ reach }: { reach: string }) => reach)).toEqual(['sure', 'sure']);

    const unfit = await dryRun({ filter: [{ field: 'kind', in: ['没有这种'] }] });
    expect([unfit.status, unfit.body.pools, unfit.body.forecast]).toEqual([200, null, null]);
    expect(unfit.body.faults).toMatchObject([{ pointer: '/filter/0/in/0', code: 'filter_value_unused' }]);
    const tight = await dryRun({ teamSize: 20 });
    expect(tight.body.faults.map(({ code }: { code: string }) => code)).toContain('too_few_inspectors');
    expect(tight.body.pools.feasibility.verdict).toBe('impossible');
    // a member that makes no sense is refused as it is by a change
    const nonsense = await dryRun({ rate: { direction: 'number' } });
    expect([nonsense.status, nonsense.body.code]).toEqual([400, 'batch_unfit']);
    const { body } = await server.call('GET', `/api/v1/plans/${planId}/batches/${batchId}`, { token: admin });
    expect(body).toMatchObject({ version: 1, teamSize: 2, rate: { direction: 'at-least', millionths: 300_000 } });
  });

  it('thinks a batch through that is not written yet, as it would be once it is', async () => {
    const before = await rows();
    const { body: stored } = await server.call('GET', `/api/v1/plans/${planId}/batches/${batchId}`, { token: admin });
    const { filter, name, rate, visitWindow } = stored;
    const wished = { name, filter, rate, matterIds, visitWindow };
    const ofNew = (schedule: object, token = admin, plan = planId): Promise<Answer> =>
      server.call('POST', `/api/v1/plans/${plan}/batches/dry-run`, { token, body: { ...wished, schedule } });
    const once = await ofNew({ kind: 'date', at: `${year() + 1}-03-05` });
    expect(once.status).toBe(200);
    const written = await dryRun();
    const told = ({ pools, forecast, drawAt, draws }: Answer['body']): unknown => [
      { ...pools, takenAt: '' },
      ...[forecast, drawAt, draws],
    ];
    expect(told(once.body)).toEqual(told(written.body));
    expect(once.body.draws).toEqual([{ drawAt: once.body.drawAt, movedFrom: [], visit: once.body.visit }]);

    // the first of each month, and after it where that is a day of rest
    const monthly = await ofNew({ kind: 'cron', expression: '0 9 1 * *', restDays: 'next' });
    expect(monthly.body.draws).toHaveLength(12);
    // each weekday is the first of some month
    const moved = monthly.body.draws.filter(({ movedFrom }: { movedFrom: string[] }) => movedFrom.length > 0);
    expect(moved.length).toBeGreaterThan(0);
    for (const { drawAt, movedFrom } of moved) {
      expect(movedFrom).toEqual([expect.stringMatching(/-01T01:00:00\.000Z$/)]);
      expect(drawAt > movedFrom[0]).toBe(true);
    }

    const outside = await ofNew({ kind: 'date', at: `${year() + 3}-03-05` });
    expect([outside.status, outside.body.draws]).toEqual([200, []]);
    expect(outside.body.faults).toMatchObject([{ pointer: '/schedule/at', code: 'outside_plan_year' }]);
    expect((await ofNew({ kind: 'date' })).body.code).toBe('batch_unfit');
    expect(await rows()).toEqual(before);
    const elsewhere = await buildHouse(server, admin, 'NEW');
    expect((await ofNew({ kind: 'date', at: `${year() + 1}-03-05` }, elsewhere.tokens.planner)).status).toBe(404);
    expect((await ofNew({ kind: 'date', at: `${year() + 1}-03-05` }, house.tokens.inspector)).status).toBe(403);
  });

  it('stands in the calendar of its plan before it is published', async () => {
    const { body } = await server.call('GET', `/api/v1/plans/${planId}/calendar`, { token: admin });
    expect(body.draws).toEqual([
      {
        ...{ batchId, batchCode: 'B01', batchName: '养老机构', state: 'planned', movedFrom: [] },
        drawAt: `${year() + 1}-03-05T01:00:00.000Z`,
        visit: (await dryRun()).body.visit,
      },
    ]);
    const published = await server.call('GET', `/api/v1/plans/${house.plan}/calendar`, { token: admin });
    const occurrences = await server.call('GET', `/api/v1/plans/${house.plan}/occurrences`, { token: admin });
    const shown = (list: { batchId: number; state: string; visit: unknown }[]): unknown =>
      list
        .filter(({ state }) => state !== 'cancelled' && state !== 'dropped')
        .map(({ batchId: batch, state, visit }) => JSON.stringify([batch, state, visit]))
        .sort();
    expect(shown(published.body.draws)).toEqual(shown(occurrences.body.items));
    expect(published.body.draws.length).toBeGreaterThan(0);
  });

  it('is not there for somebody of another place, nor for an inspector', async () => {
    const elsewhere = await buildHouse(server, admin, 'ELS');
    expect((await dryRun({}, elsewhere.tokens.planner)).status).toBe(404);
    expect((await dryRun({}, elsewhere.tokens.admin)).status).toBe(404);
    const own = [house.tokens.planner, house.tokens.auditor, house.tokens.inspector];
    const statuses = [];
    for (const token of own) statuses.push((await dryRun({}, token)).status);
    expect(statuses).toEqual([200, 200, 403]);
    expect((await dryRun({}, admin, 999_999)).status).toBe(404);
  });

  it('told what the draw then was', async () => {
    const now = new Date();
    const body = {
      ...batchBody(matterIds[0]!, { matterIds }),
      name: '马上抽取',
      filter: [{ field: 'kind', in: ['养老机构', '公墓'] }],
      rate: { direction: 'at-least', millionths: 300_000 },
      // the values of the rest are known only when the pools are read
      strata: [
        { code: 'rest', name: '其余', rest: true, minimum: 1 },
        { code: 'homes', name: '养老', conditions: [{ field: 'kind', in: ['养老机构'] }] },
      ],
      noticeMinutes: 0,
      visitWindow: { afterDays: 0, days: 30 },
      schedule: { kind: 'date', at: new Date(now.getTime() + 4000).toISOString() },
    };
    const { plan } = house;
    const batch = (await made(server, admin, `/plans/${plan}/batches`, { ...body, reason: '增加一批' })).id as number;
    const told = await server.call('POST', `/api/v1/plans/${plan}/batches/${batch}/dry-run`, {
      token: admin,
      body: {},
    });
    expect(told.status).toBe(200);
    const { items } = await server.until(
      `/api/v1/draws?batchId=${batch}`,
      admin,
      (list) => list.items[0]?.phase === 'issued',
      60,
    );
    const sheet = await server.call('GET', `/api/v1/draws/${items[0].id}/fairness`, { token: admin });
    expect(sheet.body.strata.map(({ stratum }: { stratum: string }) => stratum)).toEqual(['rest', 'homes']);
    expect(sheet.body.strata).toEqual(told.body.pools.strata);
    expect(sheet.body.warnings).toEqual(told.body.pools.warnings);
    expect(
      sheet.body.excluded.map(({ reason, targets }: { reason: string; targets: number }) => [reason, targets]),
    ).toEqual(
      told.body.pools.leftOut.map(({ reason, targets }: { reason: string; targets: number }) => [reason, targets]),
    );

    // and its inspections stand in the calendar of inspections, each on one day
    const days = async (filters: string): Promise<{ day: string; inspections: number; overdue: number }[]> =>
      (await server.call('GET', `/api/v1/inspections/days?batchId=${batch}${filters}`, { token: admin })).body.days;
    const all = await days('');
    const list = await server.call('GET', `/api/v1/inspections?batchId=${batch}`, { token: admin });
    expect(all.reduce((sum, { inspections }) => sum + inspections, 0)).toBe(list.body.total);
    expect(all.map(({ day }) => day)).toEqual([...all.map(({ day }) => day)].sort());
    expect(all.every(({ overdue }) => overdue === 0)).toBe(true);
    const { day: first = '' } = all[0] ?? {};
    expect(await days(`&from=${first}&until=${first}`)).toEqual(all.slice(0, 1));
    const ofDay = `/api/v1/inspections?batchId=${batch}&from=${first}&until=${first}`;
    const onDay = await server.call('GET', ofDay, { token: admin });
    expect(onDay.body.total).toBe(all[0]?.inspections);
    for (const { plannedOn } of onDay.body.items) expect(plannedOn).toBe(first);
  });
});
