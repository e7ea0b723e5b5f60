import 'reflect-metadata';

import { Global, Module, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type NextFunction, type Request, type Response } from 'express';
import { type DataSource } from 'typeorm';

import { type Caller, type CallerRequest } from '../../src/accounts/caller.js';
import { Clock, StandingClock } from '../../src/platform/clock/clock.js';
import { Config } from '../../src/platform/config/config.js';
import { dataSourceOptions, openDatabase } from '../../src/platform/database/open-database.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { Change } from '../../src/platform/history/change.entity.js';
import { HistoryModule } from '../../src/platform/history/history.module.js';
import { jsonBody } from '../../src/platform/http/json-body.js';
import { ProblemFilter } from '../../src/platform/http/problem.filter.js';
import { validationPipe } from '../../src/platform/http/validation.js';
import { DatabaseFigures } from '../../src/platform/metrics/database-figures.js';
import { HealthReports } from '../../src/platform/health/health-reports.js';
import { JobHandlers } from '../../src/platform/jobs/job-handlers.js';
import { Job } from '../../src/platform/jobs/job.entity.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { Setting } from '../../src/platform/settings/setting.entity.js';
import { Log } from '../../src/platform/log/log.js';
import { User } from '../../src/accounts/users/user.entity.js';
import { NOTICE_ENTITIES } from '../../src/notices/notice-entities.js';
import { PLANNING_ENTITIES } from '../../src/planning/planning-entities.js';
import { PlanningModule } from '../../src/planning/planning.module.js';
import { PublishedMatters } from '../../src/planning/published-matters.js';
import { Agency } from '../../src/registry/agencies/agency.entity.js';
import { Inspector } from '../../src/registry/inspectors/inspector.entity.js';
import { Matter } from '../../src/registry/matters/matter.entity.js';
import { REGISTRY_ENTITIES } from '../../src/registry/registry-entities.js';
import { Target } from '../../src/registry/targets/target.entity.js';
import { type TestDatabase } from './databases.js';

/** The moment at which every test of planning begins. */
export const START = new Date('2026-02-01T00:00:00Z');
export const clock = new StandingClock(START);
const config = new Config({ SORTIS_LOG_LEVEL: 'silent', SORTIS_RUN_JOBS: 'false' }, '/nowhere');

/** Matters on published checklists, as disclosure would keep them: at first those of the city, whose list binds its counties. */
export const publicMatters = new Set<number>();
/** Matters that were changed since. */
export const outdatedMatters = new Set<number>();
const CITYS = [2];
export const checklists: PublishedMatters = {
  among: (_, ids) => Promise.resolve(new Set(ids.filter((id) => publicMatters.has(id)))),
  outdated: (_, ids) => Promise.resolve(new Set(ids.filter((id) => outdatedMatters.has(id)))),
  publish: (_, ids) => {
    for (const id of ids) publicMatters.add(id);
    return Promise.resolve();
  },
};

/** Planning and what lies before it, listening, without a guard: the header `x-caller` says who calls (county, neighbour, city, all). */
export async function openApplication(database: TestDatabase): Promise<INestApplication> {
  const entities = [User, ...REGISTRY_ENTITIES, ...NOTICE_ENTITIES, ...PLANNING_ENTITIES, Change, Job, Setting];
  const dataSource = await openDatabase(database.address(), entities);
  @Global()
  @Module({
    providers: [
      { provide: Clock, useValue: clock },
      { provide: Config, useValue: config },
      { provide: Log, useValue: new Log(config) },
      { provide: Transactions, useValue: new Transactions(dataSource) },
      Jobs,
      JobHandlers,
      HealthReports,
      { provide: DatabaseFigures, useValue: { add: () => undefined, register: () => undefined } },
      { provide: PublishedMatters, useValue: checklists },
    ],
    exports: [Clock, Config, Log, Transactions, Jobs, JobHandlers, HealthReports, DatabaseFigures, PublishedMatters],
  })
  class Platform {}
  @Module({
    imports: [
      TypeOrmModule.forRootAsync({
        useFactory: () => dataSourceOptions(database.address(), entities),
        dataSourceFactory: () => Promise.resolve(dataSource),
      }),
      Platform,
      HistoryModule,
      PlanningModule,
    ],
  })
  class House {}
  const app = await NestFactory.create(House, { bodyParser: false, logger: false, abortOnError: false });
  const agencyOf: Record<string, number | null> = { county: 2, neighbour: 3, city: 1, all: null };
  app.use(...jsonBody(), (request: CallerRequest, _: Response, next: NextFunction) => {
    const name = (request as Request).header('x-caller') ?? 'county';
    const caller: Caller = {
      userId: 1,
      username: name,
      role: 'planner',
      agencyId: agencyOf[name] ?? null,
      inspectorId: null,
    };
    request.caller = caller;
    next();
  });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(app.get(Log)));
  await app.listen(0, '127.0.0.1');
  return app;
}

