import { type ReactNode } from 'react';

import { type Key, type Speech } from '../words/words.js';

export interface Column<Row> {
  readonly name: string;
  readonly title: Key;
  readonly show: (row: Row, speech: Speech) => ReactNode;
  /** The field that the API sorts by. */
  readonly sort?: string;
  /** Right-aligned, in figures of one width. */
  readonly number?: boolean;
}

export interface Filter {
  readonly name: string;
  readonly label: Key;
  /** Value → text. */
  readonly choices?: Readonly<Record<string, Key>>;
  /** One of the agencies that the person sees. */
  readonly agency?: boolean;
  /** A day of the calendar. */
  readonly day?: boolean;
  /** Nobody chooses it here: a link from elsewhere brought it along, and it can be taken off. */
  readonly given?: boolean;
}

/** What a list is: where its rows come from, what is shown of them, and by what they are found. */
export interface ListSpec<Row extends { readonly id: number }> {
  readonly title: Key;
  /** In the API, and in the console. */
  readonly api: string;
  readonly path: string;
  /** The first column leads to the row. */
  readonly columns: readonly Column<Row>[];
  readonly filters: readonly Filter[];
  /** What the field for searching says; without it nothing is searched. */
  readonly search?: Key;
  /** What the API calls it; `search` unless told. */
  readonly searchAs?: string;
  /** Unless somebody sorts otherwise. */
  readonly order?: string;
  /** Where the first column leads; unless told, to the row below the list's own address. */
  readonly href?: (row: Row) => string;
  readonly empty: Key;
}
