import seedrandom from 'seedrandom';
import { brief, ProtocolError } from '../errors.js';

const SEED = /^[0-9a-f]{64}$/;
const TWO_32 = 0x1_0000_0000;

/**
 * The only source of chance. seedrandom repeats short keys, cuts code units to 8 bits and seeds itself from null, so a
 * seed must be exactly 64 lower-case hex characters; of its outputs only `int32()` is read.
 */
export class Generator {
  private readonly next: () => number;

  constructor(seed: string) {
    if (typeof seed !== 'string' || !SEED.test(seed)) {
      throw new ProtocolError(
        'form',
        '/seed',
        { zh: '种子必须是 64 位小写十六进制', en: 'a seed is 64 lower-case hex digits' },
        { found: brief(seed) },
      );
    }
    const source = seedrandom(seed);
    this.next = () => source.int32() >>> 0;
  }

  uint32(): number {
    return this.next();
  }

  /**
   * A whole number in [0, n), each exactly as likely (P4), for 1 ≤ n ≤ 2^32. Words from the largest multiple of n up
   * are thrown away. Always reads at least one word, for n = 1, too.
   */
  below(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > TWO_32) throw new RangeError(`below(${n})`);
    if (n === TWO_32) return this.next();
    for (;;) {
      // A word is thrown away exactly if no whole run of n fits between its run's beginning and 2^32. The remainder of
      // unsigned words takes a quarter less time than that of doubles, and there is one instead of two.
      const word = this.next();
      const rest = (word >>> 0) % (n >>> 0);
      if (word - rest <= TWO_32 - n) return rest;
    }
  }
}
