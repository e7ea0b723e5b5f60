import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { keepCheckpoint, type KeptCheckpoint } from '../drawing/log/checkpoint-folder.js';
import { unfinishedRestoreOf } from '../platform/database/sqlite-use.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { syncFolder, writeOnce, writeWhole } from '../platform/files.js';
import { text } from '../platform/text.js';

/*
 * Puts a database in the place of another. SQLite's database is up to three files that are worth nothing apart, and no rename
 * moves three: so a note says first what is about to happen. While it is there nobody opens the database (sqlite-use.ts), and
 * the next restore goes on with it, whichever call was the last.
 */

/** The database, and what SQLite may have beside it. */
const ENDINGS = ['', '-wal', '-shm', '-journal'] as const;

interface Plan {
  readonly format: 'sortis-restore/1';
  /** Part of the name under which the old files are kept. */
  readonly stamp: string;
  /** Whether there was anything to be kept. */
  readonly replaces: boolean;
}

export interface Place {
  readonly database: string;
  readonly keyFile: string;
  readonly checkpointDir: string;
}

export interface Contents {
  /** The new database, beside its place. */
  readonly fresh: string;
  /** The signing key that is to be in its file, or undefined where it stays as it is. */
  readonly key: string | undefined;
  readonly checkpoints: readonly KeptCheckpoint[];
}

export const freshNameOf = (database: string): string => `${database}.restoring`;
/** SQLite finds what belongs to a database by its name: the endings stay at the end. */
const asideOf = (file: string, stamp: string, ending = ''): string => `${file}.replaced-${stamp}${ending}`;

/** What a restore that was cut off had begun; undefined where none was. */
function unfinishedPlan(database: string): Plan | undefined {
  const file = unfinishedRestoreOf(database);
  if (!existsSync(file)) return undefined;
  try {
    const { format, replaces, stamp } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Plan>;
    if (format === 'sortis-restore/1' && typeof stamp === 'string' && typeof replaces === 'boolean')
      return { format, stamp, replaces };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new DomainError(
    'unavailable',
    'restore_note_unreadable',
    text(
      `${file} 不是 sortis restore 写下的内容。请核对 ${database} 旁边的文件，把它移走后再恢复。`,
      `${file} is not what sortis restore writes. Look at the files beside ${database}, move it away, and restore again.`,
    ),
  );
}

/** Removes what a restore that was killed had begun to write. The caller has the database for himself. */
export function clearRemains(database: string): void {
  rmSync(freshNameOf(database), { force: true });
  const note = `${basename(unfinishedRestoreOf(database))}.`;
  for (const name of readdirSync(dirname(database)))
    if (name.startsWith(note) && name.endsWith('.part')) rmSync(join(dirname(database), name));
}

/** What would be replaced: the database, or what is left of one, unless a restore that was cut off has put it there. */
export function oldDatabase(database: string): string | undefined {
  const plan = unfinishedPlan(database);
  if (plan !== undefined && (!plan.replaces || existsSync(asideOf(database, plan.stamp)))) return undefined;
  return ENDINGS.map((ending) => database + ending).find((file) => existsSync(file));
}

/**
 * The caller has the database for himself, and has seen that the new one is right.
 * @returns the files that were kept under another name
 */
export function putInPlace(place: Place, { checkpoints, fresh, key }: Contents, stamp: string): string[] {
  const { checkpointDir, database, keyFile } = place;
  const note = unfinishedRestoreOf(database);
  const plan = unfinishedPlan(database) ?? {
    format: 'sortis-restore/1',
    stamp,
    replaces: ENDINGS.some((ending) => existsSync(database + ending)),
  };
  writeWhole(note, `${JSON.stringify(plan)}\n`);
  const kept: string[] = [];
  const aside = (name: string, ending = ''): void => {
    const file = name + ending;
    const to = asideOf(name, plan.stamp, ending);
    // there already: then what has the name now is what the restore that was cut off put there
    if (existsSync(file) && !existsSync(to)) renameSync(file, to);
    if (existsSync(to)) kept.push(to);
  };
  if (plan.replaces) for (const ending of ENDINGS) aside(database, ending);
  syncFolder(dirname(database));
  if (key !== undefined && (!existsSync(keyFile) || readFileSync(keyFile, 'utf8') !== key)) {
    aside(keyFile);
    mkdirSync(dirname(keyFile), { recursive: true });
    writeOnce(keyFile, key, 0o600);
  }
  for (const one of checkpoints) keepCheckpoint(checkpointDir, one.text);
  renameSync(fresh, database);
  syncFolder(dirname(database));
  rmSync(note);
  syncFolder(dirname(database));
  return kept;
}
