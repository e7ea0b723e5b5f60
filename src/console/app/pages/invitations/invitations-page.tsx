import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { useMayKeep } from '../../session/may-keep.js';
import { type Field } from '../../record/fields.js';
import { useSpeech } from '../../words/words.js';

const ActionDialog = lazy(() => import('../../record/action-dialog.js'));

type Invitation = Schemas['InvitationResponse'];

const ACCEPT: Readonly<Record<Invitation['role'], readonly Field[]>> = {
  participant: [
    {
      name: 'count',
      label: 'invitations.seats',
      kind: 'integer',
      max: 10,
      required: true,
      help: 'invitations.seatsHelp',
    },
    { name: 'qualifications', label: 'invitations.qualifications', kind: 'words' },
  ],
  neighbour: [{ name: 'reason', label: 'record.reason', kind: 'lines', max: 500, required: true }],
};
const DECLINE: readonly Field[] = [{ name: 'reason', label: 'record.reason', kind: 'lines', max: 500, required: true }];
const ONE_SEAT = { count: 1 };

/** What other agencies asked of this one: nothing is drawn until it has answered. */
export default function InvitationsPage(): ReactNode {
  const { t, day, moment } = useSpeech();
  const mayKeep = useMayKeep();
  const queries = useQueryClient();
  const [answering, setAnswering] = useState<{ readonly to: Invitation; readonly how: 'accept' | 'decline' }>();
  const invitations = useQuery({
    queryKey: ['invitations'],
    queryFn: ({ signal }) =>
      ask<{ items: Invitation[] }>('GET', '/api/v1/invitations', { query: { pageSize: 100 }, signal }),
  });
  return (
    <Page title={t('invitations.title')} lead={t('invitations.lead')}>
      {invitations.error !== null ? (
        <Trouble error={invitations.error} retry={() => void invitations.refetch()} />
      ) : invitations.data === undefined ? (
        <Asking />
      ) : invitations.data.items.length === 0 ? (
        <div className="card">
          <Nothing text={t('invitations.none')} />
        </div>
      ) : (
        invitations.data.items.map((one) => (
          <section key={one.id} className="card gap" aria-labelledby={`invitation-${one.id}`}>
            <h2 id={`invitation-${one.id}`}>
              {one.initiator.name} · {one.batchName}
            </h2>
            <dl className="facts">
              <dt>{t('invitations.role')}</dt>
              <dd>{t(`invitationRoles.${one.role}`)}</dd>
              <dt>{t('inspections.state')}</dt>
              <dd>{t(`invitationStates.${one.state}`)}</dd>
              <dt>{t('record.reason')}</dt>
              <dd className="pre">{one.reason}</dd>
              <dt>{t('inspections.matters')}</dt>
              <dd>{one.matters.map(({ name }) => name).join(t('common.comma'))}</dd>
              {one.visitWindow.from !== undefined && (
                <>
                  <dt>{t('inspections.visits')}</dt>
                  <dd>
                    {day(one.visitWindow.from)} – {day(one.visitWindow.until)}
                  </dd>
                </>
              )}
              <dt>{t('draws.drawAt')}</dt>
              <dd>{moment(one.nextDueAt)}</dd>
              {one.answer !== null && (
                <>
                  <dt>{t('invitations.answer')}</dt>
                  <dd className="pre">{one.answer}</dd>
                </>
              )}
            </dl>
            {one.state === 'invited' && mayKeep && (
              <div className="form-actions">
                <Button type="primary" onClick={() => setAnswering({ to: one, how: 'accept' })}>
                  {t('invitations.accept')}
                </Button>
                <Button onClick={() => setAnswering({ to: one, how: 'decline' })}>{t('invitations.decline')}</Button>
              </div>
            )}
          </section>
        ))
      )}
      {answering !== undefined && (
        <Suspense fallback={null}>
          <ActionDialog
            title={t(`invitations.${answering.how}`)}
            help={t('invitations.public')}
            fields={answering.how === 'accept' ? ACCEPT[answering.to.role] : DECLINE}
            initial={ONE_SEAT}
            submit={t(`invitations.${answering.how}`)}
            close={() => setAnswering(undefined)}
            run={async ({ count, qualifications, reason }) => {
              const { to, how } = answering;
              const body = count === undefined ? { reason } : { seats: [{ count, qualifications }] };
              await ask('POST', `/api/v1/invitations/${to.id}/${how}`, { body, version: to.version });
              setAnswering(undefined);
              await queries.invalidateQueries({ queryKey: ['invitations'] });
            }}
          />
        </Suspense>
      )}
    </Page>
  );
}
