import { Injectable } from '@nestjs/common';
import { Worker } from 'node:worker_threads';

import { Config } from '../../platform/config/config.js';
import { JobFailed, LeaseLost } from '../../platform/jobs/job-handlers.js';
import { Unfit } from './unfit.js';
import { type Task, type TaskResults, type WorkerAnswer, type WorkerInput } from './tasks.js';

/** Runs one task of a draw on a thread of its own. */
@Injectable()
export class DrawEngine {
  constructor(private readonly config: Config) {}

  async run<K extends Task['kind']>(task: Extract<Task, { kind: K }>): Promise<TaskResults[K]> {
    const input: WorkerInput = { database: this.config.database, task };
    const worker = new Worker(new URL('./engine.worker.js', import.meta.url), { workerData: input });
    const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the engine's thread ended without an answer (${code})`)));
    });
    if (answer.ok) return answer.result as TaskResults[K];
    throw failureOf(answer, task);
  }
}

/** A broken rule or a tampered pool stays so however often one tries; a database that was away may be back. */
export function failureOf(answer: Extract<WorkerAnswer, { ok: false }>, task: Task): Error {
  if (answer.name === 'LeaseLost') return new LeaseLost(task.fence.jobId);
  if (answer.words !== null) return new Unfit(answer.words);
  if (answer.name === 'PoolTampered') return new JobFailed(answer.message);
  const error = new Error(answer.message);
  error.stack = answer.stack;
  return error;
}
