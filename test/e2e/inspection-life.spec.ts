import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { onEachDatabase } from '../support/databases.js';
import { batchBody, inspectorBody, made, today } from '../support/hostile-house.js';
import { takeSteps } from '../support/inspection-life.js';
import { PASSWORD, ROOT, sortis, TestServer, type Answer } from '../support/server.js';

const later = (days: number): string => new Date(Date.parse(today()) + days * 86_400_000).toISOString().slice(0, 10);
const FOUND = { findings: [{ code: 'no-problem-found' }] };
const TARGETS = 16;

onEachDatabase('the life of an inspection', (database) => {
  let server: TestServer;
  let admin: string;
  let agency: number;
  let draw: number;
  let inspections: Answer['body'][];
  /** Two who plan; `seated` plans, and is one of the inspectors as well. */
  const tokens: Record<'planner' | 'leader' | 'seated' | 'auditor' | 'elsewhere', string> = {
    planner: '',
    leader: '',
    seated: '',
    auditor: '',
    elsewhere: '',
  };
  /** Of the inspectors, by their rows. */
  const officers = new Map<number, string>();

  const call = (method: string, path: string, token: string, body?: unknown): Promise<Answer> =>
    server.call(method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body }) });
  const get = async (path: string, token = tokens.planner): Promise<Answer['body']> =>
    (await call('GET', path, token)).body;
  const step = (token: string, id: number, body: object): Promise<Answer> =>
    call('POST', `/inspections/${id}/steps`, token, body);
  const refused = async (answer: Promise<Answer>): Promise<string> => {
    const { body, status } = await answer;
    return `${status} ${body.code}`;
  };
  const take = (): Answer['body'] => {
    const next = inspections.shift();
    if (next === undefined) throw new Error('no inspection is left');
    return next;
  };
  const officersOf = (inspection: Answer['body']): string[] =>
    inspection.team.map(({ inspectorId }: { inspectorId: number }) => officers.get(inspectorId) ?? '');
  const stepsOf = async (id: number): Promise<Answer['body'][]> => get(`/inspections/${id}/steps`);
  const told = async (id: number): Promise<string[]> =>
    (await stepsOf(id)).map((one) => `${one.step} ${one.from}→${one.to} ${one.by}`);

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    const make = async (path: string, body: unknown): Promise<number> =>
      (await made(server, admin, path, body)).id as number;
    agency = await make('/agencies', { code: 'MZ', name: '某县民政局', level: 'county' });
    const elsewhere = await make('/agencies', { code: 'NX', name: '邻县民政局', level: 'county' });
    const matter = await make('/matters', { agencyId: agency, name: '场所检查', legalBasis: '《慈善法》' });
    for (let n = 0; n < TARGETS; n++)
      await make('/targets', { agencyId: agency, name: `协会${n}`, alias: `T${n}`, kind: '社会团体' });
    const people: number[] = [];
    for (let n = 0; n < 5; n++) people.push(await make('/inspectors', inspectorBody(agency, `Z${n}`)));
    const user = async (username: string, role: string, agencyId: number, inspectorId: number | null = null) => {
      await make('/users', { username, displayName: username, password: PASSWORD, role, agencyId, inspectorId });
      return server.signIn(username);
    };
    const plan = await make('/plans', { agencyId: agency, year: Number(today().slice(0, 4)), title: '年度计划' });
    await make(
      `/plans/${plan}/batches`,
      batchBody(matter, {
        rate: { direction: 'at-least', millionths: 1_000_000 },
        schedule: { kind: 'date', at: new Date().toISOString() },
      }),
    );
    await made(server, admin, `/plans/${plan}/publish`, {});
    const { items } = await server.until('/api/v1/draws', admin, (body) => body.items[0]?.phase === 'issued');
    draw = items[0].id as number;
    for (const [at, id] of people.entries()) officers.set(id, await user(`officer${at}`, 'inspector', agency, id));
    tokens.planner = await user('planner', 'planner', agency);
    tokens.leader = await user('leader', 'planner', agency);
    tokens.auditor = await user('auditor', 'auditor', agency);
    tokens.elsewhere = await user('elsewhere', 'planner', elsewhere);
    inspections = (await get(`/inspections?drawId=${draw}&pageSize=100`)).items;
    expect(inspections).toHaveLength(TARGETS);
    const [first] = inspections;
    tokens.seated = await user('seated', 'planner', agency, first.team[0].inspectorId);
  }, 120_000);
  afterAll(() => server.stop());

  describe('step by step', () => {
    let id: number;
    let one: Answer['body'];
    let mine: string[];
    let other: string;

    beforeAll(() => {
      one = take();
      id = one.id;
      mine = officersOf(one);
      other = [...officers.values()].find((token) => !mine.includes(token)) ?? '';
    });

    it('begins as issued, without a result, and says what comes next and whose it is', async () => {
      expect(one).toMatchObject({ state: 'issued', inspected: false, result: { zh: '未检查' } });
      const next = async (token: string): Promise<unknown> =>
        (await get(`/inspections/${id}`, token)).next.map((each: Answer['body']) => [each.step, each.to, each.mine]);
      expect(await next(mine[0]!)).toEqual([['accept', 'accepted', true]]);
      expect(await next(tokens.planner)).toEqual([['accept', 'accepted', true]]);
      expect(await next(tokens.auditor)).toEqual([['accept', 'accepted', false]]);
    });

    it('is not there for those of other teams and agencies, and that they asked is logged', async () => {
      for (const token of [other, tokens.elsewhere]) {
        expect(await refused(step(token, id, { step: 'accept' }))).toBe('404 not_found');
        expect(
          await refused(call('POST', `/inspections/${id}/findings`, token, { visitedOn: today(), ...FOUND })),
        ).toBe('404 not_found');
        expect(await refused(call('GET', `/inspections/${id}/steps`, token))).toBe('404 not_found');
      }
      expect(await server.told(`inspection ${id}`, 6)).toHaveLength(6);
      expect(await refused(step(tokens.auditor, id, { step: 'accept' }))).toBe('403 not_allowed');
    });

    it('is accepted once each of its team has accepted', async () => {
      expect((await step(mine[0]!, id, { step: 'accept', note: '收到' })).body.state).toBe('issued');
      expect(await refused(step(mine[0]!, id, { step: 'accept' }))).toBe('409 accepted_already');
      expect((await step(mine[1]!, id, { step: 'accept' })).body.state).toBe('accepted');
      const accepted = await stepsOf(id);
      expect(
        accepted.map(({ note, people }) => [note, people.map((each: Answer['body']) => each.inspectorId)]),
      ).toEqual([
        ['收到', [one.team[0].inspectorId]],
        [null, [one.team[1].inspectorId]],
      ]);
    });

    it('refuses what is out of order, with what is possible and who may do it', async () => {
      const answer = await step(tokens.planner, id, { step: 'publish' });
      expect([answer.status, answer.body.code, answer.body.state]).toEqual([409, 'step_out_of_order', 'accepted']);
      expect(answer.body.next.map((each: Answer['body']) => each.step)).toEqual(['approve', 'visit']);
      expect(answer.body.detail).toContain('approve（审批');
      for (const early of ['notify', 'review', 'close', 'return', 'accept'])
        expect([early, await refused(step(tokens.planner, id, { step: early }))]).toEqual([
          early,
          '409 step_out_of_order',
        ]);
      expect(await refused(step(tokens.planner, id, { step: 'report' }))).toBe('400 report_by_findings');
      expect(await refused(step(tokens.planner, id, { step: 'jump' }))).toBe('400 validation_failed');
    });

    it('is approved by someone who does not go', async () => {
      expect(await refused(step(mine[0]!, id, { step: 'approve' }))).toBe('403 step_of_another');
      expect(await refused(step(tokens.seated, id, { step: 'approve' }))).toBe('403 second_person_needed');
      expect((await get(`/inspections/${id}`, tokens.seated)).next[0]).toMatchObject({ step: 'approve', mine: false });
      expect((await step(tokens.leader, id, { step: 'approve' })).body.state).toBe('approved');
    });

    it('is given back with a reason, and approved again', async () => {
      expect(await refused(step(tokens.planner, id, { step: 'return' }))).toBe('400 required');
      expect((await step(tokens.planner, id, { step: 'return', note: '日期未定' })).body.state).toBe('accepted');
      expect((await step(tokens.leader, id, { step: 'approve' })).body.state).toBe('approved');
    });

    it('tells the target, on a day and in a way', async () => {
      const notify = (more: object): Promise<string> => refused(step(mine[0]!, id, { step: 'notify', ...more }));
      expect(await notify({})).toBe('400 required');
      expect(await notify({ on: later(1), how: 'post' })).toBe('400 notice_in_future');
      expect(await notify({ on: later(-40), how: 'post' })).toBe('400 notice_before_draw');
      expect(await notify({ on: today(), how: 'post', present: [1] })).toBe('400 of_another_step');
      expect(await notify({ on: today(), how: 'unannounced' })).toBe('409 unannounced_not_approved');
      const answer = await step(mine[0]!, id, { step: 'notify', on: today(), how: 'in-person' });
      expect(answer.body.state).toBe('notified');
      // a wrong day is given back
      expect(await refused(step(mine[0]!, id, { step: 'return', note: '日期有误' }))).toBe('403 step_of_another');
      expect((await step(tokens.planner, id, { step: 'return', note: '日期有误' })).body.state).toBe('approved');
      expect((await step(mine[0]!, id, { step: 'notify', on: today(), how: 'in-person' })).body.state).toBe('notified');
    });

    it('is visited by two of its team, not before the draw', async () => {
      const [a, b] = one.team.map(({ inspectorId }: Answer['body']) => inspectorId);
      const stranger = [...officers.keys()].find((each) => each !== a && each !== b);
      const visit = (more: object): Promise<string> => refused(step(mine[0]!, id, { step: 'visit', ...more }));
      expect(await visit({})).toBe('400 required');
      expect(await visit({ on: later(1) })).toBe('400 visit_in_future');
      expect(await visit({ on: later(-40) })).toBe('400 visit_before_draw');
      expect(await visit({ on: today(), present: [a] })).toBe('400 too_few_present');
      expect(await visit({ on: today(), present: [a, b, stranger] })).toBe('400 not_in_team');
      const answer = await step(mine[0]!, id, { step: 'visit', on: today(), present: [b, a] });
      expect(answer.body).toMatchObject({
        state: 'visited',
        visitedOn: today(),
        inspected: false,
        result: { zh: '未检查' },
      });
    });

    it('has no result before its report, and is inspected with it', async () => {
      expect(await refused(step(tokens.leader, id, { step: 'review' }))).toBe('409 step_out_of_order');
      const answer = await call('POST', `/inspections/${id}/findings`, mine[1]!, FOUND);
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({ state: 'reported', inspected: true, result: { zh: '未发现问题' } });
      const [listed] = (await get(`/inspections?state=reported`)).items;
      expect(listed).toMatchObject({ id, inspected: true, result: { zh: '未发现问题' } });
      // those who may look it over are told: neither who went, nor who recorded it
      const wanted = async (token: string): Promise<string[]> =>
        (await get('/me/notices?pageSize=100', token)).items
          .filter(({ kind, link }: Answer['body']) => kind === 'review-wanted' && link === `/api/v1/inspections/${id}`)
          .map(({ title }: Answer['body']) => JSON.stringify(title));
      for (const token of [tokens.leader, tokens.planner])
        expect(await wanted(token)).toEqual([expect.stringContaining(`检查任务 ${id} 的结果待复核`)]);
      for (const token of [tokens.seated, mine[0]!, mine[1]!]) expect(await wanted(token)).toEqual([]);
    });

    it('is looked over by one who neither went nor recorded it, or given back', async () => {
      expect(await refused(step(tokens.seated, id, { step: 'review' }))).toBe('403 second_person_needed');
      expect((await step(tokens.leader, id, { step: 'return', note: '请补充' })).body).toMatchObject({
        state: 'visited',
        inspected: false,
        result: { zh: '未检查' },
      });
      // this time a planner records it, in the stead of the team
      const again = { findings: [{ code: 'unreachable' }, { code: 'not-disclosed' }] };
      expect((await call('POST', `/inspections/${id}/findings`, tokens.planner, again)).body.state).toBe('reported');
      expect(await refused(step(tokens.planner, id, { step: 'review' }))).toBe('403 second_person_needed');
      expect((await step(tokens.leader, id, { step: 'review' })).body.state).toBe('reviewed');
      expect(await refused(call('POST', `/inspections/${id}/findings`, mine[0]!, FOUND))).toBe('409 step_out_of_order');
      expect((await step(tokens.planner, id, { step: 'return', note: '再看' })).body.state).toBe('reported');
      expect((await step(tokens.leader, id, { step: 'review' })).body.state).toBe('reviewed');
    });

    it('is published and closed, and is as it is from then on', async () => {
      const etag = { 'if-match': '"1"' };
      const stale = server.call('POST', `/api/v1/inspections/${id}/steps`, {
        token: tokens.planner,
        body: { step: 'publish' },
        headers: etag,
      });
      expect((await stale).status).toBe(412);
      expect(await refused(step(mine[0]!, id, { step: 'publish' }))).toBe('403 step_of_another');
      expect((await step(tokens.planner, id, { step: 'publish' })).body.state).toBe('published');
      expect(await refused(step(tokens.planner, id, { step: 'publish' }))).toBe('409 inspection_published');
      expect(await refused(call('POST', `/inspections/${id}/findings`, mine[0]!, FOUND))).toBe(
        '409 inspection_published',
      );
      expect((await step(tokens.planner, id, { step: 'close' })).body).toMatchObject({ state: 'closed', next: [] });
      expect(await refused(step(tokens.planner, id, { step: 'close' }))).toBe('409 step_out_of_order');
    });

    it('has every step on record, with who took it', async () => {
      const name = (token: string | undefined): string =>
        `officer${[...officers.values()].findIndex((each) => each === token)}`;
      expect(await told(id)).toEqual([
        `accept issued→issued ${name(mine[0])}`,
        `accept issued→accepted ${name(mine[1])}`,
        'approve accepted→approved leader',
        'return approved→accepted planner',
        'approve accepted→approved leader',
        `notify approved→notified ${name(mine[0])}`,
        'return notified→approved planner',
        `notify approved→notified ${name(mine[0])}`,
        `visit notified→visited ${name(mine[0])}`,
        `report visited→reported ${name(mine[1])}`,
        'return reported→visited leader',
        'report visited→reported planner',
        'review reported→reviewed leader',
        'return reviewed→reported planner',
        'review reported→reviewed leader',
        'publish reviewed→published planner',
        'close published→closed planner',
      ]);
      const steps = await stepsOf(id);
      expect(steps.find((each) => each.step === 'visit')).toMatchObject({ on: today(), without: [], alone: false });
      expect(steps.find((each) => each.step === 'notify')).toMatchObject({ on: today(), how: 'in-person' });
      expect(steps.filter(({ note }) => note !== null).map(({ note }) => note)).toEqual([
        '收到',
        '日期未定',
        '日期有误',
        '请补充',
        '再看',
      ]);
      expect(steps.every(({ alone }) => alone === false)).toBe(true);
    });
  });

  it('remains simple: with the day of the visit the findings are the visit as well, and it says what it went without', async () => {
    const simple = take();
    const report = (more: object): Promise<Answer> =>
      call('POST', `/inspections/${simple.id}/findings`, officersOf(simple)[0]!, { ...FOUND, ...more });
    expect(await refused(report({ visitedOn: today() }))).toBe('409 step_out_of_order');
    // a planner accepts for the whole team
    await takeSteps(server, tokens.planner, simple.id, 'accept');
    expect(await refused(report({}))).toBe('400 required');
    expect(await refused(report({ visitedOn: later(-40) }))).toBe('400 visit_before_draw');
    const [a] = simple.team.map(({ inspectorId }: Answer['body']) => inspectorId);
    expect(await refused(report({ visitedOn: today(), present: [a] }))).toBe('400 too_few_present');
    expect((await report({ visitedOn: today() })).body.state).toBe('reported');
    const steps = await stepsOf(simple.id);
    expect(steps.map(({ from, step: one, to, without }) => [one, from, to, without])).toEqual([
      ['accept', 'issued', 'accepted', []],
      ['visit', 'accepted', 'visited', ['approve', 'notify']],
      ['report', 'visited', 'reported', []],
    ]);
    for (const at of [0, 1]) expect(steps[at]?.people).toHaveLength(2);
  });

  it('says in what state the target was met, from the visit on', async () => {
    const { id } = take();
    const visit = { step: 'visit', on: today(), targetState: 'moved' };
    await takeSteps(server, tokens.planner, id, 'accept');
    expect(await refused(step(tokens.planner, id, { step: 'approve', targetState: 'moved' }))).toBe(
      '400 of_another_step',
    );
    expect(await refused(step(tokens.planner, id, { ...visit, targetState: 'active' }))).toBe('400 validation_failed');
    const state = async (body: Promise<Answer['body']>): Promise<unknown> => (await body).targetState;
    const report = async (more: object): Promise<Answer['body']> =>
      (await call('POST', `/inspections/${id}/findings`, tokens.planner, { ...FOUND, ...more })).body;
    expect(await state(takeSteps(server, tokens.planner, id, visit))).toBe('moved');
    // a report that says nothing of it leaves it so, and one that does puts it right
    expect(await state(report({}))).toBe('moved');
    expect(await state(report({ targetState: 'closed' }))).toBe('closed');
    expect(await state(report({ targetState: null }))).toBeNull();
    const right = { ...visit, targetState: 'deregistered', note: '看错' };
    expect(await state(takeSteps(server, tokens.planner, id, right))).toBe('deregistered');
    expect(await state(takeSteps(server, tokens.planner, id, { step: 'visit', on: today(), note: '再看' }))).toBe(
      'deregistered',
    );
    const visits = (await stepsOf(id)).filter((each) => each.step === 'visit');
    expect(visits.map((each) => each.targetState)).toEqual(['moved', 'deregistered', 'deregistered']);
    const per = [{ code: 'unreachable' }, { code: 'not-disclosed', note: '年报' }];
    expect((await report({ findings: per })).findings).toHaveLength(2);
  });

  it('comes unannounced where the approval says so', async () => {
    const { id } = take();
    await takeSteps(server, tokens.planner, id, 'accept');
    await takeSteps(server, tokens.leader, id, { step: 'approve', unannounced: true });
    await takeSteps(
      server,
      tokens.planner,
      id,
      { step: 'notify', on: today(), how: 'unannounced' },
      { step: 'visit', on: today() },
    );
    const steps = await stepsOf(id);
    expect(steps.map((one) => [one.step, one.unannounced, one.how])).toEqual([
      ['accept', false, null],
      ['approve', true, null],
      ['notify', false, 'unannounced'],
      ['visit', false, null],
    ]);
  });

  it('is taken further together, all of them or none', async () => {
    const some = [take(), take(), take(), take()];
    const ids = some.map(({ id }) => id);
    const together = (token: string, body: object): Promise<Answer> =>
      call('POST', '/inspections/steps', token, { ids, ...body });
    const states = async (): Promise<string[]> => {
      const shown: string[] = [];
      for (const id of ids) shown.push((await get(`/inspections/${id}`)).state);
      return shown;
    };
    await takeSteps(server, tokens.planner, ids[2], 'accept');
    const answer = await together(tokens.planner, { step: 'accept' });
    expect([answer.status, answer.body.code]).toEqual([409, 'step_out_of_order']);
    expect(answer.body.errors[0].pointer).toBe('/ids/2');
    expect(await states()).toEqual(['issued', 'issued', 'accepted', 'issued']);
    for (const id of [ids[0]!, ids[1]!, ids[3]!]) await takeSteps(server, tokens.planner, id, 'accept');
    expect(await refused(together(officersOf(some[0])[0]!, { step: 'approve' }))).toMatch(/^40[34] /);
    expect(await refused(together(tokens.elsewhere, { step: 'approve' }))).toBe('404 not_found');
    const approved = await together(tokens.leader, { step: 'approve' });
    expect([approved.status, approved.body.items.map((each: Answer['body']) => [each.id, each.state])]).toEqual([
      200,
      ids.map((id) => [id, 'approved']),
    ]);
    expect((await together(tokens.planner, { step: 'notify', on: today(), how: 'electronic' })).status).toBe(200);
    expect(await states()).toEqual(ids.map(() => 'notified'));
    expect(await refused(call('POST', '/inspections/steps', tokens.planner, { ids: [], step: 'visit' }))).toMatch(
      '400',
    );
    const many = Array.from({ length: 501 }, (_, n) => n + 1);
    expect(await refused(call('POST', '/inspections/steps', tokens.planner, { ids: many, step: 'visit' }))).toMatch(
      '400',
    );
  });

  describe('of which someone is recused', () => {
    let one: Answer['body'];
    let mine: string[];
    let secret: string;
    const ask = (token: string, body: object): Promise<Answer> =>
      call('POST', `/inspections/${one.id}/recusals`, token, body);
    const decide = (
      token: string,
      id: number,
      what: 'approve' | 'refuse' | 'withdraw',
      body: object = {},
    ): Promise<Answer> => call('POST', `/inspections/${one.id}/recusals/${id}/${what}`, token, body);

    beforeAll(async () => {
      one = take();
      mine = officersOf(one);
      secret = '本人配偶在该协会任职';
      await takeSteps(server, tokens.planner, one.id, 'accept');
      await takeSteps(server, tokens.leader, one.id, 'approve');
    });

    it('is asked for by the inspector himself, and by whoever plans for the target or a supervisor', async () => {
      const [a, b] = one.team.map(({ inspectorId }: Answer['body']) => inspectorId);
      const of = (origin: string, more: object = {}): object => ({ origin, declaration: secret, ...more });
      expect(await refused(ask(mine[0]!, of('inspector', { inspectorId: b })))).toBe('403 recusal_of_another');
      expect(await refused(ask(mine[0]!, of('supervisor', { inspectorId: b })))).toBe('403 recusal_of_another');
      expect(await refused(ask(tokens.planner, of('inspector', { inspectorId: a })))).toBe('403 recusal_of_another');
      expect(await refused(ask(tokens.elsewhere, of('supervisor', { inspectorId: a })))).toBe('404 not_found');
      expect(await refused(ask(tokens.planner, of('target', { inspectorId: a })))).toBe('400 required');
      expect(await refused(ask(tokens.planner, of('target', { inspectorId: a, receivedOn: later(1) })))).toBe(
        '400 received_in_future',
      );
      const stranger = [...officers.keys()].find((each) => each !== a && each !== b);
      expect(await refused(ask(tokens.planner, of('supervisor', { inspectorId: stranger })))).toBe('400 not_in_team');
      const asked = await ask(mine[0]!, of('inspector'));
      expect([asked.status, asked.body.state, asked.body.inspectorId]).toEqual([201, 'open', a]);
      expect(await refused(ask(tokens.planner, of('supervisor', { inspectorId: a })))).toBe(
        '409 recusal_asked_already',
      );
    });

    it('goes no further while it is open', async () => {
      const notify = { step: 'notify', on: today(), how: 'post' };
      expect(await refused(step(tokens.planner, one.id, notify))).toBe('409 recusal_open');
      const visit = { visitedOn: today(), ...FOUND };
      expect(await refused(call('POST', `/inspections/${one.id}/findings`, mine[1]!, visit))).toBe('409 recusal_open');
    });

    it('is withdrawn by whoever asked, once, and asked for anew', async () => {
      const [{ id }] = await get(`/inspections/${one.id}/recusals`);
      const why = { reason: '经核实没有关系' };
      expect(await refused(decide(tokens.planner, id, 'withdraw', why))).toBe('403 recusal_asked_by_another');
      expect(await refused(decide(mine[0]!, id, 'withdraw'))).toBe('400 validation_failed');
      expect((await decide(mine[0]!, id, 'withdraw', why)).body).toMatchObject({
        state: 'withdrawn',
        drawNumber: null,
      });
      for (const what of ['withdraw', 'refuse'] as const)
        expect(await refused(decide(what === 'refuse' ? tokens.leader : mine[0]!, id, what, why))).toBe(
          '409 recusal_decided',
        );
      expect((await ask(mine[0]!, { origin: 'inspector', declaration: secret })).status).toBe(201);
    });

    it('is decided by a second person, and the seat drawn again on record', async () => {
      const open = (await get(`/inspections/${one.id}/recusals`)).at(-1);
      for (const token of mine)
        expect(await refused(decide(token, open.id, 'approve'))).toBe('403 second_person_needed');
      expect(await refused(decide(tokens.auditor, open.id, 'approve'))).toBe('403 not_allowed');
      const ceremony = { newDraw: { entropySource: 'ceremony' } };
      expect(await refused(decide(tokens.leader, open.id, 'approve', ceremony))).toBe('400 witnesses_missing');
      const decisions = await Promise.all(
        [tokens.leader, tokens.planner].map((token) => decide(token, open.id, 'approve', { reason: '情况属实' })),
      );
      expect(decisions.map(({ status }) => status).sort()).toEqual([200, 409]);
      const approved = decisions.find(({ status }) => status === 200)?.body;
      expect(approved).toMatchObject({ state: 'approved', decisionReason: '情况属实' });
      expect(await refused(decide(tokens.planner, open.id, 'refuse', { reason: '晚了' }))).toBe('409 recusal_decided');
      const { items } = await server.until('/api/v1/draws?sort=-id', tokens.planner, (body) =>
        body.items.some((each: Answer['body']) => each.number === approved.drawNumber && each.phase === 'issued'),
      );
      const again = items.find((each: Answer['body']) => each.number === approved.drawNumber);

      const now = await get(`/inspections/${one.id}`);
      expect(now.state).toBe('issued');
      expect(now.left).toMatchObject([{ inspectorId: open.inspectorId, cause: 'recusal', drawNumber: again.number }]);
      const team = now.team.map(({ inspectorId }: Answer['body']) => inspectorId);
      expect(team).not.toContain(open.inspectorId);
      expect(new Set(team).size).toBe(2);
      expect((await told(one.id)).at(-1)).toMatch(/^reseat approved→issued /);
      const standing = await get(`/inspectors/${open.inspectorId}/recusals`);
      expect(standing).toMatchObject([{ targetCode: one.target.code, endedAt: null }]);
      expect(JSON.stringify(standing)).not.toContain(secret);
      // the amendment is decided with it, and waits for nobody
      expect((await get('/amendments?state=proposed')).total).toBe(0);

      const dir = mkdtempSync(join(tmpdir(), 'sortis-recusal-'));
      try {
        const files: string[] = [];
        for (const id of [again.id, draw]) {
          const evidence = await fetch(`${server.url}/api/v1/draws/${id}/evidence`, {
            headers: { authorization: `Bearer ${admin}` },
          });
          const file = join(dir, `${id}.json`);
          writeFileSync(file, await evidence.text());
          files.push(file);
        }
        const held = await sortis(['verify', files[0]!, '--with', files[1]!]);
        expect([held.status, held.stdout.includes('成立')]).toEqual([0, true]);
        // what was declared is nobody's business outside
        expect(readFileSync(files[0]!, 'utf8')).toContain('回避：检查人员自行声明');
        expect(readFileSync(files[0]!, 'utf8')).not.toContain(secret);
        const page = await server.call('GET', `/api/v1/commitments/${again.number}`);
        expect(JSON.stringify(page.body)).not.toContain(secret);
      } finally {
        rmSync(dir, { recursive: true });
      }
    });

    it('goes on with whoever came, who has to accept', async () => {
      const now = await get(`/inspections/${one.id}`);
      const came = now.team.find(
        (seat: Answer['body']) => !one.team.some((was: Answer['body']) => was.inspectorId === seat.inspectorId),
      );
      expect((await step(officers.get(came.inspectorId)!, one.id, { step: 'accept' })).body.state).toBe('accepted');
    });

    it('stays on record where it is refused, and comes too late after the visit', async () => {
      const now = await get(`/inspections/${one.id}`);
      const inspectorId = now.team[0].inspectorId as number;
      const target = { origin: 'target', inspectorId, declaration: '曾有纠纷', receivedOn: today() };
      const asked = await ask(tokens.planner, target);
      expect(asked.status).toBe(201);
      expect(await refused(decide(tokens.planner, asked.body.id, 'refuse', { reason: '不成立' }))).toBe(
        '403 second_person_needed',
      );
      expect(await refused(decide(tokens.leader, asked.body.id, 'refuse'))).toBe('400 validation_failed');
      expect((await decide(tokens.leader, asked.body.id, 'refuse', { reason: '不成立' })).body).toMatchObject({
        state: 'refused',
        decidedBy: 'leader',
        drawNumber: null,
      });
      const visit = { visitedOn: today(), ...FOUND };
      expect((await call('POST', `/inspections/${one.id}/findings`, tokens.planner, visit)).status).toBe(201);
      expect(await refused(ask(tokens.planner, target))).toBe('409 recusal_too_late');
      const all = await get(`/inspections/${one.id}/recusals`);
      expect(all.map((each: Answer['body']) => `${each.origin} ${each.state}`)).toEqual([
        'inspector withdrawn',
        'inspector approved',
        'target refused',
      ]);
    });
  });

  describe('after which something must be mended', () => {
    const order = (token: string, id: number, more: object = {}): Promise<Answer> =>
      call('POST', `/inspections/${id}/rectifications`, token, {
        findingCode: 'ordered-to-correct',
        on: today(),
        deadline: { days: 5, counted: 'working' },
        items: [{ what: '消防通道被占用，立即清理' }],
        ...more,
      });
    const mend = (token: string, id: number, body: object): Promise<Answer> =>
      call('POST', `/rectifications/${id}/steps`, token, body);
    const done = async (answer: Promise<Answer>): Promise<Answer['body']> => {
      const { body, status } = await answer;
      if (status !== 200 && status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
      return body;
    };
    const published = async (): Promise<Answer['body']> => {
      const one = take();
      await takeSteps(server, tokens.planner, one.id, 'accept');
      const found = { visitedOn: today(), findings: [{ code: 'ordered-to-correct' }] };
      await done(call('POST', `/inspections/${one.id}/findings`, tokens.planner, found));
      return one;
    };
    const public_ = (id: number): Promise<unknown> => takeSteps(server, tokens.leader, id, 'review', 'publish');
    const close = (id: number): Promise<Answer> => step(tokens.leader, id, { step: 'close' });

    it('is closed once it is mended, though not at the first recheck', async () => {
      const one = await published();
      const [first = ''] = officersOf(one);
      expect(await refused(order(tokens.elsewhere, one.id))).toBe('404 not_found');
      expect(await refused(order(tokens.auditor, one.id))).toBe('403 not_allowed');
      expect(await refused(order(first, one.id, { on: later(1) }))).toBe('400 day_in_future');
      expect(await refused(order(first, one.id, { deadline: { days: 0 } }))).toBe('400 validation_failed');
      const ordered = await done(order(first, one.id));
      expect(ordered).toMatchObject({ state: 'ordered', inspectionId: one.id, version: 1 });
      await public_(one.id);
      expect(await refused(close(one.id))).toBe('409 follow_ups_open');
      const recheck = (passed: boolean): object => ({ step: 'recheck', on: today(), passed, note: '现场查看' });
      expect((await done(mend(first, ordered.id, recheck(false)))).state).toBe('failed');
      expect(await refused(mend(first, ordered.id, recheck(true)))).toBe('409 step_out_of_order');
      const again = { step: 'reorder', on: today(), deadline: { dueOn: later(30) } };
      expect((await done(mend(first, ordered.id, again))).deadline).toBe(later(30));
      await done(mend(first, ordered.id, { step: 'mend', on: today(), note: '对象报告已清理' }));
      const raced = await Promise.all([first, tokens.planner].map((token) => mend(token, ordered.id, recheck(true))));
      expect(raced.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await refused(close(one.id))).toBe('409 follow_ups_open');
      const closed = await done(mend(tokens.planner, ordered.id, { step: 'close' }));
      expect(closed).toMatchObject({ state: 'closed', outcome: 'mended', failedRechecks: 1 });
      expect(closed.steps.map((each: Answer['body']) => `${each.step} ${each.to}`)).toEqual([
        'order ordered',
        'recheck failed',
        'reorder ordered',
        'mend mended',
        'recheck passed',
        'close closed',
      ]);
      expect(await refused(mend(tokens.planner, ordered.id, recheck(false)))).toBe('409 rectification_closed');
      expect((await close(one.id)).body.state).toBe('closed');
      expect(await refused(order(first, one.id))).toBe('409 inspection_closed');
    });

    it('is closed once another body has received what was transferred to it', async () => {
      const one = await published();
      const ordered = await done(order(tokens.planner, one.id));
      await public_(one.id);
      const receive = { step: 'receive', on: today(), number: '消收〔2026〕7号', receivedBy: '某队员' };
      expect(await refused(mend(tokens.planner, ordered.id, receive))).toBe('409 step_out_of_order');
      const transfer = {
        step: 'transfer',
        on: today(),
        body: '某县消防救援大队',
        note: '占用消防通道',
        documents: ['记录'],
      };
      expect((await done(mend(tokens.planner, ordered.id, transfer))).state).toBe('transferred');
      expect(await refused(close(one.id))).toBe('409 follow_ups_open');
      expect(await done(mend(tokens.planner, ordered.id, receive))).toMatchObject({
        outcome: 'transferred',
        dueOn: null,
      });
      expect((await close(one.id)).body.state).toBe('closed');
    });

    it('is among those that are still to be mended until then', async () => {
      const one = await published();
      const { id } = await done(order(tokens.planner, one.id));
      await public_(one.id);
      const listed = await get('/rectifications?open=true');
      expect(listed.items.map((each: Answer['body']) => each.id)).toEqual([id]);
      expect((await get('/rectifications', tokens.elsewhere)).total).toBe(0);
      expect(await refused(call('GET', `/rectifications/${id}`, tokens.elsewhere))).toBe('404 not_found');
      expect((await get(`/rectifications/${id}/history`)).map((each: Answer['body']) => each.action)).toEqual([
        'order',
      ]);
    });
  });

  it('keeps its draw from being voided from the visit on', async () => {
    const amendment = { kind: 'void', reason: { zh: '名单有误' }, newDraw: null };
    expect(await refused(call('POST', `/draws/${draw}/amendments`, tokens.planner, amendment))).toBe(
      '409 draw_has_findings',
    );
  });

  it('shows the public nothing of what was found before it is published', async () => {
    const { number } = await get(`/draws/${draw}`);
    const seen: string[] = [];
    for (const path of [`/commitments/${number}`, '/commitments', `/commitments/${number}/manifest`]) {
      const answer = await server.call('GET', `/api/v1${path}`);
      seen.push(JSON.stringify(answer.body));
    }
    expect(seen.join('')).toContain(number);
    for (const word of ['no-problem-found', 'unreachable', 'reported', 'visited'])
      expect(seen.join('')).not.toContain(word);
    expect((await server.call('GET', '/api/v1/inspections')).status).toBe(401);
  });

  it('says by when the next step is due, and which are late', async () => {
    const { items } = await get(`/inspections?drawId=${draw}&state=issued&sort=dueOn`);
    for (const one of items) expect([one.dueOn, one.overdue]).toEqual([one.plannedOn, one.plannedOn < today()]);
    const public_ = (await get('/inspections?state=closed')).items[0];
    expect([public_.dueOn, public_.overdue]).toEqual([null, false]);
    const late = (await get('/inspections?overdue=true')).total as number;
    expect((await get('/inspections?overdue=false')).total).toBe(TARGETS - late);
  });

  // the clock of a database server is nobody's to move; there the service's own suite moves what it goes by
  if (database.name !== 'SQLite') return;

  it('reminds and escalates as days go by, each once, whichever process looks', async () => {
    const moved = async (days: number): Promise<void> => {
      await server.stop();
      server = await TestServer.start(database.address(), {
        NODE_OPTIONS: `--import ${pathToFileURL(join(ROOT, 'test/support/skewed-clock.mjs')).href}`,
        CLOCK_SKEW: String(days * 86_400_000),
      });
      tokens.planner = await server.signIn('planner');
    };
    const reminders = (query: string): Promise<Answer['body']> => get(`/inspections/reminders?pageSize=200&${query}`);
    await moved(60);
    const late = await get('/inspections?overdue=true&pageSize=100');
    const published =
      (await get('/inspections?state=published')).total + (await get('/inspections?state=closed')).total;
    expect(late.total).toBe((await get('/inspections?pageSize=100')).total - published);
    const told = await server.until(
      '/api/v1/inspections/reminders?kind=escalation&pageSize=200',
      tokens.planner,
      ({ total }) => total === late.total,
    );
    const ids = told.items.map((one: Answer['body']) => one.inspectionId).sort((a: number, b: number) => a - b);
    expect(ids).toEqual(late.items.map((one: Answer['body']) => one.id).sort((a: number, b: number) => a - b));
    await moved(61);
    await server.until('/api/v1/jobs?kind=inspection-deadlines', (admin = await server.signIn()), ({ items }) =>
      items.every((job: Answer['body']) => job.state === 'waiting'),
    );
    expect((await reminders('kind=escalation')).items).toEqual(told.items);
    const [unmended] = (await get('/rectifications?overdue=true')).items;
    expect((await get(`/rectifications/${unmended.id}`)).reminders).toMatchObject([
      { kind: 'escalation', agencyId: agency, dueOn: unmended.dueOn },
    ]);
    const notices = (await get('/me/notices?pageSize=200')).items.filter(
      (each: Answer['body']) => each.kind === 'rectification-overdue',
    );
    expect(notices).toHaveLength(1);
  });
});
