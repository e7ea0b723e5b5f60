import { type Bilingual } from '../../../platform/text.js';

/** One word of an enumeration: the value the product stores, the words it prints, and other words people write. */
export interface Choice {
  readonly value: string;
  readonly words: Bilingual;
  readonly synonyms: readonly string[];
}

/**
 * How a cell is read.
 * - `name`: one line; breaks and runs of space collapse. `person`: a name of a person, also without the space that pads it inside.
 * - `lines`: text that keeps its line breaks.
 * - `code`: letters, digits and signs, brought to half width, without space; `uscc` is the code of GB 32100.
 * - `date`: YYYY-MM-DD; `month-day`: MM-DD. `list`: several texts; `choice`: one of; `choices`: some of.
 * - `rate`: a share of the pool with its direction. `degrees`: of longitude or latitude, kept in millionths.
 */
export type ColumnType =
  | {
      readonly kind: 'name' | 'person' | 'lines' | 'code' | 'uscc' | 'date' | 'month-day' | 'list' | 'rate' | 'boolean';
    }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'degrees'; readonly most: 90 | 180 }
  | { readonly kind: 'choice' | 'choices'; readonly choices: readonly Choice[] };

export interface Column<Field extends string = string> {
  readonly field: Field;
  readonly heading: Bilingual;
  /** Other headings that mean this field and nothing else. Compared after `headingKey`. */
  readonly synonyms: readonly string[];
  /** Headings that mean this field only where no better column is there (序号 for a code). */
  readonly weak?: readonly string[];
  readonly required: boolean;
  readonly type: ColumnType;
  /** What to write, for the notes sheet of the template. */
  readonly note: Bilingual;
  /** Most characters a text may have. */
  readonly maxLength?: number;
  /** A blank cell repeats the row above: group columns of sheets that were merged once. The number is its level in the group, 0 outermost. `NOTHING` ends it. */
  readonly carried?: number;
  /** A row may hold nothing but more text for this column of the record above. */
  readonly continues?: true;
}

/** A register as a sheet shows it: one of those kept here, or another list that is read row by row. */
export interface AnyRegister {
  readonly name: string;
  readonly title: Bilingual;
  readonly columns: readonly Column[];
  /** The field that makes a row a record of its own. */
  readonly identity: string;
  /** A row without the identity goes on with the record above even in columns that do not declare `continues`. */
  readonly looseContinuation: boolean;
}

/** Written in a carried column for "none", where a blank cell would repeat the row above. */
export const NOTHING = '—';

/** One of those kept here, with the types of its values. */
export interface Register<Name extends RegisterName> extends AnyRegister {
  readonly name: Name;
  readonly columns: readonly Column<keyof RegisterValues[Name] & string>[];
  readonly identity: keyof RegisterValues[Name] & string;
}

export interface Rate {
  readonly direction: 'at-least' | 'at-most' | 'exactly';
  /** Millionths of the pool: 3 % is 30 000. */
  readonly millionths: number;
}

export type Method = 'on-site' | 'paper' | 'online' | 'testing';
export type TargetState = 'active' | 'closed' | 'deregistered' | 'revoked' | 'withdrawn' | 'moved';

/**
 * The values of one record. A field is absent when the sheet has no such column (leave what is stored), and null or []
 * when the column is there and the cell is blank.
 */
export interface MatterValues {
  agency?: string | null;
  code?: string | null;
  category?: string | null;
  name?: string | null;
  content?: string | null;
  targetKind?: string | null;
  importance?: 'general' | 'key' | null;
  methods?: Method[];
  /** The words of the method as published; `methods` holds those that are known. */
  methodText?: string | null;
  level?: string | null;
  legalBasis?: string | null;
  rate?: Rate | null;
  frequency?: string | null;
  windowFrom?: string | null;
  windowUntil?: string | null;
  qualifications?: string[];
}

export interface TargetValues {
  name?: string | null;
  uscc?: string | null;
  alias?: string | null;
  kind?: string | null;
  region?: string | null;
  riskClass?: 'A' | 'B' | 'C' | 'D' | null;
  address?: string | null;
  /** Both in millionths of a degree. */
  longitude?: number | null;
  latitude?: number | null;
  legalRepresentative?: string | null;
  phone?: string | null;
  state?: TargetState | null;
  agency?: string | null;
  creditRemarks?: string | null;
}

export interface InspectorValues {
  name?: string | null;
  certificateNumber?: string | null;
  issuer?: string | null;
  validFrom?: string | null;
  validUntil?: string | null;
  qualifications?: string[];
  agency?: string | null;
  position?: string | null;
  phone?: string | null;
  expert?: boolean | null;
  available?: boolean | null;
}

export interface VisitValues {
  agency?: string | null;
  name?: string | null;
  uscc?: string | null;
  alias?: string | null;
  firstDay?: string | null;
  kind?: 'random' | 'daily' | 'special' | 'case' | null;
  note?: string | null;
}

export interface RegisterValues {
  matters: MatterValues;
  targets: TargetValues;
  inspectors: InspectorValues;
  visits: VisitValues;
}

export type RegisterName = keyof RegisterValues;
