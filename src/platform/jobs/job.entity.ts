import { Check, Entity, Index } from 'typeorm';

import { IdColumn, IntegerColumn, LongTextColumn, MomentColumn, TextColumn } from '../database/entity-columns.js';

export const JOB_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** One thing to be done once: what (kind and key), when it is due, who is at it, and under which epoch. */
@Entity('jobs')
@Index('uq_jobs_what_when', ['kind', 'jobKey', 'dueAt'], { unique: true })
@Index('ix_jobs_state_run', ['state', 'runAt'])
@Check('ck_jobs_state', `state IN ('waiting', 'running', 'done', 'failed', 'cancelled')`)
export class Job {
  @IdColumn()
  id: number;

  @TextColumn(32)
  kind: string;

  @TextColumn(100)
  jobKey: string;

  @MomentColumn()
  dueAt: Date;

  @TextColumn(16)
  state: JobState;

  /** When to look at it next: the due time at first, later the time of a further step or of another try. */
  @MomentColumn()
  runAt: Date;

  @TextColumn(100, { nullable: true })
  owner: string | null;

  @MomentColumn({ nullable: true })
  leaseUntil: Date | null;

  /** Counts the claims. Whoever writes under an older epoch has lost the job and is refused. */
  @IntegerColumn()
  epoch: number;

  /** Counts the signs of life, so that each of them changes the row (fence.ts). */
  @IntegerColumn()
  beats: number;

  @IntegerColumn()
  attempts: number;

  @LongTextColumn({ nullable: true })
  lastError: string | null;

  @MomentColumn()
  createdAt: Date;

  @MomentColumn({ nullable: true })
  finishedAt: Date | null;
}
