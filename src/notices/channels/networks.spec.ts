import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Config } from '../../platform/config/config.js';
import { mayBeReached } from './networks.js';

const allowing = (networks: string) => new Config({ SORTIS_NOTICE_NETWORKS: networks }, '/').noticeNetworks;
const INSIDE = [
  ['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.9.9'],
  [
    '192.168.1.1',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
  ],
  [
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '2001:db8::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '100::1',
  ],
  ['::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '2001::1'],
].flat();
const OUTSIDE = [
  '8.8.8.8',
  '1.1.1.1',
  '172.15.0.1',
  '172.32.0.1',
  '223.255.255.255',
  '2400:3200::1',
  '2606:4700::1111',
];

describe('which addresses may be spoken to', () => {
  it('those of the public internet, and none besides', () => {
    for (const address of INSIDE) expect([address, mayBeReached(address, [])]).toEqual([address, false]);
    for (const address of OUTSIDE) expect([address, mayBeReached(address, [])]).toEqual([address, true]);
    for (const word of ['', 'localhost', '127.1', '0x7f000001', '1.2.3.4:80', 'fe80::1%lo'])
      expect([word, mayBeReached(word, allowing('0.0.0.0/0,::/0'))]).toEqual([word, word === 'fe80::1%lo']);
  });

  it('also those of a network that the settings name, and no more of them', () => {
    const office = allowing('10.8.0.0/16,fd00:1::/32');
    expect(mayBeReached('10.8.255.1', office)).toBe(true);
    expect(mayBeReached('10.9.0.1', office)).toBe(false);
    expect(mayBeReached('fd00:1::5', office)).toBe(true);
    expect(mayBeReached('fd00:2::5', office)).toBe(false);
    expect(mayBeReached('127.0.0.1', office)).toBe(false);
    expect(mayBeReached('127.0.0.1', allowing('127.0.0.1/32'))).toBe(true);
  });

  it('an IPv4 address by the bits of its special ranges, computed here anew', () => {
    const special: [number, number][] = [
      ...([
        [0, 8],
        [10 << 24, 8],
        [0x64400000, 10],
        [127 << 24, 8],
        [0xa9fe0000, 16],
        [0xac100000, 12],
      ] as const),
      ...([
        [0xc0000000, 24],
        [0xc0000200, 24],
        [0xc0586300, 24],
        [0xc0a80000, 16],
        [0xc6120000, 15],
      ] as const),
      ...([
        [0xc6336400, 24],
        [0xcb007100, 24],
        [0xe0000000, 3],
      ] as const),
    ].map(([from, bits]) => [from >>> 0, bits]);
    const number = fc.oneof(
      fc.integer({ min: 0, max: 0xffffffff }),
      // near the edges
      fc
        .constantFrom(...special)
        .chain(([from, bits]) =>
          fc.constantFrom(from - 1, from, from + 2 ** (32 - bits) - 1, from + 2 ** (32 - bits)).map((at) => at >>> 0),
        ),
    );
    fc.assert(
      fc.property(number, (at) => {
        const address = [24, 16, 8, 0].map((shift) => (at >>> shift) & 255).join('.');
        const inside = special.some(
          ([from, bits]) => Math.floor(at / 2 ** (32 - bits)) === Math.floor(from / 2 ** (32 - bits)),
        );
        expect([address, mayBeReached(address, [])]).toEqual([address, !inside]);
      }),
      { numRuns: 500 },
    );
  });
});
