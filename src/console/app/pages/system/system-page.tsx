import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';

import { ask, take, door, type Schemas } from '../../api/client.js';
import { isProblem } from '../../api/problem.js';
import { Choice } from '../../frame/choice.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble, TroubleText } from '../../frame/states.js';
import { useSession } from '../../session/session.js';
import { ByState } from '../../list/by-state.js';
import { useSpeech, type Key } from '../../words/words.js';
import '../settings/settings.css';
import '../../words/office-words.js';
import '../../words/settings-words.js';

type Ready = Schemas['ReadyResponse'];
type Job = Schemas['JobResponse'];
type Alert = Schemas['AlertResponse'];

/** What the parts of the server tell of themselves; what is not here is shown by its own name. */
const FACTS: Readonly<Record<string, Key>> = {
  'backup backupAt': 'system.facts.backupAt',
  'backup backupFailure': 'system.facts.backupFailure',
  'calendar coveredUntil': 'workingDays.coveredUntil',
  'calendar source': 'workingDays.sources',
  'draws openAlerts': 'system.facts.openAlerts',
  'log size': 'system.facts.logSize',
  'log checkpointAt': 'system.facts.checkpointAt',
  'log exportedSize': 'system.facts.exportedSize',
  'log exportedAt': 'system.facts.exportedAt',
  'log exportFailure': 'system.facts.exportFailure',
  'notices waiting': 'system.facts.noticesWaiting',
  'notices failed': 'system.facts.noticesFailed',
};
const PARTS: Readonly<Record<string, Key>> = {
  backup: 'system.parts.backup',
  calendar: 'workingDays.title',
  draws: 'draws.title',
  log: 'system.parts.log',
  notices: 'channels.title',
};
const JOBS: Readonly<Record<string, Key>> = {
  draw: 'system.jobs.draw',
  'amended-draw': 'system.jobs.amended-draw',
  'calendar-watch': 'system.jobs.calendar-watch',
  'working-days': 'system.jobs.working-days',
  'checkpoint-export': 'system.jobs.checkpoint-export',
  issue: 'system.jobs.issue',
  'overdue-look': 'system.jobs.overdue-look',
  'coverage-watch': 'system.jobs.coverage-watch',
  backup: 'system.jobs.backup',
  'notice-watch': 'system.jobs.notice-watch',
  'notice-digest': 'system.jobs.notice-digest',
  'notice-send': 'system.jobs.notice-send',
  'inspection-deadlines': 'system.jobs.inspection-deadlines',
};
const JOBS_PATH = '/api/v1/jobs';
const STATES = {
  waiting: 'system.states.waiting',
  running: 'system.states.running',
  done: 'system.states.done',
  failed: 'system.states.failed',
  cancelled: 'system.states.cancelled',
} as const satisfies Record<Job['state'], Key>;
/** Facts that are bad news by being there at all. */
const BAD = new Set(['backupFailure', 'exportFailure']);

/** Whether all is well with the server, and what it is at. */
export default function SystemPage(): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  return (
    <Page title={t('system.title')} lead={t('system.lead')}>
      <div className="stack">
        <Health />
        <Alerts />
        {person.role === 'admin' && person.agencyId === null && <Jobs />}
      </div>
    </Page>
  );
}

interface Told {
  readonly parts: Readonly<Record<string, Readonly<Record<string, string | number | null>>>>;
  /** Why it cannot work, where it cannot. */
  readonly fault: unknown;
}

async function healthNow(): Promise<Told> {
  try {
    const { parts } = await take<Ready>(door.GET('/health/ready'));
    return { parts: parts as Told['parts'], fault: undefined };
  } catch (error) {
    // what it says of its parts comes along with the fault
    if (!isProblem(error) || error.problem.status !== 503) throw error;
    const { parts } = error.problem as unknown as { readonly parts?: Told['parts'] };
    return { parts: parts ?? {}, fault: error };
  }
}

