import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';

import { Config } from '../../platform/config/config.js';
import { JobFailed, LeaseLost } from '../../platform/jobs/job-handlers.js';
import { Unfit } from './unfit.js';
import { type ReadingTask, type Task, type TaskResults, type WorkerAnswer, type WorkerInput } from './tasks.js';

type Failure = Extract<WorkerAnswer, { ok: false }>;

/** Runs one task of a draw on a thread of its own. */
@Injectable()
export class DrawEngine {
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

  private async ask(task: Task | ReadingTask, signal?: AbortSignal): Promise<WorkerAnswer> {
    signal?.throwIfAborted();
    const input: WorkerInput = { database: this.config.database, leaseSeconds: this.config.leaseSeconds, task };
    const worker = new Worker(new URL('./engine.worker.js', import.meta.url), { workerData: input });
    const end = (): void => void worker.terminate();
    signal?.addEventListener('abort', end);
    return new Promise<WorkerAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => {
        const ended = new Error(`the engine's thread ended without an answer (${code})`);
        reject(signal?.aborted === true ? (signal.reason as Error) : ended);
      });
    }).finally(() => signal?.removeEventListener('abort', end));
  }
}

function errorOf({ message, stack }: Failure): Error {
  const error = new Error(message);
  error.stack = stack;
  return error;
}
