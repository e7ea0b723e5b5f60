import { sha256Hex } from '../../platform/secrets/secrets.js';
import { derivedCode } from '../records/derived-code.js';

/** Written differently, meant the same: width and composition of the signs (NFKC), white space, capitals. */
function normalised(words: string): string {
  return words.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

/**
 * What tells the matters of one agency apart: SHA-256, in hex, of the normalised category, a line feed and the normalised
 * name. The name alone does not: one checklist has "检查" under many categories.
 */
export function matterKey(category: string | null, name: string): string {
  return sha256Hex(`${normalised(category ?? '')}\n${normalised(name)}`);
}

/** The code of a matter that was given none: `M-` and 16 hex digits that follow from its key. */
export function matterCode(nameKey: string): string {
  return derivedCode('M', nameKey);
}
