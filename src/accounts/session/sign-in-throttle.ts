import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan, MoreThan } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import { Transactions } from '../../platform/database/transactions.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { addressKey } from './address-key.js';
import { SignInAttempt } from './sign-in-attempt.entity.js';

/** How far back failed attempts are counted. */
export const WINDOW_MILLISECONDS = 15 * 60 * 1000;
/** Failed attempts that one username stands within the window, wherever they come from. */
export const ATTEMPTS_PER_USERNAME = 10;

const KEPT_MILLISECONDS = 24 * 60 * 60 * 1000;
const SWEPT_AT_ONCE = 1000;

/**
 * Counts failed sign-ins in the database, so that the count outlives a restart and holds over all processes.
 *
 * An attempt is committed as failed before the password is looked at, and only then are the attempts counted. The k-th
 * attempt to be committed sees at least k rows, so of any number of parallel guesses no more than the limit get as far as
 * the password. (Counting first would let all of a burst see the same low count.) An attempt that is turned away is taken
 * off again: it tried no password, and left there it would push the end of the wait ahead of itself.
 */
@Injectable()
export class SignInThrottle {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Books an attempt, as failed so far, and returns its id for `succeeded`.
   * @param username canonical
   * @param address as the socket gives it
   * @throws DomainError too-many, with the seconds to wait
   */
  async begin(username: string, address: string): Promise<number> {
    const who = { username: [...username].slice(0, 64).join(''), address: addressKey(address) };
    // most of a flood ends here, without a write
    await this.requireRoom(who, 0);
    const attempt = await this.transactions.run((manager) =>
      manager.save(SignInAttempt, { ...who, succeeded: false, at: this.clock.now() }),
    );
    try {
      await this.requireRoom(who, 1);
    } catch (error) {
      await this.transactions.run((manager) => manager.delete(SignInAttempt, { id: attempt.id }));
      throw error;
    }
    await this.sweep();
    return attempt.id;
  }

  /** The password was right: the attempt no longer counts. */
  async succeeded(attemptId: number): Promise<void> {
    await this.transactions.run((manager) => manager.update(SignInAttempt, { id: attemptId }, { succeeded: true }));
  }

  /** @param own how many of the rows are the attempt itself */
  private async requireRoom(who: { username: string; address: string }, own: 0 | 1): Promise<void> {
    const [byUsername, byAddress] = await Promise.all([
      this.fullUntil({ username: who.username }, ATTEMPTS_PER_USERNAME + own),
      this.fullUntil({ address: who.address }, this.config.signInAttempts + own),
    ]);
    const until = Math.max(byUsername, byAddress);
    if (until === 0) return;
    const seconds = Math.max(1, Math.ceil((until - this.clock.now().getTime()) / 1000));
    throw new DomainError(
      'too-many',
      'too_many_sign_ins',
      text(
        `登录失败次数过多，请在 ${seconds} 秒后再试。`,
        `Too many failed sign-ins; try again in ${seconds} seconds.`,
      ),
      { retryAfterSeconds: seconds },
    );
  }

  /** When fewer than `most` failed attempts will be left in the window, in milliseconds of the epoch; 0 if that is so now. */
  private async fullUntil(of: { username: string } | { address: string }, most: number): Promise<number> {
    const since = new Date(this.clock.now().getTime() - WINDOW_MILLISECONDS);
    const [row] = await this.dataSource.manager.find(SignInAttempt, {
      where: { ...of, succeeded: false, at: MoreThan(since) },
      order: { at: 'DESC', id: 'DESC' },
      skip: most - 1,
      take: 1,
    });
    return row === undefined ? 0 : row.at.getTime() + WINDOW_MILLISECONDS;
  }

  /** Removes attempts older than a day. By id, because a range would lock the gap that other sign-ins insert into. */
  private async sweep(): Promise<void> {
    const old = await this.dataSource.manager.find(SignInAttempt, {
      select: { id: true },
      where: { at: LessThan(new Date(this.clock.now().getTime() - KEPT_MILLISECONDS)) },
      order: { id: 'ASC' },
      take: SWEPT_AT_ONCE,
    });
    if (old.length === 0) return;
    await this.transactions.run((manager) => manager.delete(SignInAttempt, { id: In(old.map((row) => row.id)) }));
  }
}
