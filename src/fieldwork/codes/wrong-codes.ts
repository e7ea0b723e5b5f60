import { Injectable } from '@nestjs/common';

import { addressKey } from '../../accounts/session/address-key.js';
import { Clock } from '../../platform/clock/clock.js';
import { DomainError } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

const WINDOW_MILLISECONDS = 15 * 60_000;
/** One address may stand for everyone in an office, or behind a carrier; nobody types so many wrong ones. */
export const WRONG_CODES_PER_ADDRESS = 100;
const MOST_ADDRESSES = 10_000;

interface Count {
  readonly since: number;
  wrong: number;
}

/**
 * Turns away an address that tries codes. A count of each process is enough: a code has 60 bits, and this is to keep the
 * database and the log from those who try all the same.
 */
@Injectable()
export class WrongCodes {
  private readonly counts = new Map<string, Count>();

  constructor(private readonly clock: Clock) {}

  /** @throws DomainError too-many */
  requireRoom(address: string): void {
    const count = this.of(addressKey(address));
    if (count === undefined || count.wrong < WRONG_CODES_PER_ADDRESS) return;
    const left = count.since + WINDOW_MILLISECONDS - this.clock.now().getTime();
    const seconds = Math.max(1, Math.ceil(left / 1000));
    throw new DomainError(
      'too-many',
      'too_many_wrong_codes',
      text(
        `从这个地址查询了太多不存在的核验码，请在 ${seconds} 秒后再试。`,
        `Too many codes that do not exist were asked for from this address; try again in ${seconds} seconds.`,
      ),
      { retryAfterSeconds: seconds },
    );
  }

  add(address: string): void {
    const key = addressKey(address);
    const count = this.of(key);
    if (count !== undefined) {
      count.wrong++;
      return;
    }
    this.counts.delete(key);
    this.counts.set(key, { since: this.clock.now().getTime(), wrong: 1 });
    const [oldest] = this.counts.keys();
    if (this.counts.size > MOST_ADDRESSES && oldest !== undefined) this.counts.delete(oldest);
  }

  private of(key: string): Count | undefined {
    const count = this.counts.get(key);
    const age = count === undefined ? 0 : this.clock.now().getTime() - count.since;
    return count !== undefined && age >= 0 && age < WINDOW_MILLISECONDS ? count : undefined;
  }
}
