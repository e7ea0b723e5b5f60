/** UTF-16 units of one piece: at most three bytes each in UTF-8, and MySQL's `text` ends at 65 535 bytes. */
const UNITS = 20_000;

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;

/**
 * A text in pieces that a column holds, in their order. No sign stands half in one piece and half in the next: each half
 * alone is no text, and would come back from the database as another sign (`𠮷` is two units).
 */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + UNITS;
    const cut = end < text.length && isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end;
    pieces.push(text.slice(start, cut));
    start = cut;
  }
  return pieces;
}
