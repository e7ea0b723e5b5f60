import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { asName } from '../sheets/wording.js';
import { readMapping } from './mapping.js';
import { sameInSheet } from './same-in-sheet.js';
import { pairByName } from './stored-records.js';

const names = fc.array(fc.constantFrom('甲', '乙', '丙', '丁'), { maxLength: 8 });

describe('pairing by name', () => {
  it('pairs the only row of a name with the only record of that name, and nothing else', () => {
    fc.assert(
      fc.property(names, names, (inSheet, inStore) => {
        const rows = inSheet.map((name, at) => ({ at, row: { name } }));
        const stored = inStore.map((name, at) => ({ id: at + 1, name }));
        const pairs = pairByName(rows, stored, () => true);
        const once = (list: readonly string[], name: string): boolean =>
          list.filter((each) => each === name).length === 1;
        for (const { at, row } of rows) {
          const expected = once(inSheet, row.name) && once(inStore, row.name);
          expect(pairs.get(at)?.name).toBe(expected ? row.name : undefined);
        }
      }),
    );
  });

  it('does not pair what contradicts itself, and takes the one that does not', () => {
    const rows = [{ at: 3, row: { name: '界桩' } }];
    const stored = [
      { id: 1, name: '界桩' },
      { id: 2, name: '界桩' },
    ];
    expect(pairByName(rows, stored, () => true).size).toBe(0);
    expect(pairByName(rows, stored, (_, { id }) => id === 2).get(3)?.id).toBe(2);
    expect(pairByName(rows, stored, () => false).size).toBe(0);
  });
});

describe('what a sheet tells apart', () => {
  it('is never the form that reading gives a text anyway', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('甲', 'a', ' ', '\n', '\t', 'é', '　') }), (words) => {
        expect(sameInSheet({ kind: 'name' }, words, asName(words))).toBe(true);
        expect(sameInSheet({ kind: 'name' }, words, `${asName(words)}x`)).toBe(false);
      }),
    );
  });

  it('is not an empty text and none, and is a list in another order', () => {
    expect(sameInSheet({ kind: 'lines' }, '', null)).toBe(true);
    expect(sameInSheet({ kind: 'lines' }, '甲\r\n\r\n 乙', '甲\n乙')).toBe(true);
    expect(sameInSheet({ kind: 'list' }, ['甲，乙'], ['甲', '乙'])).toBe(true);
    expect(sameInSheet({ kind: 'list' }, ['乙', '甲'], ['甲', '乙'])).toBe(false);
    expect(sameInSheet({ kind: 'boolean' }, false, null)).toBe(false);
    const rate = { direction: 'exactly', millionths: 1 };
    expect(sameInSheet({ kind: 'rate' }, { ...rate }, rate)).toBe(true);
    expect(sameInSheet({ kind: 'rate' }, { ...rate, millionths: 2 }, rate)).toBe(false);
  });
});

describe('a mapping', () => {
  it('is an object of texts', () => {
    expect(readMapping(undefined)).toEqual({});
    expect(readMapping('{"name":"B","uscc":"信用代码"}')).toEqual({ mapping: { name: 'B', uscc: '信用代码' } });
    for (const words of ['{', '[]', 'null', '"x"', '{"name":1}', '{"name":""}', '{"name":{"a":1}}']) {
      expect(() => readMapping(words)).toThrow(expect.objectContaining({ code: 'mapping' }));
    }
  });
});
