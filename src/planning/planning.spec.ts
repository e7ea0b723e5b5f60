import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type INestApplication } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { onEachDatabase } from '../../test/support/databases.js';
import {
  type Answer,
  BATCH,
  clock,
  errorsOf,
  fillRegistry,
  MONTHLY,
  openApplication,
  PlanningClient,
  START,
} from '../../test/support/planning-house.js';
import { Job } from '../platform/jobs/job.entity.js';
import { AgencyUses } from '../registry/agencies/agency-uses.js';
import { Inspector } from '../registry/inspectors/inspector.entity.js';
import { Matter } from '../registry/matters/matter.entity.js';
import { Batch } from './batches/batch.entity.js';
import { Occurrence } from './occurrences/occurrence.entity.js';
import { OccurrencesService } from './occurrences/occurrences.service.js';
import { Plan } from './plans/plan.entity.js';

onEachDatabase('Planning', (database) => {
  let app: INestApplication;
  let dataSource: DataSource;
  let client: PlanningClient;
  let year = 2026;

  beforeAll(async () => {
    app = await openApplication(database);
    dataSource = app.get(DataSource);
    client = new PlanningClient(app);
    await fillRegistry(dataSource);
  });
  afterAll(async () => app.close());
  beforeEach(async () => {
    clock.set(START);
    // each test has the year to itself: what the last one left is put into a year of the past
    await dataSource.transaction((manager) => manager.update(Plan, { year: 2026 }, { year: year-- - 100 }));
  });

  const call: PlanningClient['call'] = (...request) => client.call(...request);
  const occurrencesOf = (batchId: number): Promise<Occurrence[]> =>
    dataSource.manager.find(Occurrence, { where: { batchId }, order: { ordinal: 'ASC' } });
  const waiting = async (occurrences: readonly Occurrence[]): Promise<(string | undefined)[]> => {
    const jobs = await dataSource.manager.findBy(Job, { kind: 'draw', state: 'waiting' });
    return occurrences.map((one) => jobs.find((job) => job.jobKey === String(one.id))?.dueAt.toISOString());
  };
  it('a plan: one for each agency and year, seen from above and not from beside', async () => {
    const created = await call('POST', 'plans', { year: 2026 });
    expect(created).toMatchObject({
      status: 201,
      etag: '"1"',
      body: { title: '示范县民政局2026年度随机抽查工作计划', state: 'draft', version: 1, agency: { code: 'a2' } },
    });
    const path = `plans/${String(created.body.id)}`;
    expect(await call('POST', 'plans', { year: 2026 })).toMatchObject({ status: 409, body: { code: 'plan_exists' } });
    expect(await call('GET', path, undefined, { 'x-caller': 'city' })).toMatchObject({ status: 200 });
    for (const [method, rest, body] of [
      ['GET', ''],
      ['PATCH', '', { title: 'x' }],
      ['POST', '/publish'],
      ['GET', '/history'],
      ['GET', '/occurrences'],
      ['GET', '/batches'],
      ['POST', '/batches', BATCH],
    ] as const) {
      expect(await call(method, path + rest, body, { 'x-caller': 'neighbour' })).toMatchObject({ status: 404 });
    }
    expect((await call('GET', 'plans?year=2026', undefined, { 'x-caller': 'neighbour' })).body.total).toBe(0);
    expect((await call('GET', 'plans?year=2026&state=draft')).body.total).toBe(1);
    expect(await call('POST', 'plans', { year: 2026, agencyId: 3 })).toMatchObject({ status: 404 });
    expect(await call('PATCH', path, { title: '新名' }, { 'if-match': '"7"' })).toMatchObject({ status: 412 });
    expect(await call('PATCH', path, { title: '新名' }, { 'if-match': '"1"' })).toMatchObject({
      status: 200,
      etag: '"2"',
    });
  });

  it('plans and batches stand by the readings of their names, plans by those of their agencies too', async () => {
    const plan = await client.draft();
    const theirs = await call('POST', 'plans', { year: 2026, title: '张家年度计划' }, { 'x-caller': 'neighbour' });
    expect(theirs.status).toBe(201);
    expect((await call('PATCH', `plans/${plan}`, { title: '阿家年度计划' })).status).toBe(200);
    const titles = async (sort: string): Promise<string[]> =>
      (await call('GET', `plans?year=2026&sort=${sort}`, undefined, { 'x-caller': 'all' })).body.items.map(
        ({ title }: { title: string }) => title,
      );
    expect(await titles('title')).toEqual(['阿家年度计划', '张家年度计划']);
    // 邻县民政局, 示范县民政局
    expect(await titles('agency')).toEqual(['张家年度计划', '阿家年度计划']);
    for (const name of ['第10次抽查', '第2次抽查']) await client.addBatch(plan, { ...BATCH, name });
    const batches = await call('GET', `plans/${plan}/batches?sort=name`);
    expect(batches.body.items).toMatchObject([{ name: '第2次抽查' }, { name: '第10次抽查' }]);
    expect(batches.body.items[0]).not.toHaveProperty('nameOrder');
  });

  it('publishing makes the occurrences and their jobs, and tells drawing all it must know', async () => {
    const body = { ...MONTHLY, matterIds: [2, 1], filter: [], noticeMinutes: 60, maxLoad: 4, qualifications: ['殡葬'] };
    const { plan, batches } = await client.published(body);
    const occurrences = await occurrencesOf(batches[0] ?? 0);
    expect(occurrences.map((one) => [one.ordinal, one.dueAt.toISOString(), one.state])).toEqual([
      [1, '2026-03-01T01:00:00.000Z', 'planned'],
      [2, '2026-04-01T01:00:00.000Z', 'planned'],
      [3, '2026-05-01T01:00:00.000Z', 'planned'],
    ]);
    expect((await waiting(occurrences))[1]).toBe('2026-04-01T00:00:00.000Z');
    const list = await call('GET', `plans/${plan}/occurrences?sort=-dueAt&pageSize=1`);
    expect(list.body).toMatchObject({
      total: 3,
      items: [{ ordinal: 3, batchCode: 'B01', visit: { from: '2026-05-02', until: '2026-05-31' }, failure: null }],
    });
    expect((await call('GET', `plans/${plan}/batches`)).body.items).toMatchObject([
      { code: 'B01', nextDueAt: '2026-03-01T01:00:00.000Z', matters: [{ code: 'm1' }, { code: 'm2' }], version: 1 },
    ]);
    expect(await app.get(OccurrencesService).load(occurrences[0]?.id ?? 0)).toEqual({
      id: occurrences[0]?.id,
      ordinal: 1,
      dueAt: new Date('2026-03-01T01:00:00Z'),
      announceAt: new Date('2026-03-01T00:00:00Z'),
      state: 'planned',
      lateMinutes: 1440,
      batch: {
        id: batches[0],
        code: 'B01',
        name: '每月',
        filter: [],
        rate: { direction: 'at-least', millionths: 30_000 },
        minimum: null,
        censusBelow: null,
        coolDownDays: null,
        rotation: null,
        strata: [],
        team: {
          initiator: 'a2',
          seats: [{ from: 'all', count: 2, qualifications: ['殡葬'] }],
          neighbours: [],
          participants: [],
          agencies: [{ id: 2, code: 'a2', line: ['a2'] }],
          assigned: null,
        },
        teamReasons: [],
        assigned: null,
        participants: [],
        maxLoad: 4,
        entropySource: 'sealed',
        witnesses: [],
        pools: 'open',
        matters: [
          { id: 1, code: 'm1', name: '事项1' },
          { id: 2, code: 'm2', name: '事项2' },
        ],
      },
      unanswered: [],
      unpublished: [],
      visit: { from: '2026-03-02', until: '2026-03-31' },
      drawnOn: '2026-03-01',
      fullInspectors: [],
      plan: { caps: [], id: plan, version: 1, year: 2026 },
      agency: { id: 2, code: 'a2', name: '示范县民政局' },
    });
    const [planned] = await app.get(OccurrencesService).ofYear([2], 2026);
    expect(planned).toMatchObject({ matterIds: [1, 2], visitUntil: '2026-03-31', state: 'planned', agencyId: 2 });
    expect(await app.get(OccurrencesService).ofYear([2], 2025)).toEqual([]);
    expect(await app.get(AgencyUses).of(dataSource.manager, 2)).toContainEqual(expect.objectContaining({ count: 3 }));
    expect(await call('POST', `plans/${plan}/publish`)).toMatchObject({ status: 409 });
    const history = (await call('GET', `plans/${plan}/history`)).body as { action: string }[];
    expect(history.map((each) => each.action)).toEqual(['published', 'batch-created', 'created']);
  });

  const A = { code: 'a', name: '甲', conditions: [{ field: 'riskClass', in: ['A'] }] };
  const B = { code: 'b', name: '乙', conditions: [{ field: 'riskClass', in: ['B'] }] };
  const REST = { code: 'rest', name: '其余', rest: true };

  it('a batch in strata says who is in them and how many are drawn, and what it owes', async () => {
    const strata = [
      { ...A, rate: { direction: 'at-least', millionths: 10_000 }, reserve: 3 },
      { ...REST, censusBelow: 51 },
    ];
    const { plan, batches } = await client.published({ ...BATCH, matterIds: [8], strata });
    const shown = await call('GET', `plans/${plan}/batches/${batches[0]}`);
    expect(shown.body).toMatchObject({
      scope: 'targeted',
      filterWords: { zh: '定向：类型为“社会团体”的检查对象。', en: 'Targeted: targets with kind "社会团体".' },
      minimum: null,
      censusBelow: null,
      strata: [
        {
          ...A,
          rest: false,
          rate: { direction: 'at-least', millionths: 10_000 },
          minimum: null,
          censusBelow: null,
          reserve: 3,
        },
        { ...REST, conditions: [], rate: null, minimum: null, censusBelow: 51, reserve: null },
      ],
      // 1 of 50, and all 50 of the others: more than the 5 of 100 that are owed; four inspectors make six pairs
      warnings: [{ code: 'small_pool', pointer: '/teamSize' }],
    });
    const [occurrence] = await occurrencesOf(batches[0] ?? 0);
    const { batch } = await app.get(OccurrencesService).load(occurrence?.id ?? 0);
    expect(batch.strata).toEqual(shown.body.strata);
    const flat = { strata: [], reason: '不再分层' };
    const changed = await call('PATCH', `plans/${plan}/batches/${batches[0]}`, flat);
    expect(changed).toMatchObject({
      status: 200,
      body: { strata: [], warnings: [{ pointer: '/matterIds/0', code: 'matter_duty' }, { code: 'small_pool' }] },
    });
    expect(changed.body.warnings[0].message.en).toContain('5 of 100');
    expect((await call('GET', `plans/${plan}/batches/${batches[0]}`)).body.warnings).toEqual(changed.body.warnings);
    const census = await call('PATCH', `plans/${plan}/batches/${batches[0]}`, {
      filter: [],
      minimum: 6,
      reason: '全部',
    });
    // nothing else is looked into at the ten cemeteries, so that they are the matter's as well: 5 % of 110 are 6
    expect(census.body).toMatchObject({ scope: 'untargeted', minimum: 6, warnings: [{ code: 'small_pool' }] });
  });

  it('a key matter may take everyone', async () => {
    const plan = await client.draft();
    const everyone = { ...BATCH, rate: { direction: 'at-least', millionths: 1_000_000 }, maxLoad: null };
    expect(await call('POST', `plans/${plan}/batches`, { ...everyone, matterIds: [7] })).toMatchObject({ status: 201 });
  });

  it('publishing tells anew what is owed', async () => {
    const plan = await client.draft();
    const id = await client.addBatch(plan, { ...BATCH, matterIds: [1] });
    await dataSource.transaction((manager) =>
      manager.update(Matter, 1, { rateDirection: 'at-least', rateMillionths: 40_000 }),
    );
    await call('POST', `plans/${plan}/publish`);
    await dataSource.transaction((manager) => manager.update(Matter, 1, { rateDirection: null, rateMillionths: null }));
    expect((await call('GET', `plans/${plan}/batches/${id}`)).body.warnings).toMatchObject([
      { code: 'matter_duty' },
      { code: 'small_pool' },
    ]);
  });

  describe('what could not be drawn', () => {
    const refusals: [string, object, string[]][] = [
      [
        'a value nobody has',
        { filter: [{ field: 'kind', in: ['公墓', '寺庙'] }] },
        ['filter_value_unused /filter/0/in/1'],
      ],
      ['more than there are', { rate: { direction: 'number', number: 101 } }, ['number_over_pool /rate/number']],
      [
        'an exact share that is not whole',
        { rate: { direction: 'exactly', millionths: 25_000 } },
        ['rate_not_whole /rate/millionths'],
      ],
      [
        'a limit below one',
        { rate: { direction: 'at-most', millionths: 9_999 } },
        ['nothing_to_draw /rate/millionths'],
      ],
      ['too few inspectors', { teamSize: 5 }, ['too_few_inspectors /teamSize']],
      ['too few qualified ones', { teamSize: 3, matterIds: [1, 2] }, ['too_few_inspectors /teamSize']],
      [
        'certificates that end in the window',
        { teamSize: 4, visitWindow: { from: '2026-06-01', until: '2026-07-01' } },
        ['too_few_inspectors /teamSize'],
      ],
      ['a cap too low', { rate: { direction: 'number', number: 100 }, maxLoad: 49 }, ['load_too_low /maxLoad']],
      ['no legal basis', { matterIds: [4] }, ['matter_without_legal_basis /matterIds/0']],
      ['a retired matter', { matterIds: [1, 5] }, ['matter_retired /matterIds/1']],
      ['a matter of the neighbours', { matterIds: [3] }, ['matter_not_of_agency /matterIds/0']],
      ['a matter that is not there', { matterIds: [99] }, ['matter_not_of_agency /matterIds/0']],
      [
        'a cron that never fires',
        { schedule: { kind: 'cron', expression: '0 9 30 2 *' } },
        ['cron_never_fires /schedule/expression'],
      ],
      ['a cron that is none', { schedule: { kind: 'cron', expression: 'daily' } }, ['cron /schedule/expression']],
      [
        'a draw a minute',
        { schedule: { kind: 'cron', expression: '* * * * *' } },
        ['too_many_occurrences /schedule/expression'],
      ],
      ['another year', { schedule: { kind: 'date', at: '2027-03-05' } }, ['outside_plan_year /schedule/at']],
      ['a day long past', { schedule: { kind: 'date', at: '2026-01-30' } }, ['date_passed /schedule/at']],
      ['no such day', { schedule: { kind: 'date', at: '2026-02-30' } }, ['moment_or_day /schedule/at']],
      ['no such zone', { schedule: { ...BATCH.schedule, timeZone: 'Beijing' } }, ['time_zone /schedule/timeZone']],
      [
        'visits that end before they begin',
        { visitWindow: { from: '2026-05-02', until: '2026-05-01' } },
        ['visit_window_backwards /visitWindow/until'],
      ],
      [
        'visits before the draw',
        { visitWindow: { from: '2026-03-01', until: '2026-03-04' } },
        ['visit_before_draw /visitWindow/until'],
      ],
      ['strata that leave someone out', { strata: [A] }, ['targets_in_no_stratum /strata']],
      [
        'strata that overlap',
        { strata: [A, B, { ...A, code: 'x', conditions: [{ field: 'kind', in: ['社会团体'] }] }] },
        ['targets_in_two_strata /strata'],
      ],
      ['a rest for whom nobody is left', { strata: [A, B, REST] }, ['stratum_empty /strata/2/rest']],
      [
        'limits below one in every stratum',
        { strata: [A, B], rate: { direction: 'at-most', millionths: 10_000 } },
        ['nothing_to_draw /strata'],
      ],
      [
        'an exact share of a stratum that is not whole',
        { strata: [A, { ...B, rate: { direction: 'exactly', millionths: 30_000 } }] },
        ['rate_not_whole /strata/1/rate/millionths'],
      ],
      [
        'a stratum by a field that is not there',
        { strata: [{ ...A, conditions: [{ field: 'colour', in: ['red'] }] }] },
        ['unknown_filter_field /strata/0/conditions/0/field'],
      ],
      ['strata of one code', { strata: [A, { ...B, code: 'a' }] }, ['stratum_twice /strata/1/code']],
      [
        'a census beside a number',
        { strata: [{ ...A, censusBelow: 5 }, B], rate: { direction: 'number', number: 5 } },
        ['beside_number /strata/0/censusBelow'],
      ],
      ['a minimum beside strata', { strata: [A, B], minimum: 3 }, ['superfluous /minimum']],
      ['a stratum without a name', { strata: [{ code: 'a', conditions: A.conditions }] }, ['text /strata/0/name']],
      [
        'more strata than fit',
        { strata: Array.from({ length: 51 }, (_, at) => ({ ...A, code: `s${at}` })) },
        ['list /strata'],
      ],
      ['more than a general matter allows', { matterIds: [6] }, ['matter_limit /matterIds/0']],
      ['… beside a key matter, which allows all', { matterIds: [7, 6] }, ['matter_limit /matterIds/1']],
      [
        'an agency that keeps nothing here',
        { filter: [{ field: 'agency', in: ['a3'] }] },
        ['filter_value_unused /filter/0/in/0'],
      ],
      ['one inspector', { teamSize: 1 }, ['integer /teamSize']],
      ['a share of nothing', { rate: { direction: 'at-least', millionths: 0 } }, ['integer /rate/millionths']],
      ['an unknown member', { colour: 'red' }, ['unknown_field /colour']],
      ['no matter', { matterIds: [] }, ['integers /matterIds']],
    ];
    /** What people get wrong most, each with a way out. */
    const bad: [string, object, string, RegExp][] = [
      [
        'rates that sum over 100 %, as a number',
        { strata: [A, B], rate: { direction: 'number', number: 101 } },
        'number_over_pool /rate/number',
        /101 are to be drawn from 100 .*Ask for 100 at most/,
      ],
      [
        'rates that sum over 100 %, beside those of their own',
        { strata: [{ ...A, rate: BATCH.rate }, B], rate: { direction: 'number', number: 51 } },
        'number_over_pool /rate/number',
        /51 are to be drawn from 50 .*Ask for 50 at most/,
      ],
      [
        'rates that sum over 100 %, in one stratum',
        { strata: [{ ...A, rate: { direction: 'number', number: 51 } }, B] },
        'number_over_pool /strata/0/rate/number',
        /Stratum "a": 51 are to be drawn from 50 .*Ask for 50 at most/,
      ],
      [
        'a rate over 100 %',
        { strata: [{ ...A, rate: { direction: 'at-least', millionths: 1_000_001 } }, B] },
        'integer /strata/0/rate/millionths',
        /1000000/,
      ],
      [
        'a stratum nobody is in',
        { strata: [A, B, { code: 'c', name: '丙', conditions: [{ field: 'riskClass', in: ['C'] }] }] },
        'stratum_empty /strata/2/conditions',
        /Nobody is in the stratum "c"\. Correct .*There are, for riskClass: A, B\./,
      ],
      [
        'a window without a working day',
        { schedule: { kind: 'date', at: '2026-09-30' }, visitWindow: { afterDays: 1, days: 7 } },
        'visit_without_working_day /visitWindow',
        /2026-10-01 to 2026-10-07, and all of these are days of rest\. Let the window be longer/,
      ],
      [
        'a rule that excludes everyone',
        {
          filter: [
            { field: 'kind', in: ['公墓'] },
            { field: 'regionCode', in: ['110101'] },
          ],
        },
        'filter_matches_nothing /filter',
        /No target meets all conditions at once\. .*leave one of them out/,
      ],
      [
        'a filter on a field that is not there',
        { filter: [{ field: 'colour', in: ['red'] }] },
        'unknown_filter_field /filter/0/field',
        /no field "colour"; offered are .*kind.*riskClass/,
      ],
    ];
    it.each(bad)('%s is refused at the plan, with the reason and a hint', async (_, change, expected, hint) => {
      const { plan, batches } = await client.published(BATCH);
      const batch = `plans/${plan}/batches/${batches[0]}`;
      const before = (await call('GET', batch)).body;
      const reason = '调整';
      for (const answer of [
        await call('POST', `plans/${plan}/batches`, { ...BATCH, ...change, reason }),
        await call('PATCH', batch, { ...change, reason }),
      ]) {
        expect([answer.status, ...errorsOf(answer)]).toEqual([400, expected]);
        const [{ message }] = answer.body.errors;
        expect(message.en).toMatch(hint);
        expect(message.zh).toMatch(/[\u4e00-\u9fff]/);
      }
      expect((await call('GET', batch)).body).toEqual(before);
      expect(await dataSource.manager.countBy(Batch, { planId: plan })).toBe(1);
    });

    it('participants without one certified officer are refused when they are asked, with the reason and a hint', async () => {
      const plan = await client.draft();
      const batch = await client.addBatch(plan, BATCH);
      const path = `plans/${plan}/batches/${batch}/partners`;
      const asked = { agency: 'a3', role: 'participant', reason: '联合抽查' };
      const { manager } = dataSource;
      const officer = { ...(await manager.findOneByOrFail(Inspector, { id: 1 })), id: 30, agencyId: 3, code: 'i30' };
      const ofTheOther = (more: Partial<Inspector>): Promise<unknown> =>
        dataSource.transaction(async (writer) => {
          await writer.delete(Inspector, { id: 30 });
          await writer.insert(Inspector, { ...officer, certificateNumber: 'c30', ...more });
        });
      // the visits end on 4 April
      for (const unfit of [
        { validUntil: '2026-04-03' },
        { available: false },
        { expert: true },
        { retiredAt: START },
      ]) {
        await ofTheOther(unfit);
        const answer = await call('POST', path, asked);
        expect([unfit, answer.status, ...errorsOf(answer)]).toEqual([unfit, 400, 'partner_without_inspectors /agency']);
        expect(answer.body.errors[0].message.en).toMatch(
          /not one inspector .* from 2026-03-06 to 2026-04-04\. Ask another agency, or move the visit window\./,
        );
      }
      expect((await call('GET', path)).body).toEqual([]);
      await ofTheOther({ validUntil: '2026-04-04' });
      expect((await call('POST', path, asked)).status).toBe(201);
      // and whoever has lost its people since is refused when it answers, and when the plan is published
      const accept = async (): Promise<Answer> => {
        const headers = { 'x-caller': 'neighbour' };
        const { items } = (await call('GET', 'invitations?state=invited', undefined, headers)).body;
        return call('POST', `invitations/${items[0].id}/accept`, { seats: [{ count: 1 }] }, headers);
      };
      await ofTheOther({ available: false });
      expect(errorsOf(await accept())).toEqual(['partner_without_inspectors /seats']);
      await ofTheOther({});
      expect((await accept()).status).toBe(200);
      await ofTheOther({ available: false });
      const publishing = await call('POST', `plans/${plan}/publish`);
      expect([publishing.status, ...errorsOf(publishing)]).toEqual([400, 'no_possible_team /batches/B01/teamSize']);
    });

    it.each(refusals)('%s is refused, with place and reason, and nothing is written', async (_, change, expected) => {
      const plan = await client.draft();
      const answer = await call('POST', `plans/${plan}/batches`, { ...BATCH, ...change });
      expect([answer.status, ...errorsOf(answer)]).toEqual([400, ...expected]);
      for (const each of answer.body.errors as { message: { zh: string; en: string } }[]) {
        expect(each.message.zh).toMatch(/[\u4e00-\u9fff]/);
        expect(each.message.en).not.toBe('');
      }
      expect(await dataSource.manager.countBy(Batch, { planId: plan })).toBe(0);
      expect((await call('GET', `plans/${plan}`)).body.version).toBe(1);
    });

    it('publishing looks again: all faults of all batches, and nothing half-way', async () => {
      const plan = await client.draft();
      expect(errorsOf(await call('POST', `plans/${plan}/publish`))).toEqual(['plan_without_batches /batches']);
      await client.addBatch(plan, { ...BATCH, schedule: { kind: 'date', at: '2026-02-01T07:00:00+08:00' } });
      await client.addBatch(plan, BATCH);
      await client.addBatch(plan, { ...BATCH, code: 'spring', matterIds: [2] });
      clock.set(new Date('2026-02-01T23:01:00Z'));
      await dataSource.transaction((manager) => manager.update(Matter, 2, { legalBasis: ' ' }));
      const answer = await call('POST', `plans/${plan}/publish`);
      await dataSource.transaction((manager) => manager.update(Matter, 2, { legalBasis: '《殡葬管理条例》' }));
      expect(answer).toMatchObject({ status: 400, body: { code: 'plan_not_ready' } });
      expect(errorsOf(answer)).toEqual([
        'date_passed /batches/B01/schedule/at',
        'matter_without_legal_basis /batches/spring/matterIds/0',
      ]);
      expect((await call('GET', `plans/${plan}/occurrences`)).body.total).toBe(0);
      // a day past is still drawn, at once
      clock.set(new Date('2026-02-01T23:00:00Z'));
      expect(await call('POST', `plans/${plan}/publish`)).toMatchObject({ status: 200 });
    });

    it('a closed target is not in the pool', async () => {
      const plan = await client.draft();
      expect(
        await call('POST', `plans/${plan}/batches`, { ...BATCH, rate: { direction: 'number', number: 100 } }),
      ).toMatchObject({ status: 201 });
    });
  });
});
