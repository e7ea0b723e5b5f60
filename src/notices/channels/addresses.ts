/* What of an address may be shown. */

/** `wang.fang@example.org` → `w***@example.org` */
export function maskedMailbox(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '***' : `${address.slice(0, 1)}***${address.slice(at)}`;
}

/** Values of a query, and long parts of a path, are how services of this kind know who may write: their last four signs do. */
const masked = (value: string): string => (value.length > 8 ? `…${value.slice(-4)}` : '…');

/** `https://host/cgi-bin/webhook/send?key=693a91f6-…` → `https://host/cgi-bin/webhook/send?key=…0ec1` */
export function maskedUrl(address: string): string {
  if (!URL.canParse(address)) return '…';
  const url = new URL(address);
  const path = url.pathname
    .split('/')
    .map((part) => (part.length >= 16 ? masked(part) : part))
    .join('/');
  const query = [...url.searchParams].map(([name, value]) => `${name}=${masked(value)}`).join('&');
  return `${url.origin}${path}${query === '' ? '' : `?${query}`}`.slice(0, 500);
}

/** What of an address may be a secret, as an answer may repeat it: the values of its query, and the longer parts of its path. */
export function secretsOf(address: string): string[] {
  const { pathname, searchParams } = new URL(address);
  const parts = pathname.split('/').filter((part) => part.length >= 8);
  return [...searchParams.values(), ...parts, ...parts.map(decoded)].filter((part) => part !== '');
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
