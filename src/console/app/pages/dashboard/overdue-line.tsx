import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { lineOf, thinned } from './ring.js';

const WIDTH = 420;
const HEIGHT = 90;
const POINTS = 60;

type Day = Schemas['OverdueDayResponse'];

/** What was late on each day of the year: a line that should fall. */
export function OverdueLine({ agency }: { readonly agency: Schemas['AgencyResponse'] }): ReactNode {
  const { t, day: show, count } = useSpeech();
  const overdue = useQuery({
    queryKey: ['coverage', 'overdue', agency.code],
    queryFn: ({ signal }) =>
      ask<Schemas['OverdueResponse']>('GET', '/api/v1/coverage/overdue', { query: { agency: agency.code }, signal }),
  });
  const days = overdue.data?.days ?? [];
  const last = days.at(-1);
  const worst = days.reduce<Day | undefined>(
    (most, day) => (most === undefined || all(day) > all(most) ? day : most),
    undefined,
  );
  return (
    <section className="card" aria-labelledby="overdue-title">
      <h2 id="overdue-title">{t('dashboard.overdue')}</h2>
      {overdue.error !== null ? (
        <Trouble error={overdue.error} retry={() => void overdue.refetch()} />
      ) : overdue.data === undefined ? (
        <Asking />
      ) : last === undefined || worst === undefined || all(worst) === 0 ? (
        <Nothing text={t('dashboard.nothingWasLate')} />
      ) : (
        <figure className="overdue-line">
          <svg
            viewBox={`-2 -4 ${WIDTH + 4} ${HEIGHT + 8}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={t('dashboard.overdueLabel', {
              visits: last.visits,
              results: last.results,
              most: all(worst),
              day: show(worst.day),
            })}
          >
            <line x1="0" y1={HEIGHT} x2={WIDTH} y2={HEIGHT} className="overdue-floor" />
            <Line days={days} of={({ visits }) => visits} most={most(days)} name="overdue-visits" />
            <Line days={days} of={({ results }) => results} most={most(days)} name="overdue-results" />
          </svg>
          <figcaption>
            <Link to={`/inspections?overdue=true&sort=dueOn&agencyId=${agency.id}`}>
              <span className="overdue-key overdue-visits" aria-hidden="true" />{' '}
              {t('dashboard.lateVisits', { n: count(last.visits) })}
            </Link>
            <Link to={`/inspections?overdue=true&sort=dueOn&state=reviewed&agencyId=${agency.id}`}>
              <span className="overdue-key overdue-results" aria-hidden="true" />{' '}
              {t('dashboard.lateResults', { n: count(last.results) })}
            </Link>
            <span className="quiet">{t('dashboard.overdueMost', { n: count(all(worst)), day: show(worst.day) })}</span>
          </figcaption>
        </figure>
      )}
    </section>
  );
}

const all = ({ results, visits }: Day): number => visits + results;
const most = (days: readonly Day[]): number =>
  days.reduce((high, { results, visits }) => Math.max(high, visits, results), 0);

function Line({
  days,
  of,
  most: top,
  name,
}: {
  readonly days: readonly Day[];
  readonly of: (day: Day) => number;
  readonly most: number;
  readonly name: string;
}): ReactNode {
  return (
    <polyline
      points={lineOf(thinned(days.map(of), POINTS), WIDTH, HEIGHT, top)}
      fill="none"
      className={name}
      vectorEffect="non-scaling-stroke"
    />
  );
}
