import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { nearest } from './audience.js';

const person = fc.record({
  userId: fc.nat(),
  agencyId: fc.option(fc.constantFrom(1, 2, 3, 9)),
  email: fc.constant(null),
  language: fc.constant(null),
});

describe('those who are nearest', () => {
  it('are of one place: the lowest of the line that has anyone', () => {
    fc.assert(
      fc.property(fc.array(person), fc.subarray([1, 2, 3]), (people, line) => {
        const found = nearest(line, people);
        const places: (number | null)[] = [...[...line].reverse(), null];
        const place = places.find((each) => people.some(({ agencyId }) => agencyId === each));
        expect(found).toEqual(place === undefined ? [] : people.filter(({ agencyId }) => agencyId === place));
      }),
    );
  });
});
