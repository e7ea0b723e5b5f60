import { deflateRawSync } from 'node:zlib';
import { utils, write, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { SheetRefusal } from './problems.js';
import { readWorkbook } from './workbook.js';
import { readZip, storeZip, type Part } from './zip.js';

function book(sheet: WorkSheet, props: WorkBook['Workbook'] = {}): WorkBook {
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, sheet, '名单');
  workbook.Workbook = { ...workbook.Workbook, ...props };
  return workbook;
}

const bytesOf = (workbook: WorkBook, bookType: 'xlsx' | 'biff5' | 'biff8' | 'xlsb' | 'ods' = 'xlsx'): Buffer =>
  write(workbook, { type: 'buffer', bookType }) as Buffer;

const simple = (): WorkSheet =>
  utils.aoa_to_sheet([
    ['名称', '数'],
    ['甲', 1],
  ]);

function refusal(bytes: Uint8Array, limits: Parameters<typeof readWorkbook>[1] = {}): string {
  try {
    readWorkbook(bytes, limits);
  } catch (error) {
    if (!(error instanceof SheetRefusal)) throw error;
    expect(error.text.zh).toMatch(/[\u4e00-\u9fff]/u);
    expect(error.text.en.length).toBeGreaterThan(10);
    return error.code;
  }
  return 'read';
}

const texts = (bytes: Uint8Array): string[][] =>
  (readWorkbook(bytes).sheets[0]?.rows ?? []).map((row) => Array.from(row ?? [], (cell) => cell?.text ?? ''));

/** An xlsx whose one sheet is the given XML. */
function rawXlsx(sheetXml: string, styles = ''): Buffer {
  const part = (name: string, body: string): Part => ({ name, bytes: Buffer.from(`<?xml version="1.0"?>${body}`) });
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const pack = 'http://schemas.openxmlformats.org/package/2006';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return storeZip([
    part(
      '[Content_Types].xml',
      `<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
    ),
    part(
      '_rels/.rels',
      `<Relationships xmlns="${pack}/relationships"><Relationship Id="r1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    part(
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${pack}/relationships"><Relationship Id="r1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
    ),
    part('xl/styles.xml', `<styleSheet xmlns="${main}">${styles}</styleSheet>`),
    {
      name: 'xl/worksheets/sheet1.xml',
      bytes: Buffer.from(
        sheetXml.includes('<worksheet') ? sheetXml : `<worksheet xmlns="${main}">${sheetXml}</worksheet>`,
      ),
    },
  ]);
}

describe('what kind of file it is', () => {
  it('reads xlsx and xls by their bytes', () => {
    expect(readWorkbook(bytesOf(book(simple()))).format).toBe('xlsx');
    expect(readWorkbook(bytesOf(book(simple()), 'biff8')).format).toBe('xls');
    expect(texts(bytesOf(book(simple()), 'biff8'))).toEqual(texts(bytesOf(book(simple()))));
  });

  it('reads the Chinese of an xls of Excel 95, which is in the code page that the file names', () => {
    const bytes = bytesOf(book(utils.aoa_to_sheet([['########']])), 'biff5');
    iconv.encode('检查事项', 'gbk').copy(bytes, bytes.indexOf('########'));
    // the record CODEPAGE: its number, its length, its value
    bytes.writeUInt16LE(936, bytes.indexOf(Buffer.from([0x42, 0, 2, 0])) + 4);
    expect(texts(bytes)).toEqual([['检查事项']]);
  });

  it.each<[string, Uint8Array, string]>([
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), 'sheet_not_a_spreadsheet'],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj'), 'sheet_not_a_spreadsheet'],
    ['a web page', Buffer.from('<html><table><tr><td>名称</td></tr></table></html>'), 'sheet_not_a_spreadsheet'],
    ['XML', Buffer.from('<?xml version="1.0"?><Workbook/>'), 'sheet_not_a_spreadsheet'],
    ['a zip of something else', storeZip([{ name: 'a.txt', bytes: Buffer.from('a') }]), 'sheet_not_a_spreadsheet'],
    [
      'a Word document',
      storeZip([{ name: 'word/document.xml', bytes: Buffer.from('<a/>') }]),
      'sheet_not_a_spreadsheet',
    ],
    ['xlsb', bytesOf(book(simple()), 'xlsb'), 'sheet_unsupported_format'],
    ['ods', bytesOf(book(simple()), 'ods'), 'sheet_unsupported_format'],
    ['nothing', Buffer.alloc(0), 'sheet_empty'],
    ['blank lines', Buffer.from('\n\n,,\n'), 'sheet_empty'],
    ['a workbook without a cell', bytesOf(book(utils.aoa_to_sheet([]))), 'sheet_empty'],
    ['binary', Buffer.from([1, 2, 3, 0, 255, 254]), 'sheet_not_a_spreadsheet'],
    ['bytes of no encoding', Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]), 'sheet_unknown_encoding'],
    [
      'an encrypted workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'sheet_encrypted',
    ],
    [
      'an OLE file without a workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('WordDocument', 'utf16le')]),
      'sheet_not_a_spreadsheet',
    ],
  ])('refuses %s', (_what, bytes, code) => {
    expect(refusal(bytes)).toBe(code);
  });
});

