import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { Trouble } from '../../frame/states.js';
import { type Field } from '../../record/fields.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';
import { type Inspection, type State } from './steps.js';

const ActionDialog = lazy(() => import('../../record/action-dialog.js'));

type Retraction = Schemas['RetractionResponse'];
type Subject = Retraction['subject'];
type End = 'approve' | 'refuse' | 'withdraw';

/** Of what stands there in each state something can be taken back. The server says whether it is the caller's to ask. */
const RETRACTABLE: Readonly<Partial<Record<State, readonly Subject[]>>> = {
  visited: ['visit'],
  reported: ['visit'],
  reviewed: ['visit'],
  published: ['publication'],
  closed: ['publication'],
  withdrawn: ['visit'],
};

const whyOf = (label: Field['label'], required: boolean): readonly Field[] => [
  { name: 'reason', label, kind: 'lines', max: 500, required },
];

/** A visit that never was, a published result that must not stand: who asked to take it back, and what a second person decided. */
export function Retractions({ inspection }: { readonly inspection: Inspection }): ReactNode {
  const { t, moment } = useSpeech();
  const { person } = useSession();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Subject>();
  const [ending, setEnding] = useState<{ readonly id: number; readonly subject: Subject; readonly how: End }>();
  const { id, version } = inspection;
  const path = `/api/v1/inspections/${id}/retractions`;
  const retractions = useQuery({
    queryKey: ['/api/v1/inspections', 'retractions', id, version],
    queryFn: ({ signal }) => ask<Retraction[]>('GET', path, { signal }),
  });
  if (retractions.error !== null) return <Trouble error={retractions.error} />;
  const items = retractions.data ?? [];
  const acts = person.role !== 'auditor';
  const subjects =
    retractions.data === undefined || !acts || items.some(({ state }) => state === 'open')
      ? []
      : (RETRACTABLE[inspection.state] ?? []).filter((one) => one === 'visit' || person.role !== 'inspector');
  if (items.length === 0 && subjects.length === 0) return null;

  async function send(to: string, body: object): Promise<void> {
    await ask('POST', to, { body });
    setAsking(undefined);
    setEnding(undefined);
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['/api/v1/inspections'] }),
      queries.invalidateQueries({ queryKey: ['todo'] }),
    ]);
  }
  return (
    <section className="card" aria-labelledby="retractions-title">
      <h2 id="retractions-title">{t('retractions.title')}</h2>
      {items.length > 0 && (
        <ol className="history">
          {items.map((one) => (
            <li key={one.id}>
              <strong>{t(`retractionSubjects.${one.subject}`)}</strong> · {t(`retractionStates.${one.state}`)}
              <span className="block pre">{one.reason}</span>
              <span className="quiet block">
                {t('retractions.asked', { by: one.askedBy, at: moment(one.askedAt) })}
                {one.decidedBy !== null && one.decidedAt !== null && (
                  <> {t('retractions.ended', { by: one.decidedBy, at: moment(one.decidedAt) })}</>
                )}
              </span>
              {one.decisionReason !== null && <span className="block pre">{one.decisionReason}</span>}
              {one.state === 'open' && <p className="warn">{t('retractions.waits')}</p>}
              {one.state === 'open' && acts && (
                <p className="form-actions">
                  {(one.askedBy === person.username ? (['withdraw'] as const) : (['approve', 'refuse'] as const)).map(
                    (how) => (
                      <Button
                        key={how}
                        type={how === 'approve' ? 'primary' : 'default'}
                        onClick={() => setEnding({ id: one.id, subject: one.subject, how })}
                      >
                        {t(`retractions.${how}`)}
                      </Button>
                    ),
                  )}
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
      {subjects.map((subject) => (
        <p key={subject} className="form-actions">
          <Button onClick={() => setAsking(subject)}>{t(`retractions.ask.${subject}`)}</Button>
        </p>
      ))}
      {asking !== undefined && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t(`retractions.ask.${asking}`)}
            help={t(`retractions.askHelp.${asking}`)}
            fields={whyOf(`retractions.why.${asking}`, true)}
            initial={{}}
            submit={t('retractions.propose')}
            close={() => setAsking(undefined)}
            run={({ reason }) => send(path, { subject: asking, reason })}
          />
        </Suspense>
      )}
      {ending !== undefined && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t(`retractions.${ending.how}`)}
            help={t(ending.how === 'approve' ? `retractions.approveHelp.${ending.subject}` : 'retractions.onRecord')}
            fields={whyOf('retractions.decisionReason', ending.how !== 'approve')}
            initial={{}}
            submit={t(`retractions.${ending.how}`)}
            close={() => setEnding(undefined)}
            run={({ reason }) => send(`${path}/${ending.id}/${ending.how}`, reason === null ? {} : { reason })}
          />
        </Suspense>
      )}
    </section>
  );
}
