import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Link, useBlocker, useNavigate, useParams, useSearchParams } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { isProblem } from '../../api/problem.js';
import { Page } from '../../frame/page.js';
import { Asking, NotAllowed, Trouble, TroubleText } from '../../frame/states.js';
import { useMayKeep } from '../../session/may-keep.js';
import { over, same, theirChanges, type Theirs } from '../../record/differences.js';
import { HistoryLink } from '../../record/history-link.js';
import { useLeaveSafely } from '../../record/leave-safely.js';
import { useSpeech } from '../../words/words.js';
import {
  bodyOf,
  fromProposal,
  MEMBERS,
  membersOf,
  NEW_BATCH,
  typed,
  type BatchTyped,
  type Body,
} from './editor/batch-values.js';
import { batchFields } from './editor/batch-words.js';
import { controlOf, RemarksContext, slipRemarks, type Remark } from './editor/faults.js';
import { LivePanel, useLiveRun } from './editor/live-run.js';
import { FromWhom } from './editor/from-whom.js';
import { HowMany } from './editor/how-many.js';
import { InTheOpen } from './editor/in-the-open.js';
import { What } from './editor/what.js';
import { When } from './editor/when.js';
import { Who } from './editor/who.js';
import './planning.css';
import '../../words/planning-words.js';

const Conflict = lazy(() => import('../../record/conflict.js').then(({ Conflict: content }) => ({ default: content })));

type Plan = Schemas['PlanResponse'];
type Batch = Schemas['BatchResponse'];
type Proposal = Schemas['ProposalResponse'];

/** A batch, written or changed, with what it would come to beside it. `…/batches/new` makes one; `?proposal=2` begins with the third that was proposed. */
export default function BatchPage(): ReactNode {
  const { id = '', batchId = '' } = useParams();
  const { t } = useSpeech();
  const mayKeep = useMayKeep();
  const [address] = useSearchParams();
  const isNew = batchId === 'new';
  const wanted = /^\d{1,4}$/.exec(address.get('proposal') ?? '')?.[0];
  const plan = useQuery({
    queryKey: ['/api/v1/plans', 'one', id],
    queryFn: ({ signal }) => ask<Plan>('GET', `/api/v1/plans/${id}`, { signal }),
  });
  const batch = useQuery({
    queryKey: ['/api/v1/plans', 'batch', id, batchId],
    queryFn: ({ signal }) => ask<Batch>('GET', `/api/v1/plans/${id}/batches/${batchId}`, { signal }),
    enabled: !isNew,
    // what is edited is not changed under the hands of whoever edits it
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
  });
  const proposal = useQuery({
    queryKey: ['proposal', plan.data?.agency.code, plan.data?.year],
    queryFn: ({ signal }) =>
      ask<Proposal>('GET', '/api/v1/coverage/proposal', {
        query: { agency: plan.data?.agency.code, year: plan.data?.year },
        signal,
      }),
    enabled: isNew && wanted !== undefined && plan.data !== undefined,
  });
  const error = plan.error ?? batch.error ?? proposal.error;
  if (!mayKeep) return <NotAllowed />;
  if (error !== null)
    return (
      <Page title={t('plans.batch')}>
        <Trouble error={error} retry={() => void Promise.all([plan.refetch(), batch.refetch()])} />
      </Page>
    );
  const waits = isNew ? wanted !== undefined && proposal.data === undefined : batch.data === undefined;
  if (plan.data === undefined || waits) return <Asking />;
  const proposed = wanted === undefined ? undefined : proposal.data?.batches[Number(wanted)]?.batch;
  return (
    <Editor
      key={batchId}
      plan={plan.data}
      stored={batch.data}
      first={batch.data !== undefined ? typed(batch.data) : proposed === undefined ? NEW_BATCH : fromProposal(proposed)}
    />
  );
}

interface Clash {
  readonly theirs: Batch;
  readonly changes: readonly Theirs[];
}

