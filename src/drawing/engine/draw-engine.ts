import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

import { Config } from '../../platform/config/config.js';
import { JobFailed, LeaseLost } from '../../platform/jobs/job-handlers.js';
import { EngineThread } from './engine-thread.js';
import { Unfit } from './unfit.js';
import {
  type ReadingTask,
  type Rehearsal,
  type RehearsalTask,
  type Task,
  type TaskResults,
  type WorkerAnswer,
} from './tasks.js';

type Failure = Extract<WorkerAnswer, { ok: false }>;

/** Threads that wait for work. As many as jobs run at once. */
const MOST_IDLE = 2;
/** Milliseconds. */
const IDLE = 30_000;

/**
 * Runs the tasks of draws on threads beside the one that serves requests. A thread takes longer to begin than a small draw
 * takes, so it is kept with its connection for the next task, and ends when there has been none for a while. One that
 * failed, was broken off, or has grown large is not kept.
 */
@Injectable()
export class DrawEngine implements OnApplicationShutdown {
  private readonly busy = new Set<EngineThread>();
  private readonly idle = new Map<EngineThread, NodeJS.Timeout>();

  constructor(private readonly config: Config) {}

  /** @param signal ends the thread, and with it the task, wherever that is */
  async run<K extends Task['kind']>(signal: AbortSignal, task: Extract<Task, { kind: K }>): Promise<TaskResults[K]> {
    const answer = await this.ask(task, signal);
    if (answer.ok) return answer.result as TaskResults[K];
    if (answer.name === 'LeaseLost') throw new LeaseLost(task.fence.jobId);
    // a broken rule or a tampered pool stays so however often one tries; a database that was away may be back
    if (answer.words !== null) throw new Unfit(answer.words);
    if (answer.name === 'PoolTampered') throw new JobFailed(answer.message);
    throw errorOf(answer);
  }

  async read<K extends ReadingTask['kind']>(task: ReadingTask<K>): Promise<TaskResults[K]> {
    const answer = await this.ask(task);
    if (answer.ok) return answer.result as TaskResults[K];
    throw errorOf(answer);
  }

  /** Throws `Unfit` where the pools do not fit the rules. */
  async rehearse(task: RehearsalTask): Promise<Rehearsal> {
    const answer = await this.ask(task);
    if (answer.ok) return answer.result as Rehearsal;
    if (answer.words !== null) throw new Unfit(answer.words);
    throw errorOf(answer);
  }

  async onApplicationShutdown(): Promise<void> {
    for (const timer of this.idle.values()) clearTimeout(timer);
    await Promise.all([...this.busy, ...this.idle.keys()].map((thread) => thread.end()));
  }

  private async ask(task: Task | ReadingTask | RehearsalTask, signal?: AbortSignal): Promise<WorkerAnswer> {
    signal?.throwIfAborted();
    const thread = this.take();
    this.busy.add(thread);
    try {
      const answer = await thread.ask(task, signal);
      if (!answer.ok || answer.large) await thread.end();
      return answer;
    } catch (error) {
      await thread.end();
      throw error;
    } finally {
      this.busy.delete(thread);
      if (thread.fit) this.keep(thread);
    }
  }

  private take(): EngineThread {
    for (const [thread, timer] of this.idle) {
      clearTimeout(timer);
      this.idle.delete(thread);
      if (thread.fit) return thread;
    }
    return new EngineThread({ database: this.config.database, leaseSeconds: this.config.leaseSeconds });
  }

  private keep(thread: EngineThread): void {
    const end = (): void => {
      this.idle.delete(thread);
      void thread.end();
    };
    if (this.idle.size >= MOST_IDLE) end();
    else this.idle.set(thread, setTimeout(end, IDLE).unref());
  }
}

function errorOf({ code, message, stack }: Failure): Error {
  const error = new Error(message);
  error.stack = stack;
  return code === null ? error : Object.assign(error, { code });
}
