import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { Pager } from '../../list/pager.js';
import { useSpeech } from '../../words/words.js';
import { pageOf } from './report.js';
import '../../words/planning-words.js';

type Row = Schemas['StatisticsRowResponse'];

const SIZE = 50;

/** What one figure counts, row by row. */
export default function Counted({
  figure,
  code,
  query,
  close,
}: {
  /** Undefined while the figures are asked for. */
  readonly figure: Schemas['ReportFigureResponse'] | undefined;
  readonly code: string;
  readonly query: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly close: () => void;
}): ReactNode {
  const { t, said, day, moment, count } = useSpeech();
  const [address, setAddress] = useSearchParams();
  const whole = address.get('whole') === 'true';
  const page = Math.max(1, Number(/^[1-9]\d{0,5}$/.exec(address.get('page') ?? '')?.[0] ?? 1));
  const asked = { ...query, page, pageSize: SIZE, ...(whole ? { whole } : {}) };
  const rows = useQuery({
    queryKey: ['statistics', 'rows', code, asked],
    queryFn: ({ signal }) =>
      ask<{ items: Row[]; total: number }>('GET', `/api/v1/statistics/${encodeURIComponent(code)}`, {
        query: asked,
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const title = figure === undefined ? t('statistics.counted') : said(figure.label);
  return (
    <Drawer open onClose={close} title={title} size="min(640px, 100vw)" destroyOnHidden>
      {figure !== undefined && (
        <p className="quiet">
          {said(figure.counts)}
          {figure.numerator !== null && ` · ${t(whole ? 'statistics.denominator' : 'statistics.numerator')}`}
        </p>
      )}
      {rows.error !== null ? (
        <Trouble error={rows.error} retry={() => void rows.refetch()} />
      ) : rows.data === undefined ? (
        <Asking />
      ) : rows.data.total === 0 ? (
        <Nothing text={t('statistics.countsNothing')} />
      ) : (
        <>
          <p>{t('list.total', { n: count(rows.data.total) })}</p>
          <ol className="counted" start={(page - 1) * SIZE + 1} aria-busy={rows.isPlaceholderData}>
            {rows.data.items.map((row, at) => (
              <li key={`${row.page} ${row.id} ${at}`}>
                <Link to={pageOf(row)}>{row.name}</Link>
                {row.code !== null && <span className="code quiet"> {row.code}</span>}
                {row.at !== null && (
                  <span className="quiet block">{row.at.length === 10 ? day(row.at) : moment(row.at)}</span>
                )}
              </li>
            ))}
          </ol>
          <Pager
            page={page}
            size={SIZE}
            total={rows.data.total}
            go={(next) => {
              const to = new URLSearchParams(address);
              to.set('page', String(next));
              setAddress(to);
            }}
          />
        </>
      )}
    </Drawer>
  );
}