function Editor({
  plan,
  stored,
  first,
}: {
  readonly plan: Plan;
  readonly stored: Batch | undefined;
  readonly first: BatchTyped;
}): ReactNode {
  const { t } = useSpeech();
  const go = useNavigate();
  const queries = useQueryClient();
  const [base, setBase] = useState(stored);
  const [batch, setBatch] = useState(first);
  const [reason, setReason] = useState('');
  const [dirty, setDirty] = useState(false);
  // what is wrong is said once somebody has tried to save, and before that only of what was asked of the server
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState<'saved' | 'nothing'>();
  const [refused, setRefused] = useState<{ readonly remarks: readonly Remark[]; readonly error: unknown }>();
  const [clash, setClash] = useState<Clash>();
  const summary = useRef<HTMLDivElement>(null);

  const { body, slips } = useMemo(() => bodyOf(batch), [batch]);
  const wants = useMemo(() => slipRemarks(slips, (wanted) => t(`editorWants.${wanted}`)), [slips, t]);
  // a name is no matter of the draw
  const trial = useMemo(() => bodyOf({ ...batch, name: batch.name.trim() === '' ? '…' : batch.name }), [batch]);
  const live = useLiveRun(plan.id, base?.id, trial.slips.length > 0 ? undefined : JSON.stringify(trial.body));
  const remarks = useMemo(
    () => (refused?.remarks.length ? refused.remarks : [...(tried ? wants : []), ...live.remarks]),
    [refused, tried, wants, live.remarks],
  );
  const missing = useMissing(plan);

  useLeaveSafely(dirty);
  const blocker = useBlocker(dirty);
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    if (window.confirm(t('form.leave'))) blocker.proceed();
    else blocker.reset();
  }, [blocker, t]);

  const change = useCallback((part: Partial<BatchTyped>): void => {
    setBatch((before) => ({ ...before, ...part }));
    setDirty(true);
    setSaved(undefined);
    setRefused(undefined);
  }, []);
  const published = plan.state === 'published';

  function point(all: readonly Remark[]): void {
    // once the remarks stand where they belong
    setTimeout(() => {
      const control = all.map(({ pointer }) => controlOf(pointer)).find((one) => one !== null);
      control?.scrollIntoView({ block: 'center' });
      (control ?? summary.current)?.focus();
    });
  }

  async function save(): Promise<void> {
    setTried(true);
    setRefused(undefined);
    setSaved(undefined);
    const lacking = [
      ...wants,
      ...(published && reason.trim() === ''
        ? slipRemarks([{ pointer: '/reason', wanted: 'reason' }], () => t('editorWants.reason'))
        : []),
    ];
    if (lacking.length > 0) {
      setRefused({ remarks: lacking, error: undefined });
      return point(lacking);
    }
    const why = published ? { reason: reason.trim() } : {};
    setBusy(true);
    try {
      if (base === undefined) {
        await ask<Batch>('POST', `/api/v1/plans/${plan.id}/batches`, { body: { ...withoutNulls(body), ...why } });
        setDirty(false);
        await queries.invalidateQueries({ queryKey: ['/api/v1/plans'] });
        // the guard against leaving has let go by then
        setTimeout(() => void go(`/plans/${plan.id}`));
        return;
      }
      const before = membersOf(base);
      const changed = Object.fromEntries(
        MEMBERS.filter((name) => name in body && !same(before[name], body[name])).map((name) => [name, body[name]]),
      );
      if (Object.keys(changed).length === 0) {
        setDirty(false);
        setSaved('nothing');
        return;
      }
      const now = await ask<Batch>('PATCH', `/api/v1/plans/${plan.id}/batches/${base.id}`, {
        body: { ...changed, ...why },
        version: base.version,
      });
      setBase(now);
      setDirty(false);
      setReason('');
      setSaved('saved');
      await queries.invalidateQueries({ queryKey: ['/api/v1/plans'], refetchType: 'none' });
      await queries.invalidateQueries({ queryKey: ['/api/v1/plans', 'one'] });
    } catch (error) {
      if (base !== undefined && isProblem(error, 'changed_meanwhile')) await meet(base);
      else {
        const errors = isProblem(error) ? (error.problem.errors ?? []) : [];
        setRefused({ remarks: errors, error });
        point(errors);
      }
    } finally {
      setBusy(false);
    }
  }

  /** Somebody else has changed it meanwhile: what they changed is shown before anything is saved over it. */
  async function meet(mine: Batch): Promise<void> {
    const theirs = await ask<Batch>('GET', `/api/v1/plans/${plan.id}/batches/${mine.id}`);
    const changes = theirChanges(membersOf(mine), body, membersOf(theirs), MEMBERS);
    setClash({ theirs, changes });
  }

  const fields = useMemo(() => {
    const names = new Map(
      [...(stored?.matters ?? []), ...(clash?.theirs.matters ?? [])].map(({ id, name }) => [id, name]),
    );
    return batchFields((id) => names.get(id) ?? t('editor.matterNumber', { id }));
  }, [stored, clash, t]);
  const section = { batch, change, plan };

  return (
    <Page
      title={base === undefined ? t('plans.newBatch') : t('plans.batchOf', { code: base.code, name: base.name })}
      lead={<Link to={`/plans/${plan.id}`}>{plan.title}</Link>}
      actions={base !== undefined && <HistoryLink subject="batch" id={base.id} />}
    >
      <RemarksContext value={remarks}>
        <form
          className="editor"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <div className="stack">
            {clash !== undefined && (
              <Suspense fallback={<Asking />}>
                <Conflict
                  fields={fields}
                  changes={clash.changes}
                  settle={(keep) => {
                    const mine = body;
                    const merged = over(membersOf(base ?? clash.theirs), mine, membersOf(clash.theirs), MEMBERS, keep);
                    setBatch(typed({ ...merged, teamSize: merged.teamSize ?? 2 }));
                    setBase(clash.theirs);
                    setClash(undefined);
                  }}
                />
              </Suspense>
            )}
            <What {...section} missing={missing} />
            <FromWhom {...section} />
            <HowMany {...section} />
            <When {...section} />
            <Who {...section} />
            <InTheOpen {...section} />
            <div className="card section save" ref={summary} tabIndex={-1}>
              {published && (
                <div className={`line ${remarks.some(({ pointer }) => pointer === '/reason') ? 'line-wrong' : ''}`}>
                  <label htmlFor="batch-reason">{t('plans.changeReason')}</label>
                  <div>
                    <textarea
                      id="batch-reason"
                      className="plain-input"
                      rows={2}
                      maxLength={500}
                      value={reason}
                      aria-describedby="batch-reason-help"
                      onChange={({ target }) => {
                        setReason(target.value);
                        setDirty(true);
                      }}
                    />
                    <p id="batch-reason-help" className="quiet help">
                      {t('editorHelp.reason')}
                    </p>
                    {remarks.some(({ pointer }) => pointer === '/reason') && (
                      <p className="fault">{t('editorWants.reason')}</p>
                    )}
                  </div>
                </div>
              )}
              {refused?.error !== undefined && (
                <p role="alert" className="warn">
                  <TroubleText error={refused.error} />
                </p>
              )}
              {saved !== undefined && (
                <p role="status">
                  {t(`record.${saved}`)} <Link to={`/plans/${plan.id}`}>{t('editor.backToPlan')}</Link>
                </p>
              )}
              <div className="form-actions">
                <Button type="primary" htmlType="submit" loading={busy}>
                  {t(base === undefined ? 'plans.addBatch' : 'common.save')}
                </Button>
                <Button onClick={() => void go(`/plans/${plan.id}`)}>{t('editor.cancel')}</Button>
                <span className="quiet">{t(published ? 'editor.publishedNote' : 'editor.draftNote')}</span>
              </div>
            </div>
          </div>
          <LivePanel
            live={live}
            names={new Map(batch.strata.map(({ code, name }) => [code, name]))}
            missing={trial.slips.length > 0 ? slipRemarks(trial.slips, (wanted) => t(`editorWants.${wanted}`)) : []}
          />
        </form>
      </RemarksContext>
    </Page>
  );
}

const withoutNulls = (body: Body): Body =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));

/** The matters that nothing is drawn or planned for yet. */
function useMissing(plan: Plan): ReadonlySet<number> {
  const coverage = useQuery({
    queryKey: ['coverage', plan.agency.code, plan.year],
    queryFn: ({ signal }) =>
      ask<Schemas['CoverageResponse']>('GET', '/api/v1/coverage', {
        query: { agency: plan.agency.code, year: plan.year },
        signal,
      }),
  });
  return useMemo(() => new Set(coverage.data?.forecast.unplanned.map(({ id }) => id) ?? []), [coverage.data]);
}
