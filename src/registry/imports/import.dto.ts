import { ApiProperty } from '@nestjs/swagger';

import { AnyObject, Flag, Integer, OneOf, QueryFlag, QueryInteger, Text } from '../../platform/http/fields.js';
import { type Bilingual } from '../../platform/text.js';
import { type RegisterName, type SheetFormat } from '../sheets/index.js';

export const OUTCOMES = ['created', 'updated', 'unchanged', 'rejected'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

const MOST_ID = 2_147_483_647;
const MOST_ROWS = 200_000;

/** Entries of `rows` that a report shows unless asked for more. */
export const ROWS_SHOWN = 5000;

export class ImportQuery {
  @QueryFlag({ optional: true, about: 'true, unless given: report the fate of every row and write nothing' })
  dryRun?: boolean;

  @QueryFlag({ optional: true, about: 'Make the agencies that the sheet names and the tree lacks (admin alone)' })
  createAgencies?: boolean;

  @QueryInteger({ min: 1, max: MOST_ID, optional: true, about: 'Agency of rows that name none; parent of new ones' })
  agencyId?: number;

  @QueryInteger({
    min: 0,
    max: MOST_ROWS,
    optional: true,
    about: `Most entries of \`rows\`; ${ROWS_SHOWN} unless given`,
  })
  rows?: number;
}

export class ImportForm {
  @ApiProperty({ type: 'string', format: 'binary', description: 'An .xlsx, .xls or .csv file' })
  file?: never;

  @Text({
    max: 10_000,
    optional: true,
    about: 'JSON: field → heading as written in the sheet, or column letter. Wins over what is recognised',
    example: '{"name":"B"}',
  })
  mapping?: string;

  @Text({ max: 100, optional: true, about: 'The sheet to read; else the first whose headings fit' })
  sheet?: string;

  @QueryInteger({ min: 1, max: MOST_ID, optional: true, about: 'As in the query, which it goes before' })
  agencyId?: number;
}

export class ImportRow {
  @Integer({ min: 1, max: 1_048_576, nullable: true, about: 'Row of the sheet, from 1; null for the sheet as a whole' })
  row: number | null;

  @Text({ max: 3, nullable: true, about: 'Column letter' })
  column: string | null;

  @Text({ max: 64, about: 'What is wrong, or else created, updated, unchanged or skipped' })
  code: string;

  @OneOf(SEVERITIES, { about: 'An error keeps the row out' })
  severity: Severity;

  @ApiProperty({ type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } } })
  message: Bilingual;

  @OneOf(OUTCOMES, { nullable: true, about: 'What becomes of the record' })
  outcome: Outcome | null;

  @Text({ max: 2000, nullable: true, about: 'Name of the record' })
  name: string | null;

  @Integer({ min: 1, max: MOST_ID, nullable: true, about: 'The stored record that the row means' })
  id: number | null;
}

class UnreadColumn {
  @Text({ max: 3 })
  column: string;

  @Text({ max: 1000 })
  heading: string;
}

/** The fate of every row. */
export class ImportReport {
  @Flag()
  dryRun: boolean;

  @OneOf(['matters', 'targets', 'inspectors', 'visits'])
  register: RegisterName;

  @OneOf(['xlsx', 'xls', 'csv'])
  format: SheetFormat;

  @Text({ max: 100 })
  sheet: string;

  @AnyObject({ about: 'Field → column letter and heading' })
  columns: object;

  @ApiProperty({ type: UnreadColumn, isArray: true, description: 'Columns that mean nothing here' })
  unread: UnreadColumn[];

  @Integer({ min: 0, max: MOST_ROWS })
  created: number;

  @Integer({ min: 0, max: MOST_ROWS })
  updated: number;

  @Integer({ min: 0, max: MOST_ROWS })
  unchanged: number;

  @Integer({ min: 0, max: MOST_ROWS, about: 'Rows with an error; with any, a real run writes nothing' })
  rejected: number;

  @Integer({ min: 0, max: MOST_ROWS, about: 'Rows that are no records: notes, totals, headings again' })
  skipped: number;

  @ApiProperty({ type: String, isArray: true, description: 'Names of the agencies that are made' })
  agenciesCreated: string[];

  @ApiProperty({
    type: ImportRow,
    isArray: true,
    description: 'For each record what is wrong with it, then its outcome. Over the limit, errors go before the rest',
  })
  rows: ImportRow[];

  @Integer({ min: 0, max: MOST_ROWS * 10, about: 'Entries that the limit left out; the counts are exact all the same' })
  rowsLeftOut: number;
}

const FORMATS = ['xlsx', 'csv'] as const;
export type WrittenFormat = (typeof FORMATS)[number];

export class ExportQuery {
  @OneOf(FORMATS, { optional: true, about: 'xlsx unless given' })
  format?: WrittenFormat;

  @QueryInteger({ min: 1, max: MOST_ID, optional: true, about: 'Records of this agency alone' })
  agencyId?: number;
}

export class TemplateQuery {
  @OneOf(FORMATS, { optional: true, about: 'xlsx unless given' })
  format?: WrittenFormat;
}
