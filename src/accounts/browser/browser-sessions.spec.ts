import 'reflect-metadata';

import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';

import {
  accountsApp,
  addUser,
  PASSWORD,
  signIn,
  type AccountsApp,
  type Answer,
} from '../../../test/support/accounts.js';
import { onEachDatabase } from '../../../test/support/databases.js';
import { Transactions } from '../../platform/database/transactions.js';
import { AllowSignedIn } from '../../platform/http/access.js';
import { User } from '../users/user.entity.js';
import { BrowserSession } from './browser-session.entity.js';

const MINUTE = 60_000;
const NEW_PASSWORD = 'another horse battery';

@AllowSignedIn()
@Controller('things')
class Things {
  @Get()
  look(): object {
    return {};
  }

  @Post()
  change(): object {
    return {};
  }
}

onEachDatabase('a session of a browser', (database) => {
  let app: AccountsApp;
  const start = new Date('2026-03-05T01:00:00Z');

  beforeAll(async () => {
    app = await accountsApp(database.address(), { SORTIS_SIGN_IN_ATTEMPTS: '1000' }, [Things]);
  });
  afterAll(async () => {
    await app.app.close();
    await app.dataSource.destroy();
  });

  /** What the pages of this server send; a browser adds `Sec-Fetch-Site` by itself. */
  const own = { 'x-sortis-console': '1', 'sec-fetch-site': 'same-origin' };
  const call = (method: string, path: string, cookie: string | undefined, more: Record<string, string> = own) =>
    app.call(method, path, { headers: { ...more, ...(cookie === undefined ? {} : { cookie }) } });
  const enter = (username: string, more: Record<string, string> = own, password = PASSWORD): Promise<Answer> =>
    app.call('POST', '/browser-session', { body: { username, password }, headers: more });
  const cookieOf = (answer: Answer): string => (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const rows = (): Promise<BrowserSession[]> => app.dataSource.manager.find(BrowserSession);
  const after = (minutes: number): void => app.clock.set(new Date(start.getTime() + minutes * MINUTE));

  it('begins with a cookie that no script reads, and without a token', async () => {
    const id = await addUser(app, 'wang', { role: 'planner', displayName: '王芳' });
    const answer = await enter(' ＷANG');
    expect(answer.status).toBe(201);
    const user = { id, username: 'wang', displayName: '王芳', role: 'planner', agencyId: null, inspectorId: null };
    expect(answer.body).toEqual({ user });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^sortis=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const secret = cookieOf(answer).slice('sortis='.length);
    const [row] = await rows();
    expect(row).toMatchObject({ userId: id, generation: 1 });
    expect(JSON.stringify(row)).not.toContain(secret);
    expect((await call('GET', '/session', cookieOf(answer))).body).toEqual({ user });
    expect((await call('POST', '/things', cookieOf(answer))).status).toBe(201);
    // what is for those who are signed in is kept by no cache
    const things = await call('GET', '/things', cookieOf(answer));
    expect([things.status, things.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
  });

  it('ends in this browser alone, or everywhere', async () => {
    await addUser(app, 'li');
    const [here, there, elsewhere] = [
      cookieOf(await enter('li')),
      cookieOf(await enter('li')),
      cookieOf(await enter('li')),
    ];
    const bearer = await signIn(app, 'li');
    const out = await call('DELETE', '/browser-session', here);
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()).toEqual(['sortis=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0']);
    expect(await call('GET', '/things', here)).toMatchObject({ status: 401, body: { code: 'session_expired' } });
    expect((await call('GET', '/things', there)).status).toBe(200);
    // where nobody is signed in with a browser nothing ends
    expect((await app.call('DELETE', '/browser-session', { token: bearer })).status).toBe(204);
    expect((await call('GET', '/things', there)).status).toBe(200);
    expect((await call('DELETE', '/session', there)).status).toBe(204);
    for (const cookie of [there, elsewhere])
      expect(await call('GET', '/things', cookie)).toMatchObject({ status: 401, body: { code: 'token_invalid' } });
    expect((await app.call('GET', '/things', { token: bearer })).status).toBe(401);
  });

  it('is another one after each sign-in: what the browser had before ends', async () => {
    await addUser(app, 'zhou');
    const before = cookieOf(await enter('zhou'));
    const count = (await rows()).length;
    const now = cookieOf(await enter('zhou', { ...own, cookie: before }));
    expect(now).not.toBe(before);
    expect((await rows()).length).toBe(count);
    expect((await call('GET', '/things', before)).status).toBe(401);
    expect((await call('GET', '/things', now)).status).toBe(200);
    // a cookie that somebody put there before does not become a session
    const planted = `sortis=${'A'.repeat(43)}`;
    const fresh = cookieOf(await enter('zhou', { ...own, cookie: planted }));
    expect(fresh).not.toBe(planted);
    expect((await call('GET', '/things', planted)).status).toBe(401);
  });

  it('holds as long as it is used, and half a day at the most', async () => {
    await addUser(app, 'chen');
    const cookie = cookieOf(await enter('chen'));
    const seen = async (): Promise<number | undefined> =>
      (await rows()).map(({ seenAt }) => (seenAt.getTime() - start.getTime()) / 1000).at(-1);
    after(0.9);
    expect((await call('GET', '/things', cookie)).status).toBe(200);
    expect(await seen()).toBe(0);
    for (let minute = 29; minute < 12 * 60; minute += 29) {
      after(minute);
      expect([minute, (await call('GET', '/things', cookie)).status]).toEqual([minute, 200]);
      expect(await seen()).toBe(minute * 60);
    }
    after(12 * 60);
    expect(await call('GET', '/things', cookie)).toMatchObject({ status: 401, body: { code: 'session_expired' } });
    after(0);
    const idle = cookieOf(await enter('chen'));
    after(30 - 1 / 60_000);
    const count = (await rows()).length;
    expect((await call('GET', '/things', idle)).status).toBe(200);
    after(60);
    expect(await call('GET', '/things', idle)).toMatchObject({ status: 401, body: { code: 'session_expired' } });
    // what has ended is swept away by who comes later
    after(25 * 60);
    await enter('chen');
    expect((await rows()).length).toBeLessThan(count);
    expect((await rows()).length).toBe(1);
    after(0);
  });

  it('ends with the person, and goes on with a new password where it was changed', async () => {
    const id = await addUser(app, 'gone');
    const [here, there] = [cookieOf(await enter('gone')), cookieOf(await enter('gone'))];
    const change = (oldPassword: string, headers: Record<string, string> = own): Promise<Answer> =>
      app.call('POST', '/browser-session/password', {
        body: { oldPassword, newPassword: NEW_PASSWORD },
        headers: { ...headers, cookie: here },
      });
    expect(await change('not this one')).toMatchObject({ status: 400, body: { code: 'wrong_password' } });
    const changed = await change(PASSWORD);
    expect(changed).toMatchObject({ status: 200, body: { user: { id } } });
    for (const cookie of [here, there]) expect((await call('GET', '/things', cookie)).status).toBe(401);
    const now = cookieOf(changed);
    expect((await call('GET', '/things', now)).status).toBe(200);
    expect((await enter('gone')).status).toBe(401);
    expect((await enter('gone', own, NEW_PASSWORD)).status).toBe(201);
    await new Transactions(app.dataSource).run((manager) => manager.update(User, { id }, { active: false }));
    expect((await call('GET', '/things', now)).status).toBe(401);
  });

  it('counts wrong passwords at this door and at the other as one', async () => {
    await addUser(app, 'zhao');
    for (let n = 0; n < 5; n++) {
      expect(await enter('zhao', own, 'wrong')).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
      expect((await app.call('POST', '/session', { body: { username: 'zhao', password: 'wrong' } })).status).toBe(401);
    }
    const refused = await enter('zhao');
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_sign_ins' } });
    expect(refused.headers.get('retry-after')).toBe('900');
    expect(refused.headers.getSetCookie()).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['a form of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a form of another site in an old browser', { origin: 'https://evil.example' }],
    ['a script of another site', { ...own, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a neighbour under the domain', { ...own, 'sec-fetch-site': 'same-site' }],
    ['nobody says what', { 'x-sortis-console': '1' }],
    ['a form of the page itself', { 'sec-fetch-site': 'same-origin' }],
  ])('lends its cookie to no request of %s', async (what, headers) => {
    const username = `victim-${[...what].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_000, 7)}`;
    await addUser(app, username);
    const cookie = cookieOf(await enter(username));
    const warn = jest.spyOn(app.log, 'warn');
    const refusal = {
      status: 403,
      body: { code: 'cross_site_request', type: 'urn:sortis:problem:cross_site_request' },
    };
    for (const [method, path] of [
      ['POST', '/things'],
      ['DELETE', '/session'],
      ['DELETE', '/browser-session'],
      ['POST', '/browser-session/password'],
    ] as const)
      expect(await call(method, path, cookie, headers)).toMatchObject(refusal);
    expect(warn.mock.calls.filter(([, told]) => told === 'access denied')).toHaveLength(4);
    warn.mockRestore();
    // nor does it sign anyone in, which would be somebody else
    const planted = await enter(username, headers);
    expect(planted).toMatchObject(refusal);
    expect(planted.headers.getSetCookie()).toEqual([]);
    // nothing happened
    expect((await call('GET', '/things', cookie)).status).toBe(200);
  });

  it('speaks only where no token does, and no token needs a page', async () => {
    await addUser(app, 'sun');
    const cookie = cookieOf(await enter('sun'));
    const bearer = await signIn(app, 'sun');
    expect((await app.call('POST', '/things', { token: bearer })).status).toBe(201);
    expect((await app.call('POST', '/things', { token: bearer, headers: { cookie } })).status).toBe(201);
    // a token that is worth nothing is not made good by a cookie
    for (const authorization of ['', 'Bearer x.y.z', 'Basic YTpi'])
      expect((await call('GET', '/things', cookie, { ...own, authorization })).status).toBe(401);
    expect(await call('GET', '/things', undefined)).toMatchObject({ status: 401, body: { code: 'sign_in_required' } });
    expect((await call('GET', '/things', `${cookie}; ${cookie}`)).status).toBe(401);
  });

  it('goes on being read where nothing can be written', async () => {
    await addUser(app, 'qian');
    const cookie = cookieOf(await enter('qian'));
    after(5);
    const failing = jest
      .spyOn(app.app.get(Transactions), 'run')
      .mockImplementation(() => Promise.reject(new Error('the disk is full')));
    try {
      expect((await call('GET', '/things', cookie)).status).toBe(200);
      expect(failing).toHaveBeenCalledTimes(1);
    } finally {
      failing.mockRestore();
      after(0);
    }
  });
});

onEachDatabase('a session behind TLS', (database) => {
  const own = { 'x-sortis-console': '1' };
  const enter = (app: AccountsApp, origin: string): Promise<Answer> =>
    app.call('POST', '/browser-session', {
      body: { username: 'wang', password: PASSWORD },
      headers: { ...own, origin },
    });

  it.each<[Record<string, string>, string, string]>([
    [{ SORTIS_PUBLIC_URL: 'https://sortis.example.cn' }, 'https://sortis.example.cn', '__Host-sortis'],
    [{ SORTIS_PUBLIC_URL: 'https://a.cn', SORTIS_SECURE_COOKIE: 'never' }, 'https://a.cn', 'sortis'],
    [{ SORTIS_PUBLIC_URL: 'http://a.cn', SORTIS_SECURE_COOKIE: 'always' }, 'http://a.cn', '__Host-sortis'],
  ])('with %j', async (settings, origin, name) => {
    const app = await accountsApp(database.address(), settings);
    try {
      if ((await app.dataSource.manager.countBy(User, { username: 'wang' })) === 0) await addUser(app, 'wang');
      const answer = await enter(app, origin);
      const [cookie = ''] = answer.headers.getSetCookie();
      expect(answer.status).toBe(201);
      expect(cookie.startsWith(`${name}=`)).toBe(true);
      expect(cookie.endsWith('; Secure')).toBe(name === '__Host-sortis');
      const [pair = ''] = cookie.split(';');
      expect((await app.call('GET', '/session', { headers: { cookie: pair } })).status).toBe(200);
      // what a page without TLS could set is not looked at
      const other = name === 'sortis' ? '__Host-sortis' : 'sortis';
      expect((await app.call('GET', '/session', { headers: { cookie: pair.replace(name, other) } })).status).toBe(401);
      if (name === '__Host-sortis') expect((await enter(app, app.url)).status).toBe(403);
    } finally {
      await app.app.close();
      await app.dataSource.destroy();
    }
  });
});
