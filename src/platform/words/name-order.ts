import { HAN_BY_READING } from './han-order.js';

/** As long as the column that keeps it: 80 Han characters. What begins alike for longer is told apart by its number. */
export const NAME_ORDER_LENGTH = 320;

const PLACES = new Map([...HAN_BY_READING].map((sign, at) => [sign, at.toString(36).padStart(3, '0')]));

const pieces = /\d+|\P{Nd}|\p{Nd}/gu;

function placeOf(piece: string): string {
  const han = PLACES.get(piece);
  if (han !== undefined) return `3${han}`;
  if (/^\d/.test(piece)) {
    const figures = piece.replace(/^0+(?=\d)/, '');
    return `1${figures.length.toString(36).padStart(2, '0')}${figures}`;
  }
  const kind = /\p{Script=Han}/u.test(piece) ? 4 : /\p{L}/u.test(piece) ? 2 : 0;
  return `${kind}${(piece.codePointAt(0) ?? 0).toString(36).padStart(4, '0')}`;
}

/**
 * A text by whose bytes names stand as people look for them: signs, numbers by what they count (第2号 before 第10号), letters
 * whatever their case, and Han characters by their readings; those without a known reading (𠮷) after them, by their numbers in
 * Unicode. Neither SQLite nor MariaDB has a collation that says so, and the two have none in common; of figures and small
 * letters alone every collation has the same opinion.
 */
export function nameOrder(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase();
  let order = '';
  for (const [piece] of plain.matchAll(pieces)) {
    order += placeOf(piece);
    if (order.length >= NAME_ORDER_LENGTH) break;
  }
  return order.slice(0, NAME_ORDER_LENGTH);
}
