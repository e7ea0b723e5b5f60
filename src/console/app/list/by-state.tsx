import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';

import { ask } from '../api/client.js';
import { Choice } from '../frame/choice.js';
import { Asking, Nothing, Trouble } from '../frame/states.js';
import { useSpeech, type Key } from '../words/words.js';
import { Pager } from './pager.js';

const PAGE = 20;

/** What the server did, the last first, narrowed by how it went: a card with a table, page by page. */
export function ByState<Item>({
  id,
  heading,
  about,
  path,
  query = {},
  stateLabel,
  anyState,
  states,
  first = null,
  heads,
  nothing,
  row,
  children,
}: {
  /** Of the card in its page. */
  readonly id: string;
  readonly heading: Key;
  readonly about: Key;
  /** Of the list in the API. What is kept of it in the page goes by this as well. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly stateLabel: Key;
  readonly anyState: Key;
  /** Words by state. */
  readonly states: Readonly<Record<string, Key>>;
  /** The state that is shown at first; null: all. */
  readonly first?: string | null;
  readonly heads: readonly Key[];
  readonly nothing: (state: string | null) => Key;
  readonly row: (item: Item) => ReactNode;
  /** Between what it is about and the table. */
  readonly children?: ReactNode;
}): ReactNode {
  const { t, count } = useSpeech();
  const [state, setState] = useState(first);
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery({
    queryKey: [path, query, state, page],
    queryFn: ({ signal }) =>
      ask<{ items: Item[]; total: number }>('GET', path, {
        query: { ...query, state: state ?? undefined, page, pageSize: PAGE },
        signal,
      }),
  });
  return (
    <section className="card" aria-labelledby={id}>
      <div className="batch-head">
        <h2 id={id}>{t(heading)}</h2>
        <Choice
          label={t(stateLabel)}
          empty={t(anyState)}
          value={state}
          onChange={(next) => {
            setPage(1);
            setState(next);
          }}
          options={Object.entries(states).map(([value, key]) => ({ value, label: t(key) }))}
        />
      </div>
      <p className="quiet">{t(about)}</p>
      {children}
      {error !== null ? (
        <Trouble error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Asking />
      ) : data.total === 0 ? (
        <Nothing text={t(nothing(state))} />
      ) : (
        <>
          <div className="table-frame" tabIndex={0} role="region" aria-label={t(heading)}>
            <table className="plain">
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th key={head} scope="col">
                      {t(head)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>{data.items.map(row)}</tbody>
            </table>
          </div>
          <div className="form-actions">
            <Pager page={page} size={PAGE} total={data.total} go={setPage} />
            <span className="quiet">{t('list.total', { n: count(data.total) })}</span>
          </div>
        </>
      )}
    </section>
  );
}
