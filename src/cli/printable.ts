/**
 * Text of a file, as a terminal may have it: what is not a visible character or a plain space is written as its code.
 * A file must not be able to clear the screen, colour a verdict, turn the line or begin another one.
 */
export function printable(text: string): string {
  return text.replace(/(?! )[\p{C}\p{Z}]/gu, (one) => `\\u${one.codePointAt(0)!.toString(16).padStart(4, '0')}`);
}
