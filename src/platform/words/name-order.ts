import { HAN_BY_READING } from './han-order.js';

/** As long as the column that keeps it: 80 Han characters. What begins alike for longer is told apart by its number. */
export const NAME_ORDER_LENGTH = 320;

const PLACES = new Map([...HAN_BY_READING].map((sign, at) => [sign, `3${at.toString(36).padStart(3, '0')}`]));
const HAN = /\p{Script=Han}/u;
const LETTER = /\p{L}/u;

/** Of a sign that has no reading of its own: before the numbers, among the letters, or after all other Han characters. */
function placeOf(sign: string): string {
  const kind = HAN.test(sign) ? 4 : LETTER.test(sign) ? 2 : 0;
  return `${kind}${(sign.codePointAt(0) ?? 0).toString(36).padStart(4, '0')}`;
}

/** Figures that stand together, by what they count. */
function placeOfNumber(figures: string): string {
  if (figures === '') return '';
  const counted = figures.replace(/^0+(?=\d)/, '');
  return `1${counted.length.toString(36).padStart(2, '0')}${counted}`;
}

/**
 * A text by whose bytes names stand as people look for them: signs, numbers by what they count (第2号 before 第10号), letters
 * whatever their case, and Han characters by their readings; those without a known reading (𠮷) after them, by their numbers in
 * Unicode. Neither SQLite nor MariaDB has a collation that says so, and the two have none in common; of figures and small
 * letters alone every collation has the same opinion.
 */
export function nameOrder(name: string): string {
  let order = '';
  let figures = '';
  for (const sign of name.normalize('NFKC').toLowerCase()) {
    if (sign >= '0' && sign <= '9') {
      figures += sign;
      continue;
    }
    order += placeOfNumber(figures) + (PLACES.get(sign) ?? placeOf(sign));
    figures = '';
    if (order.length >= NAME_ORDER_LENGTH) break;
  }
  return (order + placeOfNumber(figures)).slice(0, NAME_ORDER_LENGTH);
}

/** Puts what stands in memory into that order; what reads alike stays as it was. */
export function inNameOrder<T>(rows: readonly T[], nameOf: (row: T) => string): T[] {
  const placed = rows.map((row) => ({ row, place: nameOrder(nameOf(row)) }));
  return placed
    .sort((left, right) => (left.place < right.place ? -1 : left.place > right.place ? 1 : 0))
    .map(({ row }) => row);
}
