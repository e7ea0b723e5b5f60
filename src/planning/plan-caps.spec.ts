import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { onEachDatabase } from '../../test/support/databases.js';
import { insertRows } from '../../test/support/field-rows.js';
import { BATCH, fillRegistry, openApplication, PlanningClient } from '../../test/support/planning-house.js';

onEachDatabase('yearly caps and cool-downs', (database) => {
  let app: INestApplication;
  let client: PlanningClient;
  let dataSource: DataSource;
  let plan: number;

  const put = (caps: object[], more: object = {}) => client.call('PUT', `plans/${plan}/caps`, { caps, ...more });
  const codes = (body: { errors: { pointer: string; code: string }[] }): string[] =>
    body.errors.map(({ code, pointer }) => `${pointer} ${code}`);

  beforeAll(async () => {
    app = await openApplication(database);
    dataSource = app.get(DataSource);
    await fillRegistry(dataSource);
    client = new PlanningClient(app);
    plan = (await client.call('POST', 'plans', { year: 2026 })).body.id;
  }, 120_000);
  afterAll(() => app.close());

  it('a cap of zero is refused with the reason and a hint, and so is a second one of a kind', async () => {
    const answer = await put([
      { targetKind: '社会团体', most: 0 },
      { targetKind: null, most: 2 },
      { targetKind: ' 社会团体', most: 1 },
      { targetKind: null, most: 3 },
    ]);
    expect(answer.status).toBe(400);
    expect(codes(answer.body)).toEqual([
      '/caps/0/most cap_of_zero',
      '/caps/2/targetKind cap_twice',
      '/caps/3/targetKind cap_twice',
    ]);
    expect(answer.body.errors[0].message.en).toContain('Write 1 or more');
    expect((await client.call('GET', `plans/${plan}`)).body.caps).toEqual([]);
  });

  it('caps stand on the plan, with its version and its history, for those who may see it', async () => {
    const caps = [
      { targetKind: '社会团体', most: 1 },
      { targetKind: null, most: 2 },
    ];
    const answer = await put(caps);
    expect(answer).toMatchObject({ status: 200, etag: '"2"', body: { caps, version: 2 } });
    const [note] = (await client.call('GET', `plans/${plan}/history`)).body;
    expect(note).toMatchObject({ action: 'caps-changed', before: { caps: [] }, after: { caps } });
    const theirs = await client.call('PUT', `plans/${plan}/caps`, { caps: [] }, { 'x-caller': 'neighbour' });
    expect(theirs.status).toBe(404);
  });

  it('a rule that excludes everyone, a cap or a cool-down, is refused when it is planned', async () => {
    const targets = await dataSource.query<{ id: number; code: string }[]>(
      `SELECT id AS id, code AS code FROM targets WHERE kind = '社会团体' AND state = 'active'`,
    );
    const moment = '2026-02-01 00:00:00.000';
    await dataSource.transaction((manager) =>
      insertRows(
        manager,
        'visits',
        targets.map(({ code, id }) => ({
          ...{ agency_id: 2, target_id: id, target_code: code, first_day: '2026-02-01', kind: 'daily', entered: 1 },
          ...{ version: 1, created_at: moment, updated_at: moment },
        })),
      ),
    );
    // the caps of the plan allow one visit a year, and all of them had theirs
    const capped = await client.call('POST', `plans/${plan}/batches`, BATCH);
    expect([capped.status, codes(capped.body)]).toEqual([400, ['/filter everyone_left_out']]);
    expect((await put([{ targetKind: null, most: 2 }])).status).toBe(200);
    // the visits begin on 6 March, 33 days after
    const cooling = await client.call('POST', `plans/${plan}/batches`, { ...BATCH, coolDownDays: 34 });
    expect([cooling.status, codes(cooling.body)]).toEqual([400, ['/coolDownDays everyone_left_out']]);
    const made = await client.call('POST', `plans/${plan}/batches`, { ...BATCH, coolDownDays: 33 });
    expect(made).toMatchObject({ status: 201, body: { coolDownDays: 33 } });
    // and the other way round: no cap that a batch could not be drawn under
    const answer = await put([{ targetKind: '社会团体', most: 1 }]);
    expect([answer.status, codes(answer.body)]).toEqual([400, ['/caps everyone_left_out']]);
    expect(answer.body.errors[0].message.zh).toContain('批次 B01');
  });

  it('an exact share of those who are left is refused where it is no whole number, and warned of where it is by chance', async () => {
    const exact = { ...BATCH, rate: { direction: 'exactly', millionths: 500_000 }, coolDownDays: 60 };
    const visited = (count: number): Promise<unknown> =>
      dataSource.transaction((manager) =>
        manager.query(`UPDATE visits SET retired_at = created_at, entered = NULL WHERE target_code >= ?`, [
          `t${String(count).padStart(3, '0')}`,
        ]),
      );
    await visited(3);
    const refused = await client.call('POST', `plans/${plan}/batches`, exact);
    expect([refused.status, codes(refused.body)]).toEqual([400, ['/rate/millionths rate_not_whole']]);
    expect(refused.body.errors[0].message.en).toMatch(/cool-down \(3\): Exactly 50 % of 97 targets/);
    await visited(2);
    const made = await client.call('POST', `plans/${plan}/batches`, exact);
    expect([made.status, made.body.warnings[0].code]).toEqual([201, 'exact_share_with_limits']);
  });

  it.each([0, 3651, 1.5, '7'])('a cool-down of %p days is none', async (coolDownDays) => {
    const answer = await client.call('POST', `plans/${plan}/batches`, { ...BATCH, coolDownDays });
    expect([answer.status, codes(answer.body)]).toEqual([400, ['/coolDownDays integer']]);
  });
});
