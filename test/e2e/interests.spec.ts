import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { onEachDatabase } from '../support/databases.js';
import { batchBody, inspectorBody, made, year } from '../support/hostile-house.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';

onEachDatabase('what inspectors declare, and when they are needed elsewhere', (database) => {
  let server: TestServer;
  let admin: string;
  let agency: number;
  let matter: number;
  const inspectors: number[] = [];
  const tokens: Record<string, string> = {};

  const call = (method: string, path: string, token: string | undefined, body?: unknown): Promise<Answer> =>
    server.call(method, `/api/v1${path}`, { token: token ?? '', body });
  const faults = ({ body }: Answer): string[] =>
    ((body.errors ?? []) as { code: string; pointer: string }[]).map(({ code, pointer }) => `${code} ${pointer}`);

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    const make = async (path: string, body: unknown): Promise<number> =>
      (await made(server, admin, path, body)).id as number;
    agency = await make('/agencies', { code: 'CO', name: '某县民政局', level: 'county' });
    const other = await make('/agencies', { code: 'OT', name: '邻县民政局', level: 'county' });
    matter = await make('/matters', { agencyId: agency, name: '检查', legalBasis: '《慈善法》' });
    for (let n = 0; n < 3; n++) {
      await make('/targets', { agencyId: agency, name: `协会${n}`, alias: `T${n}`, kind: '社会团体' });
      inspectors.push(await make('/inspectors', inspectorBody(agency, `Z${n}`)));
    }
    inspectors.push(await make('/inspectors', inspectorBody(other, 'FAR')));
    for (const [at, role] of ['planner', 'auditor', 'inspector', 'inspector'].entries()) {
      const username = `u${at}`;
      const inspectorId = role === 'inspector' ? { inspectorId: inspectors[at - 2] } : {};
      await make('/users', { username, displayName: role, password: PASSWORD, role, agencyId: agency, ...inspectorId });
      tokens[at === 3 ? 'colleague' : role] = await server.signIn(username);
    }
  });
  afterAll(() => server.stop());

  it('an inspector declares his own; nobody but he and the office reads it, and it ends', async () => {
    const path = `/inspectors/${inspectors[0]}/interests`;
    const secret = { kind: 'family', name: '某某协会', person: '某人', note: '配偶任职于此' };
    const declared = await call('POST', path, tokens.inspector, secret);
    expect(declared).toMatchObject({ status: 201, body: { ...secret, uscc: null, from: null, endedAt: null } });
    for (const who of ['inspector', 'planner']) expect((await call('GET', path, tokens[who])).body).toHaveLength(1);
    expect((await call('GET', path, tokens.auditor)).status).toBe(403);
    for (const [method, body] of [['GET'], ['POST', secret]] as const)
      expect((await call(method, path, tokens.colleague, body)).status).toBe(404);
    // the history, which more people read, tells that there is one and nothing of it
    const history = await call('GET', `/inspectors/${inspectors[0]}/history`, tokens.auditor);
    expect(history.body[0]).toMatchObject({ action: 'interest-declared', by: 'u2' });
    for (const word of ['某某协会', '某人', '配偶任职']) expect(JSON.stringify(history.body)).not.toContain(word);
    const end = `${path}/${declared.body.id}/end`;
    expect((await call('POST', end, tokens.colleague, {})).status).toBe(404);
    expect((await call('POST', end, tokens.inspector, {})).body.endedAt).not.toBeNull();
    expect((await call('POST', end, tokens.inspector, {})).body.code).toBe('interest_ended');
  });

  it('must say what it is about', async () => {
    const path = `/inspectors/${inspectors[0]}/interests`;
    expect(faults(await call('POST', path, tokens.inspector, { kind: 'own', note: '说明' }))).toEqual([
      'interest_without_mark /name',
    ]);
    const days = { from: `${year()}-05-02`, until: `${year()}-05-01` };
    expect(
      faults(await call('POST', path, tokens.inspector, { kind: 'own', note: '说明', name: '会', ...days })),
    ).toEqual(['days_reversed /from', 'days_reversed /until']);
    expect(faults(await call('POST', path, tokens.inspector, { kind: 'friend', note: '说明', name: '会' }))).toEqual([
      'one_of /kind',
    ]);
  });

  it('a duty roster is entered in one go, all of it or nothing, and again without harm', async () => {
    const [first = 0, second = 0, , far = 0] = inspectors;
    const entry = (more: object): object => ({ from: `${year() + 1}-05-01`, until: `${year() + 1}-05-05`, ...more });
    const planner = tokens.planner;
    expect(
      (await call('POST', '/duties', tokens.inspector, { duties: [entry({ inspectorIds: [first] })] })).status,
    ).toBe(403);
    const wrong = {
      duties: [entry({ inspectorIds: [first, far] }), entry({ inspectorIds: [second], until: `${year()}-01-01` })],
    };
    expect(faults(await call('POST', '/duties', planner, wrong))).toEqual([
      'unknown_inspector /duties/0/inspectorIds/1',
      'days_reversed /duties/1/until',
    ]);
    expect((await call('GET', '/duties', planner)).body.total).toBe(0);
    const roster = { duties: [entry({ inspectorIds: [first, second], reason: '五一值班' })] };
    expect((await call('POST', '/duties', planner, roster)).body).toEqual({ entered: 2, unchanged: 0 });
    expect((await call('POST', '/duties', planner, roster)).body).toEqual({ entered: 0, unchanged: 2 });
    const listed = (await call('GET', `/duties?from=${year() + 1}-05-03`, planner)).body;
    expect(listed).toMatchObject({
      total: 2,
      items: [{ inspector: { id: first, name: 'Z0' }, reason: '五一值班' }, {}],
    });
    expect((await call('GET', `/duties?until=${year() + 1}-04-30`, planner)).body.total).toBe(0);
    const absences = (await call('GET', `/inspectors/${first}/absences`, planner)).body;
    expect(absences).toMatchObject([{ kind: 'duty', from: `${year() + 1}-05-01` }]);
    expect((await call('DELETE', `/inspectors/${first}/absences/${absences[0].id}`, planner)).status).toBe(204);
    expect((await call('GET', '/duties', planner)).body.total).toBe(1);
  });

  it('a duty is moved, or handed over; nobody has the same twice, and both histories tell', async () => {
    const [first = 0, second = 0, third = 0, far = 0] = inspectors;
    const planner = tokens.planner;
    const days = { from: `${year() + 1}-03-02`, until: `${year() + 1}-03-03` };
    const other = { from: `${year() + 1}-03-09`, until: `${year() + 1}-03-09` };
    const duties = [
      { inspectorIds: [first, second], ...days, reason: '防汛值班' },
      { inspectorIds: [first], ...other },
    ];
    expect((await call('POST', '/duties', planner, { duties })).body.entered).toBe(3);
    const of = async (who: number): Promise<Answer['body'][]> =>
      (await call('GET', `/duties?from=${year() + 1}-03-01&until=${year() + 1}-03-31`, planner)).body.items.filter(
        (one: Answer['body']) => one.inspector.id === who,
      );
    const [duty, later] = await of(first);
    const path = `/duties/${duty.id}`;
    expect((await call('PATCH', path, tokens.inspector, { until: days.from })).status).toBe(403);
    expect((await call('PATCH', '/duties/99999', planner, { until: days.from })).body.code).toBe('not_found');

    // an absence of another kind is no duty
    const leave = await call('POST', `/inspectors/${third}/absences`, planner, days);
    expect((await call('PATCH', `/duties/${leave.body.id}`, planner, { until: days.from })).status).toBe(404);

    expect(faults(await call('PATCH', path, planner, { until: `${year()}-01-01`, inspectorId: far }))).toEqual([
      'days_reversed /until',
      'unknown_inspector /inspectorId',
    ]);
    const twice = await call('PATCH', path, planner, other);
    expect(faults(twice)).toEqual(['duty_there_already /from']);
    expect(twice.body.detail).toContain('Z0');
    expect(faults(await call('PATCH', path, planner, { inspectorId: second }))).toEqual(['duty_there_already /from']);
    expect((await of(first))[0]).toEqual(duty);

    const moved = await call('PATCH', path, planner, { until: days.from, reason: null });
    expect(moved).toMatchObject({ status: 200, body: { ...duty, until: days.from, reason: null } });
    const history = async (who: number): Promise<Answer['body']> =>
      (await call('GET', `/inspectors/${who}/history`, planner)).body;
    expect((await history(first))[0]).toMatchObject({
      action: 'duty-changed',
      by: 'u0',
      before: { until: days.until, reason: '防汛值班' },
      after: { until: days.from, reason: null },
    });
    // the same again is no change
    const told = (await history(first)).length;
    expect((await call('PATCH', path, planner, { until: days.from })).body).toEqual(moved.body);
    expect((await history(first)).length).toBe(told);

    const handed = await call('PATCH', path, planner, { inspectorId: third });
    expect(handed.body).toMatchObject({ id: duty.id, inspector: { id: third, name: 'Z2' }, from: days.from });
    expect((await history(first))[0]).toMatchObject({ action: 'absence-removed', after: null });
    expect((await history(third))[0]).toMatchObject({ action: 'duty-added', after: { from: days.from } });
    expect([(await of(first)).map(({ id }) => id), (await of(third)).length]).toEqual([[later.id], 1]);
    expect((await call('GET', `/inspectors/${third}/absences`, planner)).body).toHaveLength(2);
    for (const who of [second, third])
      for (const { id } of await of(who)) await call('DELETE', `/inspectors/${who}/absences/${id}`, planner);
  });

  it('duty on all days of the visits is told at the plan, as leave is', async () => {
    const duties = inspectors
      .slice(0, 2)
      .map((id) => ({ inspectorIds: [id], from: `${year() + 1}-08-01`, until: `${year() + 1}-08-31` }));
    expect((await call('POST', '/duties', tokens.planner, { duties })).status).toBe(200);
    const { id } = await made(server, tokens.planner ?? '', '/plans', { agencyId: agency, year: year() + 1 });
    const visitWindow = { from: `${year() + 1}-08-03`, until: `${year() + 1}-08-20` };
    const body = batchBody(matter, { visitWindow, schedule: { kind: 'date', at: `${year() + 1}-07-20` } });
    const refused = await call('POST', `/plans/${id}/batches`, tokens.planner, body);
    expect(faults(refused)).toEqual(['too_few_inspectors /teamSize']);
    expect(refused.body.errors[0].message.zh).toContain('2 人整个时段都不在岗');
  });

  it('a yearly limit is a number from 1 to 10 000, or none', async () => {
    const path = `/inspectors/${inspectors[2]}`;
    for (const yearlyLimit of [0, 10_001, 1.5, '3'])
      expect(faults(await call('PATCH', path, tokens.planner, { yearlyLimit }))).toEqual(['integer /yearlyLimit']);
    expect((await call('PATCH', path, tokens.planner, { yearlyLimit: 10_000 })).body.yearlyLimit).toBe(10_000);
    expect((await call('PATCH', path, tokens.planner, { yearlyLimit: null })).body.yearlyLimit).toBeNull();
  });
});
