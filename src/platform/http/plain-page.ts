import { createHash } from 'node:crypto';

/*
 * Pages that the server writes whole: no script, no picture, nothing from elsewhere, and so nothing that anyone could put
 * into them by what they say. (Not named `html`: formatters would take it for a page and move white space about.)
 */

/** Markup that is whole: nothing in it is from outside, or it is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | null | undefined | readonly Part[];

/** A template whose values are escaped, unless they are markup themselves. Nothing stands for null and undefined. */
export function markup(words: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(words.reduce((before, word, at) => before + told(values[at - 1]) + word));
}

function told(value: Part): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return value.map(told).join('');
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escaped = (words: string): string => words.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);

/** Allows the page's own style, by its hash, and nothing else at all. */
export const policyFor = (style: string): string =>
  `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
