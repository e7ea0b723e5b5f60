import Database from 'better-sqlite3';
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { checkpointName, newestKept } from '../drawing/log/checkpoint-folder.js';
import { checkCopy, type CopiedHead, headOfCopy } from '../drawing/log/copied-log.js';
import { type LogCheck } from '../drawing/log/log-check.js';
import { fittingKey, seedOf } from '../drawing/log/log-key.js';
import { type Config } from '../platform/config/config.js';
import { copyDatabase, integrityFaults } from '../platform/database/sqlite-copy.js';
import { useDatabase, useForBackup } from '../platform/database/sqlite-use.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { fileFacts, syncFile, syncFolder, writeFresh } from '../platform/files.js';
import { type Bilingual, text } from '../platform/text.js';
import { VERSIONS } from '../platform/versions.js';
import {
  type BackedUpFile,
  type BackupFacts,
  backupsOf,
  clearUnfinished,
  DATABASE,
  FACTS,
  FORMAT,
  KEY,
  nameOf,
  removeBackup,
  tagOf,
  unfinishedName,
} from './backup-folder.js';
import { mysqlBackup } from './mysql-words.js';
import { surplus } from './retention.js';

export interface BackupOrder {
  readonly config: Config;
  /** An existing folder, in which the backup gets one of its own. */
  readonly folder: string;
  /** Whether the key that signs the log goes with it. */
  readonly withKey: boolean;
  /** How many backups of this log stay in the folder; all, where nothing is said. */
  readonly keep?: number | undefined;
  readonly now: Date;
}

export interface TakenBackup {
  readonly folder: string;
  readonly facts: BackupFacts;
  /** Older ones that were removed. */
  readonly removed: readonly string[];
  /** It lies on the same disk as the database, and goes when that goes. */
  readonly sameDisk: boolean;
}

const refused = (code: string, zh: string, en: string): DomainError =>
  new DomainError('unavailable', code, text(zh, en));

/** The path of the database file, or what to do instead where the database is not embedded. */
export function embeddedDatabase({ database }: Config): string {
  if (database.kind === 'mysql') throw mysqlBackup();
  return database.file;
}

/**
 * Makes a backup of the database as it stands at one moment; a server may be at work on it meanwhile. It has its name only
 * when it is whole, on the disk, and found to be right: the file's own structure, the whole log made again from its entries,
 * and its going on from the checkpoint that was exported last.
 */
export async function takeBackup(order: BackupOrder): Promise<TakenBackup> {
  const { config, folder } = order;
  const database = embeddedDatabase(config);
  if (!existsSync(database))
    throw refused('no_database', `没有数据库文件 ${database}。`, `There is no database file ${database}.`);
  mustBeFolder(folder);
  const use = useDatabase(database);
  try {
    const lock = useForBackup(database);
    try {
      return await backUp(order, database);
    } finally {
      lock.end();
    }
  } finally {
    use.end();
  }
}

function mustBeFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  // not made: where a disk that should be there is not mounted, the backups would end beside the database
  throw refused(
    'backup_folder_missing',
    `没有备份目录 ${folder}。请先建立该目录，或接上它所在的盘。`,
    `There is no folder ${folder} for backups. Make it first, or connect the disk that it is on.`,
  );
}

async function backUp({ config, folder, keep, now, withKey }: BackupOrder, database: string): Promise<TakenBackup> {
  const head = await headOfCopy(database);
  if (head === undefined)
    throw refused(
      'nothing_to_back_up',
      `数据库 ${database} 还没有启用过，没有可备份的内容。`,
      `The database ${database} has never been in use; there is nothing to back up.`,
    );
  const { origin } = head.checkpoint;
  const tag = tagOf(origin, database);
  clearUnfinished(folder, tag);
  const name = nameOf(now);
  const whole = join(folder, name);
  if (existsSync(whole))
    throw refused('backup_is_there', `已有同名备份 ${whole}。`, `There is a backup ${whole} already.`);
  const growing = join(folder, unfinishedName(now, tag));
  let facts: BackupFacts;
  try {
    // whoever can read it can read the sealed randomness of draws to come
    mkdirSync(growing, { mode: 0o700 });
    facts = await fill(growing, database, config, now, withKey);
    renameSync(growing, whole);
    syncFolder(folder);
  } catch (error) {
    rmSync(growing, { recursive: true, force: true });
    throw withAdvice(error, folder);
  }
  const older =
    keep === undefined ? [] : surplus(backupsOf(folder, origin), keep, now).filter((one) => one.name !== name);
  for (const one of older) removeBackup(folder, one, tag);
  const sameDisk = statSync(folder).dev === statSync(dirname(database)).dev;
  return { folder: whole, facts, removed: older.map((one) => one.name), sameDisk };
}

