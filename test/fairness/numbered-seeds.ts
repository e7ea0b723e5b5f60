import { toHex, utf8 } from '../../src/protocol/bytes.js';
import { Generator } from '../../src/protocol/chance/generator.js';
import { seed } from '../../src/protocol/chance/seeds.js';
import { DEFAULT_SUITE } from '../../src/protocol/suite.js';

const RANDOMNESS = DEFAULT_SUITE.hash(utf8('sortis fairness'));

/** Seed number n of a question, derived as a draw derives its seeds, so that every run measures the same draws. */
export function numberedSeeds(question: string): (n: number) => string {
  const commitment = toHex(DEFAULT_SUITE.hash(utf8(question)));
  return (n) => seed(DEFAULT_SUITE, RANDOMNESS, commitment, `sortis/fairness/${n}`);
}

export function numberedGenerator(question: string, n = 0): Generator {
  return new Generator(numberedSeeds(question)(n));
}
