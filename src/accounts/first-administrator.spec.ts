import 'reflect-metadata';

import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { accountsApp, addUser, PASSWORD, signIn, type AccountsApp } from '../../test/support/accounts.js';
import { onEachDatabase } from '../../test/support/databases.js';
import { Config, ConfigError } from '../platform/config/config.js';
import { FirstAdministrator } from './first-administrator.js';
import { Transactions } from '../platform/database/transactions.js';
import { User } from './users/user.entity.js';
import { Users } from './users/users.service.js';

describe('FirstAdministrator on the embedded database', () => {
  let dir: string;
  let app: AccountsApp | undefined;
  const start = async (environment: Record<string, string>): Promise<AccountsApp> => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-first-'));
    app = await accountsApp({ kind: 'sqlite', file: join(dir, 'test.sqlite') }, environment);
    return app;
  };
  const ensure = (on: AccountsApp): Promise<string> => on.app.get(FirstAdministrator).ensure();
  afterEach(async () => {
    await app?.app.close();
    await app?.dataSource.destroy();
    rmSync(dir, { recursive: true });
  });

  it('leaves an empty one to the demonstration', async () => {
    const on = await start({ SORTIS_ADMIN_PASSWORD: PASSWORD });
    expect(await ensure(on)).toBe('left-open');
    expect(await on.dataSource.manager.count(User)).toBe(0);
  });

  it('creates admin in production, once', async () => {
    const on = await start({ NODE_ENV: 'production', SORTIS_ADMIN_PASSWORD: PASSWORD });
    expect(await ensure(on)).toBe('created');
    expect(await ensure(on)).toBe('present');
    expect(await on.dataSource.manager.find(User)).toMatchObject([
      { username: 'admin', role: 'admin', agencyId: null, active: true },
    ]);
    await signIn(on, 'admin');
  });

  it.each<[string, Record<string, string>]>([
    ['is not set', {}],
    ['is among the commonest', { SORTIS_ADMIN_PASSWORD: 'Password123' }],
  ])('names the variable in production where it %s', async (_, environment) => {
    const on = await start({ NODE_ENV: 'production', ...environment });
    await expect(ensure(on)).rejects.toThrow(ConfigError);
    await expect(ensure(on)).rejects.toThrow('SORTIS_ADMIN_PASSWORD');
    await expect(ensure(on)).rejects.not.toThrow('Password123');
    expect(await on.dataSource.manager.count(User)).toBe(0);
  });

  it('asks for nothing where there are users, of whatever kind', async () => {
    const on = await start({ NODE_ENV: 'production' });
    await addUser(on, 'auditor', { role: 'auditor' });
    expect(await ensure(on)).toBe('present');
  });
});

onEachDatabase('FirstAdministrator', (database) => {
  it('creates one admin, though several processes start at once', async () => {
    const app = await accountsApp(database.address());
    try {
      const mysql = { DATABASE_URL: 'mysql://u:p@127.0.0.1/x', SORTIS_ADMIN_PASSWORD: PASSWORD };
      const service = new FirstAdministrator(
        app.dataSource,
        new Transactions(app.dataSource),
        new Config(mysql, '/'),
        app.app.get(Users),
      );
      const outcomes = await Promise.all([1, 2, 3].map(() => service.ensure()));
      expect(outcomes.sort()).toEqual(['created', 'present', 'present']);
      expect(await app.dataSource.manager.count(User)).toBe(1);
    } finally {
      await app.app.close();
      await app.dataSource.destroy();
    }
  });
});