describe('csv', () => {
  const body = '名称,备注\n甲,"一\n二"\n𠮷野家,\n';
  it.each<[string, Buffer, string]>([
    ['UTF-8', Buffer.from(body), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${body}`), 'utf-8'],
    ['UTF-16 LE', iconv.encode(body, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['UTF-16 BE', iconv.encode(body, 'utf-16be', { addBOM: true }), 'utf-16be'],
    ['GB18030, four bytes too', iconv.encode(body, 'gb18030'), 'gb18030'],
    ['carriage returns', Buffer.from(body.replaceAll('\n', '\r\n')), 'utf-8'],
    ['semicolons', Buffer.from(body.replaceAll(',', ';')), 'utf-8'],
    ['tabs', Buffer.from(body.replaceAll(',', '\t')), 'utf-8'],
    ["Excel's hint", Buffer.from(`sep=;\n${body.replaceAll(',', ';')}`), 'utf-8'],
  ])('reads %s', (_what, bytes, encoding) => {
    expect(readWorkbook(bytes).encoding).toBe(encoding);
    expect(texts(bytes)).toEqual([['名称', '备注'], ['甲', '一\n二'], ['𠮷野家']]);
  });

  it('tells a formula from a text that begins with a sign', () => {
    const row = readWorkbook(Buffer.from(`a\n=1+1\n+86 10\n-1\n@x\n'=1\n`)).sheets[0]?.rows.map((cells) => cells?.[0]);
    expect(row?.map((cell) => cell?.kind)).toEqual(['text', 'formula', 'text', 'text', 'text', 'text']);
    expect(row?.map((cell) => cell?.text)).toEqual(['a', '=1+1', '+86 10', '-1', '@x', '=1']);
  });

  it('refuses a quote that never closes, and names the line', () => {
    expect(refusal(Buffer.from('名称\n"甲\n乙\n'))).toBe('sheet_malformed_csv');
  });
});

describe('cells', () => {
  it('reads dates without a time zone, in both day systems', () => {
    for (const [date1904, text] of [
      [false, '2026-03-05'],
      [true, '2030-03-06'],
    ] as const) {
      const sheet: WorkSheet = {
        '!ref': 'A1:B1',
        A1: { t: 'n', v: 46_086, z: 'yyyy-mm-dd' },
        B1: { t: 'n', v: 46_086.75, z: 'yyyy"年"m"月"d"日"' },
      };
      for (const type of ['xlsx', 'biff8'] as const) {
        const cells = readWorkbook(bytesOf(book(sheet, { WBProps: { date1904 } }), type)).sheets[0]?.rows[0];
        expect(cells).toEqual([
          { kind: 'date', text },
          { kind: 'date', text },
        ]);
      }
    }
  });

  it('knows the built-in Chinese date formats and dates in ISO form', () => {
    const styles =
      '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="31" applyNumberFormat="1"/><xf numFmtId="14"/></cellXfs>';
    const cells = readWorkbook(
      rawXlsx(
        '<sheetData><row r="1"><c r="A1" s="1"><v>46086</v></c><c r="B1" s="2" t="d"><v>2026-03-05</v></c></row></sheetData>',
        styles,
      ),
    ).sheets[0]?.rows[0];
    expect(cells?.map((cell) => cell?.text)).toEqual(['2026-03-05', '2026-03-05']);
    expect(cells?.[0]?.kind).toBe('date');
  });

  it('reports formulas, shares and errors for what they are', () => {
    const sheet: WorkSheet = {
      '!ref': 'A1:F1',
      A1: { t: 'n', v: 2, f: '1+1' },
      B1: { t: 'n', v: 0.03, z: '0%' },
      C1: { t: 'e', v: 0x2a },
      D1: { t: 'b', v: true },
      E1: { t: 's', v: '=1+1' },
      F1: { t: 'n', v: 0.1 + 0.2 },
    };
    const cells = readWorkbook(bytesOf(book(sheet))).sheets[0]?.rows[0];
    expect(cells?.map((cell) => cell?.kind)).toEqual(['formula', 'number', 'error', 'boolean', 'text', 'number']);
    expect(cells?.[1]).toMatchObject({ number: 0.03, percent: true });
    expect(cells?.[4]?.text).toBe('=1+1');
    expect(cells?.[5]?.text).toBe('0.3');
  });

  it('reports a formula that has no cached value', () => {
    const cells = readWorkbook(
      rawXlsx(
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c><c r="B1"><f>1+1</f></c></row></sheetData>',
      ),
    ).sheets[0]?.rows[0];
    expect(cells?.map((cell) => cell?.kind)).toEqual(['text', 'formula']);
  });
});

/** A zip entry that declares one size and holds another. */
function lyingXlsx(declared: number, held: Buffer): Buffer {
  const packed = deflateRawSync(held);
  const zip = storeZip([
    { name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') },
    { name: 'xl/workbook.xml', bytes: Buffer.from('<workbook/>') },
    { name: 'xl/worksheets/sheet1.xml', bytes: packed },
  ]);
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const local = zip.indexOf(name) - 30;
  const central = zip.lastIndexOf(name) - 46;
  zip.writeUInt16LE(8, local + 8);
  zip.writeUInt32LE(declared, local + 22);
  zip.writeUInt16LE(8, central + 10);
  zip.writeUInt32LE(declared, central + 24);
  return zip;
}

describe('hostile files', () => {
  it('refuses a file over the limit before looking into it', () => {
    expect(refusal(Buffer.alloc(11, 'a'), { maxBytes: 10 })).toBe('sheet_too_large');
  });

  it('adds up what a zip declares before unpacking, and believes no declaration', () => {
    const bomb = Buffer.alloc(50_000_000, ' ');
    expect(refusal(lyingXlsx(50_000_000, bomb), { maxUnpackedBytes: 10_000_000 })).toBe('sheet_too_large');
    const before = process.memoryUsage().arrayBuffers;
    expect(refusal(lyingXlsx(1000, bomb))).toBe('sheet_damaged');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  it('refuses a part whose check sum is not its own', () => {
    const zip = rawXlsx('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>abc</t></is></c></row></sheetData>');
    expect(refusal(zip)).toBe('read');
    zip.write('abd', zip.indexOf('abc'));
    expect(refusal(zip)).toBe('sheet_damaged');
  });

  it('refuses entities, however small the file', () => {
    const laughs =
      '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>';
    expect(refusal(rawXlsx(laughs))).toBe('sheet_damaged');
  });

  it('refuses 5 000 columns and more rows than the limit', () => {
    const wide = Array.from({ length: 5000 }, (_, column) => `c${column}`);
    expect(refusal(bytesOf(book(utils.aoa_to_sheet([wide]))))).toBe('sheet_too_many_columns');
    expect(refusal(Buffer.from(wide.join(',')))).toBe('sheet_too_many_columns');
    const rows = Array.from({ length: 30 }, (_, row) => [`r${row}`]);
    expect(refusal(bytesOf(book(utils.aoa_to_sheet(rows))), { maxRows: 29 })).toBe('sheet_too_many_rows');
    expect(refusal(Buffer.from(rows.join('\n')), { maxRows: 29 })).toBe('sheet_too_many_rows');
    expect(refusal(Buffer.from(rows.join('\n')), { maxRows: 30 })).toBe('read');
  });

  it('does not walk the empty space before a cell in the last row', () => {
    const far =
      '<sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>';
    expect(refusal(rawXlsx(far))).toBe('sheet_too_many_columns');
    const last = '<sheetData><row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>';
    expect(refusal(rawXlsx(last))).toBe('sheet_too_many_rows');
  });

  it('answers every cut of a good xlsx and xls with a refusal or a sheet, never with anything else', () => {
    for (const good of [bytesOf(book(simple())), bytesOf(book(simple()), 'biff8')]) {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: good.length - 1 }), (length) => refusal(good.subarray(0, length)) !== ''),
        { numRuns: 60 },
      );
    }
    const xlsx = bytesOf(book(simple()));
    expect(refusal(xlsx.subarray(0, xlsx.length - 30))).toBe('sheet_damaged');
  });

  it('answers every flipped byte and random bytes the same way', () => {
    const good = bytesOf(book(simple()));
    const flips = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(flips, (changes) => {
        const bad = Buffer.from(good);
        for (const [at, value] of changes) bad[at] = value;
        return refusal(bad) !== '';
      }),
      { numRuns: 200 },
    );
    const random = fc.uint8Array({ maxLength: 400 });
    const prefix = fc.constantFrom('', '504b0304', 'd0cf11e0a1b11ae1', 'fffe');
    fc.assert(
      fc.property(prefix, random, (start, rest) => refusal(Buffer.concat([Buffer.from(start, 'hex'), rest])) !== ''),
      { numRuns: 300 },
    );
  });
});

it('a zip comes back as it was stored', () => {
  const part = fc.record({
    name: fc.uuid(),
    bytes: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
  });
  fc.assert(
    fc.property(fc.uniqueArray(part, { selector: (one) => one.name, minLength: 1 }), (parts) => {
      expect(readZip(storeZip(parts), 1_000_000, () => true)).toEqual(parts);
    }),
  );
});
