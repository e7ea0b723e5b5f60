import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ENTITIES } from '../../src/entities.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { MOST_A_DAY, THE_REST } from '../../src/platform/history/refusals.service.js';
import { SUBJECTS } from '../../src/platform/history/subjects.js';
import { onEachDatabase } from '../support/databases.js';
import { buildHouse, made, type House } from '../support/hostile-house.js';
import { PASSWORD, TestServer, type Answer } from '../support/server.js';

interface Told {
  readonly id: number;
  readonly subject: string;
  readonly subjectId: number;
  readonly name: string | null;
  readonly agencyId: number | null;
  readonly action: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}

onEachDatabase('the history of all records', (database) => {
  let server: TestServer;
  let admin: string;
  let ours: House;
  let theirs: House;

  beforeAll(async () => {
    server = await TestServer.start(database.address(), { SORTIS_SIGN_IN_ATTEMPTS: '1000' });
    admin = await server.signIn();
    ours = await buildHouse(server, admin, 'OUR');
    theirs = await buildHouse(server, admin, 'THR');
  });
  afterAll(() => server.stop());

  const call = (method: string, path: string, token: string | undefined, body?: unknown): Promise<Answer> =>
    server.call(method, `/api/v1${path}`, {
      ...(token === undefined ? {} : { token }),
      ...(body === undefined ? {} : { body }),
    });
  async function changes(query: string, token = ours.tokens.auditor): Promise<{ items: Told[]; total: number }> {
    const { body, status } = await call('GET', `/history?${query}`, token);
    expect([query, status]).toEqual([query, 200]);
    return body;
  }
  /** All pages, so that none is left out and none is told twice. */
  async function every(query: string, token = ours.tokens.auditor): Promise<Told[]> {
    const all: Told[] = [];
    for (let page = 1; ; page++) {
      const { items, total } = await changes(`${query}&pageSize=37&page=${page}`, token);
      all.push(...items);
      if (items.length < 37) {
        expect([all.length, new Set(all.map(({ id }) => id)).size]).toEqual([total, total]);
        return all;
      }
    }
  }

  describe('of what was changed', () => {
    it('says who changed which record, when, from what to what, and why', async () => {
      const [target = 0] = ours.targets.slice(5);
      const path = `/targets/${target}`;
      const changed = await call('PATCH', path, ours.tokens.planner, { riskClass: 'D' });
      expect(changed.status).toBe(200);
      expect((await call('POST', `${path}/retire`, ours.tokens.planner, { reason: '已注销' })).status).toBe(200);
      const { items, total } = await changes(`subject=target&subjectId=${target}`);
      expect(total).toBe(3);
      const record = { subject: 'target', subjectId: target, name: 'OUR协会5', agencyId: ours.agency };
      expect(items).toMatchObject([
        { ...record, action: 'retired', by: 'our.planner', byPerson: true, reason: '已注销' },
        { ...record, action: 'updated', reason: null, before: { riskClass: null }, after: { riskClass: 'D' } },
        { ...record, action: 'created', by: 'admin', before: null, after: { name: 'OUR协会5' } },
      ]);
      const moments = items.map(({ at }) => Date.parse(at));
      expect(moments).toEqual([...moments].sort((left, right) => right - left));
    });

    it('tells each agency its own, of every kind of record that has one, and the whole tree all of it', async () => {
      const [own, other, all] = [
        await every('sort=at'),
        await every('sort=at', theirs.tokens.auditor),
        await every('sort=at', admin),
      ];
      expect(new Set(own.map(({ agencyId }) => agencyId))).toEqual(new Set([ours.agency]));
      expect(new Set(other.map(({ agencyId }) => agencyId))).toEqual(new Set([theirs.agency]));
      const ids = new Set([...own, ...other].map(({ id }) => id));
      const rest = all.filter(({ id }) => !ids.has(id));
      // what was left is nobody's of the two: the first administrator, and the third agency that is asked along
      const strange = rest.filter(({ agencyId }) => agencyId === ours.agency || agencyId === theirs.agency);
      expect(strange).toEqual([]);
      const kinds = new Set(own.map(({ subject }) => subject));
      for (const subject of ['agency', 'matter', 'target', 'inspector', 'recusal', 'visit', 'user', 'plan', 'batch'])
        expect(kinds).toContain(subject);
      for (const subject of ['draw', 'inspection', 'notice-channel']) expect(kinds).toContain(subject);
      expect(own.filter(({ name }) => name === null)).toEqual([]);
      // the same rows, counted by the tables that they are about
      const source = await openDatabase(database.address(), ENTITIES);
      try {
        const [{ n = 0 } = {}] = await source.query<{ n?: number }[]>(
          `SELECT COUNT(*) AS n FROM history h JOIN inspections i ON i.id = h.subject_id
             WHERE h.subject = 'inspection' AND i.agency_id = ?`,
          [ours.agency],
        );
        expect(own.filter(({ subject }) => subject === 'inspection')).toHaveLength(Number(n));
        expect(Number(n)).toBeGreaterThan(0);
      } finally {
        await source.destroy();
      }
    });

    it('is narrowed by kind, person, deed and days, and sorted', async () => {
      const own = await every('sort=at');
      const count = (which: (one: Told) => boolean): number => own.filter(which).length;
      for (const subject of SUBJECTS)
        expect((await changes(`subject=${subject}`)).total).toBe(count((one) => one.subject === subject));
      expect((await changes('search=our.')).total).toBe(count(({ by }) => by.startsWith('our.')));
      expect((await changes('search=our.')).total).toBeGreaterThan(0);
      expect((await changes('search=%25')).total).toBe(0);
      expect((await changes('action=retired')).total).toBe(1);
      const day = (shift: number): string =>
        new Date(Date.now() + 8 * 3_600_000 + shift * 86_400_000).toISOString().slice(0, 10);
      expect((await changes(`from=${day(-2)}&until=${day(1)}`)).total).toBe(own.length);
      expect((await changes(`from=${day(2)}`)).total).toBe(0);
      expect((await changes(`until=${day(-2)}`)).total).toBe(0);
      const { items } = await changes('sort=by&pageSize=200');
      const names = items.map(({ by }) => by);
      expect(names).toEqual([...names].sort());
      expect((await call('GET', '/history?sort=afterValue', ours.tokens.auditor)).body.code).toBe('unknown_sort_field');
      const alone = await call('GET', `/history?subjectId=${ours.target}`, ours.tokens.auditor);
      expect(alone.body.errors).toMatchObject([{ pointer: '/subject', code: 'subject_missing' }]);
    });

    it('is told to administrators and auditors alone, and of no record elsewhere', async () => {
      for (const role of ['planner', 'inspector'] as const)
        for (const path of ['/history', '/refusals'])
          expect((await call('GET', path, ours.tokens[role])).status).toBe(403);
      expect((await call('GET', '/history', undefined)).status).toBe(401);
      for (const [subject, id] of [
        ['target', theirs.target],
        ['draw', theirs.draw],
        ['user', theirs.user],
        ['inspection', theirs.inspection],
        ['working-days', 2026],
        ['job', 1],
        ['target', 2_147_483_647],
      ]) {
        const { status } = await call('GET', `/history?subject=${subject}&subjectId=${id}`, ours.tokens.auditor);
        expect([subject, status]).toEqual([subject, 404]);
      }
      expect((await call('GET', `/history?agencyId=${theirs.agency}`, ours.tokens.auditor)).status).toBe(404);
      expect((await call('GET', `/refusals?agencyId=${theirs.agency}`, ours.tokens.admin)).status).toBe(404);
    });

    it('keeps no password, and nothing can be taken out of it', async () => {
      const made = await every('subject=user');
      expect(made.length).toBeGreaterThan(0);
      expect(JSON.stringify(made)).not.toMatch(/hash|argon|password"/i);
      const source = await openDatabase(database.address(), ENTITIES);
      try {
        await expect(source.transaction((one) => one.query('UPDATE history SET agency_id = NULL'))).rejects.toThrow(
          'append-only',
        );
        await expect(source.transaction((one) => one.query('DELETE FROM history'))).rejects.toThrow('append-only');
      } finally {
        await source.destroy();
      }
    });
  });

  describe('of what was refused', () => {
    const refused = async (token: string, query = ''): Promise<Answer['body']['items']> =>
      (await call('GET', `/refusals?pageSize=200${query}`, token)).body.items;

    it('tells the reader of both agencies who wanted what, once a day with a count', async () => {
      for (let n = 0; n < 3; n++) await call('GET', `/targets/${theirs.target}`, ours.tokens.planner);
      const mine = await refused(ours.tokens.auditor, '&search=our.planner&kind=outside');
      const path = `/api/v1/targets/${theirs.target}`;
      const found = mine.filter((one: { path: string }) => one.path === path);
      expect(found).toMatchObject([
        {
          by: 'our.planner',
          role: 'planner',
          agencyId: ours.agency,
          kind: 'outside',
          code: 'not_found',
          method: 'GET',
          soughtAgencyId: theirs.agency,
          times: 3,
        },
      ]);
      expect(found[0].sought).toContain(String(theirs.target));
      expect(Date.parse(found[0].firstAt)).toBeLessThanOrEqual(Date.parse(found[0].lastAt));
      // they are told who came for their record, and nothing else of ours
      const seen = await refused(theirs.tokens.auditor, '&search=our.');
      expect(seen.filter((one: { path: string }) => one.path === path)).toEqual(found);
      for (const one of seen) expect(one.soughtAgencyId).toBe(theirs.agency);
    });

    it('tells roles from rules, and what is merely not there from what may not be seen', async () => {
      await call('POST', '/targets', ours.tokens.auditor, { name: '不许', kind: '社会团体' });
      await call('GET', '/targets/2147483647', ours.tokens.auditor);
      await call('GET', `/targets?agencyId=${theirs.agency}`, ours.tokens.auditor);
      await call('GET', '/targets?page=0', ours.tokens.auditor);
      const own = await refused(ours.tokens.auditor, '&search=our.auditor');
      const posts = own.filter(({ method }: { method: string }) => method === 'POST');
      expect(posts).toMatchObject([{ kind: 'role', code: 'not_allowed', path: '/api/v1/targets', sought: null }]);
      const gets = own.filter(({ path }: { path: string }) => path.startsWith('/api/v1/targets'));
      expect(gets.map(({ kind, method }: Record<string, string>) => `${method} ${kind}`).sort()).toEqual([
        'GET outside',
        'POST role',
      ]);
      const rules = await refused(admin, '&kind=rule');
      for (const { kind } of rules) expect(kind).toBe('rule');
    });

    it('keeps nothing of strangers, and of one person no more in a day than fits', async () => {
      const agency = ours.agency;
      const username = 'our.probing';
      const body = { username, displayName: '试探', password: PASSWORD, role: 'auditor', agencyId: agency };
      await made(server, admin, '/users', body);
      const token = await server.signIn(username);
      const before = (await call('GET', '/refusals', admin)).body.total as number;
      for (let n = 0; n < 5; n++) await call('GET', `/targets/${theirs.target}`, undefined);
      expect((await call('GET', '/refusals', admin)).body.total).toBe(before);
      for (let n = 0; n < MOST_A_DAY + 20; n += 10)
        await Promise.all(
          Array.from({ length: 10 }, (_, at) => call('PATCH', `/targets/${n + at + 1}`, token, { name: '改' })),
        );
      const rows: { path: string; times: number }[] = [];
      for (const page of [1, 2]) {
        const answer = await call('GET', `/refusals?search=${username}&pageSize=200&page=${page}`, admin);
        rows.push(...answer.body.items);
      }
      const rest = rows.filter(({ path }) => path === THE_REST);
      expect(rest).toHaveLength(1);
      // requests that run at the same moment may each see room for one more
      expect(rows.length).toBeGreaterThanOrEqual(MOST_A_DAY + 1);
      expect(rows.length).toBeLessThanOrEqual(MOST_A_DAY + 11);
      // none is lost: what has no row of its own is counted
      expect(rows.reduce((sum, { times }) => sum + times, 0)).toBe(MOST_A_DAY + 20);
    });

    it('is counted up and never taken back', async () => {
      const source = await openDatabase(database.address(), ENTITIES);
      try {
        await expect(source.transaction((one) => one.query("UPDATE refusals SET user_name = 'x'"))).rejects.toThrow(
          'only counted up',
        );
        await expect(source.transaction((one) => one.query('UPDATE refusals SET times = times - 1'))).rejects.toThrow(
          'only counted up',
        );
        await expect(source.transaction((one) => one.query('DELETE FROM refusals'))).rejects.toThrow('append-only');
      } finally {
        await source.destroy();
      }
    });
  });
});
