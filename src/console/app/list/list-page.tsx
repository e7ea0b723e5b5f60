import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';

import { ask } from '../api/client.js';
import { Choice } from '../frame/choice.js';
import { Page } from '../frame/page.js';
import { Asking, Nothing, Trouble } from '../frame/states.js';
import { useAgencies } from '../registry/agencies.js';
import { useSpeech } from '../words/words.js';
import { Headings } from './headings.js';
import './list.css';
import { changed, nextSort, readAddress, SIZES, writeAddress, type ListAddress } from './list-address.js';
import { type ListSpec } from './list-spec.js';
import { Pager } from './pager.js';
import { type Scrolled as ScrolledRows } from './scrolled.js';

interface Rows<Row> {
  readonly items: readonly Row[];
  readonly total: number;
}

/** Several rows at once. */
export interface Chosen<Row> {
  readonly label: (row: Row) => string;
  /** What is done with those that are chosen; shown while any is. */
  readonly actions: (chosen: readonly Row[], done: () => void) => ReactNode;
}

const NONE: ReadonlySet<number> = new Set();

// most lists are read a page at a time
const Scrolled = lazy(async () => ({
  default: (await import('./scrolled.js')).Scrolled,
})) as unknown as typeof ScrolledRows;

/** Every list of the console: filters, search, order and page in the address, and a row behind its first column. */
export function ListPage<Row extends { readonly id: number }>({
  spec,
  actions,
  views,
  choice,
  children,
}: {
  readonly spec: ListSpec<Row>;
  readonly actions?: ReactNode;
  /** Other ways to look at the same list. */
  readonly views?: ReactNode;
  readonly choice?: Chosen<Row>;
  /** What is opened over it. */
  readonly children?: ReactNode;
}): ReactNode {
  const speech = useSpeech();
  const { t, count } = speech;
  const go = useNavigate();
  const location = useLocation();
  const address = readAddress(
    new URLSearchParams(location.search),
    spec.filters.map(({ name }) => name),
  );
  const move = (change: Partial<ListAddress>): void => {
    void go({ pathname: spec.path, search: String(writeAddress(changed(address, change))) });
  };
  const query = {
    ...address.filters,
    [spec.searchAs ?? 'search']: address.search,
    sort: address.sort || spec.order,
    page: address.page,
    pageSize: address.size,
  };
  const whole = address.size === 0;
  const rows = useQuery({
    queryKey: [spec.api, 'list', whole ? { ...query, page: 1, pageSize: 100 } : query],
    queryFn: ({ signal }) =>
      ask<Rows<Row>>('GET', spec.api, { query: whole ? { ...query, page: 1, pageSize: 100 } : query, signal }),
    placeholderData: keepPreviousData,
  });
  const [choosing, setChoosing] = useState<{ readonly on: string; readonly ids: ReadonlySet<number> }>();
  // what is not in sight is not chosen
  const chosen = choosing?.on === location.search ? choosing.ids : NONE;
  const setChosen = (ids: ReadonlySet<number>): void => setChoosing({ on: location.search, ids });
  const narrowed = address.search !== '' || Object.keys(address.filters).length > 0;

  return (
    <Page
      title={t(spec.title)}
      lead={rows.data !== undefined && t('list.total', { n: count(rows.data.total) })}
      actions={actions}
    >
      {views}
      <Filters spec={spec} address={address} move={move} />
      {choice !== undefined && chosen.size > 0 && rows.data !== undefined && (
        <div className="chosen" role="region" aria-label={t('list.chosen', { n: chosen.size })}>
          <strong>{t('list.chosen', { n: chosen.size })}</strong>
          {choice.actions(
            rows.data.items.filter(({ id }) => chosen.has(id)),
            () => setChosen(new Set()),
          )}
          <Button onClick={() => setChosen(new Set())}>{t('list.chooseNone')}</Button>
        </div>
      )}
      {rows.error !== null ? (
        <Trouble error={rows.error} retry={() => void rows.refetch()} />
      ) : rows.data === undefined ? (
        <Asking />
      ) : rows.data.total === 0 ? (
        <div className="card">
          {narrowed ? (
            <Nothing text={t('list.noneSo')}>
              <Button onClick={() => move({ search: '', filters: {} })}>{t('list.clear')}</Button>
            </Nothing>
          ) : (
            <Nothing text={t(spec.empty)}>{actions}</Nothing>
          )}
        </div>
      ) : (
        <>
          {whole ? (
            <Suspense fallback={<Asking />}>
              <Scrolled
                spec={spec}
                query={query}
                total={rows.data.total}
                search={location.search}
                sort={address.sort || (spec.order ?? '')}
                onSort={(field) => move({ sort: nextSort(address.sort, field) })}
              />
            </Suspense>
          ) : (
            <Table
              spec={spec}
              rows={rows.data.items}
              sort={address.sort || (spec.order ?? '')}
              onSort={(field) => move({ sort: nextSort(address.sort, field) })}
              search={location.search}
              stale={rows.isPlaceholderData}
              {...(choice === undefined ? {} : { choice, chosen, setChosen })}
            />
          )}
          <div className="pages">
            <Choice
              label={t('list.size')}
              value={String(address.size)}
              onChange={(size) => move({ size: Number(size) })}
              options={SIZES.map((size) => ({
                value: String(size),
                label: size === 0 ? t('list.whole') : t('list.sizeOf', { n: size }),
              }))}
            />
            {!whole && (
              <Pager page={address.page} size={address.size} total={rows.data.total} go={(page) => move({ page })} />
            )}
          </div>
        </>
      )}
      {children}
    </Page>
  );
}

