import { Flag, Integer, Moment, OneOf, Text } from '../http/fields.js';
import { ListQuery } from '../http/paging.js';
import { JOB_STATES, type Job, type JobState } from './job.entity.js';

/** Milliseconds after its time from which a job that nobody has begun is late: processes look about once a second. */
const LATE = 10_000;

export class JobListQuery extends ListQuery {
  @OneOf(JOB_STATES, { optional: true })
  state?: JobState;

  @Text({ max: 32, optional: true, about: 'What is to be done: draw, issue, checkpoint-export …' })
  kind?: string;
}

export class JobResponse {
  @Integer({ min: 1, max: 2_147_483_647 })
  id: number;

  @Text({ max: 32, about: 'What is to be done: draw, issue, checkpoint-export …' })
  kind: string;

  @Text({ max: 100, about: 'For whom: the id of the occurrence, of the draw …' })
  key: string;

  @OneOf(JOB_STATES)
  state: JobState;

  @Moment({ about: 'When it was to be done' })
  dueAt: string;

  @Moment({ about: 'When it is looked at next, while it waits' })
  runAt: string;

  @Flag({ about: 'Whether it waits though its time has passed: no process takes it up' })
  late: boolean;

  @Integer({ min: 0, max: 2_147_483_647, about: 'Tries since it last went well, with the present one' })
  attempts: number;

  @Text({ max: 4000, nullable: true, about: 'Why the last try did not succeed' })
  lastError: string | null;

  @Text({ max: 100, nullable: true, about: 'The process that is at it, or was last' })
  owner: string | null;

  @Moment({ nullable: true, about: 'Until when it is left to its owner, without a sign of life' })
  leaseUntil: string | null;

  @Moment({ nullable: true })
  finishedAt: string | null;
}

export function jobResponse(job: Job, now: Date): JobResponse {
  const { attempts, id, jobKey: key, kind, lastError, owner, state } = job;
  return {
    id,
    kind,
    key,
    state,
    dueAt: job.dueAt.toISOString(),
    runAt: job.runAt.toISOString(),
    late: state === 'waiting' && now.getTime() - job.runAt.getTime() > LATE,
    attempts,
    lastError,
    owner,
    leaseUntil: job.leaseUntil?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
  };
}
