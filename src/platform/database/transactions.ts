import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { codeOf, isAway, isUndone } from './database-errors.js';

export { isDuplicate } from './database-errors.js';

const ATTEMPTS = 5;

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
        if (attempt >= ATTEMPTS || !again) throw error;
        this.onRepeat(codeOf(error) ?? '');
        await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt));
      }
    }
  }
}
