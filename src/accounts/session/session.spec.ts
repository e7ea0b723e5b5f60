import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  accountsApp,
  addUser,
  PASSWORD,
  signIn,
  type AccountsApp,
  type Answer,
} from '../../../test/support/accounts.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Change } from '../../platform/history/change.entity.js';
import { User } from '../users/user.entity.js';
import { SignInAttempt } from './sign-in-attempt.entity.js';

const NEW_PASSWORD = 'another horse battery';

describe('/session', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sortis-session-'));
  let app: AccountsApp;
  beforeAll(async () => {
    const address = { kind: 'sqlite' as const, file: join(dir, 'test.sqlite') };
    app = await accountsApp(address, { SORTIS_SIGN_IN_ATTEMPTS: '1000' });
  });
  afterAll(async () => {
    await app.app.close();
    await app.dataSource.destroy();
    rmSync(dir, { recursive: true });
  });

  const post = (body: unknown): Promise<Answer> => app.call('POST', '/session', { body });
  const row = (username: string): Promise<User> => app.dataSource.manager.findOneByOrFail(User, { username });
  const attempts = (username: string): Promise<SignInAttempt[]> =>
    app.dataSource.manager.findBy(SignInAttempt, { username });

  it('signs in, says who it is, and signs out everywhere', async () => {
    const id = await addUser(app, 'wang', { role: 'planner', displayName: '王芳' });
    const user = { id, username: 'wang', displayName: '王芳', role: 'planner', agencyId: null, inspectorId: null };
    const answer = await post({ username: ' ＷANG', password: PASSWORD });
    expect(answer).toMatchObject({ status: 201, body: { tokenType: 'Bearer', expiresIn: 900, user } });
    expect(Object.keys(answer.body).sort()).toEqual(['accessToken', 'expiresIn', 'tokenType', 'user']);
    expect(answer.body.user).toEqual(user);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await attempts('wang')).toMatchObject([{ succeeded: true, address: '127.0.0.1' }]);

    const tokens = [String(answer.body.accessToken), await signIn(app, 'wang')];
    for (const token of tokens) {
      expect((await app.call('GET', '/session', { token })).body).toEqual({ user });
    }
    expect((await app.call('DELETE', '/session', { token: tokens[0] })).status).toBe(204);
    for (const token of tokens) expect((await app.call('GET', '/session', { token })).status).toBe(401);
    expect((await app.call('GET', '/session', { token: await signIn(app, 'wang') })).status).toBe(200);
    expect(await app.dataSource.manager.findBy(Change, { subject: 'user', subjectId: id })).toMatchObject([
      { action: 'created', actorName: 'system' },
      { action: 'signed-out', actorName: 'wang', actorId: id },
    ]);
  });

  it('answers the same for an unknown name, a wrong password and someone who is not active', async () => {
    await addUser(app, 'li');
    await addUser(app, 'gone');
    await new Transactions(app.dataSource).run((manager) =>
      manager.update(User, { username: 'gone' }, { active: false }),
    );
    const warn = jest.spyOn(app.log, 'warn');
    const answers = [
      await post({ username: 'li', password: PASSWORD + ' ' }),
      await post({ username: 'nobody', password: PASSWORD }),
      await post({ username: 'gone', password: PASSWORD }),
      await post({ username: "' OR 1=1 --", password: PASSWORD }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect({ ...answer.body, requestId: '' }).toEqual({
        ...answers[0]!.body,
        requestId: '',
        code: 'wrong_credentials',
      });
    }
    expect(warn.mock.calls.map(([fields]) => (fields as { user?: string }).user)).toEqual([
      'li',
      undefined,
      'gone',
      undefined,
    ]);
    warn.mockRestore();
    expect(await attempts('li')).toMatchObject([{ succeeded: false }]);
    expect(await attempts('nobody')).toMatchObject([{ succeeded: false }]);
  });

  it('turns away the eleventh wrong password of a name, and then the right one too', async () => {
    await addUser(app, 'zhao');
    for (let n = 0; n < 10; n++) expect((await post({ username: 'zhao', password: 'wrong' })).status).toBe(401);
    const refused = await post({ username: 'ZHAO', password: PASSWORD });
    expect(refused).toMatchObject({ status: 429, body: { code: 'too_many_sign_ins' } });
    expect(refused.headers.get('retry-after')).toBe('900');
    app.clock.set(new Date(app.clock.now().getTime() + 900_000));
    expect((await post({ username: 'zhao', password: PASSWORD })).status).toBe(201);
  });

  it.each<[string, unknown, string]>([
    ['no password', { username: 'li' }, '/password'],
    ['a password of 201 characters', { username: 'li', password: 'x'.repeat(201) }, '/password'],
    ['an empty one', { username: 'li', password: '' }, '/password'],
    ['one that is an object', { username: 'li', password: { $ne: 1 } }, '/password'],
    ['a name of 65 characters', { username: 'x'.repeat(65), password: 'x' }, '/username'],
    ['something else', { username: 'li', password: 'x', role: 'admin' }, '/role'],
  ])('refuses %s before anything is counted', async (_, body, pointer) => {
    const before = await app.dataSource.manager.count(SignInAttempt);
    expect(await post(body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(await app.dataSource.manager.count(SignInAttempt)).toBe(before);
  });

  describe('/password', () => {
    const change = (token: string, oldPassword: string, newPassword: string): Promise<Answer> =>
      app.call('POST', '/session/password', { token, body: { oldPassword, newPassword } });

    it('changes it against the old one, signs out everywhere else and goes on here', async () => {
      const id = await addUser(app, 'chen');
      const [here, there] = [await signIn(app, 'chen'), await signIn(app, 'chen')];
      const answer = await change(here, PASSWORD, NEW_PASSWORD);
      expect(answer).toMatchObject({ status: 200, body: { user: { id } } });
      for (const token of [here, there]) expect((await app.call('GET', '/session', { token })).status).toBe(401);
      expect((await app.call('GET', '/session', { token: String(answer.body.accessToken) })).status).toBe(200);
      expect((await post({ username: 'chen', password: PASSWORD })).status).toBe(401);
      expect((await post({ username: 'chen', password: NEW_PASSWORD })).status).toBe(201);
      const changes = await app.dataSource.manager.findBy(Change, { subject: 'user', subjectId: id });
      expect(changes).toMatchObject([{ action: 'created' }, { action: 'password-set', actorName: 'chen' }]);
      expect(JSON.stringify(changes)).not.toContain('argon2');
    });

    it('refuses a wrong old one, counts it, and ends as the door does', async () => {
      await addUser(app, 'sun');
      const token = await signIn(app, 'sun');
      for (let n = 0; n < 10; n++) {
        expect(await change(token, 'wrong', NEW_PASSWORD)).toMatchObject({
          status: 400,
          body: { code: 'wrong_password', errors: [{ pointer: '/oldPassword' }] },
        });
      }
      expect((await change(token, PASSWORD, NEW_PASSWORD)).status).toBe(429);
      expect((await row('sun')).tokenGeneration).toBe(1);
    });

    it('refuses a new one that everybody guesses', async () => {
      await addUser(app, 'administration');
      const token = await signIn(app, 'administration');
      expect(await change(token, PASSWORD, 'Password123')).toMatchObject({
        status: 400,
        body: { code: 'password_too_common', errors: [{ pointer: '/newPassword' }] },
      });
      expect((await change(token, PASSWORD, 'Administration')).body.code).toBe('password_is_username');
      expect((await change(token, PASSWORD, 'short')).body.code).toBe('validation_failed');
    });
  });
});
