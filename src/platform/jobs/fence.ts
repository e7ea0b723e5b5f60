import { type EntityManager } from 'typeorm';

import { LeaseLost } from './job-handlers.js';

/** A claim on a job that can be handed to another thread: it names the job and the epoch of the claim. */
export interface Fence {
  readonly jobId: number;
  readonly epoch: number;
}

/**
 * Throws LeaseLost unless the claim still holds, and keeps it so until the transaction ends: on MySQL by locking the job's
 * row, on SQLite because the transaction holds the only write lock there is.
 */
export async function checkFence(manager: EntityManager, fence: Fence): Promise<void> {
  const lock = manager.connection.options.type === 'mysql' ? ' FOR UPDATE' : '';
  const rows: unknown = await manager.query(
    `SELECT id FROM jobs WHERE id = ? AND epoch = ? AND state = 'running'${lock}`,
    [fence.jobId, fence.epoch],
  );
  if (!Array.isArray(rows) || rows.length !== 1) throw new LeaseLost(fence.jobId);
}
