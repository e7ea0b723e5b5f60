import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

import { secretBytes } from './secrets/secrets.js';

/* Files that are there whole or not at all, also after the power failed. */

/** Writes a file of another name beside it, `<file>.<16 hex digits>.<ending>`, and returns that name. */
export function writeBeside(file: string, content: string, ending: string, mode = 0o644): string {
  const name = `${file}.${Buffer.from(secretBytes(8)).toString('hex')}.${ending}`;
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(name, 'wx', mode);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return name;
}

/** Makes the file unless there is one; then that one stays. */
export function writeOnce(file: string, content: string, mode?: number): void {
  const fresh = writeBeside(file, content, 'part', mode);
  try {
    // a link never replaces what is there, and shows the file only when it is whole
    linkSync(fresh, file);
    syncFolder(dirname(file));
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Makes the file, or puts the new content in the place of the old. */
export function writeWhole(file: string, content: string, mode?: number): void {
  const fresh = writeBeside(file, content, 'part', mode);
  try {
    renameSync(fresh, file);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

/** Writes a new file into a folder that nobody else knows yet, and has its content on the disk when it returns. */
export function writeFresh(file: string, content: string, mode?: number): void {
  const handle = openSync(file, 'wx', mode);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
}

const CHUNK = 1024 * 1024;

/** Reads a file from its start to its end, a piece at a time. */
function eachPiece(file: string, take: (piece: Uint8Array) => void): FileFacts {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(CHUNK);
  const handle = openSync(file, 'r');
  let bytes = 0;
  try {
    for (;;) {
      const read = readSync(handle, buffer, 0, CHUNK, null);
      if (read === 0) break;
      const piece = buffer.subarray(0, read);
      hash.update(piece);
      take(piece);
      bytes += read;
    }
  } finally {
    closeSync(handle);
  }
  return { bytes, sha256: hash.digest('hex') };
}

export const fileFacts = (file: string): FileFacts => eachPiece(file, () => undefined);

/** Copies a file to a new name and returns what was copied, which is on the disk then. */
export function copyFresh(from: string, to: string, mode?: number): FileFacts {
  const handle = openSync(to, 'wx', mode);
  try {
    const facts = eachPiece(from, (piece) => {
      for (let done = 0; done < piece.length;) done += writeSync(handle, piece, done);
    });
    fsyncSync(handle);
    return facts;
  } finally {
    closeSync(handle);
  }
}

/** Has the content of a file that someone else wrote on the disk. */
export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A file's name is on the disk only when its folder is. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