function Health(): ReactNode {
  const { t, moment, day, count } = useSpeech();
  const health = useQuery({ queryKey: ['health'], queryFn: healthNow, refetchInterval: 60_000 });
  const shown = (value: string | number | null): string => {
    if (value === null) return t('common.none');
    if (typeof value === 'number') return count(value);
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return day(value);
    return /^\d{4}-\d{2}-\d{2}T/.test(value) ? moment(value) : value;
  };
  return (
    <section className="card" aria-labelledby="health">
      <h2 id="health">{t('system.health')}</h2>
      {health.error !== null ? (
        <Trouble error={health.error} retry={() => void health.refetch()} />
      ) : health.data === undefined ? (
        <Asking />
      ) : (
        <>
          <p role="status">
            {health.data.fault === undefined ? (
              t('system.well')
            ) : (
              <span className="warn">
                <TroubleText error={health.data.fault} />
              </span>
            )}
          </p>
          {!('backup' in health.data.parts) && <p className="warn">{t('system.noBackup')}</p>}
          <div className="settings">
            {Object.entries(health.data.parts).map(([part, facts]) => (
              <div key={part}>
                <h3>{PARTS[part] === undefined ? part : t(PARTS[part])}</h3>
                <dl className="facts">
                  {Object.entries(facts).map(([name, value]) => {
                    const key = FACTS[`${part} ${name}`];
                    return (
                      <div key={name} className="contents">
                        <dt>{key === undefined ? name : t(key)}</dt>
                        <dd className={BAD.has(name) && value !== null ? 'warn' : undefined}>{shown(value)}</dd>
                      </div>
                    );
                  })}
                </dl>
              </div>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

function Alerts(): ReactNode {
  const { t, said, moment, count } = useSpeech();
  const [open, setOpen] = useState<string | null>('true');
  const alerts = useQuery({
    queryKey: ['alerts', open],
    queryFn: ({ signal }) =>
      ask<{ items: Alert[]; total: number }>('GET', '/api/v1/alerts', {
        query: { open: open ?? undefined, pageSize: 50 },
        signal,
      }),
  });
  return (
    <section className="card" aria-labelledby="alerts">
      <div className="batch-head">
        <h2 id="alerts">{t('system.alerts')}</h2>
        <Choice
          label={t('system.alerts')}
          empty={t('system.allAlerts')}
          value={open}
          onChange={setOpen}
          options={[
            { value: 'true', label: t('system.openAlerts') },
            { value: 'false', label: t('system.closedAlerts') },
          ]}
        />
      </div>
      <p className="quiet">{t('system.alertsMean')}</p>
      {alerts.error !== null ? (
        <Trouble error={alerts.error} retry={() => void alerts.refetch()} />
      ) : alerts.data === undefined ? (
        <Asking />
      ) : alerts.data.total === 0 ? (
        <Nothing text={t('system.noAlerts')} />
      ) : (
        <ul className="todos">
          {alerts.data.items.map((alert) => (
            <li key={alert.id}>
              <span className={alert.closedAt === null ? 'warn' : undefined}>{said(alert.message)}</span>
              <span className="quiet">
                {t('system.since', { at: moment(alert.since) })}
                {alert.closedAt !== null && ` ${t('system.until', { at: moment(alert.closedAt) })}`}
              </span>
            </li>
          ))}
          {alerts.data.total > alerts.data.items.length && (
            <li className="quiet">
              {t('system.moreAlerts', { n: count(alerts.data.total - alerts.data.items.length) })}
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function Jobs(): ReactNode {
  const { t, moment, count } = useSpeech();
  const queries = useQueryClient();
  const again = useMutation({
    mutationFn: (id: number) => ask<Job>('POST', `${JOBS_PATH}/${id}/retry`),
    onSettled: () => queries.invalidateQueries({ queryKey: [JOBS_PATH] }),
  });
  const nameOf = ({ kind }: Job): string => {
    const key = JOBS[kind];
    return key === undefined ? kind : t(key);
  };
  return (
    <ByState<Job>
      id="jobs"
      heading="system.jobsTitle"
      about="system.jobsMean"
      path={JOBS_PATH}
      query={{ sort: '-dueAt' }}
      stateLabel="system.state"
      anyState="system.anyState"
      states={STATES}
      first="failed"
      heads={['system.what', 'system.dueAt', 'system.state', 'system.attempts', 'system.lastError']}
      nothing={(state) => (state === 'failed' ? 'system.noFailedJobs' : 'list.noneSo')}
      row={(job) => (
        <tr key={job.id}>
          <td>
            {nameOf(job)}
            <span className="block quiet code">{job.key}</span>
          </td>
          <td>
            {moment(job.dueAt)}
            {job.late && <span className="block warn">{t('system.late')}</span>}
          </td>
          <td className={job.state === 'failed' ? 'warn' : undefined}>
            {t(STATES[job.state])}
            {job.state === 'failed' && (
              <Button size="small" disabled={again.isPending} onClick={() => again.mutate(job.id)}>
                {t('system.again')}
              </Button>
            )}
          </td>
          <td className="number">{count(job.attempts)}</td>
          <td className="pre">{job.lastError ?? t('common.none')}</td>
        </tr>
      )}
    >
      {again.error !== null && (
        <p role="alert" className="warn">
          <TroubleText error={again.error} />
        </p>
      )}
    </ByState>
  );
}
