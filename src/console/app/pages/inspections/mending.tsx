import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { Link } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Trouble } from '../../frame/states.js';
import { type Values } from '../../record/differences.js';
import { useSession } from '../../session/session.js';
import '../../words/rectification-words.js';
import { useSpeech } from '../../words/words.js';
import { bodyOf, ORDER } from '../rectifications/rectification-fields.js';
import { type Inspection, type State } from './steps.js';

const ActionDialog = lazy(() => import('../../record/action-dialog.js'));

type Rectification = Schemas['RectificationResponse'];
type Finding = Inspection['findings'][number];

/** There is a result, and the inspection is open. */
const WITH_RESULT: readonly State[] = ['reported', 'reviewed', 'published', 'withdrawn'];
const MOST = 50;

const keyOf = ({ code, matterId }: Pick<Finding, 'code' | 'matterId'>): string => `${code}/${matterId ?? ''}`;

/** What must be mended after what was found, by when, and the order that says so. */
export function Mending({ inspection, today }: { readonly inspection: Inspection; readonly today: string }): ReactNode {
  const { t, said, day } = useSpeech();
  const { person } = useSession();
  const queries = useQueryClient();
  const [ordering, setOrdering] = useState<readonly Finding[]>();
  const codes = useQuery({
    queryKey: ['finding-codes'],
    queryFn: ({ signal }) => ask<Schemas['FindingCodesResponse']>('GET', '/api/v1/finding-codes', { signal }),
    staleTime: 600_000,
  });
  const query = { inspectionId: inspection.id, pageSize: MOST };
  const list = useQuery({
    queryKey: ['/api/v1/rectifications', 'list', query],
    queryFn: ({ signal }) => ask<{ items: Rectification[] }>('GET', '/api/v1/rectifications', { query, signal }),
  });
  const initial = useMemo<Values>(
    () => ({ on: today, findingCode: ordering?.[0] === undefined ? null : keyOf(ordering[0]) }),
    [today, ordering],
  );
  if (list.error !== null) return <Trouble error={list.error} retry={() => void list.refetch()} />;
  const rows = list.data?.items ?? [];
  const followUp = (finding: Finding): string =>
    codes.data?.findings.find(({ code }) => code === finding.code)?.followUp ?? 'none';
  const open = new Set(rows.filter(({ state }) => state !== 'closed').map(({ finding }) => keyOf(finding)));
  const ever = new Set(rows.map(({ finding }) => keyOf(finding)));
  const possible = WITH_RESULT.includes(inspection.state)
    ? inspection.findings.filter((one) => followUp(one) !== 'none' && !open.has(keyOf(one)))
    : [];
  const must = possible.some((one) => followUp(one) === 'due' && !ever.has(keyOf(one)));
  const mayOrder = person.role !== 'auditor' && possible.length > 0;
  if (rows.length === 0 && possible.length === 0) return null;
  const nameOf = (finding: Finding): string => {
    const matter = inspection.matters.find(({ id }) => id === finding.matterId);
    return matter === undefined ? said(finding.name) : `${said(finding.name)} · ${matter.name}`;
  };
  return (
    <section className="card" aria-labelledby="mending-title">
      <h2 id="mending-title">{t('rectifications.title')}</h2>
      {rows.length > 0 && (
        <ul className="history">
          {rows.map((one) => (
            <li key={one.id}>
              <Link to={`/rectifications/${one.id}`}>{said(one.finding.name)}</Link> · {said(one.stateName)}
              <span className={one.overdue ? 'warn block' : 'quiet block'}>
                {t('rectification.until')} {day(one.deadline)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {must && <p className="warn">{t('rectification.must')}</p>}
      {mayOrder && (
        <p className="form-actions">
          <Button onClick={() => setOrdering(possible)}>{t('rectification.order')}</Button>
        </p>
      )}
      {ordering !== undefined && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t('rectification.order')}
            help={t('rectification.orderHelp')}
            fields={[
              {
                name: 'findingCode',
                label: 'rectification.finding',
                kind: 'choice',
                names: Object.fromEntries(ordering.map((one) => [keyOf(one), nameOf(one)])),
                required: true,
              },
              ...ORDER,
            ]}
            initial={initial}
            submit={t('rectification.order')}
            close={() => setOrdering(undefined)}
            run={async ({ findingCode, ...values }) => {
              const finding = ordering.find((one) => keyOf(one) === findingCode);
              const matterId = finding?.matterId ?? null;
              await ask('POST', `/api/v1/inspections/${inspection.id}/rectifications`, {
                body: {
                  ...bodyOf(values, matterId),
                  findingCode: finding?.code,
                  ...(matterId === null ? {} : { matterId }),
                },
                version: inspection.version,
              });
              setOrdering(undefined);
              await Promise.all([
                queries.invalidateQueries({ queryKey: ['/api/v1/rectifications'] }),
                queries.invalidateQueries({ queryKey: ['/api/v1/inspections'] }),
                queries.invalidateQueries({ queryKey: ['todo'] }),
              ]);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
