import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bothVerifiers } from '../support/both-verifiers.js';
import { onEachDatabase } from '../support/databases.js';
import { buildHouse, made, type House } from '../support/hostile-house.js';
import { TestServer, type Answer } from '../support/server.js';

onEachDatabase('what two people decide about a draw', (database) => {
  let server: TestServer;
  let admin: string;
  let house: House;
  let dir: string;

  const get = async (path: string, token = admin): Promise<Answer['body']> =>
    (await server.call('GET', `/api/v1${path}`, { token })).body;
  const post = (path: string, body: unknown, token = admin, headers: Record<string, string> = {}): Promise<Answer> =>
    server.call('POST', `/api/v1${path}`, { token, body, headers });
  const reason = { zh: '名单有误', en: 'the list was wrong' };
  const refused = async (answer: Promise<Answer>): Promise<[number, string]> => {
    const { body, status } = await answer;
    return [status, body.code];
  };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-amendments-'));
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    house = await buildHouse(server, admin, 'AMD');
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  /** Approved by the planner, drawn and issued. */
  const approved = async (amendment: number): Promise<Answer['body']> => {
    const { newDrawId } = await made(server, house.tokens.planner, `/amendments/${amendment}/approve`, {});
    return server.until(`/api/v1/draws/${newDrawId as number}`, admin, ({ phase }) => phase === 'issued');
  };
  const file = async (number: string): Promise<string> => {
    const response = await fetch(`${server.url}/api/v1/public/draws/${number}/evidence`);
    const path = join(dir, `${number}.json`);
    writeFileSync(path, await response.text());
    return path;
  };
  const bulletin = async (path: string): Promise<Answer['body']> =>
    (await server.call('GET', `/api/v1/public/bulletins/draws${path}`)).body;
  const feed = async (): Promise<string> =>
    (await fetch(`${server.url}/api/v1/public/bulletins/draws/feed?agency=AMD`)).text();
  const both = (later: string, earlier: string): Promise<unknown[]> => bothVerifiers(later, '--with', earlier);
  const HOLD = [
    [0, 'relation'],
    [0, 'relation'],
  ];
  const FAIL = [
    [1, 'relation'],
    [1, 'relation'],
  ];

  it('waits in the list of what is to be decided; not for who has proposed it, nor for who may only read', async () => {
    const open = await get('/amendments?state=proposed', house.tokens.planner);
    expect(open).toMatchObject({ total: 1, items: [{ id: house.amendment, kind: 'void', proposedBy: 'admin' }] });
    expect((await get(`/draws/${house.draw}/amendments`)).items).toEqual(open.items);
    const path = `/amendments/${house.amendment}/approve`;
    expect(await refused(post(path, {}))).toEqual([403, 'second_person_needed']);
    expect(await refused(post(path, {}, house.tokens.auditor))).toEqual([403, 'not_allowed']);
    expect(await refused(post(path, {}, house.tokens.planner, { 'if-match': '"7"' }))).toEqual([
      412,
      'changed_meanwhile',
    ]);
    const again = { kind: 'void', reason };
    expect(await refused(post(`/draws/${house.draw}/amendments`, again))).toEqual([409, 'void_proposed']);
    expect(await refused(post(`/draws/${house.draw}/amendments`, { ...again, seats: [] }))).toEqual([
      400,
      'validation_failed',
    ]);
    expect(await refused(post(`/draws/${house.draw}/amendments`, { ...again, inspections: [1] }))).toEqual([
      400,
      'of_another_kind',
    ]);
    expect((await get(`/draws/${house.draw}`)).phase).toBe('issued');
  });

  it('happens once, however many approve at once; what was void stays in sight, with the reason and both names', async () => {
    const path = `/amendments/${house.amendment}/approve`;
    const { number } = await get(`/draws/${house.draw}`);
    const before = await bulletin(`/${number}`);
    expect(before).toMatchObject({ state: 'drawn', version: 2, reason: null });
    expect((await bulletin(`?state=void`)).total).toBe(0);
    const drawn = await bulletin(`/${number}/drawn`);
    const answers = await Promise.all(
      [house.tokens.planner, house.tokens.admin].map((token) => post(path, { reason: { zh: '同意' } }, token)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { decidedBy, newDrawId } = answers.find(({ status }) => status === 200)!.body;
    const later = await server.until(`/api/v1/draws/${newDrawId}`, admin, ({ phase }) => phase === 'issued');
    const earlier = await get(`/draws/${house.draw}`);
    expect([earlier.phase, later.number]).toEqual(['voided', `${earlier.number}-2`]);
    expect((await get(`/draws?occurrenceId=${earlier.occurrenceId}`)).total).toBe(2);

    const told = (await server.call('GET', `/api/v1/public/draws/${earlier.number}`)).body;
    expect(told).toMatchObject({
      phase: 'voided',
      published: true,
      voided: { by: ['admin', decidedBy], reason: { zh: '名单有误' } },
      successors: [{ number: later.number, kind: 'draw', phase: 'issued' }],
    });
    const entry = (await server.call('GET', `/api/v1/log/entries?from=${told.voided.entry}`)).body;
    expect(JSON.stringify(entry)).toContain('"kind":"void"');
    const successor = (await server.call('GET', `/api/v1/public/draws/${later.number}`)).body;
    expect(successor).toMatchObject({ voided: null, relation: { kind: 'again', draw: earlier.number } });

    const states = async (drawId: number): Promise<string[]> => [
      ...new Set<string>(
        (await get(`/inspections?drawId=${drawId}`)).items.map(({ state }: { state: string }) => state),
      ),
    ];
    expect([await states(earlier.id), await states(later.id)]).toEqual([['voided'], ['issued']]);
    const coverage = await get(`/coverage?agency=${house.agency}`);
    expect(coverage.taskCompletion).toMatchObject({ numerator: 0, denominator: later.sampleSize });

    // the bulletin keeps all that it said, and says that it is void, why, and since when; the new one has one of its own
    const { versions, ...voided } = await bulletin(`/${number}`);
    expect(voided).toMatchObject({
      ...{ state: 'void', version: 3, reason: '名单有误', publishedAt: before.publishedAt, link: before.link },
      ...{ commitment: before.commitment, recordHash: before.recordHash, sampleSize: before.sampleSize },
    });
    expect(versions.slice(0, 2)).toEqual(before.versions);
    expect(versions[2]).toMatchObject({ version: 3, what: 'void', at: voided.changedAt, reason: { zh: '名单有误' } });
    expect(await bulletin(`/${number}/drawn`)).toEqual(drawn);
    expect((await bulletin(`?state=void`)).items.map((one: Answer['body']) => one.number)).toEqual([number]);
    expect((await bulletin(`?state=drawn`)).items.map((one: Answer['body']) => one.number)).toEqual([later.number]);
    expect(await bulletin(`/${later.number}`)).toMatchObject({ state: 'drawn', version: 2, reason: null });
    expect((await feed()).split('<entry>').filter((entry) => entry.includes('名单有误'))).toHaveLength(1);

    expect(await both(await file(later.number), await file(earlier.number))).toEqual(HOLD);
    expect(await both(await file(earlier.number), await file(later.number))).toEqual(FAIL);
  });

  it('goes on from a draw: further places of it, and seats that people left', async () => {
    const { items } = await get(`/draws?agencyId=${house.agency}&phase=issued`);
    const [draw] = items;
    const inspections = (await get(`/inspections?drawId=${draw.id}&sort=ordinal`)).items;
    const headers = { 'idempotency-key': 'supplement-1' };
    const body = { kind: 'supplement', reason, inspections: [inspections[0].id] };
    const proposals = [
      await post(`/draws/${draw.id}/amendments`, body, admin, headers),
      await post(`/draws/${draw.id}/amendments`, body, admin, headers),
    ];
    expect(proposals.map(({ status, body: { id } }) => [status, id])).toEqual([
      [201, proposals[0]!.body.id],
      [201, proposals[0]!.body.id],
    ]);
    const supplement = await approved(proposals[0]!.body.id);
    expect(supplement.number).toBe(`${draw.number}-S1`);
    expect(await bulletin(`/${supplement.number}`)).toMatchObject({
      state: 'drawn',
      drawKind: 'supplement',
      sampleSize: 1,
    });
    expect(await bulletin(`/${draw.number}`)).toMatchObject({ state: 'drawn', version: 2 });
    const further = (await bulletin(`/${supplement.number}/drawn`)).items;
    const first = (await bulletin(`/${draw.number}/drawn`)).items;
    expect([further.length, first.length]).toEqual([1, draw.sampleSize]);
    const codes = first.map(({ target }: Answer['body']) => target.code);
    expect(codes).not.toContain(further[0].target.code);

    const leaving = inspections[1].team[0];
    const seats = [{ inspectionId: inspections[1].id, inspectorId: leaving.inspectorId }];
    const asked = await made(server, admin, `/draws/${draw.id}/amendments`, {
      kind: 'replacement',
      reason: { zh: '回避' },
      cause: 'recusal',
      seats,
    });
    const replacement = await approved(asked.id);
    expect(replacement.number).toBe(`${draw.number}-R1`);
    const after = await get(`/inspections/${inspections[1].id}`);
    expect(after.left).toMatchObject([{ code: leaving.code, cause: 'recusal', drawNumber: replacement.number }]);
    expect(after.team.map(({ code }: { code: string }) => code)).not.toContain(leaving.code);

    const earlier = await file(draw.number);
    for (const { number } of [supplement, replacement]) {
      expect(await both(await file(number), earlier)).toEqual(HOLD);
      expect(await both(await file(number), await file(number))).toEqual(FAIL);
      const { relation } = (await server.call('GET', `/api/v1/public/draws/${number}/fairness`)).body;
      expect(relation.en).toContain(draw.number);
    }
    const { successors } = (await server.call('GET', `/api/v1/public/draws/${draw.number}`)).body;
    expect(successors.map(({ kind }: { kind: string }) => kind)).toEqual(['supplement', 'replacement']);
  });

  it('is drawn after the server was killed, under the same commitment', async () => {
    const [draw] = (await get(`/draws?agencyId=${house.agency}&phase=issued`)).items.filter(
      ({ kind }: { kind: string }) => kind === 'draw',
    );
    const dueAt = new Date(Date.now() + 8000).toISOString();
    const proposed = await made(server, admin, `/draws/${draw.id}/amendments`, {
      kind: 'void',
      reason,
      newDraw: { dueAt },
    });
    const { newDrawId } = await made(server, house.tokens.planner, `/amendments/${proposed.id}/approve`, {});
    const at = `/api/v1/draws/${newDrawId}`;
    const committed = await server.until(at, admin, ({ phase }) => phase === 'committed');
    // the supplement and the replacement went with their draw
    expect((await get(`/draws?agencyId=${house.agency}&phase=voided`)).total).toBe(4);
    await server.stop('SIGKILL');
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    const done = await server.until(at, admin, ({ phase }) => phase === 'issued');
    expect(done).toMatchObject({ commitment: committed.commitment, number: expect.stringMatching(/-3$/) });
    expect(await both(await file(done.number), await file(draw.number))).toEqual(HOLD);
  });
});
