import { utils, write, type CellObject, type WorkSheet } from '@e965/xlsx';
import { type Bilingual } from '../../platform/text.js';
import {
  NOTHING,
  type AnyRegister,
  type Column,
  type Rate,
  type Register,
  type RegisterName,
  type RegisterValues,
} from './columns/column.js';
import { withGuard } from './formula-guard.js';
import { degreesText } from './degrees.js';
import { rateText } from './rates.js';

/** Marks a heading whose column must be filled in; headings are compared without it. */
const REQUIRED = '*';
const TEXT_FORMAT = '@';

const headingOf = (column: Column): string => (column.required ? `${REQUIRED}${column.heading.zh}` : column.heading.zh);

const bool = (value: boolean): string => (value ? '是' : '否');

function isRate(value: unknown): value is Rate {
  return typeof value === 'object' && value !== null && 'millionths' in value && 'direction' in value;
}

function word(column: Column, value: string): string {
  const { type } = column;
  if (type.kind !== 'choice' && type.kind !== 'choices') return value;
  return type.choices.find((one) => one.value === value)?.words.zh ?? value;
}

/** What a cell of the file holds for a value; '' for none. `readRegister` reads it back as the same value. */
function shown(column: Column, values: Readonly<Record<string, unknown>>): string {
  // A method is written in the words it was published with.
  const published = column.field === 'methods' ? values.methodText : undefined;
  if (typeof published === 'string' && published !== '') return published;
  const value = values[column.field];
  if (value === undefined || value === null) return column.carried === undefined ? '' : NOTHING;
  if (typeof value === 'string') return word(column, value);
  if (typeof value === 'boolean') return bool(value);
  if (typeof value === 'number') return column.type.kind === 'degrees' ? degreesText(value) : String(value);
  if (Array.isArray(value)) return value.map((one) => word(column, String(one))).join('、');
  return isRate(value) ? rateText(value) : '';
}

