import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useMemo, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { type Colours } from '../../charts/chart.js';
import { matrixOption, stripOption, tableOfLoads, tableOfPairs } from '../../charts/audit-options.js';
import { Choice } from '../../frame/choice.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { useAgencies } from '../../registry/agencies.js';
import { useSession } from '../../session/session.js';
import { yearNow } from '../../words/dates.js';
import { useSpeech } from '../../words/words.js';
import { evennessOf, type Evenness } from './evenness.js';
import '../../checking/checking.css';
import '../../words/audit-words.js';

const Chart = lazy(() => import('../../charts/chart.js'));

type Pairings = Schemas['PairingsResponse'];

const YEARS = 6;

/** Who was paired with whom over the year, and how the work fell. */
export default function PairingsPage(): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const agencies = useAgencies();
  const [address, setAddress] = useSearchParams();
  const thisYear = yearNow();
  const year = yearIn(address.get('year')) ?? thisYear;
  const agency =
    agencies.all?.find(({ id }) => String(id) === address.get('agencyId')) ??
    agencies.all?.find(({ id }) => id === person.agencyId) ??
    agencies.all?.find(({ level }) => level === 'county') ??
    agencies.all?.[0];
  const subtree = address.get('subtree') === 'true';
  const move = (change: Readonly<Record<string, string>>): void =>
    setAddress({ ...Object.fromEntries(address), ...change });
  const query = { agencyId: agency?.id, year, subtree };
  const pairings = useQuery({
    queryKey: ['pairings', query],
    queryFn: ({ signal }) => ask<Pairings>('GET', '/api/v1/pairings', { query, signal }),
    enabled: agency !== undefined,
  });
  const years = Array.from({ length: YEARS }, (_, back) => thisYear + 1 - back);
  return (
    <Page title={t('pairings.title')} lead={agency?.name}>
      <div className="filters" role="search" aria-label={t('list.filters')}>
        <Choice
          className="filter"
          label={t('pairings.year')}
          value={String(year)}
          onChange={(value) => move({ year: value ?? '' })}
          options={[...new Set([...years, year])].map((one) => ({ value: String(one), label: String(one) }))}
        />
        {(agencies.all?.length ?? 0) > 1 && (
          <>
            <Choice
              className="filter"
              label={t('common.agency')}
              value={agency === undefined ? null : String(agency.id)}
              onChange={(value) => move({ agencyId: value ?? '' })}
              options={(agencies.all ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
            />
            <label className="switch-label">
              <input
                type="checkbox"
                checked={subtree}
                onChange={({ target }) => move({ subtree: String(target.checked) })}
              />
              {t('pairings.subtree')}
            </label>
          </>
        )}
      </div>
      {pairings.error !== null ? (
        <Trouble error={pairings.error} retry={() => void pairings.refetch()} />
      ) : pairings.data === undefined ? (
        <Asking />
      ) : pairings.data.teams === 0 ? (
        <div className="card">
          <Nothing text={t('pairings.none', { year })} />
        </div>
      ) : (
        <Matrix pairings={pairings.data} />
      )}
    </Page>
  );
}

const yearIn = (text: string | null): number | undefined =>
  text !== null && /^2\d{3}$/.test(text) ? Number(text) : undefined;

function Matrix({ pairings }: { readonly pairings: Pairings }): ReactNode {
  const { t } = useSpeech();
  const { agency, assignedByName, officers, officersInAll, pairs, teams, year } = pairings;
  const evenness = useMemo(() => evennessOf(officers, pairs), [officers, pairs]);
  const matrix = useCallback((colours: Colours) => matrixOption(officers, pairs, colours), [officers, pairs]);
  const loads = useMemo(() => officers.map(({ name, teams: load }) => ({ name, load })), [officers]);
  const strip = useCallback((colours: Colours) => stripOption(loads, colours), [loads]);
  const file = `${agency.code}-${year}`;
  return (
    <>
      <Verdict evenness={evenness} officers={officers} />
      <section className="card gap">
        <dl className="facts">
          <dt>{t('pairings.teams')}</dt>
          <dd>{teams}</dd>
          <dt>{t('pairings.officers')}</dt>
          <dd>
            {officers.length < officersInAll
              ? t('pairings.mostOf', { shown: officers.length, of: officersInAll })
              : officersInAll}
          </dd>
          {assignedByName > 0 && (
            <>
              <dt>{t('pairings.assigned')}</dt>
              <dd className="warn">{assignedByName}</dd>
            </>
          )}
        </dl>
        <Suspense fallback={<Asking />}>
          <Chart
            title={t('pairings.matrix', { year })}
            told={t('pairings.matrixTold', { met: evenness.met, possible: evenness.possible, most: evenness.most })}
            name={`pairs-${file}`}
            height={Math.min(760, 120 + officers.length * 34)}
            option={matrix}
            table={tableOfPairs(officers, pairs, [t('pairings.one'), t('pairings.other'), t('pairings.together')])}
          />
          <Chart
            title={t('pairings.loads', { year })}
            told={t('pairings.loadsTold', {
              least: Math.min(...officers.map((officer) => officer.teams)),
              most: Math.max(...officers.map((officer) => officer.teams)),
            })}
            name={`loads-${file}`}
            height={180}
            option={strip}
            table={tableOfLoads(loads, [t('pairings.officer'), t('pairings.load')])}
          />
        </Suspense>
        <p className="quiet">{t('pairings.honest')}</p>
      </section>
    </>
  );
}

/** In one sentence, whether it looks like chance; and whom to ask about where it does not. */
function Verdict({
  evenness: { average, conspicuous, least, met, most, possible },
  officers,
}: {
  readonly evenness: Evenness;
  readonly officers: Pairings['officers'];
}): ReactNode {
  const { t } = useSpeech();
  const nameOf = (id: number): string => officers.find((officer) => officer.id === id)?.name ?? '';
  const even = conspicuous.length === 0;
  return (
    <div
      className={`verdict verdict-${even ? 'plain' : 'fails'}`}
      role="status"
      data-verdict={even ? 'even' : 'uneven'}
    >
      <strong>
        <span aria-hidden="true">{even ? '✓' : '▲'}</span>{' '}
        {even ? t('pairings.even') : t('pairings.uneven', { n: conspicuous.length })}
      </strong>
      <p>{t('pairings.counted', { met, possible, least, most, average: average.toFixed(1) })}</p>
      {!even && (
        <ul>
          {conspicuous.map(({ expected, one, other, together }) => (
            <li key={`${one} ${other}`}>
              {t('pairings.pair', { one: nameOf(one), other: nameOf(other), together, expected: expected.toFixed(1) })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
