import { type CallHandler, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { defer, lastValueFrom } from 'rxjs';
import { type DataSource, type EntityManager } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { StandingClock } from '../clock/clock.js';
import { openDatabase } from '../database/open-database.js';
import { Transactions } from '../database/transactions.js';
import { runInContext } from '../http/request-context.js';
import { IdempotencyKey } from './idempotency-key.entity.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

const HOUR = 3_600_000;

class FailingTransactions extends Transactions {
  /** Which of the next ones fails, from 1. */
  failIn = 0;

  override run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return --this.failIn === 0 ? Promise.reject(new Error('the database is gone')) : super.run(work);
  }
}

onEachDatabase('a request sent again with its Idempotency-Key', (database) => {
  let dataSource: DataSource;
  let clock: StandingClock;
  let created = 0;
  let transactions: FailingTransactions;
  let interceptor: IdempotencyInterceptor;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), [IdempotencyKey]);
    clock = new StandingClock(new Date('2026-03-05T01:00:00Z'));
    transactions = new FailingTransactions(dataSource);
    interceptor = new IdempotencyInterceptor(new Reflector(), dataSource, transactions, clock);
  });
  afterAll(() => dataSource.destroy());

  const send = (key: string, body: object, work = (): unknown => ({ id: ++created })): Promise<unknown> => {
    const headers: Record<string, string> = {};
    const response = { statusCode: 201, status: () => response, setHeader: (name: string) => (headers[name] = 'true') };
    const request = {
      method: 'POST',
      originalUrl: '/api/v1/targets',
      body,
      header: () => key,
      is: () => 'json',
    };
    const context = {
      switchToHttp: () => ({ getRequest: () => request, getResponse: () => response }),
      getHandler: () => send,
      getClass: () => Object,
    } as unknown as ExecutionContext;
    const next: CallHandler = { handle: () => defer(() => Promise.resolve().then(work)) };
    return runInContext({ requestId: 'r', address: 'local', actor: { userId: 7, name: 'someone' } }, () =>
      lastValueFrom(interceptor.intercept(context, next)),
    );
  };

  it('gets the first answer and makes no second record', async () => {
    const first = await send('a', { name: 'x' });
    expect(await send('a', { name: 'x' })).toEqual(first);
    await expect(send('a', { name: 'y' })).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('may be another one where the first was refused', async () => {
    const refused = (): never => {
      throw new Error('refused');
    };
    await expect(send('b', { name: 'x' }, refused)).rejects.toThrow('refused');
    await send('b', { name: 'y' });
  });

  it('makes no second record where the first was made, but its answer could not be kept', async () => {
    const before = created;
    // the first takes the key, the second would keep the answer
    transactions.failIn = 2;
    await expect(send('c', { name: 'x' })).rejects.toThrow('gone');
    await expect(send('c', { name: 'x' })).rejects.toMatchObject({ code: 'idempotency_key_in_use' });
    expect(created).toBe(before + 1);
  });

  it('is a new request after a day', async () => {
    const first = await send('d', { name: 'x' });
    clock.set(new Date(clock.now().getTime() + 25 * HOUR));
    expect(await send('d', { name: 'x' })).not.toEqual(first);
  });
});
