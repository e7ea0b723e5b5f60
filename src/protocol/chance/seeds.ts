import { fromHex, toHex, utf8 } from '../bytes.js';
import { ProtocolError } from '../errors.js';
import { type DrawSeeds } from '../draw/record.js';
import { type Suite } from '../suite.js';

/** HKDF info of a stratum's selection: one seed each, so that no stratum moves another. */
export function selectionLabel(stratum: string): string {
  return `sortis/1/selection/${stratum}`;
}

export const PAIRING_LABEL = 'sortis/1/pairing';
const SEALED_DOMAIN = 'sortis/1/sealed';

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

/** H("sortis/1/sealed" || 0x00 || secret), hex: what the manifest says before the secret is shown. */
export function sealHash(suite: Suite, secret: Uint8Array): string {
  if (secret.length !== 32) {
    throw new ProtocolError(
      'form',
      '/secret',
      { zh: '密值必须是 32 字节', en: 'a secret is 32 bytes' },
      { found: String(secret.length) },
    );
  }
  const domain = utf8(SEALED_DOMAIN);
  const bytes = new Uint8Array(domain.length + 33);
  bytes.set(domain);
  bytes.set(secret, domain.length + 1);
  return toHex(suite.hash(bytes));
}
