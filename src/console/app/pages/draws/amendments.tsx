import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Trouble } from '../../frame/states.js';
import { useMayKeep } from '../../session/may-keep.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';

const ActionDialog = lazy(() => import('../../record/action-dialog.js'));

type Amendment = Schemas['AmendmentResponse'];

/** What was asked to be done about a draw, and by whom; a second person decides. */
export function Amendments({ drawId }: { readonly drawId: number }): ReactNode {
  const { t, said, moment } = useSpeech();
  const { person } = useSession();
  const mayKeep = useMayKeep();
  const queries = useQueryClient();
  const [deciding, setDeciding] = useState<{ readonly amendment: Amendment; readonly how: 'approve' | 'decline' }>();
  const amendments = useQuery({
    queryKey: ['amendments', drawId],
    queryFn: ({ signal }) =>
      ask<{ items: Amendment[] }>('GET', `/api/v1/draws/${drawId}/amendments`, { query: { pageSize: 50 }, signal }),
  });
  if (amendments.error !== null) return <Trouble error={amendments.error} />;
  const items = amendments.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card gap" aria-labelledby="amendments-title">
      <h2 id="amendments-title">{t('amendments.title')}</h2>
      <ul className="history">
        {items.map((amendment) => (
          <li key={amendment.id}>
            <strong>{t(`amendmentKinds.${amendment.kind}`)}</strong> · {t(`amendmentStates.${amendment.state}`)}
            <p className="pre">{said(amendment.reason)}</p>
            <p className="quiet">
              {t('amendments.proposed', { by: amendment.proposedBy, at: moment(amendment.proposedAt) })}
              {amendment.decidedBy !== null && (
                <> {t('amendments.decided', { by: amendment.decidedBy, at: moment(amendment.decidedAt) })}</>
              )}
            </p>
            {amendment.decisionReason !== null && <p className="pre">{said(amendment.decisionReason)}</p>}
            {amendment.newDrawId !== null && (
              <p>
                <Link to={`/draws/${amendment.newDrawId}`}>
                  {t('amendments.newDraw', { number: amendment.newDrawNumber ?? '' })}
                </Link>
              </p>
            )}
            {amendment.state === 'proposed' &&
              mayKeep &&
              (amendment.proposedBy === person.username ? (
                <p className="quiet">{t('amendments.secondPerson')}</p>
              ) : (
                <p className="form-actions">
                  <Button type="primary" onClick={() => setDeciding({ amendment, how: 'approve' })}>
                    {t('amendments.approve')}
                  </Button>
                  <Button onClick={() => setDeciding({ amendment, how: 'decline' })}>{t('amendments.decline')}</Button>
                </p>
              ))}
          </li>
        ))}
      </ul>
      {deciding !== undefined && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t(`amendments.${deciding.how}`)}
            help={t('amendments.forEver')}
            fields={[
              {
                name: 'reason',
                label: 'amendments.decisionReason',
                kind: 'lines',
                max: 500,
                required: deciding.how === 'decline',
              },
            ]}
            initial={{}}
            submit={t(`amendments.${deciding.how}`)}
            close={() => setDeciding(undefined)}
            run={async ({ reason }) => {
              const { amendment, how } = deciding;
              await ask('POST', `/api/v1/amendments/${amendment.id}/${how}`, {
                body: reason === null ? {} : { reason: { zh: reason } },
                version: amendment.version,
              });
              setDeciding(undefined);
              await Promise.all([
                queries.invalidateQueries({ queryKey: ['amendments'] }),
                queries.invalidateQueries({ queryKey: ['draws'] }),
              ]);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
