import 'reflect-metadata';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import {
  accountsApp,
  addUser,
  callerAt,
  fillRegistry,
  PASSWORD,
  signIn,
  type AccountsApp,
  type Answer,
} from '../../../test/support/accounts.js';
import { onEachDatabase } from '../../../test/support/databases.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Change } from '../../platform/history/change.entity.js';
import { User } from './user.entity.js';
import { Users } from './users.service.js';

onEachDatabase('/users', (database) => {
  let app: AccountsApp;
  let root: string;
  let rootId: number;
  const ids: Record<string, number> = {};

  beforeAll(async () => {
    app = await accountsApp(database.address(), { SORTIS_SIGN_IN_ATTEMPTS: '1000' });
    await fillRegistry(app.dataSource);
  });
  afterAll(async () => {
    await app.app.close();
    await app.dataSource.destroy();
  });
  beforeEach(async () => {
    await new Transactions(app.dataSource).run((manager) => manager.createQueryBuilder().delete().from(User).execute());
    rootId = await addUser(app, 'root');
    root = await signIn(app, 'root');
  });

  const call = (method: string, path: string, body?: unknown, token = root, headers = {}): Promise<Answer> =>
    app.call(method, `/users${path}`, { token, body, headers });
  const person = (more: object = {}): object => ({
    username: 'wang',
    displayName: '王芳',
    password: PASSWORD,
    role: 'planner',
    ...more,
  });
  const changes = (id: number): Promise<Change[]> =>
    app.dataSource.manager.find(Change, { where: { subject: 'user', subjectId: id }, order: { id: 'ASC' } });
  const row = (id: number): Promise<User> => app.dataSource.manager.findOneByOrFail(User, { id });

  it('are created, shown, changed and listed, and each change is written down without the hash', async () => {
    const created = await call('POST', '', person({ username: 'Wang', agencyId: 3, inspectorId: 1 }));
    const id = Number(created.body.id);
    expect(created).toMatchObject({ status: 201 });
    expect(created.headers.get('etag')).toBe('"1"');
    const shown = {
      id,
      username: 'wang',
      displayName: '王芳',
      role: 'planner',
      agencyId: 3,
      inspectorId: 1,
      email: null,
      language: null,
      active: true,
      version: 1,
      createdAt: '2026-03-05T01:00:00.000Z',
      updatedAt: '2026-03-05T01:00:00.000Z',
    };
    expect(created.body).toEqual(shown);
    expect((await call('GET', `/${id}`)).body).toEqual(shown);

    const change = { displayName: '王方', role: 'inspector', agencyId: null, inspectorId: null };
    const changed = await call('PATCH', `/${id}`, change, root, { 'if-match': '"1"' });
    expect(changed.body).toEqual({ ...shown, ...change, version: 2 });
    expect(changed.headers.get('etag')).toBe('"2"');
    expect(await call('PATCH', `/${id}`, { displayName: '王' }, root, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'changed_meanwhile', currentVersion: 2 },
    });
    // nothing changed, nothing written
    expect((await call('PATCH', `/${id}`, change)).body).toMatchObject({ version: 2 });

    const [first, second, ...rest] = await changes(id);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ action: 'created', actorId: rootId, actorName: 'root', beforeValue: null });
    const before = JSON.parse(first!.afterValue!) as object;
    expect(before).toEqual({
      username: 'wang',
      displayName: '王芳',
      role: 'planner',
      agencyId: 3,
      inspectorId: 1,
      email: null,
      language: null,
      active: true,
    });
    expect(second).toMatchObject({ action: 'updated', actorName: 'root' });
    expect(JSON.parse(second!.beforeValue!)).toEqual(before);
    expect(JSON.parse(second!.afterValue!)).toEqual({ ...before, ...change });
  });

  it('list by page, filter and order', async () => {
    await addUser(app, 'bo', { role: 'planner', displayName: 'Bo Li' });
    const cai = await addUser(app, 'cai', { role: 'planner', displayName: '蔡_明' });
    await call('PATCH', `/${cai}`, { active: false });
    const names = async (query: string): Promise<unknown> =>
      ((await call('GET', query)).body.items as { username: string }[]).map((user) => user.username);
    expect((await call('GET', '?pageSize=2')).body).toMatchObject({ total: 3, items: [{ id: rootId }, {}] });
    expect(await names('?sort=-username')).toEqual(['root', 'cai', 'bo']);
    expect(await names('?role=planner&active=true')).toEqual(['bo']);
    expect(await names('?q=_')).toEqual(['cai']);
    expect(await names('?q=LI')).toEqual(['bo']);
    expect(await call('GET', '?sort=passwordHash')).toMatchObject({
      status: 400,
      body: { code: 'unknown_sort_field' },
    });
    expect(JSON.stringify((await call('GET', '')).body)).not.toContain('argon2');
  });

  it('stand by the readings of their names, given and changed', async () => {
    for (const [username, displayName] of [
      ['赵敏', '张三'],
      ['𠮷一', '𠮷田'],
      ['阿一', '李10'],
      ['bo', '李2'],
    ])
      expect((await call('POST', '', person({ username, displayName }))).status).toBe(201);
    await call('PATCH', `/${rootId}`, { displayName: '安' });
    const sorted = async (field: string): Promise<unknown[]> =>
      ((await call('GET', `?sort=${field}`)).body.items as Record<string, unknown>[]).map((user) => user[field]);
    expect(await sorted('displayName')).toEqual(['安', '李2', '李10', '张三', '𠮷田']);
    expect(await sorted('username')).toEqual(['bo', 'root', '阿一', '赵敏', '𠮷一']);
    expect((await call('GET', `/${rootId}`)).body).not.toHaveProperty('displayNameOrder');
  });

  it.each<[string, object, number, string]>([
    ['a username that is taken', { username: 'ROOT' }, 409, 'username_taken'],
    ['a username with a slash', { username: 'a/b' }, 400, 'username'],
    ['an agency that is not there', { agencyId: 99 }, 400, 'unknown_agency'],
    ['an inspector who is not there', { inspectorId: 99 }, 400, 'unknown_inspector'],
    ['an inspector of another agency', { agencyId: 3, inspectorId: 2 }, 400, 'unknown_inspector'],
    ['a common password', { password: '1234567890' }, 400, 'password_too_common'],
    ['a short password', { password: '123' }, 400, 'validation_failed'],
    ['an unknown role', { role: 'root' }, 400, 'validation_failed'],
  ])('refuse %s, and leave nothing behind', async (_, more, status, code) => {
    expect(await call('POST', '', person(more))).toMatchObject({ status, body: { code } });
    expect(await app.dataSource.manager.count(User)).toBe(1);
  });

  it('are there or are not', async () => {
    for (const path of ['/999999', '/x', '/0']) expect((await call('GET', path)).status).toBe(404);
    expect((await call('PATCH', '/999999', { active: false })).status).toBe(404);
    expect((await call('POST', '/999999/password', { password: PASSWORD })).status).toBe(404);
  });

  it('lose their tokens with their activity, for good', async () => {
    const id = await addUser(app, 'wang', { role: 'planner' });
    const token = await signIn(app, 'wang');
    await call('PATCH', `/${id}`, { active: false });
    await call('PATCH', `/${id}`, { active: true });
    expect((await app.call('GET', '/session', { token })).status).toBe(401);
  });

  it('get a new password from an administrator, and are signed out by it', async () => {
    const id = await addUser(app, 'wang', { role: 'planner' });
    const token = await signIn(app, 'wang');
    expect((await call('POST', `/${id}/password`, { password: 'WANG' })).status).toBe(400);
    expect((await call('POST', `/${id}/password`, { password: 'a new horse battery' })).status).toBe(204);
    expect((await app.call('GET', '/session', { token })).status).toBe(401);
    await signIn(app, 'wang', 'a new horse battery');
    expect((await changes(id)).map((change) => change.action)).toEqual(['created', 'password-set']);
  });

  it('do not get round their own old password by way of their role', async () => {
    const answer = await call('POST', `/${rootId}/password`, { password: 'a new horse battery' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'own_password' } });
    await signIn(app, 'root');
  });

  describe('of an administrator with an agency', () => {
    let city: string;
    beforeEach(async () => {
      ids.county = await addUser(app, 'county', { role: 'planner', agencyId: 3 });
      ids.elsewhere = await addUser(app, 'elsewhere', { role: 'planner', agencyId: 4 });
      ids.above = await addUser(app, 'above', { role: 'planner', agencyId: 1 });
      ids.city = await addUser(app, 'city', { agencyId: 2 });
      city = await signIn(app, 'city');
    });

    it('are those of the agency and below it; the others are not there', async () => {
      const listed = (await call('GET', '?sort=username', undefined, city)).body;
      expect(listed).toMatchObject({ total: 2, items: [{ username: 'city' }, { username: 'county' }] });
      expect((await call('GET', `/${ids.county}`, undefined, city)).status).toBe(200);
      for (const id of [ids.elsewhere, ids.above, rootId]) {
        expect((await call('GET', `/${id}`, undefined, city)).status).toBe(404);
        expect((await call('PATCH', `/${id}`, { displayName: 'x' }, city)).status).toBe(404);
        expect((await call('POST', `/${id}/password`, { password: 'a new horse' }, city)).status).toBe(404);
        expect(await row(id!)).toMatchObject({ version: 1, tokenGeneration: 1 });
      }
    });

    it.each([
      ['no agency', {}, 'agency_needed'],
      ['the whole tree', { agencyId: null }, 'agency_needed'],
      ['the agency above', { agencyId: 1 }, 'unknown_agency'],
      ['another agency', { agencyId: 4 }, 'unknown_agency'],
      ['an inspector of another agency', { agencyId: 3, inspectorId: 2 }, 'unknown_inspector'],
    ])('cannot be created with %s', async (_, more, code) => {
      expect(await call('POST', '', person(more), city)).toMatchObject({ status: 400, body: { code } });
    });

    it('can be created and changed inside it', async () => {
      expect((await call('POST', '', person({ agencyId: 2, role: 'admin' }), city)).status).toBe(201);
      const moved = await call('PATCH', `/${ids.county}`, { agencyId: 2, inspectorId: 1 }, city);
      expect(moved).toMatchObject({ status: 200, body: { agencyId: 2, inspectorId: 1 } });
    });

    it('cannot be moved out of it, nor can the administrator move himself up', async () => {
      for (const agencyId of [null, 1, 4]) {
        expect((await call('PATCH', `/${ids.county}`, { agencyId }, city)).status).toBe(400);
        expect((await call('PATCH', `/${ids.city}`, { agencyId }, city)).status).toBe(400);
      }
    });

    it('cannot be tied to an inspector by moving the user away from the inspector', async () => {
      await call('PATCH', `/${ids.county}`, { inspectorId: 1 });
      expect(await call('PATCH', `/${ids.county}`, { agencyId: 4 })).toMatchObject({
        status: 400,
        body: { code: 'unknown_inspector' },
      });
    });
  });

  describe('keep an administrator:', () => {
    it.each([
      ['deactivated', { active: false }],
      ['given another role', { role: 'planner' }],
      ['confined to an agency', { agencyId: 2 }],
    ])('the last of the whole tree cannot be %s', async (_, change) => {
      await addUser(app, 'confined', { agencyId: 2 });
      const idle = await addUser(app, 'idle');
      await call('PATCH', `/${idle}`, { active: false });
      expect(await call('PATCH', `/${rootId}`, change)).toMatchObject({
        status: 409,
        body: { code: 'last_administrator' },
      });
      expect(await row(rootId)).toMatchObject({ active: true, role: 'admin', agencyId: null, version: 1 });
      await addUser(app, 'second');
      expect((await call('PATCH', `/${rootId}`, change)).status).toBe(200);
    });

    it('the last of all, where none is of the whole tree', async () => {
      const only = await addUser(app, 'only', { agencyId: 2 });
      await new Transactions(app.dataSource).run((manager) => manager.delete(User, { id: rootId }));
      const token = await signIn(app, 'only');
      expect((await call('PATCH', `/${only}`, { role: 'planner' }, token)).status).toBe(409);
      expect((await call('PATCH', `/${only}`, { displayName: 'x' }, token)).status).toBe(200);
    });

    it('two who depose each other at the same moment', async () => {
      const users = app.app.get(Users);
      for (let round = 0; round < 5; round++) {
        const second = await addUser(app, `second${round}`);
        const outcomes = await Promise.allSettled([
          users.change(callerAt(null), second, { role: 'planner' }, undefined),
          users.change(callerAt(null), rootId, { role: 'planner' }, undefined),
        ]);
        expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toMatchObject([
          { reason: { code: 'last_administrator' } },
        ]);
        expect(await app.dataSource.manager.countBy(User, { role: 'admin', active: true })).toBe(1);
        await new Transactions(app.dataSource).run(async (manager) => {
          await manager.update(User, { id: rootId }, { role: 'admin' });
          await manager.update(User, { id: second }, { role: 'planner' });
        });
      }
    });
  });

  it('lets only one of two changes made against the same version through', async () => {
    const id = await addUser(app, 'wang');
    const outcomes = await Promise.all(
      ['a', 'b', 'c'].map((displayName) => call('PATCH', `/${id}`, { displayName }, root, { 'if-match': '"1"' })),
    );
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual([200, 412, 412]);
  });

  it('gives a username to one of many who want it at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => call('POST', '', person())));
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual([201, 409, 409, 409, 409]);
  });
});
