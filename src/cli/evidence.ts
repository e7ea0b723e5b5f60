import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { type DrawFile, type SmallDrawFile } from '../drawing/draws/draw-file.js';
import { DrawsService } from '../drawing/draws/draws.service.js';
import { ShownService } from '../drawing/shown/shown.service.js';
import { withServices } from './services.js';

/** Which file: all of it, what everyone may read of closed pools, or what concerns one target. */
export type Wanted = 'evidence' | 'extract' | { readonly target: string };

/**
 * Writes the evidence file of a draw (its number, or its row), or a part of it, to a file, or to standard output with
 * `-`. The file has its name only when it is whole; on the way it is called `….part`.
 */
export async function writeEvidence(draw: string, wanted: Wanted, output: string | undefined): Promise<number> {
  return withServices(async (services) => {
    const { name, bytes } = await fileOf(services.get(DrawsService), services.get(ShownService), draw, wanted);
    const chunks = Readable.from(bytes instanceof Uint8Array ? [bytes] : bytes, { objectMode: false });
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

async function fileOf(
  draws: DrawsService,
  shown: ShownService,
  number: string,
  wanted: Wanted,
): Promise<DrawFile | SmallDrawFile> {
  if (wanted === 'evidence') return draws.evidenceByNumber(number);
  const draw = await draws.byNumber(number);
  return wanted === 'extract' ? shown.extractOf(draw) : shown.wholeProof(draw, wanted.target);
}

/** As fast as the reader takes it, and no further when he has enough (`| head`). */
async function toStandardOutput(chunks: Readable): Promise<void> {
  try {
    await pipeline(chunks, process.stdout, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}
