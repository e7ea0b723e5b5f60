import 'reflect-metadata';

import { SchedulerRegistry } from '@nestjs/schedule';
import { expect, it } from '@jest/globals';

import { onEachDatabase } from '../../../test/support/databases.js';
import { SystemClock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { openDatabase } from '../database/open-database.js';
import { Transactions } from '../database/transactions.js';
import { Log } from '../log/log.js';
import { Metrics } from '../metrics/metrics.js';
import { JobFigures } from './job-figures.js';
import { JobHandlers } from './job-handlers.js';
import { JobRunner } from './job-runner.js';
import { Job } from './job.entity.js';
import { Jobs } from './jobs.service.js';

onEachDatabase('jobs that wait for servers of others', (database) => {
  it('run one at a time in a process, so that a draw which is due later finds a place at once', async () => {
    const dataSource = await openDatabase(database.address(), [Job]);
    const clock = new SystemClock();
    const transactions = new Transactions(dataSource);
    const config = new Config({ SORTIS_LOG_LEVEL: 'silent' }, '/');
    const jobs = new Jobs(dataSource, transactions, clock, config);
    const handlers = new JobHandlers();
    const figures = new JobFigures(dataSource, handlers, clock, undefined as never, new Metrics());
    const runner = new JobRunner(jobs, handlers, new SchedulerRegistry(), config, new Log(config), figures);
    const began: string[] = [];
    let most = 0;
    let slow = 0;
    const answered: (() => void)[] = [];
    handlers.register(
      'slow',
      async ({ key }) => {
        began.push(`slow ${key}`);
        most = Math.max(most, ++slow);
        await new Promise<void>((resolve) => answered.push(resolve));
        slow--;
        return { done: true };
      },
      'waits-for-others',
    );
    handlers.register('draw', ({ key }) => {
      began.push(`draw ${key}`);
      return Promise.resolve({ done: true });
    });
    const at = (n: number): Date => new Date(clock.now().getTime() - 60_000 + n);
    await transactions.run((manager) =>
      jobs.enqueue(
        manager,
        ...[1, 2, 3].map((n) => ({ kind: 'slow', key: String(n), dueAt: at(n) })),
        ...[4, 5].map((n) => ({ kind: 'draw', key: String(n), dueAt: at(n) })),
      ),
    );
    const until = async (count: number): Promise<void> => {
      for (let tries = 0; began.length < count && tries < 500; tries++) {
        runner.wake();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    try {
      await until(3);
      expect(began).toEqual(['slow 1', 'draw 4', 'draw 5']);
      for (const n of [4, 5]) {
        answered.shift()?.();
        await until(n);
      }
      expect(began.slice(3)).toEqual(['slow 2', 'slow 3']);
      expect(most).toBe(1);
    } finally {
      for (const resolve of answered) resolve();
      await runner.beforeApplicationShutdown();
      await dataSource.destroy();
    }
  });
});
