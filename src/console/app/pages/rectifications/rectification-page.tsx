import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Page } from '../../frame/page.js';
import { Asking, Trouble } from '../../frame/states.js';
import { type Values } from '../../record/differences.js';
import { HistoryLink } from '../../record/history-link.js';
import { useSession } from '../../session/session.js';
import { dayNow } from '../../words/dates.js';
import '../../words/rectification-words.js';
import { useSpeech } from '../../words/words.js';
import { bodyOf, fieldsOf, type Rectification, type Step } from './rectification-fields.js';

const ActionDialog = lazy(() => import('../../record/action-dialog.js'));

/** Steps that turn something down, or go back. */
const BACKWARDS: readonly Step[] = ['refuse', 'take-back', 'give-back', 'ask-closure', 'ask-extension'];

/** One thing that must be mended: what, by when, what was done about it, and whoever's turn it is. */
export default function RectificationPage(): ReactNode {
  const { id = '' } = useParams();
  const { t, said, day, moment } = useSpeech();
  const queries = useQueryClient();
  const { person } = useSession();
  const [taking, setTaking] = useState<Rectification['next'][number]>();
  const [today] = useState(dayNow);
  const initial = useMemo<Values>(() => ({ on: today }), [today]);
  const rectification = useQuery({
    queryKey: ['/api/v1/rectifications', 'one', id],
    queryFn: ({ signal }) => ask<Rectification>('GET', `/api/v1/rectifications/${id}`, { signal }),
  });
  const { data } = rectification;
  const inspection = useQuery({
    queryKey: ['/api/v1/inspections', 'one', String(data?.inspectionId)],
    queryFn: ({ signal }) =>
      ask<Schemas['InspectionDetailResponse']>('GET', `/api/v1/inspections/${data?.inspectionId}`, { signal }),
    enabled: data !== undefined,
  });
  if (rectification.error !== null)
    return (
      <Page title={t('rectifications.title')}>
        <Trouble error={rectification.error} retry={() => void rectification.refetch()} />
      </Page>
    );
  if (data === undefined) return <Asking />;
  const mine = data.next.filter((next) => next.mine && person.role !== 'auditor');
  const others = data.next.filter((next) => !next.mine);
  const matter = inspection.data?.matters.find(({ id: one }) => one === data.finding.matterId);
  const team = Object.fromEntries(
    (inspection.data?.team ?? []).map(({ inspectorId, name }) => [String(inspectorId), name]),
  );
  return (
    <Page
      title={data.target.name}
      lead={
        <>
          {said(data.finding.name)} · {said(data.stateName)}
        </>
      }
      actions={
        <>
          <HistoryLink subject="rectification" id={data.id} />
          {mine.map((next) => (
            <Button
              key={next.step}
              type={BACKWARDS.includes(next.step) ? 'default' : 'primary'}
              onClick={() => setTaking(next)}
            >
              {t(`rectification.do.${next.step}`)}
            </Button>
          ))}
        </>
      }
    >
      {data.overdue && (
        <Alert type="warning" showIcon className="gap" title={t('inspections.isOverdue', { day: day(data.dueOn) })} />
      )}
      <div className="dashboard">
        <section className="card" aria-labelledby="mend-title">
          <h2 id="mend-title">{t('rectification.about')}</h2>
          <ol className="items">
            {data.items.map(({ what }, at) => (
              <li key={at} className="pre">
                {what}
              </li>
            ))}
          </ol>
          <dl className="facts">
            <dt>{t('rectification.inspection')}</dt>
            <dd>
              <Link to={`/inspections/${data.inspectionId}`}>{data.target.name}</Link>
              {matter !== undefined && <span className="quiet block">{matter.name}</span>}
            </dd>
            <dt>{t('rectification.finding')}</dt>
            <dd>{said(data.finding.name)}</dd>
            <dt>{t('rectifications.orderedOn')}</dt>
            <dd>{day(data.orderedOn)}</dd>
            <dt>{t('rectification.until')}</dt>
            <dd>{day(data.deadline)}</dd>
            {data.dueOn !== null && (
              <>
                <dt>{t('inspections.dueOn')}</dt>
                <dd className={data.overdue ? 'warn' : undefined}>{day(data.dueOn)}</dd>
              </>
            )}
            <dt>{t('rectification.extensions')}</dt>
            <dd>{data.extensions}</dd>
            <dt>{t('rectification.failedRechecks')}</dt>
            <dd>{data.failedRechecks}</dd>
            {data.outcome !== null && (
              <>
                <dt>{t('rectification.outcome')}</dt>
                <dd>{t(`rectification.outcomes.${data.outcome}`)}</dd>
              </>
            )}
            {data.closedAt !== null && (
              <>
                <dt>{t('rectification.closedAt')}</dt>
                <dd>{moment(data.closedAt)}</dd>
              </>
            )}
          </dl>
          {others.length > 0 && (
            <>
              <h3>{t('rectification.next')}</h3>
              <ul>
                {others.map((next) => (
                  <li key={next.step}>
                    {said(next.name)}
                    <span className="quiet"> {said(next.who)}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
        <div className="stack">
          <Steps steps={data.steps} />
          {data.reminders.length > 0 && (
            <section className="card" aria-labelledby="reminders-title">
              <h2 id="reminders-title">{t('rectification.reminders')}</h2>
              <ul>
                {data.reminders.map(({ agencyId, at, dueOn, kind }) => (
                  <li key={`${kind} ${agencyId} ${at}`}>
                    {t(`rectification.reminderKinds.${kind}`)} · {t('inspections.dueOn')} {day(dueOn)}
                    <span className="quiet block">{moment(at)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
      {taking !== undefined && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t(`rectification.do.${taking.step}`)}
            help={data.target.name}
            fields={fieldsOf(taking.step, team)}
            initial={initial}
            submit={t(`rectification.do.${taking.step}`)}
            close={() => setTaking(undefined)}
            run={async (values) => {
              await ask('POST', `/api/v1/rectifications/${data.id}/steps`, {
                body: { ...bodyOf(values, data.finding.matterId), step: taking.step },
                version: data.version,
              });
              setTaking(undefined);
              await Promise.all([
                queries.invalidateQueries({ queryKey: ['/api/v1/rectifications'] }),
                queries.invalidateQueries({ queryKey: ['/api/v1/inspections'] }),
                queries.invalidateQueries({ queryKey: ['todo'] }),
              ]);
            }}
          />
        </Suspense>
      )}
    </Page>
  );
}

function Steps({ steps }: { readonly steps: Rectification['steps'] }): ReactNode {
  const { t, said, day, moment } = useSpeech();
  return (
    <section className="card" aria-labelledby="steps-title">
      <h2 id="steps-title">{t('rectification.steps')}</h2>
      <ol className="history">
        {steps.map((step) => (
          <li key={`${step.at} ${step.step}`}>
            <strong>{said(step.name)}</strong> {step.on !== null && day(step.on)}
            {step.deadline !== null && (
              <span className="block">
                {t('rectification.until')} {day(step.deadline)}
              </span>
            )}
            {step.items.map(({ what }) => (
              <span key={what} className="block pre">
                {what}
              </span>
            ))}
            {step.people.length > 0 && (
              <span className="block">{step.people.map(({ name }) => name).join(t('common.comma'))}</span>
            )}
            {step.step === 'recheck' && (
              <span className={step.to === 'passed' ? 'block' : 'block warn'}>
                {t(`rectification.passes.${step.to === 'passed' ? 'true' : 'false'}`)}
              </span>
            )}
            {step.body !== null && <span className="block">{step.body}</span>}
            {step.documents.map((one) => (
              <span key={one} className="block">
                {one}
              </span>
            ))}
            {step.number !== null && (
              <span className="block">
                {t('rectification.number')} {step.number} · {step.receivedBy}
              </span>
            )}
            {step.note !== null && <span className="block pre">{step.note}</span>}
            {step.alone && <span className="block warn">{t('rectification.alone')}</span>}
            <span className="quiet block">
              {step.by} · {moment(step.at)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
