import { createHmac } from 'node:crypto';

/*
 * 核验码: stands on paper, is scanned, and is read over the telephone. Twelve letters of Crockford's base 32 (no I, L, O and U,
 * which are taken for others), 60 bits: of a million codes that are out, 2^40 guesses find one.
 */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 12;
const CODE = new RegExp(`^[${ALPHABET}]{${LETTERS}}$`);
/** Nobody means a code by more than this. */
const MOST_READ = 64;

/** What a code stands on: the papers of an inspection, or nothing but the inspection itself. */
export const CODED = ['inspection', 'approval', 'notice', 'record', 'rectify-order', 'publication'] as const;
export type Coded = (typeof CODED)[number];

export interface CodeSubject {
  readonly inspectionId: number;
  readonly document: Coded;
  /** 1, 2, 3 … */
  readonly edition: number;
}

/** The code of one edition: whoever does not have the key cannot tell it from chance. */
export function codeOf(key: Uint8Array, { document, edition, inspectionId }: CodeSubject): string {
  const digest = createHmac('sha256', key)
    .update(`sortis/inspection-code/1\0${inspectionId}\0${document}\0${edition}`)
    .digest();
  let letters = '';
  for (let bits = digest.readBigUInt64BE() >> 4n; letters.length < LETTERS; bits >>= 5n) {
    letters = ALPHABET.charAt(Number(bits & 31n)) + letters;
  }
  return letters;
}

/** What someone typed or scanned, as codes are kept; undefined where it cannot be one. */
export function readCode(said: string): string | undefined {
  if (said.length > MOST_READ) return undefined;
  const letters = said
    // full-width letters come from Chinese keyboards
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—.·]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return CODE.test(letters) ? letters : undefined;
}

/** In groups of four, as people read it to each other: `7K3M-Q0TX-91BV`. */
export const groupedCode = (code: string): string => code.replace(/.{4}(?=.)/g, '$&-');
