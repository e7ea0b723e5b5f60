import { sha256Hex } from '../../platform/secrets/secrets.js';
import { derivedCode } from '../records/derived-code.js';

/** Written differently, meant the same: width and composition of the signs (NFKC), white space, capitals. */
function normalised(words: string): string {
  return words.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** What a matter is told apart by. */
export interface KeyedMatter {
  readonly category: string | null;
  readonly name: string;
  readonly targetKind: string | null;
}

/** What a matter is called, whomever it is for: the normalised category, a line feed, the normalised name. */
export function matterTitle(matter: Pick<KeyedMatter, 'category' | 'name'>): string {
  return `${normalised(matter.category ?? '')}\n${normalised(matter.name)}`;
}

/**
 * What tells the matters of one agency apart: SHA-256, in hex, of the normalised category, name and kind of target, joined
 * by line feeds. Less does not: one published checklist has "检查" under many categories, and the same name in the same
 * category once for each kind of target; the numbers printed on it number groups.
 */
export function matterKey(matter: KeyedMatter): string {
  return sha256Hex(`${matterTitle(matter)}\n${normalised(matter.targetKind ?? '')}`);
}

/** The code of a matter that was given none: `M-` and 16 hex digits that follow from its key. */
export function matterCode(nameKey: string): string {
  return derivedCode('M', nameKey);
}
