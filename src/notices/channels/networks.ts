import { BlockList, isIP } from 'node:net';

import { type Network } from '../../platform/config/config.js';

/*
 * Which addresses may be spoken to on behalf of someone who only typed an address: those of the public internet. Everything
 * else (this machine, the office's own network, the cloud's metadata service) would be asked with this server's rights.
 * The ranges are those of IANA's registries of special-purpose addresses (RFC 6890).
 */
const SPECIAL_4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** What is public in IPv6 lies in 2000::/3; of that, these carry an IPv4 address inside or are nobody's. */
const SPECIAL_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];
const PUBLIC_6 = ['2000::', 3] as const;

const special = new BlockList();
for (const [address, bits] of SPECIAL_4) special.addSubnet(address, bits, 'ipv4');
const special6 = new BlockList();
for (const [address, bits] of SPECIAL_6) special6.addSubnet(address, bits, 'ipv6');
const public6 = new BlockList();
public6.addSubnet(...PUBLIC_6, 'ipv6');

/** Whether this address may be spoken to: it is public, or lies in a network that the configuration names. */
export function mayBeReached(address: string, allowed: readonly Network[]): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  for (const { address: from, bits, family: of } of allowed) {
    if (of !== `ipv${family}`) continue;
    const network = new BlockList();
    network.addSubnet(from, bits, of);
    if (network.check(address, of)) return true;
  }
  if (family === 4) return !special.check(address, 'ipv4');
  // an IPv4 address in IPv6 clothes (::ffff:127.0.0.1) is not in 2000::/3 and so is refused with the rest
  return public6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
}
