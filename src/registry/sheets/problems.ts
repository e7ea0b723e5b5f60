import { DomainError, type ErrorKind } from '../../platform/errors/domain-error.js';
import { type Bilingual } from '../../platform/text.js';

/** What can be wrong with one cell, one row or one column. Stable: callers and screens may switch on it. */
export type SheetProblemCode =
  // headings and mapping
  | 'no_headings'
  | 'missing_column'
  | 'ambiguous_column'
  | 'mapping_unknown_field'
  | 'mapping_not_found'
  | 'mapping_twice'
  | 'other_sheets'
  // cells
  | 'required'
  | 'formula'
  | 'cell_error'
  | 'unexpected_date'
  | 'digits_lost'
  | 'not_a_date'
  | 'not_a_month_day'
  | 'not_a_rate'
  | 'not_an_integer'
  | 'not_degrees'
  | 'not_a_boolean'
  | 'not_one_of'
  | 'not_a_code'
  | 'not_a_uscc'
  | 'too_long'
  // rows
  | 'ends_before_begins'
  | 'unknown_method'
  | 'missing_target_kind'
  | 'missing_legal_basis'
  | 'conflicting_values'
  | 'continuation_assumed'
  | 'text_outside_columns';

/** One thing that is wrong, where it is, and what would be right. An `error` keeps the row out; a `warning` does not. */
export interface SheetProblem {
  /** 1-based row of the sheet as a person sees it; null when the whole sheet is meant. */
  readonly row: number | null;
  /** Column letter as a person sees it; null when no single column is meant. */
  readonly column: string | null;
  readonly field: string | null;
  readonly code: SheetProblemCode;
  readonly message: Bilingual;
  readonly severity: 'error' | 'warning';
}

/** Why a whole file cannot be read. */
export type SheetRefusalCode =
  | 'sheet_too_large'
  | 'sheet_empty'
  | 'sheet_not_a_spreadsheet'
  | 'sheet_unsupported_format'
  | 'sheet_encrypted'
  | 'sheet_damaged'
  | 'sheet_unknown_encoding'
  | 'sheet_malformed_csv'
  | 'sheet_too_many_rows'
  | 'sheet_too_many_columns'
  | 'sheet_not_found'
  | 'sheet_headings';

const KINDS: Readonly<Record<SheetRefusalCode, ErrorKind>> = {
  sheet_too_large: 'too-large',
  sheet_empty: 'invalid',
  sheet_not_a_spreadsheet: 'unsupported',
  sheet_unsupported_format: 'unsupported',
  sheet_encrypted: 'unsupported',
  sheet_damaged: 'invalid',
  sheet_unknown_encoding: 'unsupported',
  sheet_malformed_csv: 'invalid',
  sheet_too_many_rows: 'too-large',
  sheet_too_many_columns: 'too-large',
  sheet_not_found: 'invalid',
  sheet_headings: 'invalid',
};

/** The file as a whole is refused: nothing of it was read. `problems` names the columns where headings are at fault. */
export class SheetRefusal extends DomainError {
  constructor(
    override readonly code: SheetRefusalCode,
    message: Bilingual,
    readonly problems: readonly SheetProblem[] = [],
  ) {
    super(KINDS[code], code, message, {
      faults: problems.map((one) => ({ pointer: '/file', code: one.code, message: one.message })),
      details: problems.length > 0 ? { problems } : {},
    });
    this.name = 'SheetRefusal';
  }
}
