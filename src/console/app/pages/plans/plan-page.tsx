import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { useMayKeep } from '../../list/list-page.js';
import { percentOf, RATES } from '../../record/rates.js';
import { useSession } from '../../session/session.js';
import { useSpeech, type Speech } from '../../words/words.js';
import { PLAN_STATES } from './plans-page.js';

const ActionDialog = lazy(() => import('../../record/action-dialog.js'));
const DryRun = lazy(() => import('./dry-run.js'));

type Plan = Schemas['PlanResponse'];
type Batch = Schemas['BatchResponse'];
type Occurrence = Schemas['OccurrenceResponse'];

type Act = 'submit' | 'approve' | 'return' | 'publish';

/** What may be done with a plan in each state. */
const ACTS: Readonly<Record<Plan['state'], readonly Act[]>> = {
  draft: ['submit', 'publish'],
  submitted: ['approve', 'return'],
  approved: ['publish', 'return'],
  published: [],
};

export function rateWords(rate: Batch['rate'], { t, count }: Speech): string {
  return rate.direction === 'number'
    ? t('plans.number', { n: count(rate.number ?? 0) })
    : t(RATES[rate.direction], { percent: percentOf(rate.millionths ?? 0) });
}

export default function PlanPage(): ReactNode {
  const { id = '' } = useParams();
  const speech = useSpeech();
  const { t, moment } = speech;
  const mayKeep = useMayKeep();
  const { person } = useSession();
  const queries = useQueryClient();
  const [acting, setActing] = useState<Act>();
  const [trying, setTrying] = useState<Batch>();
  const api = `/api/v1/plans/${id}`;
  const plan = useQuery({
    queryKey: ['/api/v1/plans', 'one', id],
    queryFn: ({ signal }) => ask<Plan>('GET', api, { signal }),
  });
  const batches = useQuery({
    queryKey: ['/api/v1/plans', 'batches', id],
    queryFn: ({ signal }) => ask<{ items: Batch[] }>('GET', `${api}/batches`, { query: { pageSize: 200 }, signal }),
  });
  const occurrences = useQuery({
    queryKey: ['/api/v1/plans', 'occurrences', id],
    queryFn: ({ signal }) =>
      ask<{ items: Occurrence[] }>('GET', `${api}/occurrences`, { query: { pageSize: 200 }, signal }),
  });
  const { data } = plan;
  if (plan.error !== null)
    return (
      <Page title={t('plans.one')}>
        <Trouble error={plan.error} retry={() => void plan.refetch()} />
      </Page>
    );
  if (data === undefined) return <Asking />;
  return (
    <Page
      title={data.title}
      lead={
        <>
          {data.agency.name} · {t(PLAN_STATES[data.state])}
          {data.edition > 0 && <> · {t('plans.editionOf', { n: data.edition, at: moment(data.publishedAt) })}</>}
        </>
      }
      actions={
        mayKeep &&
        ACTS[data.state].map((act) => (
          <Button key={act} type={act === 'return' ? 'default' : 'primary'} onClick={() => setActing(act)}>
            {t(`planActs.${act}`)}
          </Button>
        ))
      }
    >
      {data.review?.step === 'returned' && data.state === 'draft' && (
        <Alert
          type="warning"
          showIcon
          className="gap"
          title={t('plans.returned', { by: data.review.by })}
          description={data.review.reason}
        />
      )}
      <section className="card gap" aria-labelledby="batches-title">
        <h2 id="batches-title">{t('plans.batches')}</h2>
        {batches.error !== null ? (
          <Trouble error={batches.error} retry={() => void batches.refetch()} />
        ) : batches.data === undefined ? (
          <Asking />
        ) : batches.data.items.length === 0 ? (
          <Nothing text={t('plans.noBatches')} />
        ) : (
          <ul className="batches">
            {batches.data.items.map((batch) => (
              <BatchRow
                key={batch.id}
                batch={batch}
                speech={speech}
                occurrences={(occurrences.data?.items ?? []).filter(({ batchId }) => batchId === batch.id)}
                dryRun={person.role === 'inspector' || batch.cancelled ? undefined : () => setTrying(batch)}
              />
            ))}
          </ul>
        )}
      </section>
      {acting !== undefined && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t(`planActs.${acting}`)}
            help={t(`planActsHelp.${acting}`)}
            fields={
              acting === 'publish'
                ? []
                : [{ name: 'reason', label: 'plans.reason', kind: 'lines', max: 500, required: acting === 'return' }]
            }
            initial={{}}
            submit={t(`planActs.${acting}`)}
            close={() => setActing(undefined)}
            run={async (values) => {
              const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
              await ask('POST', `${api}/${acting}`, {
                version: data.version,
                ...(acting === 'publish' ? {} : { body }),
              });
              setActing(undefined);
              await queries.invalidateQueries({ queryKey: ['/api/v1/plans'] });
            }}
          />
        </Suspense>
      )}
      {trying !== undefined && (
        <Suspense fallback={null}>
          <DryRun planId={data.id} batch={trying} close={() => setTrying(undefined)} />
        </Suspense>
      )}
    </Page>
  );
}

function BatchRow({
  batch,
  speech,
  occurrences,
  dryRun,
}: {
  readonly batch: Batch;
  readonly speech: Speech;
  readonly occurrences: readonly Occurrence[];
  readonly dryRun: (() => void) | undefined;
}): ReactNode {
  const { t, said, moment } = speech;
  return (
    <li>
      <div className="batch-head">
        <h3>
          <span className="code">{batch.code}</span> {batch.name}
        </h3>
        <span className="form-actions">
          {dryRun !== undefined && <Button onClick={dryRun}>{t('plans.dryRun')}</Button>}
          <Link to={`/draws?batchId=${batch.id}`}>{t('plans.toDraws')}</Link>
        </span>
      </div>
      {batch.cancelled && <p className="warn">{t('plans.cancelled')}</p>}
      <dl className="facts">
        <dt>{t('matters.title')}</dt>
        <dd>{batch.matters.map(({ name }) => name).join(t('common.comma'))}</dd>
        <dt>{t('plans.scope')}</dt>
        <dd>{said(batch.filterWords)}</dd>
        <dt>{t('matters.rate')}</dt>
        <dd>{rateWords(batch.rate, speech)}</dd>
        <dt>{t('plans.times')}</dt>
        <dd>
          {occurrences.length === 0
            ? moment(batch.nextDueAt)
            : occurrences.map((occurrence) => (
                <div key={occurrence.id}>
                  {moment(occurrence.drawAt ?? occurrence.dueAt)}{' '}
                  <span className={['failed', 'missed', 'stopped'].includes(occurrence.state) ? 'warn' : 'quiet'}>
                    {t(`occurrenceStates.${occurrence.state}`)}
                  </span>
                  {occurrence.failure !== null && <span className="block quiet">{said(occurrence.failure)}</span>}
                </div>
              ))}
        </dd>
      </dl>
      {batch.warnings.map((warning) => (
        <p key={warning.code + warning.pointer} className="warn">
          {said(warning.message)}
        </p>
      ))}
    </li>
  );
}