/** A city with two counties; the county has 4 inspectors and 110 organisations, 10 of them closed. */
export async function fillRegistry(dataSource: DataSource): Promise<void> {
  publicMatters.clear();
  outdatedMatters.clear();
  for (const id of CITYS) publicMatters.add(id);
  const recorded = { version: 1, createdAt: START, updatedAt: START, retiredAt: null };
  const agency = (id: number, name: string, parentId: number | null, path: string): Partial<Agency> => ({
    ...recorded,
    ...{ id, code: `a${id}`, name, level: parentId === null ? 'city' : 'county', regionCode: null, parentId, path },
  });
  const matter = (id: number, agencyId: number, more: Partial<Matter> = {}): Partial<Matter> => ({
    ...recorded,
    ...{ id, agencyId, code: `m${id}`, nameKey: `k${id}`, name: `事项${id}`, methods: [], qualifications: [] },
    legalBasis: '《社会团体登记管理条例》',
    ...more,
  });
  const targets = Array.from({ length: 120 }, (_, index): Partial<Target> => ({
    ...recorded,
    ...{ agencyId: 2, code: `t${String(index).padStart(3, '0')}`, codeKind: 'alias', name: `社团${index}` },
    kind: index < 110 ? '社会团体' : '公墓',
    riskClass: index % 2 === 0 ? 'A' : 'B',
    regionCode: index === 0 ? '110101' : null,
    state: index >= 100 && index < 110 ? 'closed' : 'active',
  }));
  const inspectors = [1, 2, 3, 4].map((id): Partial<Inspector> => ({
    ...recorded,
    ...{ id, agencyId: 2, code: `i${id}`, name: `人员${id}`, certificateNumber: `c${id}` },
    ...{ validFrom: '2020-01-01', validUntil: id === 4 ? '2026-06-30' : '2030-12-31' },
    qualifications: id <= 2 ? ['殡葬'] : [],
    expert: false,
    available: true,
  }));
  await dataSource.transaction(async (manager) => {
    await manager.insert(Agency, [agency(1, '示范市民政局', null, '/1/')]);
    await manager.insert(Agency, [agency(2, '示范县民政局', 1, '/1/2/'), agency(3, '邻县民政局', 1, '/1/3/')]);
    await manager.insert(Matter, [
      matter(1, 2),
      matter(2, 1, { qualifications: ['殡葬'] }),
      matter(3, 3),
      matter(4, 2, { legalBasis: null }),
      matter(5, 2, { retiredAt: START }),
      matter(6, 2, { importance: 'general', rateDirection: 'at-most', rateMillionths: 20_000, targetKind: '社会团体' }),
      matter(7, 2, { importance: 'key', rateDirection: 'at-most', rateMillionths: 20_000, targetKind: '社会团体' }),
      matter(8, 2, {
        importance: 'general',
        rateDirection: 'at-least',
        rateMillionths: 50_000,
        targetKind: '社会团体',
      }),
    ]);
    await manager.insert(Target, targets);
    await manager.insert(Inspector, inspectors);
  });
}

/** A batch that can be drawn. */
export const BATCH = {
  name: '社会团体抽查',
  matterIds: [1],
  filter: [{ field: 'kind', in: ['社会团体'] }],
  rate: { direction: 'at-least', millionths: 30_000 },
  visitWindow: { afterDays: 1, days: 30 },
  schedule: { kind: 'date', at: '2026-03-05' },
};
export const MONTHLY = { ...BATCH, name: '每月', schedule: { kind: 'cron', expression: '0 9 1 3-5 *' } };

export interface Answer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

/** What the tests of planning do again and again. */
export class PlanningClient {
  constructor(private readonly app: INestApplication) {}

  async call(method: string, path: string, body?: unknown, headers: object = {}): Promise<Answer> {
    const response = await fetch(`${await this.app.getUrl()}/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, etag: response.headers.get('etag'), body: await response.json() };
  }

  async draft(): Promise<number> {
    return this.idOf(await this.call('POST', 'plans', { year: 2026, agencyId: 2 }));
  }

  async addBatch(plan: number, body: object): Promise<number> {
    return this.idOf(await this.call('POST', `plans/${plan}/batches`, body));
  }

  /** A published plan with these batches. */
  async published(...batches: object[]): Promise<{ plan: number; batches: number[] }> {
    const plan = await this.draft();
    const ids: number[] = [];
    for (const body of batches) ids.push(await this.addBatch(plan, body));
    this.idOf(await this.call('POST', `plans/${plan}/publish`));
    return { plan, batches: ids };
  }

  private idOf(answer: Answer): number {
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    return answer.body.id as number;
  }
}

/** `code pointer` of every fault of a problem document. */
export function errorsOf(answer: Answer): string[] {
  const errors = (answer.body.errors ?? []) as { code: string; pointer: string }[];
  return errors.map((each) => `${each.code} ${each.pointer}`);
}
