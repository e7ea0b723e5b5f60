import { type Language } from './words/words.js';

/*
 * How somebody likes this page, kept in the browser. Nothing of a session is kept where a script reads it.
 */

export type Look = 'light' | 'dark' | 'system';

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // a browser that keeps nothing shows the page all the same
    return null;
  }
}

export function keep(key: 'language' | 'look', value: string): void {
  try {
    localStorage.setItem(`sortis.${key}`, value);
  } catch {
    // as above
  }
}

export function keptLanguage(): Language {
  const kept = read('sortis.language');
  if (kept === 'zh' || kept === 'en') return kept;
  return /^en\b/i.test(navigator.language) ? 'en' : 'zh';
}

export function keptLook(): Look {
  const kept = read('sortis.look');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}
