import 'reflect-metadata';

import { parentPort, workerData } from 'node:worker_threads';
import { DataSource } from 'typeorm';

import { SharedClock } from '../../platform/clock/shared-clock.js';
import { dataSourceOptions } from '../../platform/database/open-database.js';
import { separateReadsFromWrites } from '../../platform/database/sqlite-connections.js';
import { Transactions } from '../../platform/database/transactions.js';
import { checkFence, leaseFrom } from '../../platform/jobs/fence.js';
import { ProtocolError } from '../../protocol/index.js';
import { type Write } from '../draws/draw-parts.js';
import { drawLots } from './lottery.js';
import { readDraw } from './readings.js';
import { takeSnapshot } from './snapshot.js';
import { type WorkerAnswer, type WorkerInput } from './tasks.js';
import { wordsOf } from './unfit.js';

/* The engine's thread: one task, on a database connection of its own, so that the main thread goes on serving requests. */

async function run({ database, leaseSeconds, task }: WorkerInput): Promise<WorkerAnswer> {
  const dataSource = new DataSource(dataSourceOptions(database, []));
  await dataSource.initialize();
  if (database.kind === 'sqlite') separateReadsFromWrites(dataSource, database.file);
  try {
    if (!('fence' in task)) return { ok: true, result: await readDraw(dataSource, task) };
    const transactions = new Transactions(dataSource);
    const clock = new SharedClock();
    const write: Write = (work) =>
      transactions.run(async (manager) => {
        await checkFence(manager, task.fence, leaseFrom(await clock.ask(manager), leaseSeconds));
        await work(manager);
      });
    const result =
      task.kind === 'snapshot'
        ? await takeSnapshot(dataSource, task, write, clock)
        : await drawLots(dataSource, task, write);
    return { ok: true, result };
  } finally {
    await dataSource.destroy();
  }
}

const answer = await run(workerData as WorkerInput).catch((error: unknown): WorkerAnswer => {
  const known = error instanceof Error ? error : new Error(String(error));
  return {
    ok: false,
    name: known.name,
    message: known.message,
    stack: known.stack ?? '',
    words: error instanceof ProtocolError ? wordsOf(error) : null,
  };
});
parentPort?.postMessage(answer);
