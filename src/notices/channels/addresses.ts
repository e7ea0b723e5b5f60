/* What of an address may be shown. */

/** `wang.fang@example.org` → `w***@example.org` */
export function maskedMailbox(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '***' : `${address.slice(0, 1)}***${address.slice(at)}`;
}

/** Parts of a path that name a way and no one: they are shown. */
const WAYS = new Set([
  '',
  'api',
  'cgi-bin',
  'hook',
  'hooks',
  'notices',
  'robot',
  'send',
  'v1',
  'v2',
  'webhook',
  'webhooks',
]);

/** The rest of a path, and a query, are how services of this kind know who may write: of what is long, its last four signs do. */
const masked = (value: string): string => (value.length > 8 ? `…${value.slice(-4)}` : '…');

/** `https://host/cgi-bin/webhook/send?key=693a91f6-…` → `https://host/cgi-bin/webhook/send?key=…0ec1` */
export function maskedUrl(address: string): string {
  if (!URL.canParse(address)) return '…';
  const url = new URL(address);
  const path = url.pathname
    .split('/')
    .map((part) => (WAYS.has(part) ? part : masked(part)))
    .join('/');
  // without a value the name itself may be the secret
  const query = [...url.searchParams]
    .map(([name, value]) => (value === '' ? masked(name) : `${name}=${masked(value)}`))
    .join('&');
  return `${url.origin}${path}${query === '' ? '' : `?${query}`}`.slice(0, 500);
}

/** What of an address may be a secret, as an answer may repeat it: what `maskedUrl` does not show. */
export function secretsOf(address: string): string[] {
  const { pathname, searchParams } = new URL(address);
  const parts = pathname.split('/').filter((part) => !WAYS.has(part));
  const query = [...searchParams].map(([name, value]) => (value === '' ? name : value));
  return [...query, ...parts, ...parts.map(decoded)].filter((part) => part !== '');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Whether it is an address that can be posted to: http(s), no user, no fragment. */
export function isPostable(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hash, hostname, password, protocol, username } = new URL(address);
  return /^https?:$/.test(protocol) && hostname !== '' && username + password + hash === '';
}
