import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { type Values } from '../../record/differences.js';
import { type Field } from '../../record/fields.js';
import { HistoryLink } from '../../record/history-link.js';
import { Papers } from '../../record/papers.js';
import { useSession } from '../../session/session.js';
import { dayNow } from '../../words/dates.js';
import { useSpeech, type Key } from '../../words/words.js';
import { Mending } from './mending.js';
import { Recusals } from './recusals.js';
import { Retractions } from './retractions.js';
import { STATES, type Inspection } from './steps.js';

const ActionDialog = lazy(() => import('../../record/action-dialog.js'));
const ReportDialog = lazy(() => import('./report-dialog.js'));

type Next = Inspection['next'][number];

const HOW = {
  'in-person': 'noticeWays.in-person',
  post: 'noticeWays.post',
  electronic: 'noticeWays.electronic',
  unannounced: 'noticeWays.unannounced',
} as const satisfies Record<string, Key>;

const MET = {
  closed: 'targetStates.closed',
  deregistered: 'targetStates.deregistered',
  revoked: 'targetStates.revoked',
  withdrawn: 'targetStates.withdrawn',
  moved: 'targetStates.moved',
} as const satisfies Record<string, Key>;

/** What each step has to be told, and may be. */
function fieldsOf(step: Next['step']): readonly Field[] {
  const note: Field = { name: 'note', label: 'steps.note', kind: 'lines', max: 500 };
  switch (step) {
    case 'return':
      return [{ ...note, label: 'steps.returnWhy', required: true }];
    case 'approve':
      return [{ name: 'unannounced', label: 'steps.unannounced', kind: 'flag', help: 'steps.unannouncedHelp' }, note];
    case 'notify':
      return [
        { name: 'on', label: 'steps.notifiedOn', kind: 'day', required: true },
        { name: 'how', label: 'steps.how', kind: 'choice', choices: HOW, required: true },
        note,
      ];
    case 'visit':
      return [
        { name: 'on', label: 'steps.visitedOn', kind: 'day', required: true },
        {
          name: 'targetState',
          label: 'steps.targetState',
          kind: 'choice',
          choices: MET,
          help: 'steps.targetStateHelp',
        },
        note,
      ];
    default:
      return [note];
  }
}

/** What becomes public, and for ever, is said before it is done. */
const HELP: Readonly<Partial<Record<Next['step'], Key>>> = {
  publish: 'steps.publishHelp',
  close: 'steps.closeHelp',
  review: 'steps.reviewHelp',
};

