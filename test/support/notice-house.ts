import 'reflect-metadata';

import { Global, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';

import { type Caller } from '../../src/accounts/caller.js';
import { User } from '../../src/accounts/users/user.entity.js';
import { Clock, StandingClock } from '../../src/platform/clock/clock.js';
import { Config, type DatabaseAddress } from '../../src/platform/config/config.js';
import { dataSourceOptions, openDatabase } from '../../src/platform/database/open-database.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { HealthReports } from '../../src/platform/health/health-reports.js';
import { Change } from '../../src/platform/history/change.entity.js';
import { HistoryModule } from '../../src/platform/history/history.module.js';
import { type Role } from '../../src/platform/http/access.js';
import { JobHandlers, type ClaimedJob, type Outcome } from '../../src/platform/jobs/job-handlers.js';
import { Job } from '../../src/platform/jobs/job.entity.js';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import { Log } from '../../src/platform/log/log.js';
import { DatabaseFigures } from '../../src/platform/metrics/database-figures.js';
import { Digest } from '../../src/notices/digest/digest.service.js';
import { OfficeDays } from '../../src/notices/digest/office-days.js';
import { NOTICE_ENTITIES } from '../../src/notices/notice-entities.js';
import { NoticesModule } from '../../src/notices/notices.module.js';
import { NoticeDelivery } from '../../src/notices/outbox/notice-delivery.entity.js';
import { NoticeMessage } from '../../src/notices/outbox/notice-message.entity.js';
import { Notices, type NewNotice } from '../../src/notices/outbox/notices.service.js';
import { isWorkingDay, calendarOf } from '../../src/planning/calendar/working-days/working-day-calendar.js';
import { LIBRARY_DAYS } from '../../src/planning/calendar/working-days/library-days.js';
import { AgenciesModule } from '../../src/registry/agencies/agencies.module.js';
import { REGISTRY_ENTITIES } from '../../src/registry/registry-entities.js';
import { fillRegistry } from './accounts.js';

/** A Thursday, 09:00 in China. */
export const START = new Date('2026-03-05T01:00:00.000Z');

const ENTITIES = [User, Change, Job, ...REGISTRY_ENTITIES, ...NOTICE_ENTITIES];
const calendar = calendarOf(LIBRARY_DAYS);

/** Notices and what lies before them, on a real database, with a clock that the test sets. Nothing runs by itself. */
export class NoticeHouse {
  private readonly handlers: JobHandlers;

  private constructor(
    readonly app: INestApplicationContext,
    readonly clock: StandingClock,
    readonly dataSource: DataSource,
    /** Every line that was logged, as its fields and its message. */
    readonly logged: string[],
  ) {
    this.handlers = app.get(JobHandlers);
  }

  /** Agencies 1 over 2 over 3, and 4 beside 2 (accounts.ts). */
  static async open(address: DatabaseAddress, environment: Record<string, string> = {}): Promise<NoticeHouse> {
    const dataSource = await openDatabase(address, ENTITIES);
    if ((await dataSource.query<unknown[]>('SELECT 1 FROM agencies LIMIT 1')).length === 0)
      await fillRegistry(dataSource);
    const clock = new StandingClock(START);
    const config = new Config({ SORTIS_LOG_LEVEL: 'silent', ...environment }, '/nowhere');
    const log = new Log(config);
    const logged: string[] = [];
    for (const level of ['info', 'warn', 'error'] as const)
      log[level] = (fields: unknown, message?: unknown) =>
        void logged.push(`${JSON.stringify(fields)} ${String(message)}`);
    const transactions = new Transactions(dataSource);
    @Global()
    @Module({
      providers: [
        { provide: Clock, useValue: clock },
        { provide: Config, useValue: config },
        { provide: Log, useValue: log },
        { provide: Transactions, useValue: transactions },
        { provide: OfficeDays, useValue: { isWorked: (day: string) => Promise.resolve(isWorkingDay(calendar, day)) } },
        { provide: DatabaseFigures, useValue: { register: () => undefined } },
        Jobs,
        JobHandlers,
        HealthReports,
      ],
      exports: [Clock, Config, Log, Transactions, OfficeDays, DatabaseFigures, Jobs, JobHandlers, HealthReports],
    })
    class Platform {}
    @Module({
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => dataSourceOptions(address, ENTITIES),
          dataSourceFactory: () => Promise.resolve(dataSource),
        }),
        Platform,
        HistoryModule,
        AgenciesModule,
        NoticesModule,
      ],
    })
    class House {}
    const app = await NestFactory.createApplicationContext(House, { logger: false, abortOnError: false });
    return new NoticeHouse(app, clock, dataSource, logged);
  }

  get<T>(type: new (...given: never[]) => T): T {
    return this.app.get<T>(type);
  }

  async close(): Promise<void> {
    await this.app.close();
  }

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.app.get(Transactions).run(work);
  }

  tell(told: Partial<NewNotice> & Pick<NewNotice, 'key' | 'to'>): Promise<void> {
    return this.transaction((manager) => this.app.get(Notices).tell(manager, { ...NOTICE, ...told }));
  }

  /** A user; nobody signs in as him. */
  async user(username: string, role: Role, more: Partial<User> = {}): Promise<number> {
    const at = this.clock.now();
    const row = {
      ...{ username, displayName: username, passwordHash: '-', role, agencyId: 3, inspectorId: null, active: true },
      ...{
        email: `${username}@example.org`,
        language: null,
        tokenGeneration: 1,
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
      ...more,
    };
    return (await this.transaction((manager) => manager.save(User, row))).id;
  }

  pass(milliseconds: number): void {
    this.clock.set(new Date(this.clock.now().getTime() + milliseconds));
  }

  /** The job as a runner would hold it. */
  job(kind: string, key: string, more: Partial<ClaimedJob> = {}): ClaimedJob {
    return {
      ...{ id: 1, kind, key, dueAt: this.clock.now(), attempts: 1, epoch: 1 },
      signal: new AbortController().signal,
      fence: () => Promise.resolve(),
      ...more,
    };
  }

  run(kind: string, key: string, more: Partial<ClaimedJob> = {}): Promise<Outcome> {
    return this.handlers.of(kind)(this.job(kind, key, more));
  }

  /** Runs what waits in every queue, once. */
  async send(): Promise<void> {
    const queues = await this.dataSource.query<{ queue: string }[]>(
      `SELECT DISTINCT queue AS queue FROM notice_messages WHERE state = 'waiting' ORDER BY queue`,
    );
    for (const { queue } of queues) await this.run('notice-send', queue);
  }

  async digest(): Promise<void> {
    await this.app.get(Digest).step(this.job('notice-digest', 'any'));
  }

  messages(): Promise<NoticeMessage[]> {
    return this.dataSource.manager.find(NoticeMessage, { order: { id: 'ASC' } });
  }

  deliveries(): Promise<NoticeDelivery[]> {
    return this.dataSource.manager.find(NoticeDelivery, { order: { id: 'ASC' } });
  }

  /** As if nothing had ever been told. */
  async forget(): Promise<void> {
    await this.transaction(async (manager) => {
      for (const table of [
        'notice_deliveries',
        'notice_receipts',
        'notice_messages',
        'notices',
        'notice_queues',
        'jobs',
      ])
        await manager.query(`DELETE FROM ${table}`);
      await manager.query('DELETE FROM notice_choices');
      await manager.query('DELETE FROM notice_channels');
    });
    this.logged.splice(0);
    this.clock.set(START);
  }
}

export const NOTICE = {
  kind: 'inspection-assigned',
  agencyId: 3,
  title: { zh: '你被抽中', en: 'You were drawn' },
  body: { zh: '三月五日前。', en: 'By 5 March.' },
  link: '/api/v1/inspections',
} as const;

export const administrator = (agencyId: number | null): Caller => ({
  ...{ userId: 1, username: 'admin', role: 'admin', agencyId, inspectorId: null },
});
