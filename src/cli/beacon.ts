import { open } from 'node:fs/promises';

import { StatementsService } from '../drawing/sources/statements.service.js';
import { withServices } from './services.js';

const MOST_BYTES = 64 * 1024;

/** Carries the announced round of the public beacon in from a file, where the server has no way to a mirror. */
export async function carryRound(draw: string, file: string): Promise<number> {
  const handle = await open(file);
  let round: string;
  try {
    // one byte more than a round may have: then it is refused for its length
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MOST_BYTES + 1), 0, MOST_BYTES + 1, 0);
    round = buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
  return withServices(async (services) => {
    const { outcome } = await services.get(StatementsService).roundByNumber(draw, round);
    process.stdout.write(`${outcome.zh} / ${outcome.en}\n`);
    return 0;
  });
}
