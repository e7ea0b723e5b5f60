import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { FieldRows } from '../../../test/support/field-rows.js';
import { ENTITIES } from '../../entities.js';
import { Notices } from '../../notices/outbox/notices.service.js';
import { StandingClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { Transactions } from '../../platform/database/transactions.js';
import { JobHandlers, LeaseLost, type ClaimedJob } from '../../platform/jobs/job-handlers.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { LastDone } from '../../platform/last-done/last-done.js';
import { Log } from '../../platform/log/log.js';
import { AgencyScope } from '../../registry/agencies/agency-scope.js';
import { type Overdue } from './overdue.js';
import { type OverdueFinder } from './overdue-finder.service.js';
import { OVERDUE_JOB, OverdueWatch } from './overdue-watch.service.js';

const MANY = 120;

onEachDatabase('the look for what is overdue', (database) => {
  let dataSource: DataSource;
  let handlers: JobHandlers;
  let found: Overdue[] = [];

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), ENTITIES);
    await new FieldRows(dataSource).add('agencies', {});
    const config = new Config({ SORTIS_LOG_LEVEL: 'silent' }, '/');
    const clock = new StandingClock(new Date('2026-03-05T01:00:00Z'));
    const log = new Log(config);
    const transactions = new Transactions(dataSource);
    const jobs = new Jobs(dataSource, transactions, clock, config);
    handlers = new JobHandlers();
    new OverdueWatch(
      { find: () => Promise.resolve(found) } as OverdueFinder,
      jobs,
      handlers,
      transactions,
      new LastDone(dataSource, clock, undefined as never),
      config,
      clock,
      log,
      new Notices(new AgencyScope(dataSource, log), jobs, clock),
    ).onModuleInit();
  });
  afterAll(() => dataSource.destroy());

  /** @param most transactions that the lease lasts for */
  const look = async (most = Number.POSITIVE_INFINITY): Promise<number> => {
    let fenced = 0;
    const job: ClaimedJob = {
      ...{ id: 1, kind: OVERDUE_JOB, key: 'draws', dueAt: new Date(0), attempts: 1, epoch: 1 },
      signal: new AbortController().signal,
      fence: () => (++fenced > most ? Promise.reject(new LeaseLost(1)) : Promise.resolve()),
    };
    await handlers.of(OVERDUE_JOB)(job);
    return fenced;
  };
  const count = async (what: string): Promise<number> => {
    const [row] = await dataSource.query<{ count: unknown }[]>(`SELECT COUNT(*) AS count FROM ${what}`);
    return Number(row?.count);
  };

  it('tells of many a few at a time, and after it was broken off of the rest, each once', async () => {
    found = Array.from({ length: MANY }, (_, n) => ({
      ...{ code: 'occurrence_missed' as const, subject: 'occurrence' as const, subjectId: n + 1 },
      ...{ number: `2026-${n + 1}`, agencyId: 1, since: new Date('2026-03-04T01:00:00Z') },
    }));
    await expect(look(2)).rejects.toThrow(LeaseLost);
    const told = await count('alerts');
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(MANY);
    expect(await count('notices')).toBe(told);
    await look();
    expect(await count('alerts')).toBe(MANY);
    expect(await count('notices')).toBe(MANY);
    found = [];
    await look();
    expect(await count('alerts WHERE closed_at IS NULL')).toBe(0);
    expect(await count('notices')).toBe(MANY);
  });
});
