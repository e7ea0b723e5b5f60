import 'reflect-metadata';

import { constants, setPriority } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { DataSource } from 'typeorm';

import { SharedClock } from '../../platform/clock/shared-clock.js';
import { codeOf, isAway } from '../../platform/database/database-errors.js';
import { dataSourceOptions } from '../../platform/database/open-database.js';
import { separateReadsFromWrites } from '../../platform/database/sqlite-connections.js';
import { Transactions } from '../../platform/database/transactions.js';
import { checkFence, leaseFrom } from '../../platform/jobs/fence.js';
import { ProtocolError } from '../../protocol/index.js';
import { type Write } from '../draws/draw-parts.js';
import { rehearse } from '../dry-run/rehearsal.js';
import { drawLots } from './lottery.js';
import { readDraw } from './readings.js';
import { takeSnapshot } from './snapshot.js';
import { END, type ReadingTask, type RehearsalTask, type Task, type WorkerAnswer, type WorkerInput } from './tasks.js';
import { wordsOf } from './unfit.js';

/* The engine's thread: one task after the other, on a database connection of its own, so that the main thread goes on serving. */

/** Bytes of memory from which a thread is not worth keeping: at its end they are given back. */
const LARGE = 160 * 1024 * 1024;

const { database, leaseSeconds } = workerData as WorkerInput;
const clock = new SharedClock();
let opened: Promise<DataSource> | undefined;

// Whoever waits for an answer comes before a draw that takes long anyway. On Linux 0 is the thread that asks; elsewhere it
// would be the whole process.
if (process.platform === 'linux') {
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // a container may not let it; then all are equal
  }
}

async function open(): Promise<DataSource> {
  const dataSource = new DataSource(dataSourceOptions(database, []));
  await dataSource.initialize();
  if (database.kind === 'sqlite') separateReadsFromWrites(dataSource, database.file);
  return dataSource;
}

async function run(task: Task | ReadingTask | RehearsalTask): Promise<WorkerAnswer> {
  const dataSource = await (opened ??= open());
  if (task.kind === 'rehearsal')
    return { ok: true, result: await rehearse(dataSource, task.pools, clock), large: isLarge() };
  if (!('fence' in task)) return { ok: true, result: await readDraw(dataSource, task), large: isLarge() };
  const transactions = new Transactions(dataSource);
  const write: Write = (work) =>
    transactions.run(async (manager) => {
      await checkFence(manager, task.fence, leaseFrom(await clock.ask(manager), leaseSeconds));
      await work(manager);
    });
  const result =
    task.kind === 'snapshot'
      ? await takeSnapshot(dataSource, task, write, clock)
      : await drawLots(dataSource, task, write);
  return { ok: true, result, large: isLarge() };
}

function isLarge(): boolean {
  const { external_memory: external, total_heap_size: heap } = getHeapStatistics();
  return heap + external > LARGE;
}

parentPort?.on('message', (task: Task | ReadingTask | RehearsalTask | typeof END) => {
  // in a thread this ends the thread alone; what was not committed is rolled back with its connection
  if (task === END) process.exit();
  void run(task)
    .catch((error: unknown): WorkerAnswer => {
      const known = error instanceof Error ? error : new Error(String(error));
      return {
        ok: false,
        name: known.name,
        message: known.message,
        stack: known.stack ?? '',
        code: codeOf(error) ?? (isAway(error) ? 'PROTOCOL_CONNECTION_LOST' : null),
        words: error instanceof ProtocolError ? wordsOf(error) : null,
      };
    })
    .then((answer) => parentPort?.postMessage(answer));
});
