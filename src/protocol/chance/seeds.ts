import { fromHex, toHex, utf8 } from '../bytes.js';
import { type DrawSeeds } from '../draw/record.js';
import { type Suite } from '../suite.js';

/** HKDF info of a stratum's selection: one seed each, so that no stratum moves another. */
export function selectionLabel(stratum: string): string {
  return `sortis/1/selection/${stratum}`;
}

export const PAIRING_LABEL = 'sortis/1/pairing';

/** seed(label) = hex(HKDF(ikm = R, salt = C, info = label, 32 bytes)). */
export function seed(suite: Suite, randomness: Uint8Array, commitment: string, label: string): string {
  return toHex(suite.derive(randomness, fromHex(commitment), utf8(label), 32));
}

export function seedsOf(
  suite: Suite,
  randomness: Uint8Array,
  commitment: string,
  strata: readonly string[],
): DrawSeeds {
  return {
    pairing: seed(suite, randomness, commitment, PAIRING_LABEL),
    selection: strata.map((stratum) => ({
      seed: seed(suite, randomness, commitment, selectionLabel(stratum)),
      stratum,
    })),
  };
}
