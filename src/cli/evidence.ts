import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { DrawsService } from '../drawing/draws/draws.service.js';
import { withServices } from './services.js';

/** Writes the evidence file of a draw (its number, or its row) to a file, or to standard output with `-`. */
export async function writeEvidence(draw: string, output: string | undefined): Promise<number> {
  return withServices(async (services) => {
    const { name, bytes } = await services.get(DrawsService).evidenceByNumber(draw);
    if (output === '-') {
      for await (const chunk of bytes) process.stdout.write(chunk);
    } else {
      const file = output ?? name;
      await pipeline(Readable.from(bytes, { objectMode: false }), createWriteStream(file));
      process.stdout.write(`${file}\n`);
    }
    return 0;
  });
}
