/* What the service worker has to do with a request, and what it leaves alone. */

/** `page`: of those that work without a network. `asset`: a file of the console, whose name says what is in it. */
export type Way = 'page' | 'asset' | 'leave';

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly mode: string;
}

/** The first page, and those of an inspector on site. */
const PAGES = /^\/(?:on-site(?:\/[A-Za-z0-9-]{1,20})?)?$/;
const ASSET = /^\/assets\/[A-Za-z0-9_.-]+$/;

/** Nothing of the API is ever looked at, let alone kept; and no page that is the public's. */
export function wayOf({ method, mode, url }: Asked, origin: string): Way {
  const address = new URL(url);
  if (method !== 'GET' || address.origin !== origin) return 'leave';
  if (mode === 'navigate') return PAGES.test(address.pathname) ? 'page' : 'leave';
  return ASSET.test(address.pathname) && address.search === '' ? 'asset' : 'leave';
}

const NAME = 'sortis-shell-';
export const cacheOf = (version: string): string => NAME + version;

/**
 * The caches to throw away: all of ours but this one and the one before it. Whoever has a page of the version before open still
 * finds its parts.
 * @param names in the order in which they were made
 */
export function outdated(names: readonly string[], version: string): string[] {
  const ours = names.filter((name) => name.startsWith(NAME) && name !== cacheOf(version));
  return ours.slice(0, -1);
}
