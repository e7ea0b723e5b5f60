import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DEMONSTRATION_REGIONS, isRegionCode } from './region-code.js';

describe('region codes of GB/T 2260', () => {
  it.each([
    ['110000', 'Beijing as a whole'],
    ['110101', 'a district of a municipality'],
    ['460000', 'Hainan'],
    ['460400', 'a city of prefecture rank without counties'],
    ['469001', 'a city directly under its province'],
    ['500241', 'a county of a municipality'],
    ['513401', 'a city in an autonomous prefecture'],
    ['659001', 'a city directly under its region'],
    ['710000', 'Taiwan'],
    ['810000', 'Hong Kong'],
  ])('takes %s, %s', (code) => expect(isRegionCode(code)).toBe(true));

  it.each([
    ['160000', 'no province'],
    ['000000', 'no province'],
    ['110001', 'a county without a city'],
    ['117101', 'no range of cities'],
    ['119101', 'no range of cities'],
    ['469000', 'counties directly under the province have no whole'],
    ['810101', 'Hong Kong has only the whole'],
    ['990102', 'not one of the three reserved for demonstrations'],
    ['11010', 'five digits'],
    ['1101010', 'seven digits'],
    ['１１０１０１', 'full width'],
    [' 110101', 'a space'],
    ['', 'nothing'],
  ])('refuses %j: %s', (code) => expect(isRegionCode(code)).toBe(false));

  it('takes the three of the demonstration', () => {
    expect(DEMONSTRATION_REGIONS.every(isRegionCode)).toBe(true);
  });

  it('takes a whole city wherever it takes one of its counties, except directly under a province', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (number) => {
        const code = String(number).padStart(6, '0');
        if (!isRegionCode(code)) return;
        expect(isRegionCode(`${code.slice(0, 2)}0000`)).toBe(true);
        if (code.slice(2, 4) !== '90') expect(isRegionCode(`${code.slice(0, 4)}00`)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});
