import { type AnyRegister, type Register, type RegisterName, type RegisterValues } from './columns/column.js';
import { columnLetter, type Grid, type SheetFormat, type SheetLimits } from './grid.js';
import { findHeadings, type Headings } from './headings.js';
import { SheetRefusal, type SheetProblem } from './problems.js';
import { parseRecord } from './records.js';
import { readTable, type SkippedRow } from './table.js';
import { type Value } from './values.js';
import { readWorkbook } from './workbook.js';

export type { SkippedRow } from './table.js';

export interface ReadOptions {
  /** Field → heading as written in the sheet, or column letter. Wins over what is recognised. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Name of the sheet to read; else the first visible one with the register's headings. */
  readonly sheet?: string;
  readonly limits?: Partial<SheetLimits>;
}

export interface ReadRecord<Name extends RegisterName> {
  /** First sheet row of the record, from 1. */
  readonly row: number;
  /** All sheet rows it came from. */
  readonly rows: readonly number[];
  readonly values: RegisterValues[Name];
  /** Column letter of each field that the sheet has. */
  readonly columns: Readonly<Record<string, string>>;
  readonly problems: readonly SheetProblem[];
}

/** One record of any list, its values by the type of each column. */
export type SheetRow = Omit<ReadRecord<RegisterName>, 'values'> & { readonly values: Readonly<Record<string, Value>> };

export interface RegisterSheet<Name extends RegisterName> extends Sheet {
  readonly records: readonly ReadRecord<Name>[];
}

/** What was read of a spreadsheet, beside its records. */
interface Sheet {
  readonly format: SheetFormat;
  readonly sheet: string;
  /** Field → where it stands and under what heading. */
  readonly columns: Readonly<Record<string, { readonly column: string; readonly heading: string }>>;
  /** Headings that mean nothing to this register. */
  readonly unread: readonly { readonly column: string; readonly heading: string }[];
  readonly skipped: readonly SkippedRow[];
  /** Warnings about the sheet as a whole; those of a record stand with the record. */
  readonly problems: readonly SheetProblem[];
}

/**
 * Bytes of an xlsx, xls or csv → the typed records of a register.
 * @throws SheetRefusal when the file as a whole cannot be read (wrong type, too large, headings missing …)
 */
export function readRegister<Name extends RegisterName>(
  register: Register<Name>,
  bytes: Uint8Array,
  options: ReadOptions = {},
): RegisterSheet<Name> {
  // the columns of a register say of which type each of its values is
  return readSheet(register, bytes, options);
}

/** The same for any list of rows that says what its columns are. */
export function readSheet(
  register: AnyRegister,
  bytes: Uint8Array,
  options: ReadOptions = {},
): Sheet & { readonly records: readonly SheetRow[] } {
  const workbook = readWorkbook(bytes, options.limits);
  const { grid, headings, others } = choose(register, workbook.sheets, options);
  const errors = headings.problems.filter((one) => one.severity === 'error');
  if (errors.length > 0) {
    throw new SheetRefusal(
      'sheet_headings',
      {
        zh: `工作表“${grid.name}”的表头无法识别：${errors.map((one) => one.message.zh).join('')}`,
        en: `The headings of the sheet "${grid.name}" cannot be used: ${errors.map((one) => one.message.en).join(' ')}`,
      },
      errors,
    );
  }
  const table = readTable(register, grid, headings);
  const letters = Object.fromEntries(headings.columns.map((found) => [found.field, columnLetter(found.column)]));
  return {
    format: workbook.format,
    sheet: grid.name,
    columns: Object.fromEntries(
      headings.columns.map((found) => [
        found.field,
        { column: columnLetter(found.column), heading: oneLine(found.heading) },
      ]),
    ),
    unread: headings.unread.map((one) => ({ column: columnLetter(one.column), heading: oneLine(one.heading) })),
    records: table.records.map((record) => {
      const { values, problems } = parseRecord(register, record);
      return { row: record.rows[0] ?? 0, rows: record.rows, values, columns: letters, problems };
    }),
    skipped: table.skipped,
    problems: [...headings.problems, ...table.problems, ...others],
  };
}

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ');

interface Chosen {
  readonly grid: Grid;
  readonly headings: Headings;
  readonly others: readonly SheetProblem[];
}

/** The sheet that was asked for, else the first visible one whose headings fit, else the first visible one with its problems. */
function choose(register: AnyRegister, sheets: readonly Grid[], options: ReadOptions): Chosen {
  const wanted = options.sheet;
  const candidates = sheets.filter((grid) =>
    wanted === undefined ? !grid.hidden && grid.height > 0 : grid.name === wanted,
  );
  const [first, ...rest] = candidates.map((grid) => ({
    grid,
    headings: findHeadings(register, grid, options.mapping),
  }));
  if (!first) {
    const names = sheets.map((grid) => grid.name).join('、');
    throw new SheetRefusal('sheet_not_found', {
      zh:
        wanted === undefined
          ? `没有可见且有内容的工作表；文件里有：${names}。`
          : `没有工作表“${wanted}”；文件里有：${names}。`,
      en:
        wanted === undefined
          ? `No visible sheet holds anything; the file has: ${names}.`
          : `There is no sheet "${wanted}"; the file has: ${names}.`,
    });
  }
  const fitting = [first, ...rest].filter(({ headings }) => !headings.problems.some((one) => one.severity === 'error'));
  const [chosen = first, ...unread] = fitting;
  return {
    ...chosen,
    others: unread.map(({ grid }) => ({
      row: null,
      column: null,
      field: null,
      code: 'other_sheets',
      severity: 'warning',
      message: {
        zh: `工作表“${grid.name}”也有这些表头，没有读取；需要时请指定工作表名称。`,
        en: `The sheet "${grid.name}" has these headings too and was not read; name the sheet to read it.`,
      },
    })),
  };
}
