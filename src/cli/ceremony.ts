import { secretBytes } from '../platform/secrets/secrets.js';
import { DEFAULT_SUITE, isId, witnessHash } from '../protocol/index.js';

/**
 * Makes a witness's secret on the witness's own machine, so that nobody else has to be trusted with it. The hash is handed
 * in before the draw's commitment, the secret at the draw.
 */
export function ceremonySecret(drawId: string, name: string): number {
  const known: boolean = isId(drawId);
  if (!known) {
    process.stderr.write(`“${drawId}”不是抽取编号。/ "${drawId}" is no number of a draw.\n`);
    return 2;
  }
  const secret = secretBytes(32);
  const hash = witnessHash(DEFAULT_SUITE, drawId, name.trim().normalize('NFC'), secret);
  process.stdout.write(
    `哈希（公告前交出）/ hash, to hand in before the commitment:\n${hash}\n` +
      `随机数（抽取时才揭示，此前保密）/ secret, to keep until the draw:\n${Buffer.from(secret).toString('hex')}\n`,
  );
  return 0;
}
