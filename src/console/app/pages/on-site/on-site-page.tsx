import { Alert } from 'antd';
import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { type KeptDay, type Mine } from '../../field/field.js';
import { nextStep, visitView, type BundleInspection } from '../../field/visit-view.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';
import { STATES } from '../inspections/steps.js';
import { byDay } from './by-day.js';
import { Papers } from './papers.js';
import { Standing } from './standing.js';
import { useField, WithField } from './use-field.js';
import { Where } from './where.js';
import '../../words/on-site-words.js';

/** Where do I go, with whom, for what, and what do I need: the next visit as one card, and what comes after, by day. */
export default function OnSitePage(): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  return (
    <Page title={t('dashboard.hello', { name: person.displayName })}>
      <WithField>
        <Visits />
      </WithField>
    </Page>
  );
}

function Visits(): ReactNode {
  const { t, day, moment } = useSpeech();
  const { field, state } = useField();
  const { day: kept, fetching, trouble } = state;
  if (kept === undefined)
    return (
      <>
        <Standing />
        {trouble !== undefined && !fetching ? (
          <Trouble error={trouble} retry={() => void field.refresh()} />
        ) : (
          <Asking />
        )}
      </>
    );
  const here = kept.bundle.inspections;
  const open = here.filter((one) => visitView(one, state.queue).found === undefined);
  const [next, ...others] = open;
  const first = kept.later.find(({ state: at }) => at !== 'visited');
  const reported = here.filter((one) => !open.includes(one));
  return (
    <div className="on-site">
      <Standing />
      {next !== undefined ? (
        <VisitCard inspection={next} kept={kept} />
      ) : first !== undefined ? (
        <LaterCard inspection={first} />
      ) : (
        <section className="card">
          <Nothing text={t('onSite.noneToday')} />
        </section>
      )}
      {others.length > 0 && (
        <section className="card" aria-labelledby="also-title">
          <h2 id="also-title">{t('onSite.alsoPossible')}</h2>
          <ul className="visits">
            {others.map((one) => (
              <li key={one.id}>
                <Link to={`/on-site/${one.id}`}>{one.target.name}</Link>
                <span className="quiet">
                  {one.target.address ?? t('onSite.noAddress')} · {day(one.plannedOn ?? one.visitUntil)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {kept.bundle.more && <Alert type="warning" showIcon title={t('onSite.more')} />}
      {reported.length > 0 && (
        <section className="card" aria-labelledby="reported-title">
          <h2 id="reported-title">{t('onSite.reported')}</h2>
          <ul className="visits">
            {reported.map((one) => (
              <li key={one.id}>
                <Link to={`/on-site/${one.id}`}>{one.target.name}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="card" aria-labelledby="after-title">
        <h2 id="after-title">{t('dashboard.afterwards')}</h2>
        {kept.later.length === 0 && <Nothing text={t('dashboard.nothingAfter')} />}
        {byDay(kept.later).map(({ day: on, inspections }) => (
          <div key={on}>
            <h3 className="quiet">{day(on)}</h3>
            <ul className="visits">
              {inspections.map((one) => (
                <li key={one.id}>
                  <Link to={`/inspections/${one.id}`}>{one.target.name}</Link>
                  {one.state === 'visited' ? (
                    <span className="warn">{t('dashboard.reportWanted')}</span>
                  ) : (
                    one.overdue && <span className="warn">{t('onSite.overdue')}</span>
                  )}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </section>
      <p className="quiet fetched">
        {t('onSite.fetchedAt', { at: moment(kept.at) })}{' '}
        <button type="button" className="link" onClick={() => void field.refresh()}>
          {t('onSite.refresh')}
        </button>
      </p>
    </div>
  );
}

/** Of a day that has not come: where it will be, and with whom. */
function LaterCard({ inspection }: { readonly inspection: Mine }): ReactNode {
  const { t, day } = useSpeech();
  const { person } = useSession();
  const partners = inspection.team.filter(({ inspectorId }) => inspectorId !== person.inspectorId);
  return (
    <section className="card next-visit" aria-labelledby="next-title">
      <p className="quiet">{t('onSite.noneToday')}</p>
      <h2 id="next-title">{inspection.target.name}</h2>
      <dl className="facts">
        <dt>{t('inspections.plannedOn')}</dt>
        <dd>{day(inspection.plannedOn)}</dd>
        <dt>{t('inspections.visits')}</dt>
        <dd>
          {day(inspection.deadlines.visitFrom)} – {day(inspection.deadlines.visitUntil)}
        </dd>
        <dt>{t('dashboard.with')}</dt>
        <dd>{partners.map(({ name }) => name).join(t('common.comma')) || t('common.none')}</dd>
        <dt>{t('inspections.state')}</dt>
        <dd>{t(STATES[inspection.state])}</dd>
      </dl>
      <Link className="thumb" to={`/inspections/${inspection.id}`}>
        {t('dashboard.openVisit')}
      </Link>
    </section>
  );
}

function VisitCard({ inspection, kept }: { readonly inspection: BundleInspection; readonly kept: KeptDay }): ReactNode {
  const { t, day } = useSpeech();
  const { state } = useField();
  const { id, target } = inspection;
  const partners = inspection.team.filter(({ me }) => !me).map(({ name }) => name);
  const begun = visitView(inspection, state.queue).checkedIn !== undefined;
  return (
    <section className="card next-visit" aria-labelledby="next-title">
      <p className="quiet">{t('dashboard.nextVisit')}</p>
      <h2 id="next-title">{target.name}</h2>
      <dl className="facts">
        <dt>{t('onSite.address')}</dt>
        <dd>
          <Where target={target} />
        </dd>
        {target.phone !== null && (
          <>
            <dt>{t('onSite.phone')}</dt>
            <dd>
              <a href={`tel:${target.phone.replace(/[^\d+]/g, '')}`}>{target.phone}</a>
            </dd>
          </>
        )}
        <dt>{t('inspections.plannedOn')}</dt>
        <dd>
          {inspection.plannedOn === null
            ? t('onSite.until', { day: day(inspection.visitUntil) })
            : day(inspection.plannedOn)}
        </dd>
        <dt>{t('dashboard.with')}</dt>
        <dd>{partners.length === 0 ? t('common.none') : partners.join(t('common.comma'))}</dd>
        <dt>{t('inspections.matters')}</dt>
        <dd>{inspection.matters.map(({ name }) => name).join(t('common.comma'))}</dd>
        <dt>{t('documents.title')}</dt>
        <dd>
          <Papers id={id} kept={kept} />
        </dd>
        <dt>{t('inspections.state')}</dt>
        <dd>{t(STATES[inspection.state])}</dd>
      </dl>
      {inspection.state === 'issued' ? (
        <p className="warn">{t('onSite.acceptFirst')}</p>
      ) : (
        <Link
          className="thumb thumb-primary"
          to={`/on-site/${id}?step=${nextStep(visitView(inspection, state.queue))}`}
        >
          {t(begun ? 'onSite.goOn' : 'onSite.checkIn')}
        </Link>
      )}
      <Link className="thumb" to={`/inspections/${id}`}>
        {t('dashboard.openVisit')}
      </Link>
    </section>
  );
}
