import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';

import { DomainError } from '../errors/domain-error.js';
import { text } from '../text.js';

/*
 * Who has a SQLite database in use. Each lock is one that SQLite takes on a small file of its own beside the database, so it
 * ends with its process, however that ends, and can be taken where the database itself is damaged or not there.
 */

export interface Use {
  end(): void;
}

/** While a restore is under way, and after one that was cut off, this file says so. Nobody opens the database then. */
export const unfinishedRestoreOf = (file: string): string => `${file}.restore`;

/** Whoever wants the database for himself asks briefly: meanwhile those who come wait, longer than he does. */
const PATIENCE_MILLISECONDS = { alone: 500, shared: 5000 };

/** For all who read or write the database; any number of processes at once. Refused while it is being replaced. */
export function useDatabase(file: string): Use {
  const use = lock(`${file}.in-use`, 'shared');
  if (use === undefined)
    throw refused(
      'restore_under_way',
      `正在恢复数据库 ${file}（sortis restore），请等它结束。`,
      `The database ${file} is being restored (sortis restore). Wait until that is done.`,
    );
  const unfinished = unfinishedRestoreOf(file);
  if (!existsSync(unfinished)) return use;
  use.end();
  throw refused(
    'restore_unfinished',
    `数据库 ${file} 的恢复中途断了（${unfinished}）。请把同一条 sortis restore 命令再运行一次，它会接着做完。`,
    `A restore of the database ${file} was cut off (${unfinished}). Run the same sortis restore command again; it goes on where it was.`,
  );
}

/** For whoever replaces the database. Refused while anyone has it in use. */
export function useAlone(file: string): Use {
  const use = lock(`${file}.in-use`, 'alone');
  if (use !== undefined) return use;
  throw refused(
    'database_in_use',
    `有程序正在使用数据库 ${file}（例如公签服务本身）。请先停止服务，再恢复。`,
    `A program is using the database ${file}, such as the server itself. Stop the server, then restore.`,
  );
}

/** One backup of a database at a time. */
export function useForBackup(file: string): Use {
  const use = lock(`${file}.backup`, 'alone');
  if (use !== undefined) return use;
  throw refused(
    'backup_under_way',
    `数据库 ${file} 正在备份，请等它结束。`,
    `A backup of the database ${file} is being made. Wait until that is done.`,
  );
}

function lock(file: string, how: 'shared' | 'alone'): Use | undefined {
  const connection = new Database(file, { timeout: PATIENCE_MILLISECONDS[how] });
  try {
    connection.exec(how === 'alone' ? 'BEGIN EXCLUSIVE' : 'BEGIN');
    // a transaction takes its shared lock at its first look at the file
    if (how === 'shared') connection.prepare('SELECT 1 FROM sqlite_schema').get();
  } catch (error) {
    connection.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
  return { end: () => connection.close() };
}

const refused = (code: string, zh: string, en: string): DomainError =>
  new DomainError('unavailable', code, text(zh, en));
