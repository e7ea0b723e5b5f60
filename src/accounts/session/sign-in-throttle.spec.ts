import 'reflect-metadata';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { ACCOUNT_ENTITIES } from '../../../test/support/accounts.js';
import { StandingClock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { Transactions } from '../../platform/database/transactions.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { SignInAttempt } from './sign-in-attempt.entity.js';
import { ATTEMPTS_PER_USERNAME, SignInThrottle } from './sign-in-throttle.js';

const NOW = new Date('2026-03-05T01:00:00Z');
const MINUTE = 60_000;
const PER_ADDRESS = 15;

onEachDatabase('SignInThrottle', (database) => {
  const sources: DataSource[] = [];
  let clock: StandingClock;
  const at = (minutes: number): void => clock.set(new Date(NOW.getTime() + minutes * MINUTE));
  const throttleOn = (source: DataSource): SignInThrottle =>
    new SignInThrottle(
      source,
      new Transactions(source),
      clock,
      new Config({ SORTIS_SIGN_IN_ATTEMPTS: String(PER_ADDRESS) }, '/'),
    );
  const rows = (): Promise<SignInAttempt[]> => sources[0]!.manager.find(SignInAttempt, { order: { id: 'ASC' } });
  const refusalOf = async (attempt: Promise<number>): Promise<DomainError | undefined> => {
    try {
      await attempt;
      return undefined;
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  };
  let throttle: SignInThrottle;

  beforeAll(async () => {
    for (let process = 0; process < 2; process++)
      sources.push(await openDatabase(database.address(), ACCOUNT_ENTITIES));
  });
  afterAll(() => Promise.all(sources.map((source) => source.destroy())));
  beforeEach(async () => {
    await sources[0]!.transaction((manager) => manager.createQueryBuilder().delete().from(SignInAttempt).execute());
    clock = new StandingClock(NOW);
    throttle = throttleOn(sources[0]!);
  });

  it('lets a username fail ten times from anywhere, then tells how long to wait, to the second', async () => {
    for (let n = 0; n < ATTEMPTS_PER_USERNAME; n++) {
      at(n);
      await throttle.begin('wang', `10.0.0.${n}`);
    }
    at(ATTEMPTS_PER_USERNAME);
    const refusal = await refusalOf(throttle.begin('wang', '10.0.1.1'));
    expect(refusal).toMatchObject({ kind: 'too-many', code: 'too_many_sign_ins', retryAfterSeconds: 5 * 60 });
    expect(await refusalOf(throttle.begin('li', '10.0.1.1'))).toBeUndefined();
    clock.set(new Date(NOW.getTime() + 15 * MINUTE - 1));
    expect(await refusalOf(throttle.begin('wang', '10.0.1.1'))).toMatchObject({ retryAfterSeconds: 1 });
    at(15);
    expect(await refusalOf(throttle.begin('wang', '10.0.1.1'))).toBeUndefined();
    // the next place comes free a minute later, when the second of the ten leaves the window
    expect(await refusalOf(throttle.begin('wang', '10.0.1.1'))).toMatchObject({ retryAfterSeconds: 60 });
  });

  it('lets an address fail as often as configured, whatever names it tries', async () => {
    for (let n = 0; n < PER_ADDRESS; n++) await throttle.begin(`name${n}`, '10.0.0.1');
    expect(await refusalOf(throttle.begin('another', '::ffff:10.0.0.1'))).toMatchObject({ retryAfterSeconds: 15 * 60 });
    expect(await refusalOf(throttle.begin('another', '10.0.0.2'))).toBeUndefined();
  });

  it('does not count those that succeeded', async () => {
    for (let n = 0; n < 2 * PER_ADDRESS; n++) await throttle.succeeded(await throttle.begin('wang', '10.0.0.1'));
    expect(await refusalOf(throttle.begin('wang', '10.0.0.1'))).toBeUndefined();
  });

  it('does not let an attempt that was turned away prolong the wait', async () => {
    for (let n = 0; n < ATTEMPTS_PER_USERNAME; n++) await throttle.begin('wang', '10.0.0.1');
    for (let minute = 1; minute < 15; minute++) {
      at(minute);
      expect(await refusalOf(throttle.begin('wang', '10.0.0.1'))).toBeDefined();
    }
    expect(await rows()).toHaveLength(ATTEMPTS_PER_USERNAME);
    at(15);
    expect(await refusalOf(throttle.begin('wang', '10.0.0.1'))).toBeUndefined();
  });

  it('remembers after a restart, and in the other process', async () => {
    for (let n = 0; n < ATTEMPTS_PER_USERNAME; n++) await throttle.begin('wang', '10.0.0.1');
    expect(await refusalOf(throttleOn(sources[1]!).begin('wang', '10.0.0.1'))).toBeDefined();
  });

  it('lets no more than the limit through of a hundred guesses at once', async () => {
    // SQLite's driver waits for a lock with the whole thread, so two connections of one thread would wait for each other
    const processes = (database.name === 'SQLite' ? [sources[0]!, sources[0]!] : sources).map(throttleOn);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, n) => refusalOf(processes[n % 2]!.begin('wang', `10.0.${n}.1`))),
    );
    const through = outcomes.filter((refusal) => refusal === undefined).length;
    expect(through).toBeLessThanOrEqual(ATTEMPTS_PER_USERNAME);
    expect(outcomes.filter((refusal) => refusal?.kind === 'too-many')).toHaveLength(100 - through);
    expect(await rows()).toHaveLength(through);
  });

  it('sweeps away what is older than a day, and nothing younger', async () => {
    await throttle.begin('wang', '10.0.0.1');
    at(60);
    await throttle.begin('li', '10.0.0.1');
    at(24 * 60 + 1);
    await throttle.begin('zhao', '10.0.0.1');
    expect((await rows()).map((row) => row.username)).toEqual(['li', 'zhao']);
  });

  describe('keeps names that are too long', () => {
    it.each(['x'.repeat(70), '😀'.repeat(64)])('%s', async (username) => {
      await throttle.begin(username, 'y'.repeat(100));
      expect((await rows())[0]).toMatchObject({ username: username.slice(0, 64 * (username.startsWith('x') ? 1 : 2)) });
    });
  });
});
