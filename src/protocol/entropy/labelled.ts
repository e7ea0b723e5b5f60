import { utf8 } from '../bytes.js';
import { type Suite } from '../suite.js';

const ZERO = Uint8Array.of(0);

/** D(label, …) = H(label || 0x00 || …), README.md §7. */
export function labelled(suite: Suite, label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const hash = suite.running();
  hash.update(utf8(label));
  hash.update(ZERO);
  for (const part of parts) hash.update(part);
  return hash.digest();
}
