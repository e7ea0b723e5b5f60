/*
 * The cookie of a browser's session (RFC 6265bis): no script reads it (HttpOnly), no other site's request carries it
 * (SameSite=Strict), and it goes with the browser.
 */

/** What is known of a request's way here. */
export interface Way {
  /** Whether it came over TLS all the way that anyone outside sees. */
  readonly secure: boolean;
}

/**
 * Over TLS the prefix makes the browser itself hold that the cookie is Secure and this host's own: neither a page without
 * TLS nor a neighbour under the same domain can put another one in its place.
 */
export const cookieName = ({ secure }: Way): string => (secure ? '__Host-sortis' : 'sortis');

const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** The secret that a request carries. Two cookies of the name are none: one of them is somebody else's. */
export function secretIn(header: string | undefined, way: Way): string | undefined {
  const name = `${cookieName(way)}=`;
  const found = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(name))
    .map((part) => part.slice(name.length));
  const [secret] = found;
  return found.length === 1 && secret !== undefined && SECRET.test(secret) ? secret : undefined;
}

const attributes = ({ secure }: Way): string => `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

export const settingCookie = (secret: string, way: Way): string => `${cookieName(way)}=${secret}; ${attributes(way)}`;

export const clearingCookie = (way: Way): string => `${cookieName(way)}=; ${attributes(way)}; Max-Age=0`;
