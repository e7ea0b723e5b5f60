import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
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

/** A file's name is on the disk only when its folder is. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