async function fill(
  folder: string,
  database: string,
  config: Config,
  now: Date,
  withKey: boolean,
): Promise<BackupFacts> {
  // read before the copy is made: what is exported later may be of a log that is longer than the copy's
  const exported = newestKept(config.checkpointDir);
  const copy = join(folder, DATABASE);
  writeFresh(copy, '', 0o600);
  const source = new Database(database, { readonly: true, fileMustExist: true });
  try {
    await copyDatabase(source, copy);
  } finally {
    source.close();
  }
  syncFile(copy);
  const head = (await headOfCopy(copy))!;
  const check = await checkCopy(copy, exported === undefined ? [] : [exported]);
  const faults = [...integrityFaults(copy).map((said) => text(said, said)), ...check.faults];
  if (faults.length > 0) throw unfit(faults);

  const written: BackedUpFile[] = [{ name: DATABASE, ...fileFacts(copy) }];
  const add = (name: string, content: string, mode?: number): void => {
    writeFresh(join(folder, name), content, mode);
    written.push({ name, ...fileFacts(join(folder, name)) });
  };
  for (const [size, note] of notesOf(head, exported)) add(checkpointName(size), note);
  if (withKey) add(KEY, keyOf(config, check), 0o600);
  const facts: BackupFacts = {
    format: FORMAT,
    at: now.toISOString(),
    product: VERSIONS,
    migrations: migrationsIn(copy),
    log: { origin: check.origin, size: check.size, root: check.root },
    signingKey: withKey,
    files: written,
  };
  writeFresh(join(folder, FACTS), `${JSON.stringify(facts, null, 2)}\n`);
  syncFolder(folder);
  return facts;
}

/** The checkpoints that go with it: the one that was exported last, and the copy's own head. */
function notesOf(head: CopiedHead, exported: ReturnType<typeof newestKept>): Map<number, string> {
  const notes = new Map<number, string>();
  if (exported !== undefined) notes.set(exported.checkpoint.size, exported.text);
  return notes.set(head.checkpoint.size, head.note);
}

function keyOf({ logKeyFile }: Config, { key, origin }: LogCheck): string {
  const signer = fittingKey(logKeyFile, key, origin);
  if (signer !== undefined) return seedOf(signer);
  throw refused(
    'log_key_missing',
    `签名密钥文件 ${logKeyFile} 不在，或不是日志现用的那一把（${key}），不能放进备份。`,
    `The signing key ${logKeyFile} is not there, or is not the one that the log has now (${key}); it cannot go into the backup.`,
  );
}

/** The names of the migrations that a database file has had, the oldest first. */
export function migrationsIn(file: string): string[] {
  const database = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const rows = database.prepare('SELECT name FROM migrations ORDER BY id').all() as { name: string }[];
    return rows.map(({ name }) => name);
  } finally {
    database.close();
  }
}

function unfit(faults: readonly Bilingual[]): DomainError {
  const [zh, en] = [faults.map((each) => each.zh).join('；'), faults.map((each) => each.en).join('; ')];
  return refused(
    'backup_unfit',
    `没有备份：数据库本身有问题。${zh}。请运行 sortis log check，并保留以前的备份。`,
    `No backup was made: the database itself is at fault. ${en}. Run sortis log check, and keep the earlier backups.`,
  );
}

/** A disk that is full or may not be written to, in words. */
function withAdvice(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL')
    return refused(
      'backup_disk_full',
      `备份目录 ${folder} 所在的盘已满，没有备份。请腾出空间，或换一个目录。`,
      `The disk of the folder ${folder} is full; no backup was made. Free some space, or choose another folder.`,
    );
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return refused(
      'backup_folder_closed',
      `没有权限写备份目录 ${folder}，没有备份。`,
      `The folder ${folder} may not be written to; no backup was made.`,
    );
  return error;
}

/** The code of an error of the file system or of SQLite. */
export function codeOf(error: unknown): string | undefined {
  if (error instanceof DomainError) return error.code;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
