import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { changed, nextSort, readAddress, SIZES, writeAddress, type ListAddress } from './list-address.js';

const NAMES = ['kind', 'state', 'retired'];

describe('the address of a list', () => {
  it('is short where nothing is asked for', () => {
    const plain = readAddress(new URLSearchParams(), NAMES);
    expect(plain).toEqual({ page: 1, size: 50, sort: '', search: '', filters: {} });
    expect(String(writeAddress(plain))).toBe('');
  });

  it.each([
    'page=0',
    'page=-1',
    'page=1.5',
    'page=1e400',
    'page=x',
    'size=51',
    'size=-20',
    'sort=%27%20OR%201',
    'sort=--name',
    'unknown=1',
    'kind=',
  ])('reads %s as the first page of the list', (address) =>
    expect(readAddress(new URLSearchParams(address), NAMES)).toEqual(readAddress(new URLSearchParams(), NAMES)),
  );

  it('brings back whatever it was made of', () => {
    const address: fc.Arbitrary<ListAddress> = fc.record({
      page: fc.integer({ min: 1, max: 1_000_000 }),
      size: fc.constantFrom(...SIZES),
      sort: fc.oneof(fc.constant(''), fc.stringMatching(/^-?[A-Za-z]{1,60}$/)),
      search: fc.string({ unit: 'binary' }).map((text) => text.replace(/\p{Cs}/gu, '')),
      filters: fc.dictionary(fc.constantFrom(...NAMES), fc.string({ minLength: 1 })),
    });
    fc.assert(
      fc.property(address, (asked) => {
        expect(readAddress(new URLSearchParams(String(writeAddress(asked))), NAMES)).toEqual({
          ...asked,
          filters: { ...asked.filters },
        });
      }),
    );
  });

  it('begins at the first page after each change but that of the page', () => {
    const seen = readAddress(new URLSearchParams('page=7&kind=a'), NAMES);
    expect(changed(seen, { search: 'x' })).toMatchObject({ page: 1, search: 'x', filters: { kind: 'a' } });
    expect(changed(seen, { page: 8 })).toMatchObject({ page: 8 });
  });

  it('turns the order round and gives it back', () => {
    expect(['', 'name', '-name', 'code'].map((sort) => nextSort(sort, 'name'))).toEqual(['name', '-name', '', 'name']);
  });
});
