import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type TestDatabase } from './databases.js';
import { expectRefusal, readProblem, send, type RawAnswer } from './hostile-client.js';
import { addressOf, buildHouse, fittingBodies, made, withRectification, type House } from './hostile-house.js';
import { BAD_IDS, badQuery, operations, SEED, spoilt, type Operation } from './hostile-input.js';
import { PASSWORD, type Answer, type TestServer } from './server.js';

/** As the pages of this server send it: whoever signs in with a browser is looked at no less. */
const OWN_PAGE = { 'x-sortis-console': '1', 'sec-fetch-site': 'same-origin' };

const LISTS = [
  'agencies',
  'matters',
  'targets',
  'inspectors',
  'plans',
  'draws',
  'inspections',
  'rectifications',
  'amendments',
  'invitations',
  'users',
];

/** Declares that nothing which can be sent makes the server fail, hang or forget to say what is wrong. */
export function generatedInput(
  database: TestDatabase,
  given: () => { server: TestServer; admin: string; houses: readonly House[] },
): void {
  let server: TestServer;
  let admin: string;
  let houses: readonly House[];
  const all = operations();
  const short = (path: string): string => path.replace('/api/v1', '');
  const call = (method: string, path: string, token: string, body?: unknown): Promise<RawAnswer> =>
    send(server, method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const get = async (path: string, token = admin): Promise<Answer['body']> =>
    JSON.parse((await call('GET', path, token)).text);
  const serverErrors = (): string[] =>
    server.log
      .join('')
      .split('\n')
      .filter((line) => line.includes('unforeseen error'));

  beforeAll(() => {
    ({ server, admin, houses } = given());
  });

  describe('generated input', () => {
    // the same cases each time; with SORTIS_LONG=1 as many again
    const long = process.env.SORTIS_LONG === '1' ? 2 : 1;
    const runs =
      database.name === 'SQLite' ? { bodies: 40 * long, queries: 10 * long } : { bodies: 12 * long, queries: 3 * long };
    let victims: House;
    let victim: string;

    beforeAll(async () => {
      victims = await withRectification(server, admin, await buildHouse(server, admin, 'VIC'));
      const body = { username: 'victim', displayName: '某', password: PASSWORD, role: 'admin' };
      await made(server, admin, '/users', body);
      victim = await server.signIn('victim');
    });

    /** Never a failure, never silence; and a refusal is whole. */
    const look = (answer: RawAnswer): void => {
      if (answer.status >= 400) readProblem(answer);
      expect(answer.status).toBeLessThan(500);
    };
    const check = async <T>(arbitrary: fc.Arbitrary<T>, work: (value: T) => Promise<void>, numRuns: number) =>
      fc.assert(fc.asyncProperty(arbitrary, work), { seed: SEED, numRuns, endOnFailure: true });

    // first what needs the others whole, last what takes things out of use
    const rank = (path: string): number =>
      /retire|cancel|approve|accept|leave-out|decline|end$/.test(path)
        ? 3
        : path.includes('batches')
          ? 0
          : /plans|inspections|absences|recusals/.test(path)
            ? 1
            : 2;
    const bodied = all
      .filter(({ takesJson, path }) => takesJson && !path.endsWith('session/password'))
      .sort((a, b) => rank(a.path) - rank(b.path));
    let sent = 0;
    it.each(bodied.map((operation): [string, Operation] => [`${operation.method} ${operation.path}`, operation]))(
      'in the body of %s',
      async (_, { method, path }) => {
        const fitting = fittingBodies(victims)[`${method} ${short(path)}`];
        if (fitting === undefined) throw new Error('hostile-house.ts has no fitting body for this operation');
        const address = addressOf(path, victims);
        const statuses = new Set<number>();
        await check(
          spoilt(fitting),
          async (body) => {
            // codes of its own for each, or all but the first would only be in conflict
            const own = body.replaceAll('NEW-', `N${++sent}-`);
            const answer = await send(server, method, address, { token: victim, body: own, headers: OWN_PAGE });
            statuses.add(answer.status);
            look(answer);
          },
          runs.bodies,
        );
        expect([...statuses].some((status) => status >= 400)).toBe(true);
      },
      60_000,
    );

    it.each(['session', 'browser-session'])('in the body of a change of one’s own password, %s', async (door) => {
      const fitting = fittingBodies(victims)['POST /session/password'] ?? {};
      await check(
        spoilt(fitting),
        async (body) =>
          look(await send(server, 'POST', `/api/v1/${door}/password`, { token: victim, body, seconds: 10 })),
        Math.ceil(runs.bodies / 2),
      );
    });

    it('in queries', async () => {
      // a file of a list is a thread and half a second
      const gets = all.filter(({ method, path }) => method === 'GET' && !/exports|template/.test(path));
      for (const { path, queries } of gets) {
        const address = addressOf(path, victims).replace('{number}', 'x');
        await check(
          badQuery(queries),
          async (query) => look(await send(server, 'GET', `${address}?${query}`, { token: victim })),
          queries.length === 0 ? 3 : runs.queries,
        );
      }
      for (const { path, queries } of all.filter(({ path: one }) => /exports|template|imports/.test(one))) {
        const method = path.endsWith('imports') ? 'POST' : 'GET';
        await check(
          badQuery(queries),
          async (query) => look(await send(server, method, `${path}?${query}`, { token: victim })),
          3,
        );
      }
      for (const [query, code] of [
        ['page=0', 'integer'],
        ['pageSize=201', 'integer'],
        ['page=1e3', 'integer'],
        ['page=0x10', 'integer'],
        ['sort=password', 'unknown_sort_field'],
        ['sort[]=x', 'unknown_field'],
        ['page[$gt]=1', 'unknown_field'],
        ['__proto__=1', 'unknown_field'],
        ['constructor=1', 'unknown_field'],
        ['search=a&search=b', 'text'],
      ] as const) {
        expectRefusal(await call('GET', `/targets?${query}`, victim), 400, code);
      }
    });

    it('in the place of ids', async () => {
      for (const { method, path, parameters } of all) {
        // what is public has numbers that are no ids
        if (parameters.length === 0 || /\{(number|index|size|code)\}/.test(path)) continue;
        const body =
          method === 'GET' || method === 'DELETE' ? undefined : fittingBodies(victims)[`${method} ${short(path)}`];
        const bad = database.name === 'SQLite' ? BAD_IDS : BAD_IDS.slice(0, 6);
        for (const id of bad) {
          const answer = await send(server, method, path.replace(/\{\w+\}/g, id), {
            token: victim,
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          });
          const expected = id === '%ff' || id === '%' ? 400 : 404;
          expect([method, path, id.slice(0, 30), answer.status]).toEqual([method, path, id.slice(0, 30), expected]);
          readProblem(answer);
        }
      }
      for (const number of ['x', '%00', `'%20OR%201=1`, '%F0%A0%AE%B7', 'x'.repeat(6000), '__proto__'])
        expectRefusal(await send(server, 'GET', `/api/v1/commitments/${number}`), 404, 'not_found');
    });

    it('in bytes that are not UTF-8', async () => {
      const bytes = (...more: number[]): Buffer =>
        Buffer.concat([Buffer.from('{"name":"'), Buffer.from(more), Buffer.from('","level":"county","code":"BYTES"}')]);
      for (const body of [bytes(0xff), bytes(0xed, 0xa0, 0x80), bytes(0xc0, 0x80), bytes(0x00), bytes(0x0d, 0x0a)])
        look(await send(server, 'POST', '/api/v1/agencies', { token: victim, body }));
    });

    it('leaves a server that works, and lists that can be read', async () => {
      expect(serverErrors()).toEqual([]);
      expect(server.process.exitCode).toBeNull();
      expect((await send(server, 'GET', '/health/ready')).status).toBe(200);
      for (const list of LISTS) {
        const { total } = await get(`/${list}?pageSize=1`);
        for (let page = 1; (page - 1) * 200 < total; page++) {
          const answer = await call('GET', `/${list}?pageSize=200&page=${page}`, admin);
          expect([list, page, answer.status]).toEqual([list, page, 200]);
        }
      }
      for (const list of ['matters', 'targets', 'inspectors']) {
        const answer = await send(server, 'GET', `/api/v1/${list}/exports?format=xlsx`, { token: admin, seconds: 20 });
        expect([list, answer.status]).toEqual([list, 200]);
      }
      for (const house of [...houses, victims])
        expect((await call('GET', `/coverage?agency=${house.agency}`, admin)).status).toBe(200);
      expect((await call('GET', '/users', admin)).text).not.toMatch(/argon2|password/i);
    });
  });
}
