import { type DynamicModule, type INestApplication, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';

import { AccountsModule } from '../../src/accounts/accounts.module.js';
import { AgencyTree } from '../../src/accounts/agency-tree.js';
import { type Caller } from '../../src/accounts/caller.js';
import { InspectorRoll } from '../../src/accounts/inspector-roll.js';
import { BrowserSession } from '../../src/accounts/browser/browser-session.entity.js';
import { SignInAttempt } from '../../src/accounts/session/sign-in-attempt.entity.js';
import { User } from '../../src/accounts/users/user.entity.js';
import { Users, type NewUser } from '../../src/accounts/users/users.service.js';
import { Clock, StandingClock } from '../../src/platform/clock/clock.js';
import { Config, type DatabaseAddress } from '../../src/platform/config/config.js';
import { openDatabase, type Entities } from '../../src/platform/database/open-database.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { History } from '../../src/platform/history/history.service.js';
import { jsonBody } from '../../src/platform/http/json-body.js';
import { ProblemFilter } from '../../src/platform/http/problem.filter.js';
import { requestLog } from '../../src/platform/http/request-log.js';
import { validationPipe } from '../../src/platform/http/validation.js';
import { Change } from '../../src/platform/history/change.entity.js';
import { Log } from '../../src/platform/log/log.js';
import { Setting } from '../../src/platform/settings/setting.entity.js';
import { REGISTRY_ENTITIES } from '../../src/registry/registry-entities.js';

/* What the specs of accounts share. The registry comes after accounts, so they stand on a small one of their own. */

export const ACCOUNT_ENTITIES: Entities = [User, SignInAttempt, BrowserSession, Setting, Change, ...REGISTRY_ENTITIES];

export const PASSWORD = '正确 horse battery';
export const QUIET = { SORTIS_LOG_LEVEL: 'silent' };

export const quietLog = (): Log => new Log(new Config(QUIET, '/'));

/** Agencies 1 (province) over 2 (city) over 3 (county), and 4 (another city); inspector 1 at 3, inspector 2 at 4. */
export async function fillRegistry(dataSource: DataSource): Promise<void> {
  const columns = 'id, code, name, level, parent_id, path, retired_at, version, created_at, updated_at';
  const agencies = [
    [1, 'province', null, '/1/'],
    [2, 'city', 1, '/1/2/'],
    [3, 'county', 2, '/1/2/3/'],
    [4, 'city', 1, '/1/4/'],
  ] as const;
  const at = '2026-01-01 00:00:00.000';
  await dataSource.transaction(async (manager) => {
    for (const [id, level, parent, path] of agencies) {
      await manager.query(`INSERT INTO agencies (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
        id,
        `A${id}`,
        `单位${id}`,
        level,
        parent,
        path,
        null,
        1,
        at,
        at,
      ]);
    }
    for (const [id, agency] of [
      [1, 3],
      [2, 4],
    ] as const) {
      await manager.query(
        'INSERT INTO inspectors (id, agency_id, code, name, certificate_number, valid_from, valid_until, qualifications, ' +
          'expert, available, retired_at, version, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [id, agency, `I${id}`, `员${id}`, `C${id}`, '2026-01-01', '2030-01-01', '[]', 0, 1, null, 1, at, at],
      );
    }
  });
}

const ABOVE: Readonly<Record<number, readonly number[]>> = { 1: [1], 2: [1, 2], 3: [1, 2, 3], 4: [1, 4] };

export class FourAgencies extends AgencyTree {
  contains(topAgencyId: number, agencyId: number): Promise<boolean> {
    return Promise.resolve(ABOVE[agencyId]?.includes(topAgencyId) ?? false);
  }

  exists(agencyId: number): Promise<boolean> {
    return Promise.resolve(agencyId in ABOVE);
  }
}

export class TwoInspectors extends InspectorRoll {
  agencyOf(inspectorId: number): Promise<number | undefined> {
    return Promise.resolve({ 1: 3, 2: 4 }[inspectorId]);
  }
}

export const callerAt = (agencyId: number | null, more: Partial<Caller> = {}): Caller => ({
  userId: 999,
  username: 'boss',
  role: 'admin',
  agencyId,
  inspectorId: null,
  ...more,
});

export interface AccountsApp {
  readonly app: INestApplication;
  readonly url: string;
  readonly dataSource: DataSource;
  readonly clock: StandingClock;
  readonly log: Log;
  readonly config: Config;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
}

export interface CallOptions {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Accounts alone, listening, with the pipes and filters of the product and whatever controllers a spec adds. */
export async function accountsApp(
  address: DatabaseAddress,
  environment: Record<string, string> = {},
  controllers: (new () => object)[] = [],
): Promise<AccountsApp> {
  const dataSource = await openDatabase(address, ACCOUNT_ENTITIES);
  const clock = new StandingClock(new Date('2026-03-05T01:00:00Z'));
  const config = new Config({ SORTIS_LOG_LEVEL: 'silent', ...environment }, '/');
  const log = new Log(config);
  const globals: Provider[] = [
    { provide: DataSource, useValue: dataSource },
    { provide: Transactions, useValue: new Transactions(dataSource) },
    { provide: Clock, useValue: clock },
    { provide: Config, useValue: config },
    { provide: Log, useValue: log },
    { provide: History, useValue: new History(clock) },
    { provide: AgencyTree, useClass: FourAgencies },
    { provide: InspectorRoll, useClass: TwoInspectors },
  ];
  class Surroundings {}
  class Root {}
  const app = await NestFactory.create<NestExpressApplication>(
    {
      module: Root,
      imports: [{ module: Surroundings, global: true, providers: globals, exports: globals }, AccountsModule],
      controllers,
    } as DynamicModule,
    { bodyParser: false, logger: false, abortOnError: false },
  );
  app.use(requestLog(log), ...jsonBody());
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(log));
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  return {
    app,
    url,
    dataSource,
    clock,
    log,
    config,
    call: async (method, path, { token, body, headers } = {}) => {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
      };
    },
  };
}

/** A user as the database is to have it, with `PASSWORD`. */
export async function addUser(
  { app, dataSource }: AccountsApp,
  username: string,
  more: Partial<NewUser> = {},
): Promise<number> {
  return new Transactions(dataSource).run((manager) =>
    app.get(Users).createUser(manager, {
      username,
      displayName: username,
      password: PASSWORD,
      role: 'admin',
      agencyId: null,
      inspectorId: null,
      ...more,
    }),
  );
}

export async function signIn(app: AccountsApp, username: string, password = PASSWORD): Promise<string> {
  const answer = await app.call('POST', '/session', { body: { username, password } });
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return String(answer.body.accessToken);
}
