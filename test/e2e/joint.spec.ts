import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bothVerifiers } from '../support/both-verifiers.js';
import { onEachDatabase } from '../support/databases.js';
import { takeSteps } from '../support/inspection-life.js';
import { batchBody, inspectorBody, made, today, year } from '../support/hostile-house.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';

type Body = Answer['body'];

/**
 * A province that keeps the cemeteries of two cities, each with people of its own; beside it a market regulator and a
 * neighbouring province. The province itself has two officers.
 */
onEachDatabase('more than one agency', (database) => {
  let server: TestServer;
  let admin: string;
  let dir: string;
  let matter: number;
  let plan: number;
  /** The batch that a market regulator takes part in. */
  let joint: number;
  const agencies: Record<string, number> = {};
  const people: Record<string, number[]> = {};
  const planners: Record<string, string> = {};

  const get = async (path: string, token = admin): Promise<Body> =>
    (await server.call('GET', `/api/v1${path}`, { token })).body;
  const post = (path: string, body: unknown, token: string): Promise<Answer> =>
    server.call('POST', `/api/v1${path}`, { token, body });
  const make = async (path: string, body: unknown, token = admin): Promise<number> =>
    (await made(server, token, path, body)).id as number;
  const refused = async (answer: Promise<Answer>): Promise<string> => {
    const { body, status } = await answer;
    const faults = ((body.errors ?? []) as { code: string; pointer: string }[]).map(
      (one) => `${one.code} ${one.pointer}`,
    );
    return [status, body.code, ...faults].join(' ');
  };

  const agency = async (code: string, parentId: number | null, level: string, officers: number): Promise<void> => {
    const id = await make('/agencies', { code, name: `${code}单位`, level, parentId });
    agencies[code] = id;
    people[code] = [];
    for (let n = 0; n < officers; n++) people[code].push(await make('/inspectors', inspectorBody(id, `${code}-${n}`)));
    const username = `${code}.planner`.toLowerCase();
    await make('/users', { username, displayName: code, password: PASSWORD, role: 'planner', agencyId: id });
    planners[code] = await server.signIn(username);
  };
  const cemeteries = async (code: string, count: number): Promise<void> => {
    for (let n = 0; n < count; n++) {
      const body = { agencyId: agencies[code], name: `${code}公墓${n}`, alias: `${code}-T${n}`, kind: '公墓' };
      await make('/targets', body);
    }
  };
  /** Due at once. */
  const batch = (more: object): Body =>
    batchBody(matter, {
      filter: [{ field: 'kind', in: ['公墓'] }],
      rate: { direction: 'at-least', millionths: 1_000_000 },
      ...more,
    });

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-joint-'));
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    await agency('PROV', null, 'province', 2);
    await agency('CITY1', agencies.PROV!, 'city', 3);
    await agency('CITY2', agencies.PROV!, 'city', 2);
    await agency('MARKET', null, 'province', 3);
    await agency('NEXT', null, 'province', 4);
    await agency('BARE', null, 'province', 0);
    await cemeteries('CITY1', 5);
    await cemeteries('CITY2', 4);
    matter = await make('/matters', { agencyId: agencies.PROV, name: '公墓检查', legalBasis: '《殡葬管理条例》' });
    plan = await make('/plans', { agencyId: agencies.PROV, year: year(), title: '联合抽查计划' }, planners.PROV);
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  const issued = async (batchId: number): Promise<Body> => {
    const { items } = await server.until(
      `/api/v1/draws?batchId=${batchId}`,
      admin,
      (body) => body.items[0]?.phase === 'issued',
      60,
    );
    return get(`/draws/${items[0].id as number}`);
  };
  const inspectionsOf = async (drawId: number, token = admin): Promise<Body[]> =>
    (await get(`/inspections?drawId=${drawId}&pageSize=100`, token)).items;
  /** The agency of everyone in a team, by the beginning of his certificate's number. */
  const sidesOf = (inspection: Body): string[] =>
    inspection.team.map(({ certificateNumber }: Body) => (certificateNumber as string).split('-')[0]);
  /** Both verifiers say that it holds. */
  const holds = async (number: string): Promise<void> => {
    const response = await fetch(`${server.url}/api/v1/public/draws/${number}/evidence`);
    const path = join(dir, `${number}.json`);
    writeFileSync(path, await response.text());
    const told = await bothVerifiers(path);
    expect([number, told.map(([status]) => status)]).toEqual([number, [0, 0]]);
  };

  it('asks an agency by its code or name, and refuses whom it may not ask', async () => {
    const id = await make(`/plans/${plan}/batches`, batch({ name: '联合' }), planners.PROV);
    const path = `/plans/${plan}/batches/${id}/partners`;
    const ask = (word: string, role = 'participant'): Promise<Answer> =>
      post(path, { agency: word, role, reason: '联合抽查' }, planners.PROV!);
    expect(await refused(ask('NOBODY'))).toBe('400 agency_unknown agency_unknown /agency');
    expect(await refused(ask('PROV'))).toBe('400 partner_in_line partner_in_line /agency');
    expect(await refused(ask('CITY1单位'))).toBe('400 partner_in_line partner_in_line /agency');
    expect(await refused(ask('BARE'))).toBe('400 partner_unfit partner_without_inspectors /agency');
    expect((await ask('MARKET')).body).toMatchObject({
      state: 'invited',
      role: 'participant',
      seats: [],
      answer: null,
    });
    expect(await refused(ask('MARKET', 'neighbour'))).toMatch(/^409 partner_invited_already/);
    expect((await ask('NEXT单位', 'neighbour')).status).toBe(201);
    expect((await post(path, { agency: 'NEXT', role: 'neighbour', reason: 'x' }, planners.MARKET!)).status).toBe(404);
    const told = await get(`/plans/${plan}/batches/${id}/history`);
    expect(told[0]).toMatchObject({
      action: 'partner-invited',
      by: 'prov.planner',
      after: { agency: { code: 'NEXT' } },
    });

    const seen = await get('/invitations?state=invited', planners.MARKET);
    expect(seen).toMatchObject({
      total: 1,
      items: [
        { batchName: '联合', initiator: { code: 'PROV' }, matters: [{ name: '公墓检查' }], plan: '联合抽查计划' },
      ],
    });
    const invitation = seen.items[0].id as number;
    for (const other of ['PROV', 'NEXT', 'CITY1']) {
      expect((await server.call('GET', `/api/v1/invitations/${invitation}`, { token: planners[other]! })).status).toBe(
        404,
      );
      expect(
        (await post(`/invitations/${invitation}/accept`, { seats: [{ count: 1 }] }, planners[other]!)).status,
      ).toBe(404);
    }
    expect((await server.call('GET', `/api/v1/plans/${plan}`, { token: planners.MARKET! })).status).toBe(404);
    const accept = (body: object): Promise<string> =>
      refused(post(`/invitations/${invitation}/accept`, body, planners.MARKET!));
    expect(await accept({})).toBe('400 partner_unfit missing /seats');
    expect(await accept({ seats: [{ count: 4 }] })).toBe('400 partner_unfit too_few_inspectors /seats');
    expect(await accept({ seats: [{ count: 1, qualifications: ['食品'] }] })).toBe(
      '400 partner_unfit too_few_inspectors /seats',
    );
    expect((await get(`/invitations/${invitation}`, planners.MARKET)).state).toBe('invited');
    await made(server, planners.PROV!, `/plans/${plan}/batches/${id}/cancel`, { reason: '另建' });
    expect(await accept({ seats: [{ count: 1 }] })).toBe('409 batch_cancelled');
  });

  it('draws nothing while somebody has not answered; then each agency’s seats from its own people', async () => {
    joint = await make(`/plans/${plan}/batches`, batch({ name: '联合抽查', pools: 'open' }), planners.PROV);
    const without = await make(`/plans/${plan}/batches`, batch({ name: '有人不来' }), planners.PROV);
    const partners = (id: number): string => `/plans/${plan}/batches/${id}/partners`;
    const reason = '三部门联合';
    await make(partners(joint), { agency: 'MARKET', role: 'participant', reason }, planners.PROV);
    const late = await make(partners(without), { agency: 'MARKET', role: 'participant', reason }, planners.PROV);
    await make(partners(without), { agency: 'NEXT', role: 'participant', reason }, planners.PROV);
    await made(server, planners.PROV!, `/plans/${plan}/submit`, {});
    await made(server, admin, `/plans/${plan}/approve`, {});
    await made(server, planners.PROV!, `/plans/${plan}/publish`, {});
    // its moment is past: without the invitations it would be drawn at once
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const occurrences = (await get(`/plans/${plan}/occurrences?state=planned`, planners.PROV)).items;
    expect(occurrences.map(({ batchId, waitsFor }: Body) => [batchId, waitsFor])).toEqual(
      expect.arrayContaining([
        [joint, ['MARKET单位']],
        [without, ['MARKET单位', 'NEXT单位']],
      ]),
    );
    expect((await get('/draws')).total).toBe(0);

    const invitations = (await get('/invitations?state=invited', planners.MARKET)).items as Body[];
    const toJoint = invitations.find(({ batchId }) => batchId === joint);
    const accepted = await post(`/invitations/${toJoint.id}/accept`, { seats: [{ count: 1 }] }, planners.MARKET!);
    expect(accepted.body).toMatchObject({ state: 'accepted', decidedBy: 'market.planner', seats: [{ count: 1 }] });
    expect(await refused(post(`/invitations/${toJoint.id}/decline`, { reason: '晚了' }, planners.MARKET!))).toBe(
      '409 partner_not_in_state',
    );
    const next = (await get('/invitations?state=invited', planners.NEXT)).items.find(
      ({ batchId }: Body) => batchId === without,
    );
    await made(server, planners.NEXT!, `/invitations/${next.id}/decline`, { reason: '人手不足' });
    await made(server, planners.PROV!, `${partners(without)}/leave-out`, { partnerId: late, reason: '逾期未答复' });

    const draw = await issued(joint);
    const inspections = await inspectionsOf(draw.id);
    expect(inspections).toHaveLength(9);
    for (const one of inspections) {
      const sides = sidesOf(one);
      expect(sides.filter((side) => side === 'MARKET')).toHaveLength(1);
      expect(sides.filter((side) => ['PROV', 'CITY1', 'CITY2'].includes(side))).toHaveLength(2);
      expect(one.assignedByName).toBe(false);
    }
    expect(draw.manifest.pairing.rules).toEqual([
      {
        conditions: [],
        seats: [
          { agencies: ['CITY1', 'CITY2', 'PROV'], count: 2, qualifications: [] },
          { agencies: ['MARKET'], count: 1, qualifications: [] },
        ],
      },
    ]);
    await holds(draw.number);

    const alone = await issued(without);
    for (const one of await inspectionsOf(alone.id)) expect(sidesOf(one)).not.toContain('MARKET');
    const reasons = (alone.manifest.reasons ?? []) as { code: string; words: { zh: string } }[];
    expect(reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['participant-left-out', 'participant-declined']),
    );
    expect(reasons.map(({ words }) => words.zh).join()).toMatch(/逾期未答复.*人手不足|人手不足.*逾期未答复/);
    await holds(alone.number);
  }, 120_000);

  it('shows who takes part the inspections, and lets its people in the team record what they found', async () => {
    const [draw] = (await get(`/draws?batchId=${joint}`)).items as Body[];
    const seen = await inspectionsOf(draw.id, planners.MARKET);
    expect(seen).toHaveLength(9);
    const [inspection] = seen;
    expect((await server.call('GET', `/api/v1/inspections/${inspection.id}`, { token: planners.MARKET! })).status).toBe(
      200,
    );
    for (const other of ['NEXT', 'BARE']) {
      expect(await inspectionsOf(draw.id, planners[other])).toEqual([]);
      expect(
        (await server.call('GET', `/api/v1/inspections/${inspection.id}`, { token: planners[other]! })).status,
      ).toBe(404);
    }
    const findings = { visitedOn: today(), findings: [{ code: 'no-problem-found' }] };
    const record = `/inspections/${inspection.id}/findings`;
    await takeSteps(server, planners.PROV!, inspection.id, 'accept');
    expect(await refused(post(record, findings, planners.MARKET!))).toBe('403 inspection_of_another_agency');
    const seat = inspection.team.find(({ certificateNumber }: Body) => certificateNumber.startsWith('MARKET'));
    const user = { displayName: '市监', password: PASSWORD, role: 'inspector', agencyId: agencies.MARKET };
    await make('/users', { username: 'market.one', ...user, inspectorId: seat.inspectorId });
    const officer = await server.signIn('market.one');
    expect((await inspectionsOf(draw.id, officer)).every((one) => sidesOf(one).includes('MARKET'))).toBe(true);
    expect((await post(record, findings, officer)).body).toMatchObject({ state: 'reported' });
    expect((await post(record, findings, planners.PROV!)).status).toBe(201);
    expect(await refused(post(`/inspections/${inspection.id}/steps`, { step: 'review' }, planners.MARKET!))).toBe(
      '403 inspection_of_another_agency',
    );

    // whoever leaves a seat of the market regulator is followed by one of its own
    const other = seen[1];
    const leaving = other.team.find(({ certificateNumber }: Body) => certificateNumber.startsWith('MARKET'));
    const proposal = await made(server, admin, `/draws/${draw.id}/amendments`, {
      kind: 'replacement',
      reason: { zh: '回避' },
      cause: 'recusal',
      seats: [{ inspectionId: other.id, inspectorId: leaving.inspectorId }],
    });
    const { newDrawId } = await made(server, planners.PROV!, `/amendments/${proposal.id}/approve`, {});
    const replaced = await server.until(`/api/v1/draws/${newDrawId}`, admin, ({ phase }) => phase === 'issued', 60);
    expect(replaced.manifest.pairing.rules[0].seats).toEqual([{ agencies: ['MARKET'], count: 1, qualifications: [] }]);
    const after = await get(`/inspections/${other.id}`);
    expect(sidesOf(after).sort()).toEqual(sidesOf(other).sort());
    expect(after.team.map(({ code }: Body) => code)).not.toContain(leaving.code);
    await holds(replaced.number);
    // it keeps nothing that was drawn from being asked for once more
    expect(
      (await post(`/draws/${draw.id}/amendments`, { kind: 'void', reason: { zh: 'x' } }, planners.MARKET!)).status,
    ).toBe(404);
  }, 120_000);

  it('forms no team of several levels that cannot be', async () => {
    const path = `/plans/${plan}/batches`;
    const send = (more: object): Promise<string> =>
      refused(post(path, { ...batch({ name: '混合' }), reason: '增加', ...more }, planners.PROV!));
    const seats = [
      { from: 'own', count: 1 },
      { from: 'keeper', count: 1 },
    ];
    expect(await send({ seats, teamSize: 2 })).toBe('400 batch_unfit superfluous /teamSize');
    expect(await send({ seats: [{ from: 'own', count: 1 }] })).toBe('400 batch_unfit team_too_small /seats');
    expect(await send({ seats: [{ from: 'agency', count: 2 }] })).toBe('400 batch_unfit missing /seats/0/agencyId');
    expect(await send({ seats: [{ from: 'agency', agencyId: agencies.MARKET, count: 2 }] })).toBe(
      '400 batch_unfit seat_agency_not_below /seats/0/agencyId',
    );
    expect(await send({ seats: [{ from: 'keeper', count: 3 }] })).toBe('400 batch_unfit no_possible_team /seats');
  });

  it('tells before the draw that a pool is small; a neighbour that agrees lends its people', async () => {
    const path = `/plans/${plan}/batches`;
    const filter = [{ field: 'agency', in: ['CITY2'] }];
    const twoOnly = {
      name: '两名人员',
      filter,
      seats: [{ from: 'own', count: 2 }],
      schedule: { kind: 'date', at: `${year()}-12-31T22:00:00+08:00` },
    };
    const id = await make(path, { ...batch(twoOnly), reason: '增加' }, planners.PROV);
    const review = await get(`${path}/${id}/review`, planners.PROV);
    expect(review).toMatchObject({ faults: [], warnings: [{ code: 'small_pool', pointer: '/seats' }] });
    expect(review.warnings[0].en).toMatch(/4 target\(s\).*the fewest 1.*1\. .*2\. .*3\. /);
    await make(
      `${path}/${id}/partners`,
      { agency: 'NEXT', role: 'neighbour', reason: '本级只有两名人员' },
      planners.PROV,
    );
    const [invitation] = (await get('/invitations?state=invited', planners.NEXT)).items as Body[];
    const accept = (body: object): Promise<Answer> =>
      post(`/invitations/${invitation.id}/accept`, body, planners.NEXT!);
    expect(await refused(accept({}))).toBe('400 partner_unfit missing /reason');
    expect(await refused(accept({ seats: [{ count: 1 }], reason: '支援' }))).toBe(
      '400 partner_unfit superfluous /seats',
    );
    expect((await accept({ reason: '支援' })).body).toMatchObject({ state: 'accepted', answer: '支援', seats: [] });
    expect((await get(`${path}/${id}/review`, planners.PROV)).warnings).toEqual([]);
    await server.call('PATCH', `/api/v1${path}/${id}`, {
      token: planners.PROV!,
      body: { schedule: { kind: 'date', at: new Date().toISOString() }, reason: '提前' },
    });
    const draw = await issued(id);
    expect(draw.manifest.pairing.rules[0].seats).toEqual([
      { agencies: ['NEXT', 'PROV'], count: 2, qualifications: [] },
    ]);
    expect(draw.manifest.warnings).toEqual([]);
    expect((draw.manifest.reasons as Body[]).map(({ code }) => code)).toContain('neighbour-accepted');
    await holds(draw.number);
  }, 120_000);

  it('marks for ever that people were named', async () => {
    const path = `/plans/${plan}/batches`;
    const body = (inspectorIds: (number | undefined)[], more: object = {}): object => ({
      ...batch({ name: '指定', assigned: { inspectorIds, reason: '专业检查' }, ...more }),
      reason: '增加',
    });
    const send = (ids: (number | undefined)[], more: object = {}): Promise<string> =>
      refused(post(path, body(ids, more), planners.PROV!));
    const [one, two] = people.PROV!;
    const [three] = people.CITY1!;
    expect(await send([one, people.MARKET![0]])).toBe('400 batch_unfit assigned_not_in_pool /assigned/inspectorIds/1');
    expect(await send([one, two], { teamSize: 3 })).toBe('400 batch_unfit assigned_too_few /assigned/inspectorIds');
    const exact = await make(path, body([one, two]), planners.PROV);
    const among = await make(path, body([one, two, three]), planners.PROV);
    const [exactDraw, amongDraw] = [await issued(exact), await issued(among)];
    const named = ['PROV-0', 'PROV-1', 'CITY1-0'];
    for (const draw of [exactDraw, amongDraw]) {
      expect(draw.assignedByName).toBe(true);
      expect((draw.manifest.reasons as Body[]).find(({ code }) => code === 'assigned-by-name').words.zh).toMatch(
        /^指定人员，非随机.*专业检查/,
      );
      const inspections = await inspectionsOf(draw.id);
      for (const inspection of inspections) {
        expect(inspection.assignedByName).toBe(true);
        for (const { certificateNumber } of inspection.team) expect(named).toContain(certificateNumber);
      }
      expect((await get(`/inspections/${inspections[0].id}`)).assignedByName).toBe(true);
      const sheet = await get(`/draws/${draw.id}/fairness`);
      expect(sheet.reasons.map(({ words }: Body) => words.en).join()).toMatch(/Assigned by name, not random/);
      await holds(draw.number);
    }
    expect(exactDraw.manifest.inspectors.count).toBe(2);
    expect(amongDraw.manifest.inspectors.count).toBe(3);
  }, 120_000);
});
