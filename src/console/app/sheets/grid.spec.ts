import { describe, expect, it } from '@jest/globals';
import { utils, write } from '@e965/xlsx';
import fc from 'fast-check';
import iconv from 'iconv-lite';

import { columnOf, gridOf, letterOf, textOf } from './grid.js';

const file = (bytes: Uint8Array | string): File => new File([bytes as never], 'list');

describe('a sheet as it is shown', () => {
  it('names its columns as spreadsheets do', () => {
    expect([0, 25, 26, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
    fc.assert(fc.property(fc.nat(20_000), (column) => expect(columnOf(letterOf(column))).toBe(column)));
  });

  it('has its rows where the server counts them, blank ones and quoted commas too', async () => {
    const text = '名称,代码\n\n"甲,乙",00123\n';
    const rows = [
      ['名称', '代码'],
      ['', ''],
      ['甲,乙', '00123'],
    ];
    expect(await gridOf(file(text), 'CSV')).toEqual(rows);
    expect(await gridOf(file(iconv.encode(text, 'gb18030')), 'CSV')).toEqual(rows);
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['x']]), '说明');
    const sheet = utils.aoa_to_sheet([['名称'], ['𠮷野家']], { origin: 'B3' });
    utils.book_append_sheet(book, sheet, '名单');
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
    expect(await gridOf(file(bytes), '名单')).toEqual([
      ['', ''],
      ['', ''],
      ['', '名称'],
      ['', '𠮷野家'],
    ]);
  });

  it('is not shown where it is none, or too large', async () => {
    expect(await gridOf(file(new Uint8Array([0x50, 0x4b, 3, 4, 0])), 'x')).toBeUndefined();
    expect(await gridOf(file('a'.repeat(6 * 1024 * 1024 + 1)), 'CSV')).toBeUndefined();
  });

  it('is read in the encodings of China', () => {
    expect(textOf(new TextEncoder().encode('示范县𠮷'))).toBe('示范县𠮷');
    expect(textOf(iconv.encode('示范县', 'gbk'))).toBe('示范县');
  });
});
