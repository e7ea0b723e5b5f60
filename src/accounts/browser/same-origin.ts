/** Only a script of the page itself can send it: for any other origin the browser asks first (CORS), and hears no. */
export const CONSOLE_HEADER = 'x-sortis-console';

export interface Asked {
  readonly method: string;
  readonly header: (name: string) => string | undefined;
  /** Host and port under which the caller reached this server. */
  readonly host: string | undefined;
  readonly secure: boolean;
}

/** RFC 9110 §9.2.1: what these ask for changes nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that a cookie speaks for comes from a page of this server. What changes nothing may come from anywhere:
 * another site's page cannot read the answer. Of what changes something, two things are asked, each of which is enough where
 * browsers keep their word: the header that no form can send, and what the browser says of the page (`Sec-Fetch-Site`; over
 * plain HTTP, and from old browsers, `Origin`).
 */
export function isOwnPage(asked: Asked, publicUrl: string | undefined): boolean {
  if (SAFE.has(asked.method)) return true;
  if (asked.header(CONSOLE_HEADER) !== '1') return false;
  const site = asked.header('sec-fetch-site');
  return site === undefined ? ownOrigin(asked, publicUrl) : site === 'same-origin';
}

/** A proxy may write its own name into `Host`: then it is known by the address that people use. */
function ownOrigin({ header, host, secure }: Asked, publicUrl: string | undefined): boolean {
  const origin = header('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  const page = new URL(origin);
  if (publicUrl !== undefined && page.origin === new URL(publicUrl).origin) return true;
  return page.host === host && (!secure || page.protocol === 'https:');
}
