import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { ProtocolError } from './errors.js';

export interface RunningHash {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** Names the hash and the signature of a draw. Every digest is 32 bytes; SM3's would be, too. */
export interface Suite {
  readonly id: SuiteId;
  hash(bytes: Uint8Array): Uint8Array;
  /** Hash of `prefix || a || b`, written into `out` (which may be `a` or `b`). Makes no garbage: trees call it for every leaf. */
  hashTo(out: Uint8Array, prefix: Uint8Array, a: Uint8Array, b: Uint8Array): void;
  running(): RunningHash;
  /** RFC 5869 over the suite's hash. */
  derive(material: Uint8Array, salt: Uint8Array, label: Uint8Array, length: number): Uint8Array;
}

export type SuiteId = 'sha256-ed25519';

const BLANK = sha256.create();
const WORKER = sha256.create();

// The only place that names a hash. `sm3-sm2` (GB/T 32905, GB/T 32918) becomes a second entry here.
const SUITES: Readonly<Record<SuiteId, Suite>> = {
  'sha256-ed25519': {
    id: 'sha256-ed25519',
    hash: (bytes) => sha256(bytes),
    hashTo: (out, prefix, a, b) => {
      // Setting one hasher back to the blank state is a third faster than making one for each leaf.
      BLANK._cloneInto(WORKER).update(prefix).update(a).update(b).digestInto(out);
    },
    running: () => sha256.create(),
    derive: (material, salt, label, length) => hkdf(sha256, material, salt, label, length),
  },
};

export const DEFAULT_SUITE: Suite = SUITES['sha256-ed25519'];

export function suiteOf(id: string): Suite {
  if (!Object.hasOwn(SUITES, id)) {
    throw new ProtocolError(
      'shape',
      '/suite',
      { zh: '不认识的算法套件', en: 'unknown suite' },
      { expected: Object.keys(SUITES).join(' | '), found: id },
    );
  }
  return SUITES[id as SuiteId];
}
