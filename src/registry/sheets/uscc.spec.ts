import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isUscc, usccCheckCharacter } from './uscc.js';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The rule in other words than the code's: Σ value × 3^i over all 18 characters, the last counting once, is 0 mod 31. */
function sumsToZero(code: string): boolean {
  let sum = 0n;
  for (let i = 0; i < 17; i += 1) sum += BigInt(ALPHABET.indexOf(code.charAt(i))) * 3n ** BigInt(i);
  return (sum + BigInt(ALPHABET.indexOf(code.charAt(17)))) % 31n === 0n;
}

const body = fc.array(fc.constantFrom(...ALPHABET), { minLength: 17, maxLength: 17 }).map((all) => all.join(''));

describe('the check character of the unified social credit code (GB 32100-2015)', () => {
  it.each(['91330100799655058B', '914403001922038216', '9144030071526726XG', '91100000100003962T'])(
    'accepts %s, which a well-known enterprise bears',
    (code) => {
      expect(sumsToZero(code)).toBe(true);
      expect(isUscc(code)).toBe(true);
    },
  );

  it('agrees with the rule in other words', () => {
    fc.assert(
      fc.property(body, (first) => {
        const check = usccCheckCharacter(first) ?? '';
        expect(check).toHaveLength(1);
        expect(sumsToZero(first + check)).toBe(true);
        expect(isUscc(first + check)).toBe(true);
      }),
    );
  });

  it('detects every change of a single character', () => {
    fc.assert(
      fc.property(body, fc.integer({ min: 0, max: 17 }), fc.constantFrom(...ALPHABET), (first, place, other) => {
        const code = first + (usccCheckCharacter(first) ?? '');
        fc.pre(code.charAt(place) !== other);
        expect(isUscc(code.slice(0, place) + other + code.slice(place + 1))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    '',
    '9133010079965505',
    '91330100799655058b',
    '9133010079965505OB',
    '91330100799655058BB',
    '９1330100799655058B',
  ])('refuses "%s"', (code) => {
    expect(isUscc(code)).toBe(false);
  });
});
