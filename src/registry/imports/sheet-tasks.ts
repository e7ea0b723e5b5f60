import {
  type ReadOptions,
  type ReadRecord,
  type RegisterName,
  type RegisterSheet,
  type RegisterValues,
  type SheetProblem,
  type SheetRefusalCode,
} from '../sheets/index.js';
import { type Bilingual } from '../../platform/text.js';

/*
 * What the main thread asks of the sheets' thread, and what comes back. Plain values: they are copied between threads, in
 * pieces, because one copy of a hundred thousand records would hold the event loop for seconds.
 */

export const RECORDS_AT_ONCE = 1000;

export type SheetTask =
  | {
      readonly kind: 'read';
      readonly register: RegisterName;
      readonly bytes: Uint8Array;
      readonly options: ReadOptions;
    }
  | { readonly kind: 'write'; readonly register: RegisterName; readonly format: 'xlsx' | 'csv' }
  | { readonly kind: 'table'; readonly title: string; readonly headings: readonly string[] };

/** The rows of a file that is to be written; `null` after the last. */
export type SheetRows = readonly RegisterValues[RegisterName][] | null;

/** The rows of a table that is to be written; `null` after the last. */
export type TableRows = readonly (readonly string[])[] | null;

export type SheetHead = Omit<RegisterSheet<RegisterName>, 'records'>;

export type SheetAnswer =
  | { readonly kind: 'records'; readonly records: readonly ReadRecord<RegisterName>[] }
  | { readonly kind: 'read'; readonly head: SheetHead }
  | { readonly kind: 'written'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'refused';
      readonly code: SheetRefusalCode;
      readonly message: Bilingual;
      readonly problems: readonly SheetProblem[];
    }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };
