/** How texts of sheets are brought into one form, so that two ways of typing one thing compare as one. */

// eslint-disable-next-line no-control-regex -- these cannot be stored in a spreadsheet, and nobody can see them
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u200e\u200f\u2060\ufeff]/gu;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;
const CJK = '[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef]';
const BREAK_IN_CHINESE = new RegExp(`(?<=${CJK})[^\\S\\n]*\\n\\s*(?=${CJK})`, 'gu');
const SPACE_IN_CHINESE = new RegExp(`(?<=${CJK})\\s+(?=${CJK})`, 'gu');

const clean = (text: string): string =>
  text.replace(LONE_SURROGATE, '\ufffd').replace(/\r\n?/gu, '\n').replace(INVISIBLE, '').normalize('NFC');

/** Text that keeps its line breaks; space around lines and empty lines go. */
export function asLines(text: string): string {
  return clean(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** One line. A line break inside Chinese was made by the width of the cell and leaves nothing behind. */
export function asName(text: string): string {
  return clean(text).trim().replace(BREAK_IN_CHINESE, '').replace(/\s+/gu, ' ').normalize('NFC');
}

/** A person's name: two characters are often set apart to fill the width of three. */
export function asPerson(text: string): string {
  return asName(text).replace(SPACE_IN_CHINESE, '').normalize('NFC');
}

/** Numbers, dates and signs in half width, space brought to single blanks. */
export function asPlain(text: string): string {
  return clean(text).normalize('NFKC').trim().replace(/\s+/gu, ' ');
}

/** Codes: half width, no space at all. */
export function asCode(text: string): string {
  // Once more: an accent may now stand next to the letter it belongs to.
  return asPlain(text).replace(/\s/gu, '').normalize('NFKC');
}

/** The parts of a list, in order, each once. */
export function asList(text: string): string[] {
  const parts = clean(text)
    .split(/[、，,；;|\n]/u)
    .map(asName)
    .filter((part) => part !== '');
  return [...new Set(parts)];
}

/** What a heading or a word of an enumeration is compared by: letters and digits only, in half width and small letters. */
export function wordKey(text: string): string {
  return clean(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The same without what stands in brackets: 有效期至（年-月-日） is 有效期至. */
export function wordKeyOutsideBrackets(text: string): string {
  return wordKey(text.normalize('NFKC').replace(/[([【〔][^)\]】〕]*[)\]】〕]/gu, ''));
}
