import { type EntityManager } from 'typeorm';

import { type Fault } from '../../platform/errors/domain-error.js';
import { type Bilingual } from '../../platform/text.js';
import { type Register, type RegisterName, type RegisterValues } from '../sheets/index.js';

/** What every stored record of a register has. */
export interface StoredRecord {
  readonly id: number;
  readonly agencyId: number;
  readonly code: string;
  readonly name: string;
  readonly retiredAt: string | null;
}

/** The agency of a row. One that the import is to make has no id yet. */
export interface SheetAgency {
  readonly id: number | null;
  readonly code: string;
  readonly name: string;
}

/** The stored record that a row means, and how it was found. */
export interface Match<Stored> {
  readonly stored: Stored;
  /** Not by what identifies a record, but because only one of that name can be meant. */
  readonly byName: boolean;
}

/** Several stored records may be meant, and the row does not say which. */
export const AMBIGUOUS = Symbol('ambiguous');

export type Found<Stored> = Match<Stored> | typeof AMBIGUOUS | undefined;

/** What a fault of a row is called, before it has its place in the sheet. */
export interface RowFault extends Fault {
  readonly severity: 'error' | 'warning';
}

/**
 * What the import and export of one register need to know of it. `Fields` are what its service writes; a field that is
 * absent from a row's fields is left as it is stored.
 */
export interface RegisterAdapter<
  Name extends RegisterName,
  Fields extends { readonly name: string },
  Stored extends StoredRecord & Fields,
> {
  readonly register: Register<Name>;
  readonly what: Bilingual;
  /** Field of the record → field of the sheet, where they differ. */
  readonly sheetFields: Readonly<Partial<Record<keyof Fields & string, keyof RegisterValues[Name] & string>>>;

  /** What a row sets. Blank cells are null, or left out where the record cannot do without a value. */
  fieldsOf(values: RegisterValues[Name]): Partial<Fields>;
  /** Completes what rows of one agency set by what must be looked up for it; then `keyOf` is asked again. */
  lookUp?(manager: EntityManager, agencyId: number, rows: readonly Partial<Fields>[]): Promise<Partial<Fields>[]>;
  /** What two rows of one agency must not share. */
  keyOf(fields: Partial<Fields>): string;
  /** The stored records that the rows of one agency mean, in the order of the rows. */
  find(manager: EntityManager, agencyId: number, rows: readonly Partial<Fields>[]): Promise<Found<Stored>[]>;
  /** A new record out of what a row sets. */
  complete(fields: Partial<Fields>): Fields;
  /** What is wrong with a record as it would stand. */
  faultsOf(record: Fields, fields: Partial<Fields>): RowFault[];
  /** Whether a field would be the same once written; `undefined` lets the sheet's own wording decide. */
  same?(field: keyof Fields & string, stored: Stored, fields: Partial<Fields>): boolean | undefined;

  createMany(manager: EntityManager, records: readonly (Fields & { readonly agencyId: number })[]): Promise<number>;
  updateMany(
    manager: EntityManager,
    changes: readonly { readonly id: number; readonly changes: Partial<Fields> }[],
  ): Promise<number[]>;

  /** The unretired records of some agencies that come after an id, in the order of their ids, for an export. */
  after(manager: EntityManager, agencyIds: 'all' | readonly number[], id: number, most: number): Promise<Stored[]>;
  /** A stored record as the sheet shows it. */
  valuesOf(stored: Stored, agencyName: string): RegisterValues[Name];
}

export const asErrors = (faults: readonly Fault[]): RowFault[] =>
  faults.map((fault) => ({ ...fault, severity: 'error' }));

/** A row without its agency, which is looked up apart from the rest. */
export function withoutAgency<Values extends RegisterValues[RegisterName]>(values: Values): Omit<Values, 'agency'> {
  const rest: RegisterValues[RegisterName] = { ...values };
  delete rest.agency;
  return rest as Omit<Values, 'agency'>;
}
