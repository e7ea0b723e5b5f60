import { read, set_cptable, SSF, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { createRequire } from 'node:module';

import { serialDate } from './dates.js';
import { readDelimited, tooManyColumns, tooManyRows } from './delimited.js';
import { DEFAULT_LIMITS, type Cell, type Grid, type Merge, type SheetLimits, type Workbook } from './grid.js';
import { SheetRefusal } from './problems.js';
import { readZip, storeZip, zipNames, type Part } from './zip.js';

const load = createRequire(import.meta.url);

const isDateFormat = (SSF as { is_date: (format: string) => boolean }).is_date;

const ZIP = Buffer.from([0x50, 0x4b]);
const OLE2 = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** Files that are taken for spreadsheets most often, by their first bytes. */
const OTHERS: readonly (readonly [Buffer, string])[] = [
  [Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'PNG'],
  [Buffer.from([0xff, 0xd8, 0xff]), 'JPEG'],
  [Buffer.from('GIF8'), 'GIF'],
  [Buffer.from('%PDF'), 'PDF'],
  [Buffer.from('{\\rtf'), 'RTF'],
  [Buffer.from('Rar!'), 'RAR'],
  [Buffer.from([0x37, 0x7a, 0xbc, 0xaf]), '7-Zip'],
  [Buffer.from([0x1f, 0x8b]), 'gzip'],
];

const startsWith = (bytes: Buffer, signature: Buffer): boolean => bytes.subarray(0, signature.length).equals(signature);

const notASpreadsheet = (what: string): SheetRefusal =>
  new SheetRefusal('sheet_not_a_spreadsheet', {
    zh: `这是${what}文件，不是表格；请上传 .xlsx、.xls 或 .csv。`,
    en: `This is a ${what} file, not a spreadsheet; send .xlsx, .xls or .csv.`,
  });

const unsupported = (what: string): SheetRefusal =>
  new SheetRefusal('sheet_unsupported_format', {
    zh: `不支持 ${what} 格式；请另存为 .xlsx、.xls 或 .csv。`,
    en: `The format ${what} is not read; save it as .xlsx, .xls or .csv.`,
  });

const encrypted = (): SheetRefusal =>
  new SheetRefusal('sheet_encrypted', {
    zh: '文件已加密；请去掉密码后再上传。',
    en: 'The file is encrypted; take the password off and send it again.',
  });

const damaged = (): SheetRefusal =>
  new SheetRefusal('sheet_damaged', {
    zh: '文件已损坏，无法作为表格读取；请用表格软件打开后重新保存。',
    en: 'The file is damaged and cannot be read as a spreadsheet; open it in a spreadsheet program and save it again.',
  });

/**
 * Bytes → sheets. What kind of file it is is read from the bytes; its name plays no part.
 * Formulas are reported as such: their cached values were computed by somebody else's program and are not read.
 * @throws SheetRefusal
 */
export function readWorkbook(bytes: Uint8Array, limits: Partial<SheetLimits> = {}): Workbook {
  const held: SheetLimits = { ...DEFAULT_LIMITS, ...limits };
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length > held.maxBytes) {
    throw new SheetRefusal('sheet_too_large', {
      zh: `文件有 ${file.length} 字节，超过 ${held.maxBytes} 字节的上限。`,
      en: `The file has ${file.length} bytes; the limit is ${held.maxBytes}.`,
    });
  }
  const workbook = readByContent(file, held);
  if (workbook.sheets.every((sheet) => sheet.height === 0)) {
    throw new SheetRefusal('sheet_empty', { zh: '表格里没有内容。', en: 'There is nothing in the sheet.' });
  }
  return workbook;
}

function readByContent(file: Buffer, limits: SheetLimits): Workbook {
  if (file.length === 0) {
    throw new SheetRefusal('sheet_empty', { zh: '文件是空的。', en: 'The file is empty.' });
  }
  if (startsWith(file, OLE2)) return readOle2(file, limits);
  if (startsWith(file, ZIP) && (file[2] === 3 || file[2] === 5)) return readZipped(file, limits);
  const other = OTHERS.find(([signature]) => startsWith(file, signature));
  if (other) throw notASpreadsheet(` ${other[1]} `.trim());
  return readDelimited(file, limits);
}

function readZipped(file: Buffer, limits: SheetLimits): Workbook {
  const names = zipNames(file);
  const lower = new Set(names.map((name) => name.toLowerCase()));
  if (lower.has('xl/workbook.bin')) throw unsupported('.xlsb');
  if (lower.has('word/document.xml')) throw notASpreadsheet('Word');
  if (lower.has('ppt/presentation.xml')) throw notASpreadsheet('PowerPoint');
  if (lower.has('content.xml')) throw unsupported('OpenDocument');
  if (!lower.has('[content_types].xml') || ![...lower].some((name) => /(?:^|\/)workbook\d*\.xml$/u.test(name))) {
    throw notASpreadsheet('ZIP');
  }
  const parts = readZip(file, limits.maxUnpackedBytes, (name) => /\.(?:xml|rels)$/iu.test(name));
  // Open Packaging Conventions allow no document type declaration in any part; entities are how XML is blown up.
  if (parts.some((part) => part.bytes.subarray(0, 4096).includes('<!DOCTYPE'))) throw damaged();
  return { format: 'xlsx', sheets: sheetsOf(parse(storeZip(parts.map(withChineseDates))), limits) };
}

