import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { onEachDatabase } from '../support/databases.js';
import { stamp } from '../support/field-rows.js';
import { expectRefusal, readProblem, rowCounts, send, type RawAnswer } from '../support/hostile-client.js';
import { generatedInput } from '../support/hostile-generated.js';
import {
  addressOf,
  batchBody,
  buildHouse,
  fittingBodies,
  inspectorBody,
  made,
  withRectification,
  year,
  type House,
} from '../support/hostile-house.js';
import { operations } from '../support/hostile-input.js';
import { wordsElsewhere } from '../support/hostile-words.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';

const NOBODY = 2_147_483_647;

/** Numbers of bulletins and draws, places in the log, codes on paper and of published targets are everyone's to read. */
const isPublicNumber = (parameter: string | undefined): boolean => /^(number|index|size|code)$/.test(parameter ?? '');

/** A year's days of rest and the kinds of documents are everyone's, and so are not a record of some agency. */
const isEveryones = (parameter: string | undefined): boolean =>
  isPublicNumber(parameter) || parameter === 'year' || parameter === 'kind';

/** Jobs are the whole installation's: whoever is of one agency has none of his own to see. */
const isNobodys = (path: string): boolean => path.startsWith('/api/v1/jobs');

onEachDatabase('hostile callers', (database) => {
  let server: TestServer;
  let admin: string;
  let ours: House;
  let theirs: House;
  const all = operations();
  const short = (path: string): string => path.replace('/api/v1', '');

  const call = (method: string, path: string, token: string, body?: unknown): Promise<RawAnswer> =>
    send(server, method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const get = async (path: string, token = admin): Promise<Answer['body']> =>
    JSON.parse((await call('GET', path, token)).text);

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    admin = await server.signIn();
    ours = await withRectification(server, admin, await buildHouse(server, admin, 'OUR'));
    theirs = await withRectification(server, admin, await buildHouse(server, admin, 'THR'));
  });
  afterAll(async () => {
    await server.stop();
  });

  describe('records of another agency', () => {
    it('are not there, on any route, for any role', async () => {
      const before = await rowCounts(database.address());
      const bodies = fittingBodies(theirs);
      const wrong: string[] = [];
      let walked = 0;
      for (const operation of all.filter(({ parameters }) => parameters.length > 0 && !isEveryones(parameters[0]))) {
        const { method, path, roles } = operation;
        const places: [string, string][] = [[addressOf(path, theirs), '']];
        // a record of theirs under one of ours; the first edition of ours is not theirs
        if (operation.parameters.length > 1 && !operation.parameters.includes('edition'))
          places.push([
            addressOf(path, { ...theirs, agency: ours.agency, inspector: ours.inspector, plan: ours.plan }),
            ' under ours',
          ]);
        for (const role of roles) {
          for (const [address, where] of places) {
            walked++;
            const body =
              method === 'GET' || method === 'DELETE' ? undefined : (bodies[`${method} ${short(path)}`] ?? {});
            const answer = await call(method, short(address), ours.tokens[role as keyof House['tokens']], body);
            if (answer.status !== 404) wrong.push(`${method} ${path}${where} ${role}: ${answer.status} ${answer.text}`);
            else readProblem(answer);
          }
        }
      }
      expect(wrong).toEqual([]);
      expect(walked).toBeGreaterThan(80);
      expect(await rowCounts(database.address())).toEqual(before);
    });

    it('are there for their own: the walk above would see them', async () => {
      const wrong: string[] = [];
      for (const { method, path, parameters, roles } of all) {
        if (method !== 'GET' || parameters.length === 0 || isEveryones(parameters[0])) continue;
        if (isNobodys(path)) continue;
        const role = (roles.includes('auditor') ? 'auditor' : 'admin') as keyof House['tokens'];
        const { status } = await call('GET', short(addressOf(path, theirs)), theirs.tokens[role]);
        if (status !== 200) wrong.push(`${path} ${role}: ${status}`);
      }
      expect(wrong).toEqual([]);
    });

    it('leave alone what belongs to all: jobs are not there for one agency, days of rest only to be read', async () => {
      const jobs = await get('/jobs');
      expect(jobs.total).toBeGreaterThan(0);
      const [{ id }] = jobs.items;
      expect((await call('GET', `/jobs/${id}`, admin)).status).toBe(200);
      for (const path of [`GET /jobs/${id}`, `POST /jobs/${id}/retry`]) {
        const [method = '', address = ''] = path.split(' ');
        expectRefusal(await call(method, address, ours.tokens.admin), 404, 'not_found');
      }
      const days = `/working-days/${year() + 1}`;
      const notice = fittingBodies(ours)['PUT /working-days/{year}'];
      const before = await rowCounts(database.address());
      expectRefusal(await call('PUT', days, ours.tokens.admin, notice), 403, 'whole_tree_only');
      expect(await rowCounts(database.address())).toEqual(before);
      expect((await call('GET', `${days}/history`, ours.tokens.inspector)).status).toBe(200);
      expect((await call('PUT', days, admin, notice)).status).toBe(200);
    });

    it('are as unknown as what nobody has, where a body or a query names them', async () => {
      const { planner, admin: chief } = ours.tokens;
      const soon = { schedule: { kind: 'date', at: `${year()}-12-31T23:00:00+08:00` }, reason: '增加' };
      const agencyBody = { name: '分局', level: 'county' };
      const userBody = { username: 'our.new', displayName: '新', password: PASSWORD, role: 'auditor' };
      const visitBody = (agencyId: number, targetId: number): object => ({
        agencyId,
        targetId,
        firstDay: `${year() - 1}-05-05`,
        kind: 'daily',
      });
      const inspectorId = (id: number): object => ({ agencyId: ours.agency, inspectorId: id });
      const named: [string, string, string, (id: number) => unknown, number][] = [
        [
          'POST',
          '/targets',
          planner,
          (agencyId) => ({ agencyId, name: '混', alias: 'MIX', kind: '社会团体' }),
          theirs.agency,
        ],
        ['PATCH', `/targets/${ours.target}`, planner, (agencyId) => ({ agencyId }), theirs.agency],
        ['POST', '/matters', planner, (agencyId) => ({ agencyId, name: '混' }), theirs.agency],
        ['POST', '/inspectors', planner, (agencyId) => inspectorBody(agencyId, 'MIX'), theirs.agency],
        ['PATCH', `/inspectors/${ours.inspector}`, planner, (agencyId) => ({ agencyId }), theirs.agency],
        [
          'POST',
          `/inspectors/${ours.inspector}/recusals`,
          planner,
          (targetId) => ({ targetId, reason: '亲' }),
          theirs.target,
        ],
        ['POST', '/visits', planner, (targetId) => visitBody(ours.agency, targetId), theirs.target],
        ['POST', '/visits', planner, (agencyId) => visitBody(agencyId, ours.target), theirs.agency],
        ['POST', '/plans', planner, (agencyId) => ({ agencyId, year: year() + 1 }), theirs.agency],
        ['POST', `/plans/${ours.plan}/batches`, planner, (matter) => batchBody(matter, soon), theirs.matter],
        ['POST', '/agencies', chief, (parentId) => ({ ...agencyBody, parentId }), theirs.agency],
        ['PATCH', `/agencies/${ours.agency}`, chief, (parentId) => ({ parentId }), theirs.agency],
        ['POST', '/users', chief, (agencyId) => ({ ...userBody, agencyId }), theirs.agency],
        ['POST', '/users', chief, (id) => ({ ...userBody, role: 'inspector', ...inspectorId(id) }), theirs.inspector],
        ['PATCH', `/users/${ours.user}`, chief, (agencyId) => ({ agencyId }), theirs.agency],
        ['PATCH', `/users/${ours.user}`, chief, (id) => ({ inspectorId: id }), theirs.inspector],
      ];
      const before = await rowCounts(database.address());
      const wrong: unknown[] = [];
      for (const [method, path, token, body, id] of named) {
        const answers = [await call(method, path, token, body(id)), await call(method, path, token, body(NOBODY))];
        const [foreign, unknown] = answers.map((answer) => {
          const problem = answer.status >= 400 ? readProblem(answer) : { code: 'done', errors: undefined };
          return [answer.status, problem.code, problem.errors?.map((fault) => `${fault.pointer} ${fault.code}`)];
        });
        if (Number(foreign?.[0]) < 400 || JSON.stringify(foreign) !== JSON.stringify(unknown))
          wrong.push({ method, path, foreign, unknown });
      }
      expect(wrong).toEqual([]);
      expect(await rowCounts(database.address())).toEqual(before);
      for (const list of ['matters', 'targets', 'inspectors', 'plans', 'draws', 'inspections', 'amendments']) {
        const answer = await call('GET', `/${list}?agencyId=${theirs.agency}`, planner);
        if (answer.status === 200) expect([list, JSON.parse(answer.text).total]).toEqual([list, 0]);
        else expect([list, answer.status]).toEqual([list, 404]);
        const everything = await get(`/${list}`, planner);
        const own = await get(`/${list}?agencyId=${ours.agency}`, admin);
        expect([list, everything.total]).toEqual([list, own.total]);
      }
      for (const list of ['matters', 'targets', 'inspectors']) {
        const answer = await call('GET', `/${list}/exports?format=csv&agencyId=${theirs.agency}`, planner);
        expect([list, answer.text.includes('THR')]).toEqual([list, false]);
        expect((await call('GET', `/${list}/exports?format=csv`, planner)).text).not.toContain('THR');
      }
    });
  });

  describe('members that are not theirs to set', () => {
    it('are refused by name', async () => {
      const target = { agencyId: ours.agency, name: '混', alias: 'MASS', kind: '社会团体' };
      const before = await rowCounts(database.address());
      const attempts: [string, string, object][] = [
        ...['id', 'version', 'code', 'codeKind', 'createdAt', 'retiredAt', '__proto__', 'constructor', 'toString'].map(
          (name): [string, string, object] => ['POST', '/targets', { ...target, [name]: 1 }],
        ),
        ...['id', 'version', 'createdAt', 'retiredAt', 'code'].map((name): [string, string, object] => [
          'PATCH',
          `/targets/${ours.target}`,
          { [name]: 1 },
        ]),
        ...['id', 'passwordHash', 'password', 'username', 'tokenGeneration', 'version'].map(
          (name): [string, string, object] => ['PATCH', `/users/${ours.user}`, { [name]: 'x' }],
        ),
        ...['state', 'year', 'agencyId', 'publishedAt', 'version'].map((name): [string, string, object] => [
          'PATCH',
          `/plans/${ours.plan}`,
          { title: '改', reason: '改', [name]: 1 },
        ]),
        ...['state', 'publishedAt', 'team', 'completedAt', 'version'].map((name): [string, string, object] => [
          'POST',
          `/inspections/${ours.inspection}/findings`,
          { visitedOn: '2026-01-01', findings: [{ code: 'no-problem-found' }], [name]: 1 },
        ]),
        ['PATCH', `/plans/${ours.plan}/batches/${ours.batch}`, { reason: '改', code: 'B99' }],
        ['PATCH', `/plans/${ours.plan}/batches/${ours.batch}`, { reason: '改', cancelledAt: null }],
      ];
      for (const [method, path, body] of attempts) {
        const name = Object.keys(body).at(-1) ?? '';
        expectRefusal(await call(method, path, admin, body), 400, 'unknown_field', `/${name}`);
      }
      expect(await rowCounts(database.address())).toEqual(before);
    });

    it('and nobody raises himself', async () => {
      const { planner, admin: chief } = ours.tokens;
      const id = (await get('/session', planner)).user.id as number;
      expectRefusal(await call('PATCH', `/users/${id}`, planner, { role: 'admin' }), 403, 'not_allowed');
      // an agency's administrator gives nobody the whole tree, himself included
      const own = (await get('/session', chief)).user.id as number;
      for (const user of [id, own]) {
        const answer = await call('PATCH', `/users/${user}`, chief, { agencyId: null });
        expect([user, answer.status]).toEqual([user, 400]);
        readProblem(answer);
      }
      const root = (await get('/session', admin)).user.id as number;
      expectRefusal(await call('PATCH', `/users/${root}`, chief, { role: 'auditor' }), 404, 'not_found');
      expectRefusal(await call('POST', `/users/${root}/password`, chief, { password: PASSWORD }), 404, 'not_found');
    });
  });

  describe('tokens', () => {
    const user = async (username: string): Promise<{ id: number; token: string }> => {
      const body = { username, displayName: username, password: PASSWORD, role: 'planner', agencyId: ours.agency };
      return { id: (await made(server, admin, '/users', body)).id, token: await server.signIn(username) };
    };

    it('of one who is not active are worth nothing, at once and for good', async () => {
      const { id, token } = await user('leaving');
      expect((await call('GET', '/targets', token)).status).toBe(200);
      expect((await call('PATCH', `/users/${id}`, admin, { active: false })).status).toBe(200);
      expectRefusal(await call('GET', '/targets', token), 401, 'token_invalid');
      const body = JSON.stringify({ username: 'leaving', password: PASSWORD });
      expectRefusal(await send(server, 'POST', '/api/v1/session', { body }), 401, 'wrong_credentials');
      expect((await call('PATCH', `/users/${id}`, admin, { active: true })).status).toBe(200);
      expectRefusal(await call('GET', '/targets', token), 401, 'token_invalid');
    });

    it('say who someone is, not what he may do', async () => {
      const { id, token } = await user('changing');
      const body = { agencyId: ours.agency, name: '甲', alias: 'ROLE-1', kind: '社会团体' };
      expect((await call('POST', '/targets', token, body)).status).toBe(201);
      await call('PATCH', `/users/${id}`, admin, { role: 'auditor' });
      expectRefusal(await call('POST', '/targets', token, { ...body, alias: 'ROLE-2' }), 403, 'not_allowed');
      await call('PATCH', `/users/${id}`, admin, { agencyId: theirs.agency });
      expectRefusal(await call('GET', `/targets/${ours.target}`, token), 404, 'not_found');
    });

    it('are not taken from anyone else', async () => {
      const [head = '', payload = '', signature = ''] = admin.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
      const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const forged = [
        `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`,
        `${encode({ alg: 'none' })}.${payload}.${signature}`,
        `${encode({ alg: 'HS512' })}.${payload}.${signature}`,
        `${head}.${encode({ ...claims, sub: '2' })}.${signature}`,
        `${head}.${encode({ ...claims, exp: 9_999_999_999 })}.${signature}`,
        `${head}.${payload}.`,
        `${head}.${payload}`,
        `${head}.${payload}.${signature.slice(0, -2)}`,
        `${admin} ${admin}`,
        '.'.repeat(100),
        'x'.repeat(10_000),
      ];
      for (const token of forged) {
        const answer = await call('GET', '/users', token);
        expect([token.slice(0, 40), answer.status]).toEqual([token.slice(0, 40), 401]);
        readProblem(answer);
      }
    });
  });

  describe('guessing passwords', () => {
    const attempt = (username: string, password: string, from?: string): Promise<RawAnswer> =>
      send(server, 'POST', '/api/v1/session', {
        body: JSON.stringify({ username, password }),
        ...(from === undefined ? {} : { from }),
        seconds: 30,
      });

    it('ends after some tries, for the guesser alone', async () => {
      const body = {
        username: 'guessed',
        displayName: '某',
        password: PASSWORD,
        role: 'auditor',
        agencyId: ours.agency,
      };
      await made(server, admin, '/users', body);
      const guesses = await Promise.all(
        Array.from({ length: 100 }, (_, n) => attempt('guessed', `wrong-password-${n}`, '127.0.0.2')),
      );
      const tried = guesses.filter(({ status }) => status === 401);
      const stopped = guesses.filter(({ status }) => status === 429);
      expect(tried.length + stopped.length).toBe(100);
      // ten for a username: a burst gets no more of them than a patient one
      expect(tried.length).toBeLessThanOrEqual(10);
      // together they may even have shut each other out; one after another they get the rest of the ten
      let patient = 0;
      for (let n = 0; n < 11; n++) {
        const answer = await attempt('guessed', `patient-${n}`, '127.0.0.5');
        if (answer.status === 401) patient++;
        else stopped.push(answer);
      }
      expect(tried.length + patient).toBe(10);
      for (const answer of stopped.slice(-1)) {
        expectRefusal(answer, 429, 'too_many_sign_ins');
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(600);
      }
      // the right one too, from anywhere; and someone else from elsewhere is let in
      expectRefusal(await attempt('guessed', PASSWORD, '127.0.0.3'), 429, 'too_many_sign_ins');
      expect((await attempt('our.auditor', PASSWORD, '127.0.0.4')).status).toBe(201);

      // sixteen minutes later
      const source = await openDatabase(database.address(), ENTITIES);
      try {
        await source.transaction(async (manager) => {
          const rows = await manager.query<{ id: number; at: string | Date }[]>('SELECT id, at FROM sign_in_attempts');
          expect(rows.length).toBeGreaterThan(0);
          const earlier = stamp(new Date(Date.now() - 16 * 60_000).toISOString());
          await manager.query(`UPDATE sign_in_attempts SET at = '${earlier}'`);
        });
      } finally {
        await source.destroy();
      }
      expect((await attempt('guessed', PASSWORD, '127.0.0.3')).status).toBe(201);
    });

    it('gets no more tries by claiming to sit behind a proxy', async () => {
      const tries = await Promise.all(
        Array.from({ length: 30 }, (_, n) =>
          send(server, 'POST', '/api/v1/session', {
            body: JSON.stringify({ username: `spread-${n}`, password: 'wrong-password' }),
            from: '127.0.0.6',
            headers: {
              'x-forwarded-for': `203.0.113.${n}`,
              'x-real-ip': `203.0.113.${n}`,
              forwarded: `for=203.0.113.${n}`,
            },
            seconds: 30,
          }),
        ),
      );
      expect(tries.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(20);
      expect(tries.filter(({ status }) => status !== 401 && status !== 429)).toEqual([]);
    });

    it('is told nothing of who exists', async () => {
      const [unknown, known] = [await attempt('nobody.there', 'wrong-password'), await attempt('our.planner', 'wrong')];
      for (const answer of [unknown, known]) expectRefusal(answer, 401, 'wrong_credentials');
      const plain = ({ text }: RawAnswer): string => text.replace(/"requestId":"[^"]*"/, '');
      expect(plain(unknown)).toBe(plain(known));
    });
  });

  wordsElsewhere(() => ({ server, admin, ours }));

  // last, because it may leave anything in the tables that the API takes
  generatedInput(database, () => ({ server, admin, houses: [ours, theirs] }));
});
