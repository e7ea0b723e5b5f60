import { type Register, type RegisterName, type RegisterValues } from './columns/column.js';
import { type SheetFormat, type SheetLimits } from './grid.js';
import { type SheetProblem } from './problems.js';

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

export interface SkippedRow {
  readonly row: number;
  readonly why: 'note' | 'repeated_headings' | 'section' | 'total';
  readonly text: string;
}

export interface RegisterSheet<Name extends RegisterName> {
  readonly format: SheetFormat;
  readonly sheet: string;
  /** Field → where it stands and under what heading. */
  readonly columns: Readonly<Record<string, { readonly column: string; readonly heading: string }>>;
  /** Headings that mean nothing to this register. */
  readonly unread: readonly { readonly column: string; readonly heading: string }[];
  readonly records: readonly ReadRecord<Name>[];
  readonly skipped: readonly SkippedRow[];
  /** Warnings about the sheet as a whole; those of a record stand with the record. */
  readonly problems: readonly SheetProblem[];
}

/**
 * Bytes of an xlsx, xls or csv → the typed records of a register.
 * @throws SheetRefusal when the file as a whole cannot be read (wrong type, too large, headings missing …)
 */
export declare function readRegister<Name extends RegisterName>(
  register: Register<Name>,
  bytes: Uint8Array,
  options?: ReadOptions,
): RegisterSheet<Name>;
