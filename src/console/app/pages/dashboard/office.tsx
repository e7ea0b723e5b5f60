import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { useAgencies } from '../../registry/agencies.js';
import { Choice } from '../../frame/choice.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { useSession } from '../../session/session.js';
import { dayNow } from '../../words/dates.js';
import { useSpeech, type Key } from '../../words/words.js';
import { STATES, type State } from '../inspections/steps.js';
import { CoverageRing } from './coverage-ring.js';
import { dueSoon } from './due-soon.js';
import { OverdueLine } from './overdue-line.js';
import { Shortfall } from './shortfall.js';
import './dashboard.css';
import { useOfficeTodos } from './office-todos.js';
import { TodoList } from './todo-list.js';

const YearOfDraws = lazy(() => import('./year-of-draws.js'));

type Coverage = Schemas['CoverageResponse'];

/** How far we are this year, and what is to be done today. */
export function Office(): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const agencies = useAgencies();
  const [address, setAddress] = useSearchParams();
  const chosen = address.get('agency');
  // who sees the whole tree looks at one agency of it at a time
  const agency =
    agencies.all?.find(({ code }) => code === chosen) ??
    agencies.all?.find(({ id }) => id === person.agencyId) ??
    agencies.all?.find(({ level }) => level === 'county') ??
    agencies.all?.[0];
  const todos = useOfficeTodos(agency?.id);
  const coverage = useQuery({
    queryKey: ['coverage', agency?.code],
    queryFn: ({ signal }) => ask<Coverage>('GET', '/api/v1/coverage', { query: { agency: agency?.code }, signal }),
    enabled: agency !== undefined,
  });

  return (
    <Page
      title={t('dashboard.title')}
      lead={agency?.name}
      actions={
        (agencies.all?.length ?? 0) > 1 && (
          <Choice
            className="wide"
            label={t('common.agency')}
            value={agency?.code ?? null}
            onChange={(code) => code !== null && setAddress({ ...Object.fromEntries(address), agency: code })}
            options={(agencies.all ?? []).map(({ code, name }) => ({ value: code, label: name }))}
          />
        )
      }
    >
      {agencies.all?.length === 0 ? (
        <Nothing text={t('dashboard.noAgency')} />
      ) : (
        <div className="dashboard">
          {person.role === 'auditor' && (
            <Suspense fallback={<Asking />}>
              <YearOfDraws />
            </Suspense>
          )}
          <div className="stack">
            <section className="card" aria-labelledby="coverage-title">
              {coverage.error !== null ? (
                <Trouble error={coverage.error} retry={() => void coverage.refetch()} />
              ) : coverage.data === undefined ? (
                <Asking />
              ) : (
                <Coverage coverage={coverage.data} />
              )}
            </section>
            {agency !== undefined && <Shortfall agency={agency} />}
            {agency !== undefined && <OverdueLine agency={agency} />}
          </div>
          <div className="stack">
            <TodoList {...todos} />
            {coverage.data !== undefined && <DueSoon open={coverage.data.taskCompletion.missing} />}
          </div>
          {coverage.data !== undefined && <Shares coverage={coverage.data} />}
        </div>
      )}
    </Page>
  );
}

const MOST_MISSING = 12;

/** What nothing is planned for comes first: somebody has to do something about it. Then by the next date. */
function byNextDate(missing: Coverage['matterCoverage']['missing']): Coverage['matterCoverage']['missing'] {
  const next = ({ drawnOn, plannedOn }: (typeof missing)[number]): string => drawnOn ?? plannedOn ?? '';
  return [...missing].sort((left, right) => next(left).localeCompare(next(right)));
}

