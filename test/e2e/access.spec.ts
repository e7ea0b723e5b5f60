import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PASSWORD, TestServer } from '../support/server.js';

const ROLES = ['admin', 'planner', 'inspector', 'auditor'] as const;
const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly roles: readonly string[] | undefined;
}

describe('every route × every role', () => {
  let dir: string;
  let server: TestServer;
  let operations: Operation[];
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-access-'));
    server = await TestServer.start({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') });
    const document = (await server.call('GET', '/api/openapi.json')).body as {
      paths: Record<string, Record<string, { 'x-roles'?: string[] }>>;
    };
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      METHODS.filter((method) => method in methods).map((method) => ({
        method,
        path,
        roles: methods[method]?.['x-roles'],
      })),
    );
    const admin = await server.signIn();
    tokens.set('admin', admin);
    for (const role of ROLES.slice(1)) {
      const body = { username: role, displayName: role, password: PASSWORD, role };
      const created = await server.call('POST', '/api/v1/users', { token: admin, body });
      expect([role, created.status]).toEqual([role, 201]);
      tokens.set(role, await server.signIn(role));
    }
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true });
  });

  it('has a rule on every route', () => {
    expect(operations.length).toBeGreaterThan(40);
    const without = operations.filter(({ roles }) => roles === undefined || roles.length === 0);
    expect(without.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('is called with a role that may, and refused to one that may not', async () => {
    const wrong: string[] = [];
    for (const { method, path, roles = [] } of operations) {
      // signing out would end the walk for that role; the throttle of sign-in is tested elsewhere
      if (path === '/api/v1/session' && method !== 'get') continue;
      // an id that nothing bears, and no body: whoever may call gets 400 or 404, and nothing is changed
      const address = path.replace(/\{[^}]+\}/g, '2147483647');
      const call = (token?: string): Promise<{ status: number }> =>
        server.call(method.toUpperCase(), address, token === undefined ? {} : { token });
      const anonymous = (await call()).status;
      const isPublic = roles.includes('public');
      if (isPublic ? [401, 403].includes(anonymous) : anonymous !== 401)
        wrong.push(`${method} ${path} nobody: ${anonymous}`);
      if (isPublic) continue;
      for (const role of ROLES) {
        const { status } = await call(tokens.get(role));
        const refused = status === 403;
        if (refused === roles.includes(role) || status === 401 || status >= 500)
          wrong.push(`${method} ${path} ${role}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('refuses a token that is none', async () => {
    for (const token of ['', 'x', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', `${tokens.get('admin') ?? ''}x`]) {
      expect((await server.call('GET', '/api/v1/agencies', { token })).status).toBe(401);
    }
  });
});
