import { existsSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { isCheckpointName } from '../drawing/log/checkpoint-folder.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { type FileFacts, syncFolder } from '../platform/files.js';
import { sha256Hex } from '../platform/secrets/secrets.js';
import { text } from '../platform/text.js';

/*
 * One folder a backup, `sortis-20261125T130000.000Z`: the database, the newest checkpoints, and backup.json, which says what
 * belongs to it. Until it is whole it has another name, so that a backup that is there is whole.
 */

export const FORMAT = 'sortis-backup/1';
export const DATABASE = 'sortis.sqlite';
export const KEY = 'log-key';
export const FACTS = 'backup.json';
const MOST_FACTS_BYTES = 1024 * 1024;

export interface BackedUpFile extends FileFacts {
  readonly name: string;
}

export interface BackupFacts {
  readonly format: typeof FORMAT;
  /** The moment whose state it holds. */
  readonly at: string;
  /** What made it. */
  readonly product: Readonly<Record<string, string>>;
  /** The migrations of the database, the oldest first. */
  readonly migrations: readonly string[];
  readonly log: { readonly origin: string; readonly size: number; readonly root: string };
  /** Whether the key that signs the log is in it. */
  readonly signingKey: boolean;
  /** Everything in the folder but backup.json. */
  readonly files: readonly BackedUpFile[];
}

const NAME = /^sortis-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d\.\d{3})Z$/;

/** `20261125T130000.000Z` */
export const stampOf = (at: Date): string => at.toISOString().replace(/[-:]/g, '');
export const nameOf = (at: Date): string => `sortis-${stampOf(at)}`;

function momentOf(name: string): Date | undefined {
  const [, year, month, day, hour, minute, second] = NAME.exec(name) ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** Tells what one installation left unfinished from what another one, with the same folder, is just making. */
export const tagOf = (origin: string, database: string): string => sha256Hex(`${origin}\n${database}`).slice(0, 16);
export const unfinishedName = (at: Date, tag: string): string => `.sortis-${stampOf(at)}-${tag}.part`;

/** Removes what a backup that was killed left behind. The caller holds the lock on backups of this database. */
export function clearUnfinished(folder: string, tag: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith('.sortis-') && name.endsWith(`-${tag}.part`)) rmSync(join(folder, name), { recursive: true });
}

/** Whether a file of this name may belong to a backup. A name out of backup.json leads nowhere else. */
const belongs = (name: string): boolean => name === DATABASE || name === KEY || isCheckpointName(name);

/** What backup.json of this folder says. Throws `no_backup` or `backup_unusable`. */
export function readFacts(folder: string): BackupFacts {
  const file = join(folder, FACTS);
  if (!existsSync(file)) throw noBackup(folder);
  const facts = statSync(file).size > MOST_FACTS_BYTES ? undefined : parsed(readFileSync(file, 'utf8'));
  if (facts !== undefined) return facts;
  throw new DomainError(
    'unavailable',
    'backup_unusable',
    text(
      `${file} 不是本版本可用的备份说明（应为 ${FORMAT}）。它可能被改动或截断，也可能由更新的版本写出；请改用另一份备份。`,
      `${file} is no description of a backup that this version can use (${FORMAT}). It was changed or cut off, or written by a later version. Use another backup.`,
    ),
  );
}

function noBackup(folder: string): DomainError {
  const inside = existsSync(folder) && statSync(folder).isDirectory() ? namesIn(folder).at(-1) : undefined;
  const [zh, en] =
    inside === undefined
      ? ['请指明一个名为 sortis-… 的备份文件夹。', 'Name the folder of a backup, called sortis-….']
      : [`其中最新的备份是 ${join(folder, inside)}。`, `The newest one inside is ${join(folder, inside)}.`];
  return new DomainError(
    'invalid',
    'no_backup',
    text(`${folder} 不是一份备份（没有 ${FACTS}）。${zh}`, `${folder} is no backup (there is no ${FACTS}). ${en}`),
  );
}

function parsed(json: string): BackupFacts | undefined {
  let held: Partial<Record<keyof BackupFacts, unknown>>;
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null) return undefined;
    held = value;
  } catch {
    return undefined;
  }
  const { at, files, format, log, migrations, product, signingKey } = held;
  const right =
    format === FORMAT &&
    typeof at === 'string' &&
    !Number.isNaN(Date.parse(at)) &&
    isRecord(product) &&
    Object.values(product).every(isText) &&
    Array.isArray(migrations) &&
    migrations.every(isText) &&
    isRecord(log) &&
    isText(log.origin) &&
    Number.isSafeInteger(log.size) &&
    isText(log.root) &&
    typeof signingKey === 'boolean' &&
    Array.isArray(files) &&
    files.every(isFile) &&
    new Set(files.map(({ name }) => name)).size === files.length &&
    files.some(({ name }) => name === DATABASE) &&
    files.some(({ name }) => name === KEY) === signingKey;
  return right ? (held as BackupFacts) : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 1000;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isFile = (value: unknown): value is BackedUpFile =>
  isRecord(value) &&
  isText(value.name) &&
  belongs(value.name) &&
  Number.isSafeInteger(value.bytes) &&
  typeof value.sha256 === 'string' &&
  /^[0-9a-f]{64}$/.test(value.sha256);

/** Names that backups have, ascending, and so by their moments. */
const namesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => momentOf(name) !== undefined)
    .sort();

export interface FoundBackup {
  readonly name: string;
  readonly at: Date;
}

/**
 * The backups of one log in a folder, the oldest first: what has the name, says of itself that it is of this log, and holds
 * nothing else. Whatever somebody put there besides is none of ours.
 */
export function backupsOf(folder: string, origin: string): FoundBackup[] {
  return namesIn(folder)
    .filter((name) => isOurs(join(folder, name), origin))
    .map((name) => ({ name, at: momentOf(name)! }));
}

function isOurs(folder: string, origin: string): boolean {
  try {
    if (!lstatSync(folder).isDirectory() || readFacts(folder).log.origin !== origin) return false;
    return readdirSync(folder).every((name) => name === FACTS || belongs(name));
  } catch {
    // what cannot be read is not known to be ours
    return false;
  }
}

/** Removes a backup: first its name, so that none is ever half there under it. */
export function removeBackup(folder: string, { at, name }: FoundBackup, tag: string): void {
  const going = join(folder, unfinishedName(at, tag));
  renameSync(join(folder, name), going);
  syncFolder(folder);
  rmSync(going, { recursive: true });
}

/** What keeps the files of a backup from being the ones that were made, seen from outside: their presence and length. */
export function lengthFaults(folder: string, { files }: BackupFacts): { zh: string; en: string }[] {
  const faults = files.flatMap(({ bytes, name }) => {
    const file = join(folder, name);
    if (!existsSync(file)) return [text(`缺少文件 ${name}`, `the file ${name} is missing`)];
    const found = statSync(file).size;
    if (found === bytes) return [];
    return [
      text(`文件 ${name} 应为 ${bytes} 字节，实为 ${found}`, `the file ${name} has ${found} bytes instead of ${bytes}`),
    ];
  });
  // SQLite would read a journal that lies beside the database as if it were a part of it
  const companions = readdirSync(folder).filter((name) => name.startsWith(`${DATABASE}-`));
  return [...faults, ...companions.map((name) => text(`多出文件 ${name}`, `the file ${name} does not belong to it`))];
}
