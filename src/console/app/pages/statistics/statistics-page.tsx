import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { download } from '../../api/download.js';
import { Choice } from '../../frame/choice.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble, TroubleText } from '../../frame/states.js';
import { useAgencies } from '../../registry/agencies.js';
import { useSession } from '../../session/session.js';
import { yearNow } from '../../words/dates.js';
import { useSpeech } from '../../words/words.js';
import { groupsOf, shownValue } from './report.js';
import './statistics.css';
import '../../words/planning-words.js';

const Counted = lazy(() => import('./counted.js'));
const Pictures = lazy(() => import('./pictures.js'));

type Statistics = Schemas['StatisticsResponse'];

const YEARS = 6;

/** The figures of the yearly report, each with what it counts; whoever doubts one opens it. */
export default function StatisticsPage(): ReactNode {
  const { t, moment } = useSpeech();
  const { person } = useSession();
  const agencies = useAgencies();
  const [address, setAddress] = useSearchParams();
  const [thisYear] = useState(yearNow);
  const [error, setError] = useState<unknown>();
  const wanted = Number(address.get('agencyId'));
  const agency =
    agencies.all?.find(({ id }) => id === wanted) ??
    agencies.all?.find(({ id }) => id === person.agencyId) ??
    agencies.all?.find(({ level }) => level === 'county') ??
    agencies.all?.[0];
  const year = /^2\d{3}$/.test(address.get('year') ?? '') ? Number(address.get('year')) : thisYear;
  const subtree = address.get('subtree') === 'true';
  const figure = address.get('figure');
  const query = { agencyId: agency?.id, year, ...(subtree ? { subtree } : {}) };
  const statistics = useQuery({
    queryKey: ['statistics', query],
    queryFn: ({ signal }) => ask<Statistics>('GET', '/api/v1/statistics', { query, signal }),
    enabled: agency !== undefined,
  });
  const set = (name: string, value: string | null): void => {
    const next = new URLSearchParams(address);
    if (value === null) next.delete(name);
    else next.set(name, value);
    if (name !== 'figure') for (const of of ['figure', 'whole', 'page']) next.delete(of);
    setAddress(next);
  };
  const fetchFile = (format: 'xlsx' | 'csv'): void => {
    setError(undefined);
    const of = new URLSearchParams({ format, year: String(year), ...(subtree ? { subtree: 'true' } : {}) });
    if (agency !== undefined) of.set('agencyId', String(agency.id));
    void download(`/api/v1/statistics/exports?${of.toString()}`).catch(setError);
  };
  return (
    <Page
      title={t('statistics.title', { year })}
      lead={
        statistics.data !== undefined && (
          <>
            {statistics.data.agency.name}
            {subtree && ` · ${t('statistics.withBelow')}`} ·{' '}
            {t('statistics.asOf', { at: moment(statistics.data.asOf) })}
          </>
        )
      }
      actions={
        <>
          <Button onClick={() => fetchFile('xlsx')}>{t('export.xlsx')}</Button>
          <Button onClick={() => fetchFile('csv')}>{t('export.csv')}</Button>
          <Button onClick={() => print()}>{t('statistics.print')}</Button>
          {error !== undefined && (
            <span role="alert" className="warn">
              <TroubleText error={error} />
            </span>
          )}
        </>
      }
    >
      <div className="filters" role="search" aria-label={t('list.filters')}>
        {(agencies.all?.length ?? 0) > 1 && (
          <Choice
            className="wide"
            label={t('common.agency')}
            value={agency === undefined ? null : String(agency.id)}
            onChange={(id) => set('agencyId', id)}
            options={(agencies.all ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        )}
        <Choice
          label={t('plans.year')}
          value={String(year)}
          onChange={(one) => set('year', one)}
          options={[...new Set([year, ...Array.from({ length: YEARS }, (_, at) => thisYear + 1 - at)])]
            .sort((a, b) => b - a)
            .map((one) => ({ value: String(one), label: t('statistics.yearOf', { year: one }) }))}
        />
        {(agencies.all?.length ?? 0) > 1 && (
          <label className="switch-label">
            <input
              type="checkbox"
              checked={subtree}
              onChange={({ target }) => set('subtree', target.checked ? 'true' : null)}
            />
            {t('statistics.subtree')}
          </label>
        )}
      </div>
      {agencies.all?.length === 0 ? (
        <Nothing text={t('dashboard.noAgency')} />
      ) : statistics.error !== null ? (
        <Trouble error={statistics.error} retry={() => void statistics.refetch()} />
      ) : statistics.data === undefined ? (
        <Asking />
      ) : (
        <>
          <Figures statistics={statistics.data} />
          <Suspense fallback={<Asking />}>
            <Pictures statistics={statistics.data} />
          </Suspense>
          <Officers statistics={statistics.data} />
        </>
      )}
      {figure !== null && agency !== undefined && (
        <Suspense fallback={null}>
          <Counted
            figure={statistics.data?.figures.find(({ code }) => code === figure)}
            code={figure}
            query={query}
            close={() => set('figure', null)}
          />
        </Suspense>
      )}
    </Page>
  );
}

/** A link to what a number counts: the same page, with the rows opened over it. */
function useOpened(): (code: string, whole?: boolean) => string {
  const [address] = useSearchParams();
  return (code, whole = false) => {
    const next = new URLSearchParams(address);
    for (const name of ['whole', 'page']) next.delete(name);
    next.set('figure', code);
    if (whole) next.set('whole', 'true');
    return `/statistics?${next.toString()}`;
  };
}

function Figures({ statistics }: { readonly statistics: Statistics }): ReactNode {
  const { t, said, count, language } = useSpeech();
  const opened = useOpened();
  return (
    <div className="report">
      {groupsOf(statistics.figures, language).map((group) => (
        <section key={group.name} className="card" aria-labelledby={`group-${group.name}`}>
          <h2 id={`group-${group.name}`}>{group.label}</h2>
          <table className="plain">
            <thead className="sr">
              <tr>
                <th scope="col">{t('dashboard.share')}</th>
                <th scope="col">{t('statistics.value')}</th>
              </tr>
            </thead>
            <tbody>
              {group.figures.map((figure) => {
                const value = shownValue(figure, count);
                return (
                  <tr key={figure.code}>
                    <th scope="row">
                      {said(figure.label)}
                      <span className="quiet block">{said(figure.counts)}</span>
                    </th>
                    <td className="number">
                      {value === null ? t('common.none') : <Link to={opened(figure.code)}>{value}</Link>}
                      {figure.numerator !== null && figure.denominator !== null && (
                        <span className="block quiet">
                          <Link to={opened(figure.code)}>{count(figure.numerator)}</Link> /{' '}
                          <Link to={opened(figure.code, true)}>{count(figure.denominator)}</Link>
                        </span>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}

function Officers({ statistics: { officers } }: { readonly statistics: Statistics }): ReactNode {
  const { t, count } = useSpeech();
  return (
    <section className="card gap" aria-labelledby="officers-title">
      <h2 id="officers-title">{t('statistics.officers')}</h2>
      {officers.length === 0 ? (
        <Nothing text={t('statistics.noOfficers')} />
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('inspectors.name')}</th>
              <th scope="col">{t('inspectors.code')}</th>
              <th scope="col" className="number">
                {t('statistics.visits')}
              </th>
            </tr>
          </thead>
          <tbody>
            {officers.map((officer) => (
              <tr key={officer.id}>
                <th scope="row">
                  <Link to={`/inspectors/${officer.id}`}>{officer.name}</Link>
                </th>
                <td className="code">{officer.code}</td>
                <td className="number">{count(officer.visits)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
