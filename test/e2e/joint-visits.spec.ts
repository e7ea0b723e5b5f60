import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { onEachDatabase } from '../support/databases.js';
import { takeSteps } from '../support/inspection-life.js';
import { batchBody, inspectorBody, made, today, year } from '../support/hostile-house.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';

/** Credit codes of organisations that two agencies have on their lists. */
const SHARED = ['91110105MA00000012', '91110105MA00000025', '91110105MA00000038'];
const later = (days: number): string => new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);

onEachDatabase('one visit for several', (database) => {
  let server: TestServer;
  let admin: string;
  const agencies: number[] = [];
  const matters: number[][] = [];
  const plans: number[] = [];
  const tokens: string[] = [];

  const call = (method: string, path: string, token: string | undefined, body?: unknown): Promise<Answer> =>
    server.call(method, `/api/v1${path}`, { token: token ?? '', body });
  const get = async (path: string, token: string | undefined): Promise<Answer['body']> =>
    (await call('GET', path, token)).body;
  const decide = (
    what: 'consent' | 'decline',
    inspection: number,
    visit: number,
    token: string | undefined,
    body: object,
  ) => call('POST', `/inspections/${inspection}/joint-visits/${visit}/${what}`, token, body);
  const refusal = async (answer: Promise<Answer>): Promise<[number, string]> => {
    const { status, body } = await answer;
    return [status, body.code];
  };
  /** Everyone of the agency's list is drawn, now. Returns the number of the draw's row. */
  const drawn = async (at: number, more: object = {}): Promise<number> => {
    const before = (await get(`/draws?agencyId=${agencies[at]}`, admin)).total as number;
    const body = batchBody(matters[at]?.[0] ?? 0, {
      matterIds: matters[at],
      rate: { direction: 'at-least', millionths: 1_000_000 },
      schedule: { kind: 'date', at: new Date().toISOString() },
      reason: '增加',
      ...more,
    });
    await made(server, admin, `/plans/${plans[at]}/batches`, body);
    if ((await get(`/plans/${plans[at]}`, admin)).state === 'draft')
      await made(server, admin, `/plans/${plans[at]}/publish`, {});
    const { items } = await server.until(
      `/api/v1/draws?agencyId=${agencies[at]}&sort=-id`,
      admin,
      (page) => page.total === before + 1 && page.items[0].phase === 'issued',
    );
    return items[0].id as number;
  };
  const inspectionOf = async (draw: number, target: string): Promise<number> =>
    (await get(`/inspections?drawId=${draw}&targetCode=${target}`, admin)).items[0].id as number;
  const offers = async (inspection: number, token: string | undefined): Promise<Answer['body']> =>
    get(`/inspections/${inspection}/joint-visits`, token);

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    const make = async (path: string, body: unknown): Promise<number> =>
      (await made(server, admin, path, body)).id as number;
    for (const [at, code] of ['MZ', 'SC'].entries()) {
      const agency = await make('/agencies', {
        code,
        name: code === 'MZ' ? '某县民政局' : '某县市场监管局',
        level: 'county',
      });
      agencies.push(agency);
      matters.push([]);
      for (const name of ['场所检查', '账目检查'])
        matters[at]?.push(
          await make('/matters', { agencyId: agency, name: `${code}${name}`, legalBasis: '《慈善法》' }),
        );
      for (const uscc of SHARED)
        await make('/targets', { agencyId: agency, name: `中心${uscc.slice(-2)}`, uscc, kind: '社会团体' });
      await make('/targets', { agencyId: agency, name: '独有', alias: `ONLY-${code}`, kind: '社会团体' });
      for (let n = 0; n < 3; n++) await make('/inspectors', inspectorBody(agency, `${code}-${n}`));
      plans.push(await make('/plans', { agencyId: agency, year: year() }));
    }
    // published alone: the two planners come after that
    await drawn(0);
    await drawn(1, { visitWindow: { afterDays: 10, days: 20 } });
    for (const [at, agencyId] of agencies.entries()) {
      const username = `planner${at}`;
      await make('/users', { username, displayName: username, password: PASSWORD, role: 'planner', agencyId });
      tokens.push(await server.signIn(username));
    }
  });
  afterAll(() => server.stop());

  it('several matters of one batch that apply to one target are one inspection', async () => {
    const { items, total } = await get('/inspections?pageSize=50', tokens[0]);
    expect(total).toBe(SHARED.length + 1);
    expect(new Set(items.map(({ target }: { target: { code: string } }) => target.code)).size).toBe(total);
    for (const { id } of items) {
      const { matters: looked } = await get(`/inspections/${id}`, tokens[0]);
      expect(looked.map(({ name }: { name: string }) => name).sort()).toEqual(['MZ场所检查', 'MZ账目检查'].sort());
    }
  });

  it('what two agencies have drawn of one organisation is offered to both, and nothing else is', async () => {
    for (const token of tokens) {
      const { items, total } = await get('/joint-visits?state=offered', token);
      expect(total).toBe(SHARED.length);
      const codes = items.map(({ targetCode }: { targetCode: string }) => targetCode) as string[];
      expect(codes.sort()).toEqual([...SHARED].sort());
      for (const { sides } of items) {
        expect(sides.map(({ agencyName }: { agencyName: string }) => agencyName).sort()).toEqual(
          ['某县民政局', '某县市场监管局'].sort(),
        );
        // who goes is nobody's business before it is agreed
        expect(sides.map(({ team }: { team: string[] }) => team)).toEqual([[], []]);
      }
    }
  });

  it('is merged when both sides consent to one day; each keeps its own inspection', async () => {
    const [mz = 0, sc = 0] = await Promise.all(
      [0, 1].map(async (at) => {
        const { items } = await get(`/inspections?targetCode=${SHARED[0]}`, tokens[at]);
        return items[0].id as number;
      }),
    );
    const [visit] = await offers(mz, tokens[0]);
    // neither side speaks for the other
    expect(await refusal(decide('consent', sc, visit.id, tokens[0], { plannedOn: later(12) }))).toEqual([
      404,
      'not_found',
    ]);
    expect(await refusal(decide('consent', mz, visit.id + 1, tokens[0], { plannedOn: later(12) }))).toEqual([
      404,
      'not_found',
    ]);
    // the second team's window begins in ten days
    const early = await decide('consent', mz, visit.id, tokens[0], { plannedOn: later(9) });
    expect([early.status, early.body.errors[0].code]).toEqual([400, 'day_not_common']);
    const one = await decide('consent', mz, visit.id, tokens[0], { plannedOn: later(12) });
    expect(one.body).toMatchObject({ state: 'offered', plannedOn: null });
    // another day is another proposal
    expect((await decide('consent', sc, visit.id, tokens[1], { plannedOn: later(13) })).body.state).toBe('offered');
    const agreed = await decide('consent', mz, visit.id, tokens[0], { plannedOn: later(13) });
    expect(agreed.body).toMatchObject({ state: 'merged', plannedOn: later(13) });
    expect(await refusal(decide('consent', sc, visit.id, tokens[1], { plannedOn: later(14) }))).toEqual([
      409,
      'joint_visit_settled',
    ]);
    for (const [at, id] of [mz, sc].entries()) {
      const shown = await get(`/inspections/${id}`, tokens[at]);
      expect(shown).toMatchObject({ state: 'issued', jointVisits: [{ state: 'merged', plannedOn: later(13) }] });
      // both teams go
      for (const { team } of shown.jointVisits[0].sides) expect(team).toHaveLength(2);
      const history = await get(`/inspections/${id}/history`, tokens[at]);
      expect(history[0]).toMatchObject({ action: 'joint-visit-merged', after: { plannedOn: later(13) } });
    }
    // each records what it found, and the other's stays open
    const found = { visitedOn: today(), findings: [{ code: 'no-problem-found' }] };
    await takeSteps(server, tokens[0]!, mz, 'accept');
    expect((await call('POST', `/inspections/${mz}/findings`, tokens[0], found)).status).toBe(201);
    expect((await get(`/inspections/${sc}`, tokens[1])).state).toBe('issued');
  });

  it('is declined with a reason, and stays declined', async () => {
    const { items } = await get(`/inspections?targetCode=${SHARED[1]}`, tokens[1]);
    const id = items[0].id as number;
    const [visit] = await offers(id, tokens[1]);
    expect((await decide('decline', id, visit.id, tokens[1], {})).status).toBe(400);
    const declined = await decide('decline', id, visit.id, tokens[1], { reason: '检查方式不同' });
    expect(declined.body).toMatchObject({ state: 'declined', reason: '检查方式不同', endedBy: 'planner1' });
    expect(await refusal(decide('decline', id, visit.id, tokens[1], { reason: '再次' }))).toEqual([
      409,
      'joint_visit_settled',
    ]);
    expect((await get('/joint-visits?state=offered', tokens[0])).total).toBe(1);
  });

  it('is withdrawn when a draw is void, and offered anew by the draw that comes in its place', async () => {
    const draws = (await get(`/draws?agencyId=${agencies[1]}`, admin)).items;
    const { items } = await get(`/inspections?targetCode=${SHARED[2]}`, tokens[0]);
    const id = items[0].id as number;
    const [visit] = await offers(id, tokens[0]);
    const other = visit.sides.find(({ inspectionId }: { inspectionId: number }) => inspectionId !== id).inspectionId;
    for (const [at, inspection] of [id, other].entries())
      await decide('consent', inspection, visit.id, tokens[at], { plannedOn: later(15) });
    expect((await offers(id, tokens[0]))[0].state).toBe('merged');
    const proposed = await made(server, tokens[1] ?? '', `/draws/${draws[0].id}/amendments`, {
      kind: 'void',
      reason: { zh: '名单有误' },
    });
    await made(server, admin, `/amendments/${proposed.id}/approve`, {});
    await server.until(
      `/api/v1/draws?agencyId=${agencies[1]}&sort=-id`,
      admin,
      (page) => page.total === 2 && page.items[0].phase === 'issued',
    );
    const all = await server.until(
      `/api/v1/inspections/${id}/joint-visits`,
      tokens[0] ?? '',
      (list) => list.length === 2,
    );
    expect(all).toMatchObject([{ state: 'withdrawn', plannedOn: null }, { state: 'offered' }]);
    expect(await refusal(decide('consent', id, visit.id, tokens[0], { plannedOn: later(15) }))).toEqual([
      409,
      'joint_visit_settled',
    ]);
    // what was done by then is offered to nobody
    const done = (await get(`/inspections?targetCode=${SHARED[0]}`, tokens[0])).items[0].id as number;
    expect((await offers(done, tokens[0])).map(({ state }: { state: string }) => state)).toEqual(['withdrawn']);
  });

  it('of two draws of one agency is offered as well, where their windows lie within two weeks of one another', async () => {
    const near = await drawn(0, { visitWindow: { afterDays: 40, days: 5 } });
    const far = await drawn(0, { visitWindow: { afterDays: 80, days: 5 } });
    const [nearId, farId] = [await inspectionOf(near, 'ONLY-MZ'), await inspectionOf(far, 'ONLY-MZ')];
    expect((await offers(nearId, tokens[0])).map(({ state }: { state: string }) => state)).toEqual(['offered']);
    expect(await offers(farId, tokens[0])).toEqual([]);
  });
});
