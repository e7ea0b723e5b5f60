import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { verifyEvidence, type ExclusionLeaf, type Manifest } from '../../src/protocol/index.js';
import { bothVerifiers } from '../support/both-verifiers.js';
import { onEachDatabase } from '../support/databases.js';
import { batchBody, inspectorBody, made, today, year } from '../support/hostile-house.js';
import { counts, csv, ListClient, RUN, TARGET_HEADINGS, type Row } from '../support/lists.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';

type Body = Answer['body'];

interface Evidence {
  readonly manifest: Manifest;
  readonly exclusions: readonly ExclusionLeaf[];
  readonly record: { readonly selection: readonly { stratum: string; targets: string[]; reserve: string[] }[] };
}

interface Bureau {
  readonly id: number;
  readonly code: string;
  readonly matter: number;
  readonly plan: number;
  readonly people: readonly number[];
}

const share = (percent: number, direction = 'at-least'): object => ({ direction, millionths: percent * 10_000 });

/*
 * Draws that real agencies hold, or that a real system gets wrong, from the lists to the teams. 201 246 targets in one draw are
 * in src/drawing/engine/strata.spec.ts: most of its time goes into filling the list.
 */
onEachDatabase('real cases', (database) => {
  let server: TestServer;
  let admin: string;
  let dir: string;
  const planners: Record<string, string> = {};

  const get = async (path: string): Promise<Body> =>
    (await server.call('GET', `/api/v1${path}`, { token: admin })).body;
  const make = async (path: string, body: unknown, token = admin): Promise<number> =>
    (await made(server, token, path, body)).id as number;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-cases-'));
    server = await TestServer.start(database.address());
    admin = await server.signIn();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  const agency = async (
    code: string,
    officers: number,
    parentId: number | null = null,
  ): Promise<[number, number[]]> => {
    const id = await make('/agencies', {
      code,
      name: `${code}单位`,
      level: parentId === null ? 'province' : 'city',
      parentId,
    });
    const people: number[] = [];
    for (let n = 0; n < officers; n++) people.push(await make('/inspectors', inspectorBody(id, `${code}-${n}`)));
    return [id, people];
  };
  const bureau = async (code: string, officers: number): Promise<Bureau> => {
    const [id, people] = await agency(code, officers);
    const matter = await make('/matters', { agencyId: id, name: `${code}检查`, legalBasis: '《慈善法》' });
    const plan = await make('/plans', { agencyId: id, year: year(), title: `${code}计划` });
    return { id, code, matter, plan, people };
  };
  const planner = async (code: string, agencyId: number): Promise<void> => {
    const username = `${code}.planner`.toLowerCase();
    await make('/users', { username, displayName: code, password: PASSWORD, role: 'planner', agencyId });
    planners[code] = await server.signIn(username);
  };
  /** Rows of kind, how many, and what else is the same of them; their codes begin with the given word. */
  const targets = async (
    agencyId: number,
    word: string,
    kind: string,
    count: number,
    more: Row = [],
  ): Promise<void> => {
    const rows = Array.from({ length: count }, (_, n): Row => [
      `${word}对象${n}`,
      null,
      `${word}-T${n}`,
      kind,
      ...more,
    ]);
    const client = new ListClient(server, admin);
    const answer = await client.send('targets', RUN, csv([TARGET_HEADINGS.slice(0, 6), ...rows]), {
      agencyId: String(agencyId),
    });
    expect(counts(answer)).toEqual([200, count, 0, 0, 0]);
  };
  const publish = async (plan: number, token = admin): Promise<void> => {
    if (token !== admin) {
      await made(server, token, `/plans/${plan}/submit`, {});
      await made(server, admin, `/plans/${plan}/approve`, {});
    }
    await made(server, token, `/plans/${plan}/publish`, {});
  };
  const issued = async (batchId: number): Promise<Body> => {
    const { items } = await server.until(
      `/api/v1/draws?batchId=${batchId}`,
      admin,
      ({ items: [draw] }) => draw?.phase === 'issued',
    );
    return get(`/draws/${items[0].id as number}`);
  };
  const evidenceText = async (number: string): Promise<string> =>
    (await fetch(`${server.url}/api/v1/public/draws/${number}/evidence`)).text();
  /** The evidence, which holds. */
  const evidenceOf = async (number: string): Promise<Evidence> => {
    const text = await evidenceText(number);
    const { steps, verdict } = await verifyEvidence([Buffer.from(text)]);
    expect({ verdict, last: steps.at(-1) }).toMatchObject({ verdict: 'holds' });
    return JSON.parse(text) as Evidence;
  };
  const inspectionsOf = async (drawId: number): Promise<Body[]> =>
    (await get(`/inspections?drawId=${drawId}&pageSize=100&sort=ordinal`)).items;
  /** The agency of everyone in a team, by the beginning of his certificate's number. */
  const sidesOf = ({ team }: Body): string[] =>
    team.map(({ certificateNumber }: Body) => (certificateNumber as string).split('-')[0]).sort();
  const sizes = ({ strata }: Manifest): unknown =>
    Object.fromEntries(strata.map(({ id, population, size }) => [id, `${size} of ${population}`]));

  describe('how many are drawn', () => {
    let house: Bureau;
    const drawn = async (more: object): Promise<Evidence> => {
      const id = await make(`/plans/${house.plan}/batches`, { ...batchBody(house.matter, more), reason: '增加' });
      if ((await get(`/plans/${house.plan}`)).state === 'draft') await publish(house.plan);
      const draw = await issued(id);
      const evidence = await evidenceOf(draw.number);
      expect(await inspectionsOf(draw.id)).toHaveLength(Math.min(100, draw.sampleSize));
      return evidence;
    };
    const ofKind = (kind: string): object => ({ filter: [{ field: 'kind', in: [kind] }] });

    beforeAll(async () => {
      house = await bureau('SIZES', 8);
      await targets(house.id, 'A', '社会服务机构', 110);
      await targets(house.id, 'B', '社会团体', 539);
      for (const [risk, count] of Object.entries({ A: 540, B: 280, C: 130, D: 50 }))
        await targets(house.id, `R${risk}`, '企业', count, [null, risk]);
      await targets(house.id, 'V5', '志愿服务组织', 5, ['110101']);
      await targets(house.id, 'V4', '志愿服务组织', 4, ['110102']);
    });

    it('3 % at least of 110 are 4, where a real system gives 3; 3 % at most are 3', async () => {
      const atLeast = await drawn({ ...ofKind('社会服务机构'), rate: share(3) });
      expect(sizes(atLeast.manifest)).toEqual({ all: '4 of 110' });
      const atMost = await drawn({ ...ofKind('社会服务机构'), rate: share(3, 'at-most') });
      expect(sizes(atMost.manifest)).toEqual({ all: '3 of 110' });
    });

    it('3 % of 539 social organisations are 17', async () => {
      const { manifest } = await drawn({ ...ofKind('社会团体'), rate: share(3) });
      expect(sizes(manifest)).toEqual({ all: '17 of 539' });
    });

    it('4 % stratified by risk, A/B/C/D at 1/2/10/30 %', async () => {
      const strata = [1, 2, 10, 30].map((percent, at) => {
        const risk = 'ABCD'.charAt(at);
        return {
          code: risk,
          name: `${risk} 类`,
          conditions: [{ field: 'riskClass', in: [risk] }],
          rate: share(percent),
        };
      });
      const { manifest } = await drawn({ ...ofKind('企业'), rate: share(4), strata });
      // 40 of 1000
      expect(sizes(manifest)).toEqual({ A: '6 of 540', B: '6 of 280', C: '13 of 130', D: '15 of 50' });
      expect(manifest.reasons?.map(({ code }) => code)).toEqual(['targeted', 'strata']);
      expect(manifest.reasons?.[1]?.words.en).toContain('D D 类 (risk class "D") at least 30 %');
    });

    it('5 volunteer organisations at 20 % with a census below 5 are 1; of 4 all 4 are drawn', async () => {
      const volunteers = (region: string): object => ({
        rate: share(20),
        censusBelow: 5,
        filter: [
          { field: 'kind', in: ['志愿服务组织'] },
          { field: 'regionCode', in: [region] },
        ],
      });
      expect(sizes((await drawn(volunteers('110101'))).manifest)).toEqual({ all: '1 of 5' });
      expect(sizes((await drawn(volunteers('110102'))).manifest)).toEqual({ all: '4 of 4' });
    });
  });

  it('9 cemeteries across a province, with its two officers and drawn staff of the city that keeps them', async () => {
    const { id, matter, plan } = await bureau('PROV', 2);
    for (const [city, officers, count] of [
      ['CITY1', 3, 5],
      ['CITY2', 2, 4],
    ] as const) {
      const [cityId] = await agency(city, officers, id);
      await targets(cityId, city, '公墓', count);
    }
    const path = `/plans/${plan}/batches`;
    const batch = await make(
      path,
      batchBody(matter, {
        filter: [{ field: 'kind', in: ['公墓'] }],
        rate: share(100),
        seats: [
          { from: 'own', count: 2 },
          { from: 'keeper', count: 1 },
        ],
      }),
    );
    expect(await get(`${path}/${batch}`)).toMatchObject({ teamSize: 3, seats: [{ from: 'own' }, { from: 'keeper' }] });
    await publish(plan);
    const draw = await issued(batch);
    const inspections = await inspectionsOf(draw.id);
    expect(inspections).toHaveLength(9);
    for (const one of inspections)
      expect(sidesOf(one)).toEqual([(one.target.code as string).split('-')[0], 'PROV', 'PROV']);
    const { manifest } = await evidenceOf(draw.number);
    expect(manifest.pairing.rules.map(({ conditions }) => conditions)).toEqual([
      [{ field: 'agency', in: ['CITY1'] }],
      [{ field: 'agency', in: ['CITY2'] }],
    ]);
    // the lot decides about the third person alone
    expect(manifest.warnings).toEqual([
      { code: 'small-pool', rule: 0, targets: 5, teams: 3 },
      { code: 'small-pool', rule: 1, targets: 4, teams: 2 },
    ]);
    expect(manifest.reasons?.map(({ code }) => code)).toContain('mixed-team');
  });

  it('30 % of 22 homes with 2 officers are 7, both in every team; that the pool is small is told before the draw', async () => {
    const { id, matter, people, plan } = await bureau('HOMES', 2);
    await targets(id, 'HOMES', '养老机构', 22);
    const terms = { filter: [{ field: 'kind', in: ['养老机构'] }], rate: share(30) };
    const { id: batch, warnings } = await made(server, admin, `/plans/${plan}/batches`, batchBody(matter, terms));
    expect(warnings).toMatchObject([{ code: 'small_pool', pointer: '/teamSize' }]);
    expect(JSON.stringify(warnings)).toMatch(
      /22 target\(s\) have fewer than 10 possible teams, the fewest 1: .* 1\. .* 2\. .* 3\. /,
    );
    const told = await made(server, admin, `/plans/${plan}/batches/${batch as number}/dry-run`, {});
    expect(told.pools).toMatchObject({ targets: 22, drawn: 7, warnings: [{ code: 'small-pool' }] });
    await publish(plan);
    const draw = await issued(batch);
    const inspections = await inspectionsOf(draw.id);
    expect(inspections).toHaveLength(7);
    for (const { team } of inspections)
      expect(team.map(({ inspectorId }: Body) => inspectorId).sort()).toEqual([...people].sort());
    const { manifest } = await evidenceOf(draw.number);
    expect([sizes(manifest), manifest.warnings]).toEqual([
      { all: '7 of 22' },
      [{ code: 'small-pool', rule: 0, targets: 22, teams: 1 }],
    ]);
  });

  it('12 joint tasks of 8 agencies: each accepts and names its seats, and fills them from its own inspectors', async () => {
    const houses: Bureau[] = [];
    for (let n = 0; n < 8; n++) {
      const house = await bureau(`D${n}`, 3);
      await targets(house.id, house.code, '企业', 3);
      await planner(house.code, house.id);
      houses.push(house);
    }
    const tasks: { readonly batch: number; readonly initiator: string; readonly beside: string[] }[] = [];
    for (let n = 0; n < 12; n++) {
      const { code, matter, plan } = houses[n % 8]!;
      const token = planners[code]!;
      const body = batchBody(matter, { filter: [], rate: { direction: 'number', number: 2 } });
      const batch = await make(`/plans/${plan}/batches`, body, token);
      const beside = Array.from({ length: 1 + (n % 3) }, (_, at) => houses[(n + 1 + 2 * at) % 8]!.code);
      for (const asked of beside) {
        const invitation = { agency: asked, role: 'participant', reason: '部门联合抽查' };
        await make(`/plans/${plan}/batches/${batch}/partners`, invitation, token);
      }
      tasks.push({ batch, initiator: code, beside });
    }
    expect((await get('/invitations?state=invited')).total).toBe(24);
    for (const { code } of houses) {
      const token = planners[code]!;
      const { items } = (await server.call('GET', '/api/v1/invitations?state=invited', { token })).body;
      for (const { id } of items) {
        const { state } = await made(server, token, `/invitations/${id as number}/accept`, { seats: [{ count: 1 }] });
        expect(state).toBe('accepted');
      }
    }
    for (const { code, plan } of houses) await publish(plan, planners[code]);
    for (const { batch, beside, initiator } of tasks) {
      const draw = await issued(batch);
      const sides = [initiator, initiator, ...beside].sort();
      expect((await inspectionsOf(draw.id)).map(sidesOf)).toEqual([sides, sides]);
      const { manifest } = await evidenceOf(draw.number);
      const [rule] = manifest.pairing.rules;
      expect(rule?.seats.map(({ agencies, count }) => [agencies, count])).toEqual([
        [[initiator], 2],
        ...beside.map((code) => [[code], 1]),
      ]);
      expect(manifest.reasons?.filter(({ code }) => code === 'participant-accepted')).toHaveLength(beside.length);
    }
  }, 120_000);

  it('a target closed the day after: the next place of the same permutation follows, on record, and nothing is redrawn', async () => {
    const { code, id, matter, plan } = await bureau('DAYAFTER', 4);
    await targets(id, code, '社会团体', 20);
    await planner(code, id);
    const batch = await make(`/plans/${plan}/batches`, batchBody(matter), planners[code]);
    await publish(plan, planners[code]);
    const draw = await issued(batch);
    const [{ reserve, targets: sample }] = (await evidenceOf(draw.number)).record.selection as [
      Evidence['record']['selection'][number],
    ];
    const before = await inspectionsOf(draw.id);
    const gone = before.find(({ target }) => target.code === sample[1])!;
    const changed = { token: admin, body: { state: 'closed' } };
    expect((await server.call('PATCH', `/api/v1/targets/${gone.target.id}`, changed)).body.state).toBe('closed');
    const { size } = (await server.call('GET', '/api/v1/log/entries?limit=1')).body;
    const proposal = await made(server, planners[code]!, `/draws/${draw.id}/amendments`, {
      kind: 'supplement',
      reason: { zh: '抽取次日停业' },
      inspections: [gone.id],
    });
    const { newDrawId } = await made(server, admin, `/amendments/${proposal.id}/approve`, {});
    const supplement = await server.until(`/api/v1/draws/${newDrawId}`, admin, ({ phase }) => phase === 'issued');
    expect((await inspectionsOf(supplement.id)).map(({ target }) => target.code)).toEqual([reserve[0]]);
    const { record } = await evidenceOf(supplement.number);
    expect(record.selection).toMatchObject([{ targets: [reserve[0]] }]);
    // what was drawn stands as it was, and what follows from it is told beside it
    const after = await get(`/draws/${draw.id}`);
    expect(after).toMatchObject({ phase: 'issued', commitment: draw.commitment, recordHash: draw.recordHash });
    const stable = ({ target, team }: Body): unknown => [target.code, team.map((one: Body) => one.code)];
    expect((await inspectionsOf(draw.id)).map(stable)).toEqual(before.map(stable));
    const { successors } = (await server.call('GET', `/api/v1/public/draws/${draw.number as string}`)).body;
    expect(successors).toMatchObject([{ number: supplement.number, kind: 'supplement', phase: 'issued' }]);
    const facts = (await server.call('GET', `/api/v1/log/entries?from=${size}`)).body.items as Body[];
    expect(facts.map(({ entry }) => entry).filter(({ kind }) => kind === 'supplement')).toMatchObject([
      { amendment: supplement.number, draw: draw.number, record: draw.recordHash, reason: { zh: '抽取次日停业' } },
    ]);
  });

  it('strata, one of them a census, exclusions and two agencies: both verifiers hold it, and neither when a byte is another', async () => {
    const { code, id, matter, plan } = await bureau('WHOLE', 5);
    const market = await bureau('MARKET', 3);
    await planner(market.code, market.id);
    for (const [risk, count] of Object.entries({ A: 14, B: 10, C: 9, D: 4 }))
      await targets(id, `${code}-${risk}`, '养老机构', count, [null, risk]);
    const rows = (await get(`/targets?agencyId=${id}&pageSize=100`)).items as { id: number; code: string }[];
    const target = (name: string): number => rows.find((row) => row.code === `${code}-${name}`)!.id;
    for (const [name, state] of Object.entries({ 'A-T0': 'closed', 'D-T0': 'deregistered' })) {
      const answer = await server.call('PATCH', `/api/v1/targets/${target(name)}`, { token: admin, body: { state } });
      expect(answer.body.state).toBe(state);
    }
    for (const [name, kind] of [
      ['A-T1', 'daily'],
      ['A-T1', 'special'],
      ['B-T0', 'case'],
      ['C-T0', 'daily'],
    ] as const)
      await make('/visits', { agencyId: id, targetId: target(name), firstDay: today(), kind });
    const caps = { caps: [{ targetKind: '养老机构', most: 2 }] };
    expect((await server.call('PUT', `/api/v1/plans/${plan}/caps`, { token: admin, body: caps })).status).toBe(200);
    const risk = (of: string, more: object): object => ({
      ...{ code: of, name: `${of} 类`, conditions: [{ field: 'riskClass', in: [of] }] },
      ...more,
    });
    const strata = [
      risk('A', { rate: share(10) }),
      risk('B', { rate: share(25, 'at-most') }),
      risk('C', { rate: share(10), minimum: 2 }),
      risk('D', { censusBelow: 5 }),
    ];
    const filter = [{ field: 'kind', in: ['养老机构'] }];
    const terms = batchBody(matter, { filter, rate: share(50), strata, coolDownDays: 60 });
    const batch = await make(`/plans/${plan}/batches`, terms);
    const path = `/plans/${plan}/batches/${batch}/partners`;
    await make(path, { agency: market.code, role: 'participant', reason: '联合抽查' });
    const { items } = (await server.call('GET', '/api/v1/invitations', { token: planners.MARKET! })).body;
    await made(server, planners.MARKET!, `/invitations/${items[0].id as number}/accept`, { seats: [{ count: 1 }] });
    await publish(plan);
    const draw = await issued(batch);

    const inspections = await inspectionsOf(draw.id);
    // 1.2, 2.25 and 0.8 of those that are left; three are fewer than five
    expect(inspections).toHaveLength(2 + 2 + 2 + 3);
    for (const one of inspections) expect(sidesOf(one)).toEqual(['MARKET', 'WHOLE', 'WHOLE']);
    const { exclusions, manifest } = await evidenceOf(draw.number);
    expect(sizes(manifest)).toEqual({ A: '2 of 12', B: '2 of 9', C: '2 of 8', D: '3 of 3' });
    expect(exclusions.map((one) => [one.id.slice(code.length + 1), one.reason])).toEqual([
      ['A-T0', 'state-closed'],
      ['A-T1', 'yearly-cap'],
      ['B-T0', 'cool-down'],
      ['C-T0', 'cool-down'],
      ['D-T0', 'state-deregistered'],
    ]);
    expect(manifest.reasons?.map((reason) => reason.code)).toEqual(
      expect.arrayContaining(['targeted', 'strata', 'yearly-cap', 'cool-down', 'participant-accepted']),
    );

    const file = join(dir, 'whole.json');
    const text = await evidenceText(draw.number);
    writeFileSync(file, text);
    expect(await bothVerifiers(file)).toEqual([
      [0, 'result'],
      [0, 'result'],
    ]);
    expect(text.split('"state-closed"')).toHaveLength(2);
    writeFileSync(file, text.replace('"state-closed"', '"state-closes"'));
    expect(await bothVerifiers(file)).toEqual([
      [1, 'roots'],
      [1, 'roots'],
    ]);
  });
});