function csvField(text: string): string {
  const guarded = withGuard(text);
  return /[",;\t\n\r]/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** One line of a CSV file (RFC 4180), whose formulas a spreadsheet program will not run. */
export const csvLine = (row: readonly string[]): string => `${row.map(csvField).join(',')}\r\n`;

/** RFC 4180 with a byte order mark, without which Excel takes the file for GB18030. */
function csv(rows: Iterable<readonly string[]>): Buffer {
  return Buffer.from(`\ufeff${[...rows].map(csvLine).join('')}`, 'utf8');
}

/** Everything is written as text: nothing is run as a formula, and no digit of a code is lost. */
const textCell = (text: string): CellObject => ({ t: 's', v: escaped(text), z: TEXT_FORMAT });

/** A text that looks like an escape of OOXML (_x000D_) has its first sign escaped itself (ST_Xstring, ECMA-376 part 1, 22.9.2.19). */
const escaped = (text: string): string => text.replace(/_(?=x[0-9a-f]{4}_)/giu, '_x005F_');

function cellOf(value: Cell): CellObject | undefined {
  if (typeof value === 'number') return { t: 'n', v: value };
  return value === '' ? undefined : textCell(value);
}

function sheetOf(rows: Iterable<readonly Cell[]>, widths: readonly number[]): WorkSheet {
  const data: (CellObject | undefined)[][] = [];
  for (const row of rows) data.push(row.map(cellOf));
  const sheet = {
    '!data': data,
    '!ref': utils.encode_range({
      s: { r: 0, c: 0 },
      e: { r: Math.max(0, data.length - 1), c: Math.max(0, widths.length - 1) },
    }),
    '!cols': widths.map((wch) => ({ wch })),
  };
  return sheet as unknown as WorkSheet;
}

function xlsx(sheets: readonly { readonly name: string; readonly sheet: WorkSheet }[]): Buffer {
  const workbook = utils.book_new();
  for (const { name, sheet } of sheets) utils.book_append_sheet(workbook, sheet, name);
  return write(workbook, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true }) as Buffer;
}

const widthOf = (column: Column): number =>
  column.type.kind === 'lines' ? 50 : Math.max(14, column.heading.zh.length * 2 + 4);

function* rowsOf<Name extends RegisterName>(
  register: Register<Name>,
  rows: Iterable<RegisterValues[Name]>,
): Generator<readonly string[]> {
  yield register.columns.map(headingOf);
  for (const values of rows) yield register.columns.map((column) => shown(column, values as Record<string, unknown>));
}

/**
 * The rows of a register as a file, with Chinese headings; `readRegister` reads the same values back.
 * @returns the bytes of the file
 */
export function writeRegister<Name extends RegisterName>(
  register: Register<Name>,
  rows: Iterable<RegisterValues[Name]>,
  format: 'xlsx' | 'csv',
): Buffer {
  if (format === 'csv') return csv(rowsOf(register, rows));
  return xlsx([{ name: register.title.zh, sheet: sheetOf(rowsOf(register, rows), register.columns.map(widthOf)) }]);
}

export type Cell = string | number;

const widthsOf = (headings: readonly string[]): number[] =>
  headings.map((heading) => Math.max(14, heading.length * 2 + 4));

/** Rows under their headings, numbers as numbers and all else as text: a table that nobody reads back. @returns the bytes */
export function writeTable(
  title: string,
  headings: readonly string[],
  rows: readonly (readonly Cell[])[],
  format: 'xlsx' | 'csv' = 'xlsx',
  widths = widthsOf(headings),
): Buffer {
  const all = [headings, ...rows];
  if (format === 'csv') return csv(all.map((row) => row.map(String)));
  return xlsx([{ name: title.slice(0, 31), sheet: sheetOf(all, widths) }]);
}

const KINDS: Readonly<Record<Column['type']['kind'], Bilingual>> = {
  name: { zh: '文字（一行）', en: 'text, one line' },
  person: { zh: '姓名', en: 'name of a person' },
  lines: { zh: '文字（可换行）', en: 'text, with line breaks' },
  code: { zh: '编码（文本格式）', en: 'code, as text' },
  uscc: { zh: '18 位代码（文本格式）', en: 'code of 18 characters, as text' },
  date: { zh: '日期', en: 'date' },
  'month-day': { zh: '月-日', en: 'month-day' },
  list: { zh: '多个，用顿号分开', en: 'several, with 、 between' },
  rate: { zh: '比例', en: 'rate' },
  boolean: { zh: '是或否', en: 'yes or no' },
  integer: { zh: '整数', en: 'whole number' },
  degrees: { zh: '度数', en: 'degrees' },
  choice: { zh: '选一个', en: 'one of' },
  choices: { zh: '可选多个，用顿号分开', en: 'some of, with 、 between' },
};

function notes(register: AnyRegister): string[][] {
  const rows = register.columns.map((column) => [
    column.heading.zh,
    column.heading.en,
    column.required ? '必填 required' : '选填 optional',
    `${KINDS[column.type.kind].zh} / ${KINDS[column.type.kind].en}`,
    column.note.zh,
    column.note.en,
  ]);
  return [['栏目', 'Column', '是否必填 / Required', '类型 / Type', '填写说明', 'What to write'], ...rows];
}

/** Rows that are set to text before anyone types, so that codes keep their zeros and dates stay as typed. */
const TEMPLATE_ROWS = 500;

/**
 * An empty sheet to fill in: headings, required ones marked. In xlsx with a second sheet of notes on each column.
 * @returns the bytes of the file
 */
export function writeTemplate(register: AnyRegister, format: 'xlsx' | 'csv'): Buffer {
  const headings = register.columns.map(headingOf);
  if (format === 'csv') return csv([headings]);
  const sheet = sheetOf([headings], register.columns.map(widthOf));
  const data = (sheet as unknown as { '!data': (CellObject | undefined)[][] })['!data'];
  for (let row = 1; row <= TEMPLATE_ROWS; row += 1) {
    data[row] = register.columns.map(() => ({ t: 's', v: '', z: TEXT_FORMAT }));
  }
  sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: TEMPLATE_ROWS, c: headings.length - 1 } });
  return xlsx([
    { name: register.title.zh, sheet },
    { name: '填写说明 Notes', sheet: sheetOf(notes(register), [18, 24, 20, 32, 50, 60]) },
  ]);
}