/** What is missing to 100 %, each with its next date. */
function Coverage({ coverage }: { readonly coverage: Coverage }): ReactNode {
  const { t, day } = useSpeech();
  const { matterCoverage, forecast, year } = coverage;
  const { missing } = matterCoverage;
  const shown = byNextDate(missing).slice(0, MOST_MISSING);
  return (
    <>
      <h2 id="coverage-title">{t('dashboard.coverage', { year })}</h2>
      <div className="coverage">
        <CoverageRing done={matterCoverage.numerator} of={matterCoverage.denominator} numbered={shown.length} />
        <div>
          <p>
            {forecast.reached
              ? t('dashboard.reached')
              : forecast.on !== null
                ? t('dashboard.reachedOn', { day: day(forecast.on) })
                : t('dashboard.neverReached', { n: forecast.unplanned.length })}
          </p>
          {missing.length > 0 && (
            <>
              <h3>{t('dashboard.missing', { n: missing.length })}</h3>
              <ol className="missing">
                {shown.map((matter) => (
                  <li key={matter.id}>
                    <Link to={`/matters/${matter.id}`}>{matter.name}</Link>
                    <span className={matter.drawnOn === null && matter.plannedOn === null ? 'warn' : 'quiet'}>
                      {matter.drawnOn !== null
                        ? t('dashboard.drawnOn', { day: day(matter.drawnOn) })
                        : matter.plannedOn !== null
                          ? t('dashboard.plannedOn', { day: day(matter.plannedOn) })
                          : t('dashboard.unplanned')}
                    </span>
                  </li>
                ))}
              </ol>
              {missing.length > shown.length && (
                <p className="quiet">{t('dashboard.moreMissing', { n: missing.length - shown.length })}</p>
              )}
            </>
          )}
        </div>
      </div>
    </>
  );
}

function DueSoon({ open }: { readonly open: Coverage['taskCompletion']['missing'] }): ReactNode {
  const { t, day } = useSpeech();
  const [today] = useState(dayNow);
  const shown = dueSoon(open, today);
  return (
    <section className="card" aria-labelledby="due-title">
      <h2 id="due-title">{t('dashboard.dueSoon')}</h2>
      {shown.length === 0 ? (
        <Nothing text={t('dashboard.nothingDue')} />
      ) : (
        <ul className="missing">
          {shown.map((one) => (
            <li key={one.id}>
              <Link to={`/inspections/${one.id}`}>{one.targetName}</Link>
              <span className="quiet">
                {one.state in STATES && t(STATES[one.state as State])} {day(one.dueOn)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Under which code the statistics open what a share counts. */
const FIGURES = {
  taskCompletion: 'task-completion',
  publicationRate: 'publication-rate',
  targetCoverage: 'target-coverage',
  jointRate: 'joint-rate',
  problemRate: 'problem-rate',
} as const;

const SHARES = ['taskCompletion', 'publicationRate', 'targetCoverage', 'jointRate', 'problemRate'] as const;

function Shares({ coverage }: { readonly coverage: Coverage }): ReactNode {
  const { t, count } = useSpeech();
  const { agency, year } = coverage;
  const opened = (name: (typeof SHARES)[number], whole: boolean): string =>
    `/statistics?agencyId=${agency.id}&year=${year}&figure=${FIGURES[name]}${whole ? '&whole=true' : ''}`;
  return (
    <section className="card shares" aria-labelledby="shares-title">
      <h2 id="shares-title">{t('dashboard.shares')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('dashboard.share')}</th>
            <th scope="col" className="number">
              {t('dashboard.counted')}
            </th>
            <th scope="col" className="number">
              {t('dashboard.percent')}
            </th>
          </tr>
        </thead>
        <tbody>
          {SHARES.map((name) => {
            const { numerator, denominator, basisPoints } = coverage[name];
            return (
              <tr key={name}>
                <th scope="row">
                  {t(`shares.${name}` satisfies Key)}
                  <span className="quiet block">{t(`sharesMeaning.${name}` satisfies Key)}</span>
                </th>
                <td className="number">
                  <Link to={opened(name, false)}>{count(numerator)}</Link> /{' '}
                  <Link to={opened(name, true)}>{count(denominator)}</Link>
                </td>
                <td className="number">
                  {basisPoints === null ? t('common.none') : `${(basisPoints / 100).toFixed(1)} %`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
