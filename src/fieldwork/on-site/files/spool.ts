import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable } from 'node:stream';

import { secretBytes } from '../../../platform/secrets/secrets.js';
import { fileTooLarge, uploadBroken } from './site-files.errors.js';
import { type Pages } from './file-kind.js';

/** Bytes that came in and lie in a file that nobody else can open. */
export interface Spooled extends Pages {
  readonly sha256: string;
  close(): void;
}

const PAGE = 64 * 1024;

/**
 * Lets what comes in run onto the disk, for a phone's network may take minutes, in which neither the memory nor the database
 * should be held. The file has no name while it is written to: whatever happens to the process, nothing of it stays.
 * @throws DomainError too-large, as soon as it is; invalid, where it broke off
 */
export async function spool(source: Readable, most: number): Promise<Spooled> {
  const name = join(tmpdir(), `sortis-upload-${Buffer.from(secretBytes(12)).toString('hex')}`);
  const handle = await open(name, 'wx+', 0o600);
  const reading = openSync(name, 'r');
  unlinkSync(name);
  const hash = createHash('sha256');
  let length = 0;
  try {
    // left open where it is refused, so that its sender hears why
    for await (const chunk of source.iterator({ destroyOnReturn: false })) {
      const bytes = chunk as Buffer;
      length += bytes.length;
      if (length > most) throw fileTooLarge(most);
      hash.update(bytes);
      for (let done = 0; done < bytes.length;)
        done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
    }
  } catch (error) {
    closeSync(reading);
    throw isBrokenOff(error) ? uploadBroken() : error;
  } finally {
    await handle.close();
  }
  return { length, sha256: hash.digest('hex'), close: () => closeSync(reading), ...pagesOf(reading, length) };
}

/** What is let run dry behind a refusal; whoever sends more is cut off. */
const MOST_DRAINED = 64 * 1024 * 1024;

/** Lets the rest run dry: an answer that comes while somebody is still sending is mostly not read. */
export async function drain(source: Readable): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of source) if ((bytes += (chunk as Buffer).length) > MOST_DRAINED) return;
  } catch {
    // its sender has gone
  }
}

function isBrokenOff(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR';
}

/** Reads a page at a time; what is asked for next mostly lies in the same. */
function pagesOf(handle: number, length: number): Pick<Pages, 'at'> {
  let from = 0;
  let page: Uint8Array = new Uint8Array(0);
  return {
    at(start, count) {
      const wanted = Math.max(0, Math.min(count, length - start));
      if (start >= from && start + wanted <= from + page.length) return page.subarray(start - from);
      const bytes = Buffer.allocUnsafe(Math.min(Math.max(wanted, PAGE), length - start));
      for (let done = 0; done < bytes.length;) {
        const read = readSync(handle, bytes, done, bytes.length - done, start + done);
        if (read === 0) throw new Error('the spooled file became shorter');
        done += read;
      }
      [from, page] = [start, bytes];
      return page;
    },
  };
}