/** Built-in formats of dates in Chinese, Japanese and Korean versions (ECMA-376 part 1, 18.8.30); files name them by number only. */
const CJK_DATES = /(<(?:\w+:)?xf\b[^>]*\bnumFmtId=")(?:2[7-9]|3[01]|36|5[0-478])(")/gu;

/** The library knows none of those numbers and would read such a date as 46 086; 14 is the plain date format. */
function withChineseDates(part: Part): Part {
  if (!/(?:^|\/)styles\d*\.xml$/iu.test(part.name)) return part;
  const styles = part.bytes.toString('utf8');
  // A file may define these numbers itself; then they mean what it says.
  if (/<(?:\w+:)?numFmt\b[^>]*\bnumFmtId="(?:2[7-9]|3[01]|36|5[0-478])"/u.test(styles)) return part;
  return {
    name: part.name,
    bytes: Buffer.from(styles.replace(CJK_DATES, (_all, before: string, after: string) => `${before}14${after}`)),
  };
}

function readOle2(file: Buffer, limits: SheetLimits): Workbook {
  const holds = (stream: string): boolean => file.includes(Buffer.from(stream, 'utf16le'));
  if (holds('EncryptedPackage')) throw encrypted();
  if (!holds('Workbook') && !holds('Book')) throw notASpreadsheet(holds('WordDocument') ? 'Word' : 'OLE');
  // Sheets of Excel 5 and 95 hold their texts in the code page of the machine that wrote them. The tables of all of them are
  // large, and such a file is rare.
  set_cptable(load('@e965/xlsx/dist/cpexcel.js'));
  return { format: 'xls', sheets: sheetsOf(parse(file), limits) };
}

function parse(file: Buffer): WorkBook {
  try {
    return read(file, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellDates: false,
      nodim: true,
      // Without stubs the library drops formulas that hold no cached value; nobody would hear of them.
      sheetStubs: true,
    });
  } catch (error) {
    if (error instanceof Error && /password|encrypt/iu.test(error.message)) throw encrypted();
    throw damaged();
  }
}

function sheetsOf(workbook: WorkBook, limits: SheetLimits): Grid[] {
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  return workbook.SheetNames.map((name, index) => {
    const sheet = workbook.Sheets[name];
    const hidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    return sheet ? gridOf(name, hidden, sheet, date1904, limits) : empty(name, hidden);
  });
}

const empty = (name: string, hidden: boolean): Grid => ({ name, hidden, height: 0, width: 0, rows: [], merges: [] });

function gridOf(name: string, hidden: boolean, sheet: WorkSheet, date1904: boolean, limits: SheetLimits): Grid {
  const source = (sheet['!data'] ?? []) as (CellObject | undefined)[][];
  const rows: (Cell | undefined)[][] = [];
  let width = 0;
  // `forEach` walks only what is there: a single cell in row 1 048 576 costs one step.
  source.forEach((sourceRow, row) => {
    const cells: (Cell | undefined)[] = [];
    sourceRow.forEach((object, column) => {
      const read = object && cellOf(object, date1904);
      if (!read) return;
      if (column >= limits.maxColumns) throw tooManyColumns(limits.maxColumns);
      cells[column] = read;
      width = Math.max(width, column + 1);
    });
    if (cells.length === 0) return;
    if (row >= limits.maxRows) throw tooManyRows(limits.maxRows);
    rows[row] = cells;
  });
  const merges: Merge[] = (sheet['!merges'] ?? []).map(({ s, e }) => ({
    fromRow: s.r,
    fromColumn: s.c,
    toRow: e.r,
    toColumn: e.c,
  }));
  return { name, hidden, height: rows.length, width, rows, merges };
}

function cellOf(object: CellObject, date1904: boolean): Cell | undefined {
  if (object.f !== undefined || object.F !== undefined) return { kind: 'formula', text: `=${object.f ?? ''}` };
  switch (object.t) {
    case 's':
      return typeof object.v === 'string' && object.v !== '' ? { kind: 'text', text: object.v } : undefined;
    case 'n':
      return typeof object.v === 'number' ? numberCell(object.v, object.z, date1904) : undefined;
    case 'b':
      return { kind: 'boolean', text: object.v === true ? 'TRUE' : 'FALSE' };
    case 'd':
      return object.v instanceof Date ? { kind: 'date', text: object.v.toISOString().slice(0, 10) } : undefined;
    case 'e':
      return { kind: 'error', text: object.w ?? '#ERROR' };
    case 'z':
      return undefined;
  }
}

function numberCell(value: number, format: CellObject['z'], date1904: boolean): Cell {
  if (typeof format === 'string' && isDateFormat(format)) {
    const date = serialDate(value, date1904);
    if (date !== undefined) return { kind: 'date', text: date };
  }
  // Fifteen digits are what a spreadsheet shows of a number; more would print 0.1 + 0.2 as it is.
  const text = String(Number.isInteger(value) ? value : Number(value.toPrecision(15)));
  const percent = typeof format === 'string' && format.includes('%');
  return { kind: 'number', text, number: value, ...(percent ? { percent: true as const } : {}) };
}
