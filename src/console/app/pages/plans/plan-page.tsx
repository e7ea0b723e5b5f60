import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { slipProblem } from '../../api/problem.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { Views } from '../../frame/views.js';
import { useMayKeep } from '../../session/may-keep.js';
import { type Values } from '../../record/differences.js';
import { type Field } from '../../record/fields.js';
import { HistoryLink } from '../../record/history-link.js';
import { useSession } from '../../session/session.js';
import { useSpeech, type Key } from '../../words/words.js';
import { BatchRow } from './batch-row.js';
import { PLAN_STATES } from './plan-states.js';
import './planning.css';
import '../../words/planning-words.js';

const ActionDialog = lazy(() => import('../../record/action-dialog.js'));
const DryRun = lazy(() => import('./dry-run.js'));
const PlanYear = lazy(() => import('./plan-year.js'));
const Editions = lazy(() => import('./editions.js'));

type Plan = Schemas['PlanResponse'];
type Batch = Schemas['BatchResponse'];
type Occurrence = Schemas['OccurrenceResponse'];

type Act = 'submit' | 'approve' | 'return' | 'publish' | 'file' | 'acknowledge';

/** What may be done with a plan in each state. */
const ACTS: Readonly<Record<Plan['state'], readonly Act[]>> = {
  draft: ['submit', 'publish'],
  submitted: ['approve', 'return'],
  approved: ['publish', 'return'],
  published: ['file'],
};

const VIEWS = {
  batches: 'plans.batches',
  year: 'calendar.title',
  editions: 'editions.title',
} as const satisfies Record<string, Key>;

/** What somebody is about to do. */
type Doing =
  | { readonly kind: 'act'; readonly act: Act }
  | { readonly kind: 'title' }
  | { readonly kind: 'caps' }
  | { readonly kind: 'cancel'; readonly batch: Batch }
  | { readonly kind: 'decide'; readonly occurrence: Occurrence };

