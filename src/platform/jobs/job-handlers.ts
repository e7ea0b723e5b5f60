import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';

/** A job in the hands of the process that claimed it. */
export interface ClaimedJob {
  readonly id: number;
  readonly kind: string;
  readonly key: string;
  readonly dueAt: Date;
  readonly attempts: number;
  /** Counts the claims of this job; with the id it is the fence that another thread can carry. */
  readonly epoch: number;
  /**
   * Raised when this process has to stop, or has lost the claim. Whatever takes longer than a transaction looks at it: the
   * process ends a few seconds later, and another one goes on with the job.
   */
  readonly signal: AbortSignal;
  /**
   * Refuses with LeaseLost when someone else has taken the job over meanwhile, and with the signal's reason once that is
   * raised. Called first in every transaction that a handler opens: it changes the job's row, so no second claim can slip
   * in before the transaction's end.
   */
  fence(manager: EntityManager): Promise<void>;
}

/** The job is finished, or has a further step at a later moment. */
export type Outcome = { readonly done: true } | { readonly again: Date };

export type JobHandler = (job: ClaimedJob) => Promise<Outcome>;

export class LeaseLost extends Error {
  constructor(id: number) {
    super(`job ${id} was taken over by another process`);
    this.name = 'LeaseLost';
  }
}

/** The process has to stop, and gives the job back as it is. */
export class Interrupted extends Error {
  constructor() {
    super('this process is stopping; the job goes on in another one, or at the next start');
    this.name = 'Interrupted';
  }
}

/** What trying again cannot mend. The job is shown as failed at once, with this reason. */
export class JobFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'JobFailed';
  }
}

/** Which module does which kind of job. Modules register theirs when they start. */
@Injectable()
export class JobHandlers {
  private readonly handlers = new Map<string, JobHandler>();
  private readonly waiting = new Set<string>();

  /** @param how whether a step spends its time waiting for servers of others, which may be as slow as they like */
  register(kind: string, handler: JobHandler, how: 'works' | 'waits-for-others' = 'works'): void {
    if (this.handlers.has(kind)) throw new Error(`two handlers for jobs of kind ${kind}`);
    this.handlers.set(kind, handler);
    if (how === 'waits-for-others') this.waiting.add(kind);
  }

  waitsForOthers(kind: string): boolean {
    return this.waiting.has(kind);
  }

  kinds(): string[] {
    return [...this.handlers.keys()];
  }

  of(kind: string): JobHandler {
    const handler = this.handlers.get(kind);
    if (handler === undefined) throw new JobFailed(`nobody handles jobs of kind ${kind}`);
    return handler;
  }
}
