import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { DomainError } from '../../platform/errors/domain-error.js';
import { writeOnce } from '../../platform/files.js';
import { type Bilingual, text } from '../../platform/text.js';
import { type Checkpoint, ProtocolError, readCheckpoint } from '../../protocol/index.js';

/*
 * Checkpoints outside of the database, one file a size. Whoever puts an older database back does not put these back with it,
 * and they can be handed to witnesses as they are.
 */

/** A checkpoint that stands in a file. */
export interface KeptCheckpoint {
  readonly file: string;
  readonly checkpoint: Checkpoint;
  /** The file's content, the signed note. */
  readonly text: string;
  readonly writtenAt: Date;
}

/** Ten digits: the order of names is that of sizes. */
const NAME = /^checkpoint-(\d{10})\.txt$/;
export const isCheckpointName = (name: string): boolean => NAME.test(name);
export const checkpointName = (size: number): string => `checkpoint-${String(size).padStart(10, '0')}.txt`;
/** A note is of at most 10 000 characters. */
const MOST_BYTES = 40_000;

/** The names of the files that are there, by size. What is called otherwise is none of ours. */
function names(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => NAME.test(name))
        .sort()
    : [];
}

/** Reads a checkpoint from a file of any name. Throws `checkpoint_unreadable`, which names the file. */
export const readCheckpointFile = (file: string): KeptCheckpoint => read(file, () => true);

const readKept = (folder: string, name: string): KeptCheckpoint =>
  read(join(folder, name), (size) => checkpointName(size) === name);

function read(file: string, fits: (size: number) => boolean): KeptCheckpoint {
  const { mtime, size: bytes } = statSync(file);
  let why = text(`超过 ${MOST_BYTES} 字节`, `over ${MOST_BYTES} bytes`);
  if (bytes <= MOST_BYTES) {
    try {
      const note = readFileSync(file, 'utf8');
      const checkpoint = readCheckpoint(note);
      if (fits(checkpoint.size)) return { file, checkpoint, text: note, writtenAt: mtime };
      why = text(`内容的大小是 ${checkpoint.size}`, `what it holds is of size ${checkpoint.size}`);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      why = text('不是检查点', 'it is no checkpoint');
    }
  }
  throw new DomainError(
    'unavailable',
    'checkpoint_unreadable',
    text(
      `导出的检查点文件 ${file} 不可用（${why.zh}）。请从备份恢复该文件；如无备份，请核对其余检查点后把它移走。`,
      `The exported checkpoint ${file} cannot be used (${why.en}). Restore it from a backup; where there is none, look at the other checkpoints and move it away.`,
    ),
  );
}

/** The one of the largest size, or undefined where none was exported. */
export function newestKept(folder: string): KeptCheckpoint | undefined {
  const name = names(folder).at(-1);
  return name === undefined ? undefined : readKept(folder, name);
}

/** All that can be read, ascending; one by one, because there may be many. What cannot be read is told. */
export function* allKept(folder: string, tell: (fault: Bilingual) => void): Generator<KeptCheckpoint> {
  for (const name of names(folder)) {
    let kept: KeptCheckpoint;
    try {
      kept = readKept(folder, name);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      tell(error.text);
      continue;
    }
    yield kept;
  }
}

/** Writes a checkpoint, whole or not at all, and has it on the disk when it returns. One that is there already stays. */
export function keepCheckpoint(folder: string, note: string): KeptCheckpoint {
  const name = checkpointName(readCheckpoint(note).size);
  if (!existsSync(join(folder, name))) writeOnce(join(folder, name), note);
  return readKept(folder, name);
}