export default function InspectionPage(): ReactNode {
  const { id = '' } = useParams();
  const { t, said, day, moment } = useSpeech();
  const queries = useQueryClient();
  const { person } = useSession();
  const [taking, setTaking] = useState<Next['step']>();
  const inspection = useQuery({
    queryKey: ['/api/v1/inspections', 'one', id],
    queryFn: ({ signal }) => ask<Inspection>('GET', `/api/v1/inspections/${id}`, { signal }),
  });
  const [today] = useState(dayNow);
  const initial = useMemo<Values>(() => ({ on: today }), [today]);
  const { data } = inspection;
  if (inspection.error !== null)
    return (
      <Page title={t('inspections.one')}>
        <Trouble error={inspection.error} retry={() => void inspection.refetch()} />
      </Page>
    );
  if (data === undefined) return <Asking />;

  async function done(): Promise<void> {
    setTaking(undefined);
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['/api/v1/inspections'] }),
      queries.invalidateQueries({ queryKey: ['todo'] }),
    ]);
  }
  const mine = data.next.filter((next) => next.mine && person.role !== 'auditor').map(({ step }) => step);
  // with the day of the visit, what was found records the visit as well
  if (mine.includes('visit') && !mine.includes('report')) mine.push('report');
  const others = data.next.filter((next) => !next.mine);
  return (
    <Page
      title={data.target.name}
      lead={
        <>
          {data.target.kind} · <span className="code">{data.target.code}</span>
        </>
      }
      actions={
        <>
          <HistoryLink subject="inspection" id={data.id} />
          {mine.map((step) => (
            <Button key={step} type={step === 'return' ? 'default' : 'primary'} onClick={() => setTaking(step)}>
              {t(`steps.${step}`)}
            </Button>
          ))}
        </>
      }
    >
      {data.overdue && (
        <Alert type="warning" showIcon className="gap" title={t('inspections.isOverdue', { day: day(data.dueOn) })} />
      )}
      {data.assignedByName && <Alert type="warning" showIcon className="gap" title={t('draws.byName')} />}
      <div className="dashboard">
        <section className="card" aria-labelledby="about-title">
          <h2 id="about-title">{t('inspections.about')}</h2>
          <dl className="facts">
            <dt>{t('inspections.state')}</dt>
            <dd>{t(STATES[data.state])}</dd>
            <dt>{t('inspections.result')}</dt>
            <dd>{said(data.result)}</dd>
            <dt>{t('inspections.team')}</dt>
            <dd>
              {data.team.map((seat) => (
                <div key={seat.seat}>
                  {seat.name} <span className="code quiet">{seat.certificateNumber}</span>
                  {seat.expert && <span className="quiet"> {t('inspectors.expert')}</span>}
                </div>
              ))}
            </dd>
            <dt>{t('inspections.matters')}</dt>
            <dd>
              {data.matters.map((matter) => (
                <div key={matter.id}>
                  {matter.name}
                  {matter.legalBasis !== null && <span className="quiet block pre">{matter.legalBasis}</span>}
                </div>
              ))}
            </dd>
            <dt>{t('inspections.plannedOn')}</dt>
            <dd>{day(data.plannedOn)}</dd>
            <dt>{t('inspections.visits')}</dt>
            <dd>
              {day(data.deadlines.visitFrom)} – {day(data.deadlines.visitUntil)}
            </dd>
            {data.visitedOn !== null && (
              <>
                <dt>{t('inspections.visitedOn')}</dt>
                <dd>{day(data.visitedOn)}</dd>
              </>
            )}
            {data.publishedAt !== null && (
              <>
                <dt>{t('inspections.publishedAt')}</dt>
                <dd>{moment(data.publishedAt)}</dd>
              </>
            )}
            <dt>{t('inspections.draw')}</dt>
            <dd>
              <Link to={`/draws/${data.drawId}`}>{data.drawNumber}</Link>
            </dd>
          </dl>
          {others.length > 0 && (
            <>
              <h3>{t('inspections.others')}</h3>
              <ul>
                {others.map((next) => (
                  <li key={next.step}>
                    {t(`steps.${next.step}`)}
                    <span className="quiet"> {said(next.who)}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
        <div className="stack">
          <Findings inspection={data} />
          <Mending inspection={data} today={today} />
          <Recusals inspection={data} />
          <Retractions inspection={data} />
          <Steps id={data.id} version={data.version} />
          <Papers of={`/api/v1/inspections/${data.id}`} version={data.version} />
        </div>
      </div>
      {taking === 'report' && (
        <Suspense fallback={null}>
          <ReportDialog inspection={data} today={today} close={() => setTaking(undefined)} done={done} />
        </Suspense>
      )}
      {taking !== undefined && taking !== 'report' && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t(`steps.${taking}`)}
            help={HELP[taking] === undefined ? data.target.name : t(HELP[taking])}
            fields={fieldsOf(taking)}
            initial={initial}
            submit={t(`steps.${taking}`)}
            close={() => setTaking(undefined)}
            run={async (values) => {
              const body = Object.fromEntries(
                Object.entries(values).filter(([, value]) => value !== null && value !== false),
              );
              await ask('POST', `/api/v1/inspections/${data.id}/steps`, {
                body: { ...body, step: taking },
                version: data.version,
              });
              await done();
            }}
          />
        </Suspense>
      )}
    </Page>
  );
}

function Findings({ inspection }: { readonly inspection: Inspection }): ReactNode {
  const { t, said } = useSpeech();
  return (
    <section className="card" aria-labelledby="findings-title">
      <h2 id="findings-title">{t('inspections.findings')}</h2>
      {inspection.findings.length === 0 ? (
        <Nothing text={t('inspections.noFindings')} />
      ) : (
        <ul>
          {inspection.findings.map((finding) => (
            <li key={`${finding.code} ${finding.matterId ?? ''} ${finding.recordedAt}`}>
              {said(finding.name)}
              {finding.matterId !== null && (
                <span className="quiet"> {inspection.matters.find((one) => one.id === finding.matterId)?.name}</span>
              )}
              {finding.note !== null && <span className="block pre">{finding.note}</span>}
            </li>
          ))}
        </ul>
      )}
      {inspection.remarks !== null && <p className="pre">{inspection.remarks}</p>}
    </section>
  );
}

function Steps({ id, version }: { readonly id: number; readonly version: number }): ReactNode {
  const { t, said, day, moment } = useSpeech();
  const steps = useQuery({
    queryKey: ['/api/v1/inspections', 'steps', id, version],
    queryFn: ({ signal }) =>
      ask<Schemas['InspectionStepResponse'][]>('GET', `/api/v1/inspections/${id}/steps`, { signal }),
  });
  return (
    <section className="card" aria-labelledby="steps-title">
      <h2 id="steps-title">{t('inspections.steps')}</h2>
      {steps.error !== null ? (
        <Trouble error={steps.error} />
      ) : steps.data === undefined ? (
        <Asking />
      ) : steps.data.length === 0 ? (
        <Nothing text={t('inspections.noSteps')} />
      ) : (
        <ol className="history">
          {steps.data.map((step) => (
            <li key={`${step.at} ${step.step}`}>
              <strong>{said(step.name)}</strong> {step.on !== null && day(step.on)}
              {step.people.length > 0 && (
                <span className="block">{step.people.map(({ name }) => name).join(t('common.comma'))}</span>
              )}
              {step.note !== null && <span className="block pre">{step.note}</span>}
              {step.alone && <span className="block warn">{t('inspections.alone')}</span>}
              {step.without.length > 0 && (
                <span className="block warn">
                  {t('inspections.without')} {step.without.map((one) => t(`steps.${one}`)).join(t('common.comma'))}
                </span>
              )}
              <span className="quiet block">
                {step.by} · {moment(step.at)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
