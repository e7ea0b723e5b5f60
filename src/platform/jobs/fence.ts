import { type EntityManager } from 'typeorm';

import { momentForQuery } from '../database/plain-moments.js';
import { LeaseLost } from './job-handlers.js';

/** A claim on a job that can be handed to another thread: it names the job and the epoch of the claim. */
export interface Fence {
  readonly jobId: number;
  readonly epoch: number;
}

/**
 * Throws LeaseLost unless the claim still holds, prolongs its lease, and keeps it so until the transaction ends.
 *
 * The row is changed and not only locked. On one server a lock would do; on a cluster that several nodes write to, a lock
 * holds on its own node alone, and two transactions conflict, at the commit of the later, only where both *changed* a row.
 * A lease prolonged twice in one millisecond would be no change: hence the beats, which are new each time.
 */
export async function checkFence(manager: EntityManager, fence: Fence, leaseUntil: Date): Promise<void> {
  const { queryRunner } = manager;
  if (queryRunner?.isTransactionActive !== true) throw new Error('a fence outside of a transaction holds nothing');
  const { affected } = await queryRunner.query(
    `UPDATE jobs SET beats = beats + 1, lease_until = ? WHERE id = ? AND epoch = ? AND state = 'running'`,
    [momentForQuery(manager.connection, leaseUntil), fence.jobId, fence.epoch],
    true,
  );
  if (affected !== 1) throw new LeaseLost(fence.jobId);
}

/** Until when a claim holds that gave a sign of life now. */
export const leaseFrom = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);
