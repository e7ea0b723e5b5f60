import { type ReactNode } from 'react';

import { useSpeech } from '../words/words.js';
import { type ListSpec } from './list-spec.js';

/** The headings of a list; by those that the API sorts by, it is sorted. */
export function Headings<Row extends { readonly id: number }>({
  spec,
  sort,
  onSort,
}: {
  readonly spec: ListSpec<Row>;
  /** As in the address: a field, with `-` before it from the last to the first. */
  readonly sort: string;
  readonly onSort: (field: string) => void;
}): ReactNode {
  const { t } = useSpeech();
  return (
    <>
      {spec.columns.map((column) => (
        <th
          key={column.name}
          scope="col"
          role="columnheader"
          className={column.number === true ? 'number' : undefined}
          aria-sort={
            column.sort === undefined
              ? undefined
              : sort === column.sort
                ? 'ascending'
                : sort === `-${column.sort}`
                  ? 'descending'
                  : 'none'
          }
        >
          {column.sort === undefined ? (
            t(column.title)
          ) : (
            <button type="button" className="sorter" onClick={() => onSort(column.sort ?? '')}>
              {t(column.title)}
              <span aria-hidden="true" className="sorter-mark">
                {sort === column.sort ? '↑' : sort === `-${column.sort}` ? '↓' : '↕'}
              </span>
            </button>
          )}
        </th>
      ))}
    </>
  );
}
