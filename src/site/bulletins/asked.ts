import { type Speech } from '../words/speech.js';
import { type Section } from '../frame/frame.js';

/** Filters as an address has them. */
export type Asked = Readonly<Record<string, string>>;

/** What each list can be narrowed by, in the order of its form. */
export const FILTERS = {
  checklist: ['agency', 'state', 'matter'],
  plans: ['agency', 'year'],
  draws: ['agency', 'year', 'state', 'matter'],
  results: ['target', 'agency', 'year', 'targetKind', 'problem', 'state', 'matter'],
} as const satisfies Readonly<Record<Section, readonly string[]>>;

/** Rows on a page: three screens of a telephone. */
export const ON_A_PAGE = 20;

/**
 * What an address asks for. A form sends its empty fields as well, and whoever passes a link on adds words of his own to it:
 * neither means anything here.
 */
export function askedOf(query: Readonly<Record<string, unknown>>, names: readonly string[]): Asked {
  const asked: Record<string, string> = {};
  for (const name of [...names, 'page']) {
    const said = Object.hasOwn(query, name) ? query[name] : undefined;
    const [first] = Array.isArray(said) ? (said as unknown[]) : [said];
    if (typeof first === 'string' && first.trim() !== '') asked[name] = first.trim();
  }
  return asked;
}

/** The part of an address after the path, the same for the same question. */
export function queryOf(asked: Asked, more: Asked = {}): string {
  const said = new URLSearchParams({ ...asked, ...more }).toString();
  return said === '' ? '' : `?${said}`;
}

/** The same without the page. */
export function filtersOf(asked: Asked): Asked {
  return Object.fromEntries(Object.entries(asked).filter(([name]) => name !== 'page'));
}

/** A page of a list, in the language of the site. */
export const listAt = (speech: Speech, section: Section, asked: Asked = {}): string =>
  speech.at(`/${section}${queryOf(asked)}`);
