/**
 * A spreadsheet program runs a CSV cell that begins like a formula (CWE-1236). Such a text is written with an apostrophe
 * before it and read without. Chinese and Japanese versions take the full-width signs for formulas too.
 */
const TRIGGER = '=+\\-@\\t\\r＝＋－＠';
const NEEDS_GUARD = new RegExp(`^'?[${TRIGGER}]|^''`, 'u');
const HAS_GUARD = new RegExp(`^'[${TRIGGER}']`, 'u');

export function withGuard(text: string): string {
  return NEEDS_GUARD.test(text) ? `'${text}` : text;
}

/** Undoes `withGuard`, for every text. */
export function withoutGuard(text: string): string {
  return HAS_GUARD.test(text) ? text.slice(1) : text;
}
