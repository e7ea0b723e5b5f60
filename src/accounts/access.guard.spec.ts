import 'reflect-metadata';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  accountsApp,
  addUser,
  fillRegistry,
  signIn,
  type AccountsApp,
  type Answer,
} from '../../test/support/accounts.js';
import { Transactions } from '../platform/database/transactions.js';
import { Allow, AllowSignedIn, Public, ROLES, type Role } from '../platform/http/access.js';
import { currentActor } from '../platform/http/request-context.js';
import { CurrentCaller, type Caller } from './caller.js';
import { User } from './users/user.entity.js';

@Controller('routes')
class Routes {
  @Public()
  @Get('public')
  open(): object {
    return { actor: currentActor().name };
  }

  @Get('unruled')
  unruled(): object {
    return {};
  }

  @AllowSignedIn()
  @Get('signed-in')
  signedIn(@CurrentCaller() caller: Caller): object {
    return { caller, actor: currentActor() };
  }

  @Allow('planner', 'auditor')
  @Get('two-roles')
  two(): object {
    return {};
  }

  @Allow()
  @Get('nobody')
  nobody(): object {
    return {};
  }
}

@Allow('admin')
@Controller('ruled')
class Ruled {
  @Post()
  inherits(): object {
    return {};
  }

  @Public()
  @Get()
  overrides(): object {
    return {};
  }
}

describe('AccessGuard', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sortis-guard-'));
  const tokens = {} as Record<Role, string>;
  let app: AccountsApp;
  let warn: jest.SpiedFunction<AccountsApp['log']['warn']>;

  beforeAll(async () => {
    app = await accountsApp({ kind: 'sqlite', file: join(dir, 'test.sqlite') }, {}, [Routes, Ruled]);
    await fillRegistry(app.dataSource);
    for (const role of ROLES) {
      await addUser(app, `the-${role}`, {
        role,
        ...(role === 'inspector' ? { agencyId: 3, inspectorId: 1 } : {}),
      });
      tokens[role] = await signIn(app, `the-${role}`);
    }
  });
  afterAll(async () => {
    await app.app.close();
    await app.dataSource.destroy();
    rmSync(dir, { recursive: true });
  });
  beforeEach(() => {
    warn = jest.spyOn(app.log, 'warn');
  });
  afterEach(() => {
    warn.mockRestore();
  });

  const get = (path: string, token?: string, headers: Record<string, string> = {}): Promise<Answer> =>
    app.call('GET', path, { token, headers });

  function expectRefusal(answer: Answer, status: number, code: string, user?: string): void {
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, code, type: `urn:sortis:problem:${code}` });
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.objectContaining({ code, address: '127.0.0.1', user }), 'access denied');
  }

  /** Changes the user's row behind the program's back, as another process would. */
  const alter = (username: string, change: Partial<User>): Promise<unknown> =>
    new Transactions(app.dataSource).run((manager) => manager.update(User, { username }, change));

  it('lets anyone into a public route, also with a token that is worth nothing', async () => {
    expect(await get('/routes/public')).toMatchObject({ status: 200, body: { actor: 'system' } });
    expect((await get('/routes/public', 'rubbish')).status).toBe(200);
    expect((await get('/ruled')).status).toBe(200);
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([undefined, ...ROLES])('lets nobody into a route without a rule: %s', async (role) => {
    expectRefusal(await get('/routes/unruled', role && tokens[role]), 403, 'no_access_rule');
  });

  it.each(ROLES)('lets nobody in where no role is allowed: %s', async (role) => {
    expectRefusal(await get('/routes/nobody', tokens[role]), 403, 'not_allowed', `the-${role}`);
  });

  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['an empty header', { authorization: '' }],
    ['no token', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic YWRtaW46YWRtaW4=' }],
    ['two tokens', { authorization: 'Bearer a.b.c d.e.f' }],
  ])('asks for a sign-in where there is %s', async (_, headers) => {
    expectRefusal(await get('/routes/signed-in', undefined, headers), 401, 'sign_in_required');
  });

  it('refuses a token that is none', async () => {
    expectRefusal(await get('/routes/signed-in', 'a.b.c'), 401, 'token_invalid');
  });

  it('says who calls, to the controller and to the history', async () => {
    const user = await app.dataSource.manager.findOneByOrFail(User, { username: 'the-inspector' });
    expect((await get('/routes/signed-in', tokens.inspector)).body).toEqual({
      caller: { userId: user.id, username: 'the-inspector', role: 'inspector', agencyId: 3, inspectorId: 1 },
      actor: { userId: user.id, name: 'the-inspector' },
    });
    expect((await get('/routes/signed-in', undefined, { authorization: `bearer ${tokens.admin}` })).status).toBe(200);
  });

  it.each(ROLES)('holds %s to the roles of the route', async (role) => {
    expect((await get('/routes/signed-in', tokens[role])).status).toBe(200);
    const two = await get('/routes/two-roles', tokens[role]);
    if (role === 'planner' || role === 'auditor') expect(two.status).toBe(200);
    else expectRefusal(two, 403, 'not_allowed', `the-${role}`);
  });

  it.each(ROLES)("holds %s to the controller's rule where the route has none", async (role) => {
    const answer = await app.call('POST', '/ruled', { token: tokens[role] });
    if (role === 'admin') expect(answer.status).toBe(201);
    else expectRefusal(answer, 403, 'not_allowed', `the-${role}`);
  });

  it('ends with the token', async () => {
    const start = app.clock.now();
    app.clock.set(new Date(start.getTime() + app.config.tokenSeconds * 1000));
    try {
      expectRefusal(await get('/routes/signed-in', tokens.admin), 401, 'token_expired');
    } finally {
      app.clock.set(start);
    }
  });

  describe('sees at the next request what became of the user:', () => {
    let token: string;
    let username: string;
    let count = 0;
    beforeEach(async () => {
      username = `someone${++count}`;
      await addUser(app, username, { role: 'planner' });
      token = await signIn(app, username);
      expect((await get('/routes/two-roles', token)).status).toBe(200);
    });

    it('another role', async () => {
      await alter(username, { role: 'inspector' });
      expectRefusal(await get('/routes/two-roles', token), 403, 'not_allowed', username);
    });
    it('no longer active', async () => {
      await alter(username, { active: false });
      expectRefusal(await get('/routes/two-roles', token), 401, 'token_invalid');
    });
    it('signed out everywhere', async () => {
      await alter(username, { tokenGeneration: 2 });
      expectRefusal(await get('/routes/two-roles', token), 401, 'token_invalid');
    });
    it('gone', async () => {
      await new Transactions(app.dataSource).run((manager) => manager.delete(User, { username }));
      expectRefusal(await get('/routes/two-roles', token), 401, 'token_invalid');
    });
  });
});
