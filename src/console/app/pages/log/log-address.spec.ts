import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { readLogAddress, writeLogAddress } from './log-address.js';

const KINDS = ['commit', 'record'];

it('brings back whatever it was made of, and reads what is mangled as the first page', () => {
  fc.assert(
    fc.property(
      fc.record({
        kind: fc.constantFrom('', ...KINDS),
        draw: fc.oneof(fc.constant(''), fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
        oldest: fc.boolean(),
        from: fc.option(fc.integer({ min: 0, max: 999_999_999 }), { nil: undefined }),
      }),
      (address) => {
        expect(readLogAddress(new URLSearchParams(String(writeLogAddress(address))), KINDS)).toEqual(address);
      },
    ),
  );
  const first = readLogAddress(new URLSearchParams(), KINDS);
  for (const mangled of [
    'kind=nothing',
    'draw=%27',
    'from=-1',
    'from=1e9',
    'from=01',
    'order=x',
    `draw=${'1'.repeat(65)}`,
  ])
    expect([mangled, readLogAddress(new URLSearchParams(mangled), KINDS)]).toEqual([mangled, first]);
  expect(String(writeLogAddress(first))).toBe('');
});
