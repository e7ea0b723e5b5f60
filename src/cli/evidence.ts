import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { DrawsService } from '../drawing/draws/draws.service.js';
import { withServices } from './services.js';

/**
 * Writes the evidence file of a draw (its number, or its row) to a file, or to standard output with `-`. The file has
 * its name only when it is whole; on the way it is called `….part`.
 */
export async function writeEvidence(draw: string, output: string | undefined): Promise<number> {
  return withServices(async (services) => {
    const { name, bytes } = await services.get(DrawsService).evidenceByNumber(draw);
    const chunks = Readable.from(bytes, { objectMode: false });
    if (output === '-') {
      await toStandardOutput(chunks);
      return 0;
    }
    const file = output ?? name;
    try {
      await pipeline(chunks, createWriteStream(`${file}.part`));
      await rename(`${file}.part`, file);
    } catch (error) {
      await rm(`${file}.part`, { force: true });
      throw error;
    }
    process.stdout.write(`${file}\n`);
    return 0;
  });
}

/** As fast as the reader takes it, and no further when he has enough (`| head`). */
async function toStandardOutput(chunks: Readable): Promise<void> {
  try {
    await pipeline(chunks, process.stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}
