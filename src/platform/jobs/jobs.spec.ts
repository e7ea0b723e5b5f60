import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type DataSource, type EntityManager } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { StandingClock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { openDatabase } from '../database/open-database.js';
import { Transactions } from '../database/transactions.js';
import { checkFence } from './fence.js';
import { Interrupted, JobFailed, LeaseLost } from './job-handlers.js';
import { Job } from './job.entity.js';
import { Jobs } from './jobs.service.js';
import { MOST_ATTEMPTS, waitAfter } from './retry.js';

const START = new Date('2026-03-05T01:00:00.000Z');
const going = new AbortController().signal;
const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

onEachDatabase('jobs', (database) => {
  let dataSource: DataSource;
  let clock: StandingClock;
  let jobs: Jobs;
  let transactions: Transactions;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), [Job]);
    transactions = new Transactions(dataSource);
  });
  afterAll(() => dataSource.destroy());
  beforeEach(async () => {
    await transactions.run((manager) => manager.query('DELETE FROM jobs'));
    clock = new StandingClock(START);
    jobs = new Jobs(dataSource, transactions, clock, new Config({ SORTIS_LEASE_SECONDS: '60' }, '/'));
  });

  const enqueue = (key: string, dueAt = START): Promise<void> =>
    transactions.run((manager) => jobs.enqueue(manager, { kind: 'draw', key, dueAt }));
  const rowOf = (key: string): Promise<Job> => dataSource.getRepository(Job).findOneByOrFail({ jobKey: key });
  const claimed = async (owner = 'a'): Promise<Job> => {
    const job = await jobs.claim(['draw'], owner);
    if (job === undefined) throw new Error('nothing to claim');
    return job;
  };

  it('are there once for the same what and when, and keep their due time to the millisecond', async () => {
    await enqueue('1', new Date('2026-03-05T01:00:00.123Z'));
    await enqueue('1', new Date('2026-03-05T01:00:00.123Z'));
    await enqueue('1', later(60));
    expect(await dataSource.getRepository(Job).count()).toBe(2);
    const rows = await dataSource.getRepository(Job).find({ order: { id: 'ASC' } });
    expect(rows[0]?.dueAt.toISOString()).toBe('2026-03-05T01:00:00.123Z');
  });

  it('are not claimed before they are due, nor by one that does not know the kind', async () => {
    await enqueue('1', later(0.001));
    expect(await jobs.claim(['draw'], 'a')).toBeUndefined();
    clock.set(later(0.001));
    expect(await jobs.claim(['backup'], 'a')).toBeUndefined();
    expect(await jobs.claim(['draw'], 'a')).toMatchObject({ jobKey: '1', epoch: 1, attempts: 1 });
  });

  it('go to one of many that want them at once', async () => {
    for (let n = 0; n < 5; n++) await enqueue(String(n));
    const winners = await Promise.all(Array.from({ length: 20 }, (_, n) => jobs.claim(['draw'], `owner-${n}`)));
    const keys = winners.flatMap((job) => (job === undefined ? [] : [job.jobKey]));
    expect(new Set(keys).size).toBe(keys.length);
    while ((await jobs.claim(['draw'], 'rest')) !== undefined) keys.push('rest');
    expect(keys).toHaveLength(5);
  });

  it('pass to another when the lease runs out, and the late writes of the first are refused', async () => {
    await enqueue('1');
    const first = await claimed('first');
    clock.set(later(59));
    expect(await jobs.claim(['draw'], 'second')).toBeUndefined();
    clock.set(later(61));
    const second = await claimed('second');
    expect(second.epoch).toBe(2);
    await expect(transactions.run((manager) => jobs.held(first, going).fence(manager))).rejects.toThrow(LeaseLost);
    await expect(
      transactions.run((manager) => checkFence(manager, { jobId: first.id, epoch: first.epoch }, later(500))),
    ).rejects.toThrow(LeaseLost);
    await expect(jobs.finish(first, { done: true })).rejects.toThrow(LeaseLost);
    await transactions.run((manager) => checkFence(manager, { jobId: second.id, epoch: second.epoch }, later(121)));
    await jobs.finish(second, { done: true });
    expect((await rowOf('1')).state).toBe('done');
  });

  it('keep the lease while they are renewed', async () => {
    await enqueue('1');
    const job = await claimed();
    clock.set(later(50));
    await jobs.renewAlone(job);
    clock.set(later(100));
    expect(await jobs.claim(['draw'], 'b')).toBeUndefined();
  });

  it('change with each sign of life, so that two nodes of a cluster cannot both commit theirs', async () => {
    await enqueue('1');
    const job = await claimed();
    const { beats, leaseUntil } = await rowOf('1');
    // nothing else of the row is new: the clock stands
    await transactions.run((manager) => jobs.held(job, going).fence(manager));
    await jobs.renewAlone(job);
    await transactions.run((manager) => checkFence(manager, { jobId: job.id, epoch: job.epoch }, later(60)));
    expect(await rowOf('1')).toMatchObject({ beats: beats + 3, leaseUntil });
    // the engine's thread gives signs of life as well
    await transactions.run((manager) => checkFence(manager, { jobId: job.id, epoch: job.epoch }, later(90)));
    expect(await rowOf('1')).toMatchObject({ beats: beats + 4, leaseUntil: later(90) });
  });

  it('are held by a fence until the transaction ends, and by none outside of one', async () => {
    await enqueue('1');
    const job = await claimed('first');
    clock.set(later(61));
    let second: Promise<Job | undefined> | undefined;
    await transactions.run(async (manager) => {
      await jobs.held(job, going).fence(manager);
      second = jobs.claim(['draw'], 'second');
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect(await second).toBeUndefined();
    await expect(jobs.held(job, going).fence(dataSource.manager)).rejects.toThrow('outside of a transaction');
  });

  it('are free when the clock was set back by more than any lease', async () => {
    await enqueue('1', new Date(START.getTime() - 48 * 3_600_000));
    const job = await claimed('before');
    clock.set(later(-86_400));
    expect(await jobs.claim(['draw'], 'after')).toMatchObject({ owner: 'after', epoch: 2 });
    await expect(jobs.renewAlone(job)).rejects.toThrow(LeaseLost);
    // set back by less, the owner is still alive for all one knows
    clock.set(later(-86_400 - 3600));
    expect(await jobs.claim(['draw'], 'third')).toBeUndefined();
  });

  it('stay with their owner when the lease is renewed between the look of another and his claim', async () => {
    await enqueue('1');
    const job = await claimed('first');
    clock.set(later(61));
    const slow = new (class extends Transactions {
      override async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
        await jobs.renewAlone(job);
        return super.run(work);
      }
    })(dataSource);
    const others = new Jobs(dataSource, slow, clock, new Config({ SORTIS_LEASE_SECONDS: '60' }, '/'));
    expect(await others.claim(['draw'], 'second')).toBeUndefined();
    await jobs.finish(job, { done: true });
    expect(await rowOf('1')).toMatchObject({ state: 'done', epoch: 1 });
  });

  it('come again at the moment that the handler names, with their attempts forgotten', async () => {
    await enqueue('1');
    await jobs.finish(await claimed(), { again: later(600) });
    expect(await jobs.claim(['draw'], 'a')).toBeUndefined();
    clock.set(later(600));
    expect(await jobs.claim(['draw'], 'a')).toMatchObject({ epoch: 2, attempts: 1 });
  });

  it('are tried again after a wait that doubles, and end as failed for a person to see', async () => {
    await enqueue('1');
    let now = 0;
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
      await jobs.fail(await claimed(), new Error('database gone'));
      clock.set(later(now + waitAfter(attempt) - 0.001));
      expect(await jobs.claim(['draw'], 'a')).toBeUndefined();
      now += waitAfter(attempt);
      clock.set(later(now));
    }
    await jobs.fail(await claimed(), new Error('database gone'));
    expect(await rowOf('1')).toMatchObject({ state: 'failed', lastError: 'database gone', attempts: MOST_ATTEMPTS });
  });

  it('wait when one owner after the other vanishes, are never failed for that, and have a try left afterwards', async () => {
    await enqueue('1');
    let now = 0;
    const claims: number[] = [];
    for (let death = 1; claims.length < 2 * MOST_ATTEMPTS; death++) {
      const job = await jobs.claim(['draw'], `owner ${death}`);
      if (job !== undefined) claims.push(now);
      clock.set(later((now += 61)));
      if (death > 1000) throw new Error('never claimed');
    }
    // the second is at once; from then on each waits longer
    const waits = claims.slice(1).map((at, n) => at - claims[n]!);
    expect(waits.slice(0, 2)).toEqual([61, 122]);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(waitAfter(MOST_ATTEMPTS - 2));
    expect(await rowOf('1')).toMatchObject({ state: 'running', epoch: 2 * MOST_ATTEMPTS });
    const job = await rowOf('1');
    expect(job.attempts).toBeLessThan(MOST_ATTEMPTS);
    await jobs.fail(job, new Error('something else'));
    expect(await rowOf('1')).toMatchObject({ state: 'waiting' });
  });

  it('say who vanished, and refuse what he writes late, while they wait', async () => {
    await enqueue('1');
    await claimed('first');
    clock.set(later(61));
    const second = await claimed('second');
    clock.set(later(122));
    expect(await jobs.claim(['draw'], 'third')).toBeUndefined();
    expect((await rowOf('1')).lastError).toContain('second');
    expect(await rowOf('1')).toMatchObject({ state: 'waiting', owner: null, runAt: later(122 + waitAfter(2)) });
    await expect(jobs.finish(second, { done: true })).rejects.toThrow(LeaseLost);
    // a kind that nobody here handles is left alone
    expect(await jobs.claim(['backup'], 'third')).toBeUndefined();
    clock.set(later(122 + waitAfter(2)));
    expect(await jobs.claim(['draw'], 'third')).toMatchObject({ epoch: 3, attempts: 3 });
  });

  it('are tried for as long as it takes while the database or its disk is what fails', async () => {
    await enqueue('1');
    let now = 0;
    for (let n = 0; n < 2 * MOST_ATTEMPTS; n++) {
      const code = ['ECONNREFUSED', 'SQLITE_FULL', 'ER_LOCK_DEADLOCK'][n % 3];
      await jobs.fail(await claimed(), Object.assign(new Error('gone'), { code }));
      clock.set(later((now += 600)));
    }
    expect(await rowOf('1')).toMatchObject({ state: 'waiting', lastError: 'gone' });
  });

  it('are given back as if the try had not been, and can be claimed at once', async () => {
    await enqueue('1');
    const job = await claimed('first');
    await jobs.release(job);
    expect(await rowOf('1')).toMatchObject({ state: 'waiting', attempts: 0, owner: null, leaseUntil: null });
    await expect(jobs.renewAlone(job)).rejects.toThrow(LeaseLost);
    expect(await jobs.claim(['draw'], 'second')).toMatchObject({ attempts: 1, epoch: 2 });
  });

  it('let nothing more be written once their signal is raised', async () => {
    await enqueue('1');
    const end = new AbortController();
    const held = jobs.held(await claimed(), end.signal);
    await transactions.run((manager) => held.fence(manager));
    end.abort(new Interrupted());
    await expect(transactions.run((manager) => held.fence(manager))).rejects.toThrow(Interrupted);
  });

  it('fail at once where trying again cannot help', async () => {
    await enqueue('1');
    await jobs.fail(await claimed(), new JobFailed('the pool is empty'));
    expect(await rowOf('1')).toMatchObject({ state: 'failed', lastError: 'the pool is empty' });
  });

  it('are cancelled only while nobody has begun them', async () => {
    await enqueue('1');
    await enqueue('2');
    const begun = await claimed();
    await transactions.run((manager) => jobs.cancel(manager, 'draw', ['1', '2']));
    expect((await rowOf(begun.jobKey)).state).toBe('running');
    expect((await rowOf(begun.jobKey === '1' ? '2' : '1')).state).toBe('cancelled');
  });

  it('are put down with the transaction that puts them down, or not at all', async () => {
    await expect(
      transactions.run(async (manager) => {
        await jobs.enqueue(manager, { kind: 'draw', key: '1', dueAt: START });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await dataSource.getRepository(Job).count()).toBe(0);
  });
});
