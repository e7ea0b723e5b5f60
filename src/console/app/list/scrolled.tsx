import { useQueries } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';

import { ask } from '../api/client.js';
import { Trouble } from '../frame/states.js';
import { useSpeech } from '../words/words.js';
import { Headings } from './headings.js';
import { type ListSpec } from './list-spec.js';
import { sightOf } from './window.js';

/** How long the list rests before what has come into sight is fetched: who pulls past a thousand pages asks for none of them. */
const REST = 120;
/** As list.css has it. */
const ROW = 44;
const PAGE = 100;

/** A list as one long piece, however long it is: what is in sight is drawn, and fetched when it comes into sight. */
export function Scrolled<Row extends { readonly id: number }>({
  spec,
  query,
  total,
  search,
  sort,
  onSort,
}: {
  readonly spec: ListSpec<Row>;
  readonly query: Readonly<Record<string, string | number | undefined>>;
  readonly total: number;
  readonly search: string;
  readonly sort: string;
  readonly onSort: (field: string) => void;
}): ReactNode {
  const speech = useSpeech();
  const { t } = speech;
  const frame = useRef<HTMLDivElement>(null);
  const [{ top, height }, setSeen] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const place = frame.current;
    if (place === null) return undefined;
    const look = (): void => setSeen({ top: place.scrollTop, height: place.clientHeight });
    const watch = new ResizeObserver(look);
    watch.observe(place);
    place.addEventListener('scroll', look, { passive: true });
    return () => {
      watch.disconnect();
      place.removeEventListener('scroll', look);
    };
  }, []);
  // another search begins at its top
  const asked = JSON.stringify(query);
  useEffect(() => frame.current?.scrollTo({ top: 0 }), [asked]);

  const { first, end, pages: wanted } = sightOf({ top, height, row: ROW, total, page: PAGE });
  const [pages, setPages] = useState(wanted);
  const sought = wanted.join();
  useEffect(() => {
    const timer = setTimeout(() => setPages(sought === '' ? [] : sought.split(',').map(Number)), REST);
    return () => clearTimeout(timer);
  }, [sought]);
  const fetched = useQueries({
    queries: pages.map((page) => ({
      queryKey: [spec.api, 'list', { ...query, page, pageSize: PAGE }],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask<{ readonly items: readonly Row[] }>('GET', spec.api, { query: { ...query, page, pageSize: PAGE }, signal }),
      staleTime: 60_000,
    })),
  });
  const rowAt = (at: number): Row | undefined => {
    const page = Math.floor(at / PAGE) + 1;
    return fetched[pages.indexOf(page)]?.data?.items[at % PAGE];
  };
  const trouble = fetched.find(({ error }) => error !== null);
  return (
    <>
      {trouble !== undefined && <Trouble error={trouble.error} retry={() => void trouble.refetch()} />}
      <div ref={frame} className="table-frame scrolled" tabIndex={0} role="region" aria-label={t(spec.title)}>
        <table className="table" role="table" aria-rowcount={total + 1}>
          <thead role="rowgroup">
            <tr role="row" aria-rowindex={1}>
              <Headings spec={spec} sort={sort} onSort={onSort} />
            </tr>
          </thead>
          <tbody role="rowgroup">
            {first > 0 && <Space rows={first} columns={spec.columns.length} />}
            {Array.from({ length: end - first }, (_, offset) => {
              const at = first + offset;
              const row = rowAt(at);
              return (
                <tr key={at} role="row" aria-rowindex={at + 2} className="scrolled-row">
                  {spec.columns.map((column, place) => (
                    <td key={column.name} role="cell" className={column.number === true ? 'number' : undefined}>
                      <span className="scrolled-cell">
                        {row === undefined ? (
                          place === 0 && '…'
                        ) : place === 0 ? (
                          <Link to={spec.href?.(row) ?? { pathname: `${spec.path}/${row.id}`, search }}>
                            {column.show(row, speech)}
                          </Link>
                        ) : (
                          column.show(row, speech)
                        )}
                      </span>
                    </td>
                  ))}
                </tr>
              );
            })}
            {end < total && <Space rows={total - end} columns={spec.columns.length} />}
          </tbody>
        </table>
      </div>
      <p className="quiet" role="status">
        {t('list.inSight', {
          from: speech.count(Math.min(total, Math.floor(top / ROW) + 1)),
          until: speech.count(Math.min(total, Math.ceil((top + height) / ROW))),
          n: speech.count(total),
        })}
      </p>
    </>
  );
}

/** As high as the rows that are not drawn. */
function Space({ rows, columns }: { readonly rows: number; readonly columns: number }): ReactNode {
  return (
    <tr aria-hidden="true" className="space" style={{ height: rows * ROW }}>
      <td colSpan={columns} />
    </tr>
  );
}
