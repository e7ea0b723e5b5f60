import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

const ATTEMPTS = 5;

/**
 * Opens transactions for services. When the database breaks one off because two got into each other's way (deadlock, lock
 * wait, busy), the whole work is done again from its start: so it must not have effects outside the database.
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
      try {
        return await this.dataSource.transaction(work);
      } catch (error) {
        if (attempt >= ATTEMPTS || !isPassing(error)) throw error;
        this.onRepeat(databaseCode(error) ?? '');
        await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** attempt));
      }
    }
  }
}

const PASSING = new Set(['ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT']);

/** Whether a second try may well succeed. */
export function isPassing(error: unknown): boolean {
  return PASSING.has(databaseCode(error) ?? '');
}

const DUPLICATE = new Set(['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);

/** Whether a unique constraint said no. */
export function isDuplicate(error: unknown): boolean {
  return DUPLICATE.has(databaseCode(error) ?? '');
}

function databaseCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const inner = 'driverError' in error ? error.driverError : error;
  if (typeof inner !== 'object' || inner === null || !('code' in inner)) return undefined;
  return typeof inner.code === 'string' ? inner.code : undefined;
}
