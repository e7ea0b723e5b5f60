import { isIPv6 } from 'node:net';

/**
 * Under which name an address is counted. An IPv4 address that arrives in IPv6 clothing (`::ffff:10.0.0.1`) is the IPv4
 * address. Of an IPv6 address the first 64 bits count: whoever has one address has its whole /64 (RFC 6177).
 */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  const plain = address.replace(/%.*$/, '');
  if (!isIPv6(plain)) return [...address].slice(0, 64).join('');
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  // a dotted end stands for two groups
  const groups = left.length + right.length + (plain.includes('.') ? 1 : 0);
  const all = tail === undefined ? left : [...left, ...Array<string>(8 - groups).fill('0'), ...right];
  const network = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(':')}::/64`;
}
