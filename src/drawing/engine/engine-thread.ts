import { Worker } from 'node:worker_threads';

import { END, type ReadingTask, type RehearsalTask, type Task, type WorkerAnswer, type WorkerInput } from './tasks.js';

/** Milliseconds. */
const PATIENCE = 1000;

/** The engine's thread as the main thread sees it: one task at a time. */
export class EngineThread {
  /** Whether it can take another task. */
  fit = true;
  private readonly worker: Worker;

  constructor(input: WorkerInput) {
    this.worker = new Worker(new URL('./engine.worker.js', import.meta.url), { workerData: input });
    this.worker.on('error', () => (this.fit = false));
    this.worker.on('exit', () => (this.fit = false));
    this.worker.setMaxListeners(20);
  }

  /** @param signal ends the thread, and with it the task, wherever that is */
  async ask(task: Task | ReadingTask | RehearsalTask, signal?: AbortSignal): Promise<WorkerAnswer> {
    signal?.throwIfAborted();
    const { worker } = this;
    const end = (): void => void this.end();
    signal?.addEventListener('abort', end);
    worker.ref();
    let done: () => void = () => undefined;
    try {
      return await new Promise<WorkerAnswer>((resolve, reject) => {
        const ended = (code: number): void => {
          const error = new Error(`the engine's thread ended without an answer (${code})`);
          reject(signal?.aborted === true ? (signal.reason as Error) : error);
        };
        worker.once('message', resolve).once('error', reject).once('exit', ended);
        done = () => void worker.off('message', resolve).off('error', reject).off('exit', ended);
        worker.postMessage(task);
      });
    } finally {
      done();
      signal?.removeEventListener('abort', end);
      // a thread that waits for work does not hold the process up
      worker.unref();
    }
  }

  /**
   * The thread is asked first, and ends between two of its steps: one that is broken off inside a call of SQLite takes the
   * whole process along (SIGABRT). What does not hear within a second is busy computing, and can be broken off.
   */
  async end(): Promise<void> {
    this.fit = false;
    const { worker } = this;
    if (worker.threadId === -1) return;
    let timer: NodeJS.Timeout | undefined;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const busy = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE)));
    worker.ref();
    worker.postMessage(END);
    await Promise.race([ended, busy]);
    clearTimeout(timer);
    await worker.terminate();
  }
}
