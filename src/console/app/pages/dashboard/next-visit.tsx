import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';

import { api, take, type Schemas } from '../../api/client.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';

type Inspection = Schemas['InspectionResponse'];

const BEFORE_VISIT: readonly string[] = ['issued', 'accepted', 'approved', 'notified'];

/** Where do I go, with whom, for what: the next visit as one card, and what comes after. */
export function NextVisit(): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const mine = useQuery({
    queryKey: ['inspections', 'mine', 'open'],
    queryFn: ({ signal }) =>
      take(
        api.GET('/api/v1/inspections', { params: { query: { mine: true, sort: 'plannedOn', pageSize: 100 } }, signal }),
      ),
  });
  const open = (mine.data?.items ?? []).filter(
    ({ state }) => !['closed', 'published', 'voided', 'reviewed'].includes(state),
  );
  const ahead = open.filter(({ state }) => BEFORE_VISIT.includes(state));
  const toReport = open.filter(({ state }) => state === 'visited');
  const [next, ...later] = ahead;
  return (
    <Page title={t('dashboard.hello', { name: person.displayName })}>
      {mine.error !== null ? (
        <Trouble error={mine.error} retry={() => void mine.refetch()} />
      ) : mine.data === undefined ? (
        <Asking />
      ) : (
        <div className="dashboard">
          {next === undefined ? (
            <section className="card">
              <Nothing text={t('dashboard.noVisit')} />
            </section>
          ) : (
            <VisitCard inspection={next} me={person.inspectorId} />
          )}
          <section className="card" aria-labelledby="after-title">
            <h2 id="after-title">{t('dashboard.afterwards')}</h2>
            {toReport.length + later.length === 0 ? (
              <Nothing text={t('dashboard.nothingAfter')} />
            ) : (
              <ul className="missing">
                {[...toReport, ...later].slice(0, 10).map((one) => (
                  <li key={one.id}>
                    <Link to={`/inspections/${one.id}`}>{one.target.name}</Link>
                    <When of={one} />
                  </li>
                ))}
              </ul>
            )}
          </section>
        </div>
      )}
    </Page>
  );
}

function When({ of }: { readonly of: Inspection }): ReactNode {
  const { t, day } = useSpeech();
  if (of.state === 'visited') return <span className="warn">{t('dashboard.reportWanted')}</span>;
  return <span className={of.overdue ? 'warn' : 'quiet'}>{day(of.plannedOn ?? of.deadlines.visitUntil)}</span>;
}

function VisitCard({ inspection, me }: { readonly inspection: Inspection; readonly me: number | null }): ReactNode {
  const { t, day } = useSpeech();
  const go = useNavigate();
  const detail = useQuery({
    queryKey: ['inspections', inspection.id],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/inspections/{id}', { params: { path: { id: inspection.id } }, signal })),
  });
  const partners = inspection.team.filter(({ inspectorId }) => inspectorId !== me).map(({ name }) => name);
  return (
    <section className="card next-visit" aria-labelledby="next-title">
      <p className="quiet">{t('dashboard.nextVisit')}</p>
      <h2 id="next-title">{inspection.target.name}</h2>
      <dl className="facts">
        <dt>{t('inspections.plannedOn')}</dt>
        <dd>{day(inspection.plannedOn)}</dd>
        <dt>{t('inspections.visits')}</dt>
        <dd>
          {day(inspection.deadlines.visitFrom)} – {day(inspection.deadlines.visitUntil)}
        </dd>
        <dt>{t('dashboard.with')}</dt>
        <dd>{partners.length === 0 ? t('common.none') : partners.join(t('common.comma'))}</dd>
        <dt>{t('inspections.matters')}</dt>
        <dd>{detail.data?.matters.map(({ name }) => name).join(t('common.comma')) ?? t('common.ellipsis')}</dd>
        <dt>{t('inspections.state')}</dt>
        <dd>{t(`inspectionStates.${inspection.state}`)}</dd>
      </dl>
      <Button type="primary" size="large" block onClick={() => void go(`/inspections/${inspection.id}`)}>
        {t('dashboard.openVisit')}
      </Button>
    </section>
  );
}
