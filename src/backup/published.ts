import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { allKept, type KeptCheckpoint, readCheckpointFile } from '../drawing/log/checkpoint-folder.js';
import { checkCopy, headOfCopy } from '../drawing/log/copied-log.js';
import { type LogCheck } from '../drawing/log/log-check.js';
import { type Config } from '../platform/config/config.js';
import { MIGRATIONS } from '../platform/database/migrations/index.js';
import { integrityFaults } from '../platform/database/sqlite-copy.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { type Bilingual, text } from '../platform/text.js';
import { type BackupFacts } from './backup-folder.js';
import { migrationsIn } from './take-backup.js';

/* Whether a backup may take the place of what was published since it was made. */

/** Something that tells how far the log had come: an exported checkpoint, or the database that is to be replaced. */
export interface Beyond {
  readonly what: Bilingual;
  readonly size: number;
}

export interface Judgement {
  readonly faults: readonly Bilingual[];
  readonly check: LogCheck | undefined;
  /** Checkpoints that agree with the log in the backup. */
  readonly agreed: number;
  /** What had come further than the backup, the furthest first. */
  readonly beyond: readonly Beyond[];
}

/** The checkpoints outside of the database: those exported to the folder, and those that somebody else kept. */
export function publishedCheckpoints(
  { checkpointDir }: Config,
  given: readonly string[],
): { published: KeptCheckpoint[]; faults: Bilingual[] } {
  const faults: Bilingual[] = [];
  const published = [...allKept(checkpointDir, (fault) => faults.push(fault))];
  for (const file of given) {
    if (!existsSync(file))
      throw new DomainError(
        'invalid',
        'no_checkpoint',
        text(`没有检查点文件 ${file}。`, `There is no checkpoint ${file}.`),
      );
    published.push(readCheckpointFile(file));
  }
  return { published, faults };
}

/** Looks into a database file whose bytes are those of the backup. */
export async function judge(
  file: string,
  facts: BackupFacts,
  published: readonly KeptCheckpoint[],
): Promise<Judgement> {
  const faults: Bilingual[] = integrityFaults(file).map((said) =>
    text(`数据库文件已损坏：${said}`, `the database file is damaged: ${said}`),
  );
  if (faults.length > 0) return { faults, check: undefined, agreed: 0, beyond: [] };

  const known = MIGRATIONS.map((migration) => new migration().name);
  const later = migrationsIn(file).filter((name) => !known.includes(name));
  if (later.length > 0)
    faults.push(
      text(
        `它来自更新的版本（sortis ${facts.product.sortis}，${later.join('、')}）：请用那个版本恢复`,
        `it is of a later version (sortis ${facts.product.sortis}, ${later.join(', ')}): restore it with that one`,
      ),
    );
  const head = await headOfCopy(file);
  const { origin = '', size = 0 } = head?.checkpoint ?? {};
  const strange = published.filter(({ checkpoint }) => checkpoint.origin !== origin);
  for (const { checkpoint, file: where } of strange)
    faults.push(
      text(
        `检查点 ${where} 属于日志“${checkpoint.origin}”，备份中的日志是“${origin}”。若恢复的本来就是另一份日志，请先把它移走，或用 SORTIS_CHECKPOINT_DIR 另指一个目录`,
        `the checkpoint ${where} is of the log "${checkpoint.origin}", the backup's log is "${origin}". If it is meant to be another log, move the file away first, or point SORTIS_CHECKPOINT_DIR at another folder`,
      ),
    );
  const same = published.filter(({ checkpoint }) => checkpoint.origin === origin);
  const within = same.filter(({ checkpoint }) => checkpoint.size <= size);
  const check = await checkCopy(
    file,
    within.sort((left, right) => left.checkpoint.size - right.checkpoint.size),
  );
  faults.push(...check.faults);
  if (check.size !== facts.log.size || check.root !== facts.log.root || check.origin !== facts.log.origin)
    faults.push(text('日志与 backup.json 所说的不符', 'the log is not the one that backup.json tells of'));
  const beyond = same
    .filter(({ checkpoint }) => checkpoint.size > size)
    .map(({ checkpoint, file: where }) => ({
      what: text(`已公布的检查点 ${where}`, `the published checkpoint ${where}`),
      size: checkpoint.size,
    }));
  return { faults, check, agreed: within.length, beyond: furthestFirst(beyond) };
}

export const furthestFirst = (beyond: readonly Beyond[]): Beyond[] => [...beyond].sort((a, b) => b.size - a.size);

/**
 * How far the database that is to be replaced has come with the same log: its head was shown to everyone who asked the server,
 * whether it was exported or not. `unknown` where it cannot be read, which may be why it is replaced.
 */
export async function comeFurther(file: string, log: LogCheck): Promise<Beyond | 'unknown' | undefined> {
  try {
    const head = await headOfCopy(file);
    if (head?.checkpoint.origin !== log.origin || head.checkpoint.size <= log.size) return undefined;
    return { what: text(`现有数据库 ${file}`, `the present database ${file}`), size: head.checkpoint.size };
  } catch {
    return 'unknown';
  }
}

/** The notes that lie in the backup, to be held against its log, and put back where none are. */
export const notesIn = (folder: string, { files }: BackupFacts): KeptCheckpoint[] =>
  files.filter(({ name }) => name.startsWith('checkpoint-')).map(({ name }) => readCheckpointFile(join(folder, name)));
