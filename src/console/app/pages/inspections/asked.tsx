import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';

import { ask } from '../../api/client.js';
import { Trouble } from '../../frame/states.js';
import { type Values } from '../../record/differences.js';
import { type Field } from '../../record/fields.js';
import { useSession } from '../../session/session.js';
import '../../words/asked-words.js';
import { useSpeech, type Key } from '../../words/words.js';
import { type Inspection } from './steps.js';

const ActionDialog = lazy(() => import('../../record/action-dialog.js'));

type End = 'approve' | 'refuse' | 'withdraw';

/** Something that one person asked for about an inspection, and another one decides. */
export interface Asked {
  readonly id: number;
  readonly state: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionReason: string | null;
}

/** Something that the person may ask for. */
export interface Question {
  readonly label: string;
  readonly help: string;
  readonly fields: readonly Field[];
  readonly body: (values: Values) => object;
}

const STATES = {
  open: 'askedStates.open',
  approved: 'askedStates.approved',
  refused: 'askedStates.refused',
  withdrawn: 'askedStates.withdrawn',
} as const satisfies Record<string, Key>;

const NOTHING: Values = {};

const remark = (required: boolean): readonly Field[] => [
  { name: 'reason', label: 'asked.decisionReason', kind: 'lines', max: 500, required },
];

/** What was asked for, who decided, and what may be asked or decided now. The server says whether it is the caller's to do. */
export function AskedCard<Row extends Asked>({
  inspection: { id, version },
  kind,
  title,
  told,
  waits,
  approving,
  questions,
}: {
  readonly inspection: Inspection;
  /** As the API calls it, below the inspection. */
  readonly kind: 'recusals' | 'retractions';
  readonly title: string;
  readonly told: (row: Row) => { readonly what: string; readonly why: string };
  readonly waits: string;
  readonly approving: (row: Row) => string;
  readonly questions: (rows: readonly Row[]) => readonly Question[];
}): ReactNode {
  const { t, moment } = useSpeech();
  const { person } = useSession();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Question>();
  const [ending, setEnding] = useState<{ readonly row: Row; readonly how: End }>();
  const path = `/api/v1/inspections/${id}/${kind}`;
  const asked = useQuery({
    queryKey: ['/api/v1/inspections', kind, id, version],
    queryFn: ({ signal }) => ask<Row[]>('GET', path, { signal }),
  });
  if (asked.error !== null) return <Trouble error={asked.error} />;
  const rows = asked.data ?? [];
  const acts = person.role !== 'auditor';
  const offered = asked.data === undefined || !acts ? [] : questions(rows);
  if (rows.length === 0 && offered.length === 0) return null;

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
    <section className="card" aria-labelledby={`${kind}-title`}>
      <h2 id={`${kind}-title`}>{title}</h2>
      {rows.length > 0 && (
        <ol className="history">
          {rows.map((row) => {
            const { what, why } = told(row);
            const open = row.state === 'open';
            return (
              <li key={row.id}>
                <strong>{what}</strong> · {row.state in STATES && t(STATES[row.state as keyof typeof STATES])}
                <span className="block pre">{why}</span>
                <span className="quiet block">
                  {t('asked.asked', { by: row.askedBy, at: moment(row.askedAt) })}
                  {row.decidedBy !== null && row.decidedAt !== null && (
                    <> {t('asked.ended', { by: row.decidedBy, at: moment(row.decidedAt) })}</>
                  )}
                </span>
                {row.decisionReason !== null && <span className="block pre">{row.decisionReason}</span>}
                {open && <p className="warn">{waits}</p>}
                {open && acts && (
                  <p className="form-actions">
                    {(row.askedBy === person.username ? (['withdraw'] as const) : (['approve', 'refuse'] as const)).map(
                      (how) => (
                        <Button
                          key={how}
                          type={how === 'approve' ? 'primary' : 'default'}
                          onClick={() => setEnding({ row, how })}
                        >
                          {t(`asked.${how}`)}
                        </Button>
                      ),
                    )}
                  </p>
                )}
              </li>
            );
          })}
        </ol>
      )}
      {offered.map((question) => (
        <p key={question.label} className="form-actions">
          <Button onClick={() => setAsking(question)}>{question.label}</Button>
        </p>
      ))}
      {asking !== undefined && (
        <Suspense fallback={null}>
          <ActionDialog
            title={asking.label}
            help={asking.help}
            fields={asking.fields}
            initial={NOTHING}
            submit={t('asked.propose')}
            close={() => setAsking(undefined)}
            run={(values) => send(path, asking.body(values))}
          />
        </Suspense>
      )}
      {ending !== undefined && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t(`asked.${ending.how}`)}
            help={ending.how === 'approve' ? approving(ending.row) : t('asked.onRecord')}
            fields={remark(ending.how !== 'approve')}
            initial={NOTHING}
            submit={t(`asked.${ending.how}`)}
            close={() => setEnding(undefined)}
            run={({ reason }) => send(`${path}/${ending.row.id}/${ending.how}`, reason === null ? {} : { reason })}
          />
        </Suspense>
      )}
    </section>
  );
}