export function Filters<Row extends { readonly id: number }>({
  spec,
  address,
  move,
}: {
  readonly spec: ListSpec<Row>;
  readonly address: ListAddress;
  readonly move: (change: Partial<ListAddress>) => void;
}): ReactNode {
  const { t } = useSpeech();
  const agencies = useAgencies();
  const [typed, setTyped] = useState(address.search);
  // a step back brings back what was searched for then
  const [asked, setAsked] = useState(address.search);
  if (asked !== address.search) {
    setAsked(address.search);
    setTyped(address.search);
  }
  const shown = spec.filters.filter(({ agency }) => agency !== true || (agencies.all?.length ?? 0) > 1);
  return (
    <div className="filters" role="search" aria-label={t('list.filters')}>
      {spec.search !== undefined && (
        <Input.Search
          className="filter-search"
          placeholder={t(spec.search)}
          aria-label={t(spec.search)}
          value={typed}
          maxLength={100}
          allowClear
          onChange={({ target }) => setTyped(target.value)}
          onSearch={(search) => move({ search: search.trim() })}
        />
      )}
      {shown.map(({ name, label, choices, agency, day, given }) =>
        given === true ? (
          address.filters[name] !== undefined && (
            <Button key={name} onClick={() => move({ filters: { ...address.filters, [name]: '' } })}>
              {t('list.takeOff', { what: t(label) })}
            </Button>
          )
        ) : day === true ? (
          <label key={name} className="filter-day">
            <span className="quiet">{t(label)}</span>
            <Input
              type="date"
              max="2999-12-31"
              value={address.filters[name] ?? ''}
              onChange={({ target }) => move({ filters: { ...address.filters, [name]: target.value } })}
            />
          </label>
        ) : (
          <Choice
            key={name}
            className="filter"
            label={t(label)}
            empty={t(label)}
            value={address.filters[name] ?? null}
            onChange={(value) => move({ filters: { ...address.filters, [name]: value ?? '' } })}
            options={
              agency === true
                ? (agencies.all ?? []).map(({ id, name: text }) => ({ value: String(id), label: text }))
                : Object.entries(choices ?? {}).map(([value, text]) => ({ value, label: t(text) }))
            }
          />
        ),
      )}
    </div>
  );
}

function Table<Row extends { readonly id: number }>({
  spec,
  rows,
  sort,
  onSort,
  search,
  stale,
  choice,
  chosen,
  setChosen,
}: {
  readonly spec: ListSpec<Row>;
  readonly rows: readonly Row[];
  readonly sort: string;
  readonly onSort: (field: string) => void;
  readonly search: string;
  readonly stale: boolean;
  readonly choice?: Chosen<Row>;
  readonly chosen?: ReadonlySet<number>;
  readonly setChosen?: (chosen: ReadonlySet<number>) => void;
}): ReactNode {
  const speech = useSpeech();
  const { t } = speech;
  const all = chosen !== undefined && rows.every(({ id }) => chosen.has(id));
  const toggle = (id: number): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen?.(next);
  };
  // the roles are said aloud: on a phone the rows are drawn as cards, and a table that is no table is one all the same
  return (
    <div className="table-frame" aria-busy={stale}>
      <table className="table" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {choice !== undefined && (
              <th scope="col" role="columnheader" className="tick">
                <input
                  type="checkbox"
                  aria-label={t('list.chooseAll')}
                  checked={all}
                  onChange={() => setChosen?.(all ? new Set() : new Set(rows.map(({ id }) => id)))}
                />
              </th>
            )}
            <Headings spec={spec} sort={sort} onSort={onSort} />
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={row.id} role="row">
              {choice !== undefined && (
                <td role="cell" className="tick">
                  <input
                    type="checkbox"
                    aria-label={t('list.choose', { what: choice.label(row) })}
                    checked={chosen?.has(row.id) ?? false}
                    onChange={() => toggle(row.id)}
                  />
                </td>
              )}
              {spec.columns.map((column, at) => (
                <td
                  key={column.name}
                  role="cell"
                  data-label={t(column.title)}
                  className={column.number === true ? 'number' : undefined}
                >
                  {at === 0 ? (
                    <Link to={spec.href?.(row) ?? { pathname: `${spec.path}/${row.id}`, search }}>
                      {column.show(row, speech)}
                    </Link>
                  ) : (
                    column.show(row, speech)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