export default function PlanPage(): ReactNode {
  const { id = '' } = useParams();
  const { t, moment } = useSpeech();
  const mayKeep = useMayKeep();
  const go = useNavigate();
  const { person } = useSession();
  const [doing, setDoing] = useState<Doing>();
  const [trying, setTrying] = useState<Batch>();
  const [address] = useSearchParams();
  const view = Object.keys(VIEWS).find((one) => one === address.get('view')) ?? 'batches';
  const api = `/api/v1/plans/${id}`;
  const plan = useQuery({
    queryKey: ['/api/v1/plans', 'one', id],
    queryFn: ({ signal }) => ask<Plan>('GET', api, { signal }),
  });
  const { data } = plan;
  if (plan.error !== null)
    return (
      <Page title={t('plans.one')}>
        <Trouble error={plan.error} retry={() => void plan.refetch()} />
      </Page>
    );
  if (data === undefined) return <Asking />;
  const acts = [
    ...ACTS[data.state],
    ...(data.filing !== null && data.filing.acknowledged === null ? (['acknowledge'] as const) : []),
  ];
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
        <>
          <HistoryLink subject="plan" id={data.id} />
          {mayKeep && (
            <>
              {acts.map((act) => (
                <Button
                  key={act}
                  type={act === 'return' || act === 'file' || act === 'acknowledge' ? 'default' : 'primary'}
                  onClick={() => setDoing({ kind: 'act', act })}
                >
                  {t(`planActs.${act}`)}
                </Button>
              ))}
              <Button onClick={() => setDoing({ kind: 'title' })}>{t('plans.rename')}</Button>
            </>
          )}
        </>
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
      {data.filing !== null && (
        <p className="quiet">
          {t('plans.filed', { n: data.filing.edition, at: moment(data.filing.at) })}{' '}
          {data.filing.acknowledged === null
            ? t('plans.notAcknowledged')
            : t('plans.acknowledged', { by: data.filing.acknowledged.by, at: moment(data.filing.acknowledged.at) })}
        </p>
      )}
      <Views
        label={t('plans.views')}
        views={Object.entries(VIEWS).map(([name, label]) => ({ name, label: t(label) }))}
        current={view}
        first="batches"
      />
      {view === 'batches' && (
        <>
          <Batches
            plan={data}
            mayChange={mayKeep}
            add={() => void go(`/plans/${data.id}/batches/new`)}
            dryRun={person.role === 'inspector' ? undefined : setTrying}
            act={setDoing}
          />
          <Caps plan={data} mayChange={mayKeep} change={() => setDoing({ kind: 'caps' })} />
        </>
      )}
      <Suspense fallback={<Asking />}>
        {view === 'year' && <PlanYear plan={data} />}
        {view === 'editions' && <Editions plan={data} />}
      </Suspense>
      {doing !== undefined && (
        <Suspense fallback={null}>
          <Doings plan={data} doing={doing} close={() => setDoing(undefined)} />
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

function Batches({
  plan,
  mayChange,
  add,
  dryRun,
  act,
}: {
  readonly plan: Plan;
  readonly mayChange: boolean;
  readonly add: () => void;
  readonly dryRun: ((batch: Batch) => void) | undefined;
  readonly act: (doing: Doing) => void;
}): ReactNode {
  const { t } = useSpeech();
  const api = `/api/v1/plans/${plan.id}`;
  const batches = useQuery({
    queryKey: ['/api/v1/plans', 'batches', String(plan.id)],
    queryFn: ({ signal }) => ask<{ items: Batch[] }>('GET', `${api}/batches`, { query: { pageSize: 200 }, signal }),
  });
  const occurrences = useQuery({
    queryKey: ['/api/v1/plans', 'occurrences', String(plan.id)],
    queryFn: ({ signal }) =>
      ask<{ items: Occurrence[] }>('GET', `${api}/occurrences`, { query: { pageSize: 200 }, signal }),
  });
  const addButton = mayChange && (
    <Button type="primary" onClick={add}>
      {t('plans.newBatch')}
    </Button>
  );
  return (
    <section className="card gap" aria-labelledby="batches-title">
      <div className="batch-head">
        <h2 id="batches-title">{t('plans.batches')}</h2>
        {(batches.data?.items.length ?? 0) > 0 && addButton}
      </div>
      {batches.error !== null ? (
        <Trouble error={batches.error} retry={() => void batches.refetch()} />
      ) : batches.data === undefined ? (
        <Asking />
      ) : batches.data.items.length === 0 ? (
        <Nothing text={t('plans.noBatches')}>{addButton}</Nothing>
      ) : (
        <ul className="batches">
          {batches.data.items.map((batch) => (
            <BatchRow
              key={batch.id}
              planId={plan.id}
              batch={batch}
              mayChange={mayChange}
              occurrences={(occurrences.data?.items ?? []).filter(({ batchId }) => batchId === batch.id)}
              dryRun={dryRun === undefined || batch.cancelled ? undefined : () => dryRun(batch)}
              cancel={() => act({ kind: 'cancel', batch })}
              decide={(occurrence) => act({ kind: 'decide', occurrence })}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Most visits a year to one target, by its kind. */
function Caps({
  plan,
  mayChange,
  change,
}: {
  readonly plan: Plan;
  readonly mayChange: boolean;
  readonly change: () => void;
}): ReactNode {
  const { t } = useSpeech();
  return (
    <section className="card gap" aria-labelledby="caps-title">
      <div className="batch-head">
        <h2 id="caps-title">{t('caps.title')}</h2>
        {mayChange && <Button onClick={change}>{t('caps.change')}</Button>}
      </div>
      <p className="quiet">{t('caps.help')}</p>
      {plan.caps.length === 0 ? (
        <p>{t('caps.none')}</p>
      ) : (
        <ul>
          {plan.caps.map(({ targetKind, most }) => (
            <li key={targetKind ?? ''}>{t('caps.one', { kind: targetKind ?? t('caps.others'), n: most })}</li>
          ))}
        </ul>
      )}
      <p className="quiet">
        <Link to="/targets">{t('targets.title')}</Link>
      </p>
    </section>
  );
}

const REASON: Field = { name: 'reason', label: 'plans.changeReason', kind: 'lines', max: 500 };
const NO_VALUES: Values = {};

/** "养老机构 4", a line each; the kind is left out for all the others. */
export function capsTyped(text: string): { targetKind: string | null; most: number }[] | undefined {
  const caps = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const [, kind = '', most] = /^\s*(.*?)[\s：:]*(\d{1,4})\s*$/.exec(line) ?? [];
    if (most === undefined) return undefined;
    caps.push({ targetKind: kind.trim() === '' ? null : kind.trim(), most: Number(most) });
  }
  return caps;
}

export const capsWritten = (caps: Plan['caps']): string =>
  caps.map(({ most, targetKind }) => (targetKind === null ? String(most) : `${targetKind} ${most}`)).join('\n');

function Doings({
  plan,
  doing,
  close,
}: {
  readonly plan: Plan;
  readonly doing: Doing;
  readonly close: () => void;
}): ReactNode {
  const { t } = useSpeech();
  const queries = useQueryClient();
  const [initial] = useState<Values>(() =>
    doing.kind === 'title'
      ? { title: plan.title }
      : doing.kind === 'caps'
        ? { caps: capsWritten(plan.caps) }
        : doing.kind === 'decide'
          ? { decision: 'draw' }
          : NO_VALUES,
  );
  const api = `/api/v1/plans/${plan.id}`;
  const why: Field = { ...REASON, required: plan.state === 'published' };
  async function done(): Promise<void> {
    close();
    await queries.invalidateQueries({ queryKey: ['/api/v1/plans'] });
    await queries.invalidateQueries({ queryKey: ['todo'] });
  }
  const told = (values: Values): Values =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  switch (doing.kind) {
    case 'act': {
      const { act } = doing;
      return (
        <ActionDialog
          title={t(`planActs.${act}`)}
          help={t(`planActsHelp.${act}`)}
          fields={
            act === 'publish'
              ? []
              : [{ name: 'reason', label: 'plans.reason', kind: 'lines', max: 500, required: act === 'return' }]
          }
          initial={initial}
          submit={t(`planActs.${act}`)}
          close={close}
          run={async (values) => {
            // a filing is of an edition, which does not change any more
            const version = act === 'file' || act === 'acknowledge' ? {} : { version: plan.version };
            await ask('POST', `${api}/${act}`, { ...version, ...(act === 'publish' ? {} : { body: told(values) }) });
            await done();
          }}
        />
      );
    }
    case 'title':
      return (
        <ActionDialog
          title={t('plans.rename')}
          fields={[{ name: 'title', label: 'plans.name', kind: 'text', max: 200, required: true }, why]}
          initial={initial}
          submit={t('common.save')}
          close={close}
          run={async (values) => {
            await ask('PATCH', api, { body: told(values), version: plan.version });
            await done();
          }}
        />
      );
    case 'caps':
      return (
        <ActionDialog
          title={t('caps.change')}
          help={t('caps.changeHelp')}
          fields={[{ name: 'caps', label: 'caps.title', kind: 'lines', help: 'caps.typedHelp', max: 4000 }, why]}
          initial={initial}
          submit={t('common.save')}
          close={close}
          run={async ({ caps, reason }) => {
            const read = capsTyped(typeof caps === 'string' ? caps : '');
            if (read === undefined) throw slipProblem('/caps', t('caps.wanted'));
            const body = { caps: read, ...told({ reason: reason ?? null }) };
            await ask('PUT', `${api}/caps`, { body, version: plan.version });
            await done();
          }}
        />
      );
    case 'cancel':
      return (
        <ActionDialog
          title={t('plans.cancelBatch')}
          help={t('plans.cancelHelp', { name: doing.batch.name })}
          fields={[{ ...REASON, required: true }]}
          initial={initial}
          submit={t('plans.cancelBatch')}
          close={close}
          run={async (values) => {
            await ask('POST', `${api}/batches/${doing.batch.id}/cancel`, {
              body: values,
              version: doing.batch.version,
            });
            await done();
          }}
        />
      );
    case 'decide':
      return (
        <ActionDialog
          title={t('plans.decide')}
          help={t('plans.decideHelp')}
          fields={[
            {
              name: 'decision',
              label: 'plans.decision',
              kind: 'choice',
              choices: { draw: 'plans.decideDraw', drop: 'plans.decideDrop' },
              required: true,
            },
            { ...REASON, required: true },
          ]}
          initial={initial}
          submit={t('plans.decide')}
          close={close}
          run={async (values) => {
            await ask('POST', `${api}/occurrences/${doing.occurrence.id}/decision`, {
              body: values,
              version: plan.version,
            });
            await done();
          }}
        />
      );
  }
}
