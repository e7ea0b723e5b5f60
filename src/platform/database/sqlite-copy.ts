import Database from 'better-sqlite3';
import { DataSource } from 'typeorm';

import { type Entities } from './open-database.js';
import { SnakeNames } from './snake-names.js';

/** How long a copy waits for a lock, in looks of so many milliseconds. In WAL mode there is none in the way but a recovery's. */
const LOOKS = 600;
const LOOK_MILLISECONDS = 100;
const ALL_PAGES = 0x7fff_ffff;
const MOST_FAULTS = 20;

/**
 * Copies a database that others are writing to, as it stands at one moment, into a file that needs no companions.
 *
 * All pages go in one step: SQLite's backup begins anew whenever another connection has written between two steps, so that
 * one in small steps never ends beside a busy server. In WAL mode the one step holds nobody up. It keeps its thread busy
 * until it is done, which is why it is not called on the thread that answers requests.
 */
export async function copyDatabase(from: Database.Database, to: string): Promise<void> {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  let looks = 0;
  await from.backup(to, {
    progress: () => {
      // asked before the one step, and again only where that found the file locked
      if (looks++ > LOOKS) throw new Error('the database was locked for a minute; giving up');
      if (looks > 1) Atomics.wait(pause, 0, 0, LOOK_MILLISECONDS);
      return ALL_PAGES;
    },
  });
  const copy = new Database(to);
  try {
    // otherwise a mere look at it would make files beside it, and fail on a medium that is read-only
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** What SQLite finds to be wrong inside a database file. */
export function integrityFaults(file: string): string[] {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    const found = database.pragma(`integrity_check(${MOST_FAULTS})`) as { integrity_check: string }[];
    const faults = found.map((row) => row.integrity_check).filter((said) => said !== 'ok');
    const loose = database.pragma('foreign_key_check') as { table: string; rowid: number; parent: string }[];
    return [
      ...faults,
      ...loose.slice(0, MOST_FAULTS).map(({ parent, rowid, table }) => `row ${rowid} of ${table} lacks its ${parent}`),
    ];
  } catch (error) {
    if (error instanceof Database.SqliteError) return [error.message];
    throw error;
  } finally {
    database?.close();
  }
}

/** Opens a database file to be read, as it is: without migrations, and without making it one that is written to. */
export async function openForReading(file: string, entities: Entities): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'better-sqlite3',
    database: file,
    readonly: true,
    fileMustExist: true,
    entities: [...entities],
    synchronize: false,
    namingStrategy: new SnakeNames(),
  });
  return dataSource.initialize();
}
