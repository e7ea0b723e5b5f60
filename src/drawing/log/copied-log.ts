import { type DataSource } from 'typeorm';

import { openForReading } from '../../platform/database/sqlite-copy.js';
import { type Checkpoint, readCheckpoint } from '../../protocol/index.js';
import { type KeptCheckpoint } from './checkpoint-folder.js';
import { checkLog, type LogCheck } from './log-check.js';
import { LOG_ENTITIES, LogCheckpoint } from './log.entities.js';

/* The log in a database file that no server works on: a copy, or one that is about to be replaced. */

export interface CopiedHead {
  /** The newest signed head, as it was written. */
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

/** The newest head of the log in the file, or undefined where no log was ever begun. */
export function headOfCopy(file: string): Promise<CopiedHead | undefined> {
  return reading(file, async (dataSource) => {
    const [newest] = await dataSource.manager.find(LogCheckpoint, { order: { size: 'DESC' }, take: 1 });
    return newest === undefined ? undefined : { note: newest.note, checkpoint: readCheckpoint(newest.note) };
  });
}

/**
 * What `sortis log check` does, on the file.
 * @param kept ascending by size
 */
export function checkCopy(file: string, kept: Iterable<KeptCheckpoint>): Promise<LogCheck> {
  return reading(file, (dataSource) => checkLog(dataSource, kept));
}

async function reading<T>(file: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = await openForReading(file, LOG_ENTITIES);
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
