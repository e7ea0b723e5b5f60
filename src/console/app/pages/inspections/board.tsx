import { useQueries } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';

import { ask } from '../../api/client.js';
import { Asking, Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import './board.css';
import { LIST, type Inspection } from './inspection-list.js';
import { STATES, type State } from './steps.js';
import '../../words/planning-words.js';

/** From the left to the right, as an inspection goes. Void ones go nowhere. */
const COLUMNS = [
  'issued',
  'accepted',
  'approved',
  'notified',
  'visited',
  'reported',
  'reviewed',
  'published',
  'closed',
] as const satisfies readonly State[];

const SHOWN = 20;

interface Rows {
  readonly items: readonly Inspection[];
  readonly total: number;
}

/** Where each inspection stands, and what it needs next; the most urgent of each column on top. */
export default function Board({ query }: { readonly query: Readonly<Record<string, string>> }): ReactNode {
  const { t, count } = useSpeech();
  const { search } = useLocation();
  const columns = useQueries({
    queries: COLUMNS.map((state) => {
      const asked = { ...query, state, sort: 'dueOn', pageSize: state === 'closed' ? 1 : SHOWN };
      return {
        queryKey: [LIST.api, 'list', asked],
        queryFn: ({ signal }: { signal: AbortSignal }) => ask<Rows>('GET', LIST.api, { query: asked, signal }),
        placeholderData: (before: Rows | undefined) => before,
      };
    }),
  });
  const error = columns.find((one) => one.error !== null)?.error;
  if (error != null) return <Trouble error={error} retry={() => columns.forEach((one) => void one.refetch())} />;
  if (columns.some(({ data }) => data === undefined)) return <Asking />;
  const inTable = (state: State): string => {
    const params = new URLSearchParams(search);
    for (const name of ['view', 'page', 'month']) params.delete(name);
    params.set('state', state);
    return `${LIST.path}?${params.toString()}`;
  };
  return (
    <div className="board" role="region" aria-label={t('inspections.board')} tabIndex={0}>
      {COLUMNS.map((state, at) => {
        const { items = [], total = 0 } = columns[at]?.data ?? {};
        const folded = state === 'closed';
        return (
          <section key={state} className="board-column" aria-labelledby={`board-${state}`}>
            <h2 id={`board-${state}`}>
              {t(STATES[state])} <span className="number">{count(total)}</span>
            </h2>
            <p className="quiet">{t(`boardNext.${state}`)}</p>
            {!folded && items.length > 0 && (
              <ul>
                {items.map((inspection) => (
                  <Card key={inspection.id} inspection={inspection} />
                ))}
              </ul>
            )}
            {total > (folded ? 0 : items.length) && (
              <Link to={inTable(state)}>
                {folded ? t('inspections.inTable') : t('inspections.boardMore', { n: total - items.length })}
              </Link>
            )}
          </section>
        );
      })}
    </div>
  );
}

function Card({ inspection }: { readonly inspection: Inspection }): ReactNode {
  const { t, day } = useSpeech();
  const { dueOn, id, overdue, target, team } = inspection;
  return (
    <li className={overdue ? 'board-card board-late' : 'board-card'}>
      <Link to={`/inspections/${id}`}>{target.name}</Link>
      <span className="quiet block">{team.map(({ name }) => name).join(t('common.comma'))}</span>
      {dueOn !== null && (
        <span className={`block ${overdue ? 'warn' : 'quiet'}`}>
          {t(overdue ? 'inspections.wasDue' : 'inspections.isDue', { day: day(dueOn) })}
        </span>
      )}
    </li>
  );
}
