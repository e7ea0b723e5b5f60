import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addressKey } from './address-key.js';

describe('addressKey', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::1.2.3.4', '64:ff9b:0:0::/64'],
    ['local', 'local'],
  ])('of %s is %s', (address, key) => expect(addressKey(address)).toBe(key));

  it('is the same for two addresses exactly where their first 64 bits are, and fits its column', () => {
    const groups = (length: number): fc.Arbitrary<number[]> =>
      fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: length, maxLength: length });
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), groups(4), (network, other, host, otherHost) => {
        fc.pre(String(network) !== String(other) && !network.every((group) => group === 0));
        const write = (all: number[]): string => all.map((group) => group.toString(16)).join(':');
        const key = addressKey(write([...network, ...host]));
        expect(addressKey(write([...network, ...otherHost]))).toBe(key);
        expect(addressKey(write([...other, ...host]))).not.toBe(key);
        expect(key.length).toBeLessThanOrEqual(64);
      }),
    );
  });
});
