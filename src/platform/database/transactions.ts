import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { secretBytes } from '../secrets/secrets.js';
import { codeOf, isAway, isUndone } from './database-errors.js';

export { isDuplicate } from './database-errors.js';

const ATTEMPTS = 5;
/** Of a conflict, which is told at once, where a lock is waited for. On a cluster several nodes may want the log's head again and again. */
const ATTEMPTS_AT_CONFLICT = 12;
const LONGEST_WAIT = 500;

/**
 * Opens transactions for services. When the database breaks one off because two got into each other's way (deadlock, lock
 * wait, busy, a cluster's conflict at the commit), the whole work is done again from its start: so it must not have effects
 * outside the database. Where the connection broke it is not: nobody knows whether a commit was heard. Only what had not
 * begun, on a pooled connection that turns out to be dead, is begun on another one.
 */
@Injectable()
export class Transactions {
  /** @param onRepeat is told of each further try, with the database's word for what got in the way */
  constructor(
    private readonly dataSource: DataSource,
    private readonly onRepeat: (code: string) => void = () => undefined,
  ) {}

  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      let begun = false;
      try {
        return await this.dataSource.transaction((manager) => {
          begun = true;
          return work(manager);
        });
      } catch (error) {
        const again = isUndone(error) || (!begun && isAway(error));
        const most = codeOf(error) === 'ER_LOCK_DEADLOCK' ? ATTEMPTS_AT_CONFLICT : ATTEMPTS;
        if (attempt >= most || !again) throw error;
        this.onRepeat(codeOf(error) ?? '');
        // not the same on both sides, or the same two meet again
        const part = 0.5 + (secretBytes(1)[0] ?? 0) / 255;
        await new Promise((resolve) => setTimeout(resolve, part * Math.min(20 * 2 ** attempt, LONGEST_WAIT)));
      }
    }
  }
}
