import { sha256Hex } from '../../platform/secrets/secrets.js';

/** The protocol's grammar of ids (src/protocol/README.md): whatever goes into a draw as an id must fit it. */
const PROTOCOL_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export function fitsProtocol(code: string): boolean {
  return PROTOCOL_ID.test(code);
}

/**
 * A code for a record that has none of its own: the prefix and the first 16 hex digits of SHA-256 over the parts, joined
 * by line feeds. The same parts give the same code on every machine, so a list imported twice finds its own rows again.
 * 64 bits: among ten million records of one agency, two share a code with a chance of 3 in a million, and then a unique
 * index refuses the second.
 */
export function derivedCode(prefix: 'A' | 'M' | 'X' | 'I', ...parts: readonly string[]): string {
  return `${prefix}-${sha256Hex(parts.join('\n')).slice(0, 16)}`;
}
