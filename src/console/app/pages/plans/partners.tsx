import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import '../../words/planning-words.js';

const ActionDialog = lazy(() => import('../../record/action-dialog.js'));

type Partner = Schemas['PartnerResponse'];

const ROLES = { participant: 'invitationRoles.participant', neighbour: 'invitationRoles.neighbour' } as const;
const AS_PARTICIPANT = { role: 'participant' };

/** The agencies beside the initiator of a batch: who was asked, what they answered, and whom the batch goes on without. */
export function Partners({
  planId,
  batch,
  mayChange,
}: {
  readonly planId: number;
  readonly batch: Schemas['BatchResponse'];
  readonly mayChange: boolean;
}): ReactNode {
  const { t, moment } = useSpeech();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'invite' | Partner>();
  const api = `/api/v1/plans/${planId}/batches/${batch.id}/partners`;
  const partners = useQuery({
    queryKey: ['/api/v1/plans', 'partners', batch.id, batch.version],
    queryFn: ({ signal }) => ask<Partner[]>('GET', api, { signal }),
  });
  if (partners.error !== null) return <Trouble error={partners.error} retry={() => void partners.refetch()} />;
  const all = partners.data ?? [];
  async function done(): Promise<void> {
    setAsking(undefined);
    await queries.invalidateQueries({ queryKey: ['/api/v1/plans'] });
  }
  return (
    <>
      {all.length > 0 && (
        <ul className="missing">
          {all.map((partner) => (
            <li key={partner.id}>
              <span>
                {partner.agency.name}{' '}
                <span className="quiet">
                  {t(ROLES[partner.role])} · {moment(partner.invitedAt)}
                </span>
                <span className={`block ${partner.state === 'invited' ? 'warn' : ''}`}>
                  {t(`invitationStates.${partner.state}`)}
                  {partner.seats.length > 0 &&
                    ` · ${t('partners.seats', { n: partner.seats.reduce((sum, { count }) => sum + count, 0) })}`}
                </span>
                {partner.answer !== null && <span className="block pre">{partner.answer}</span>}
              </span>
              {mayChange && (partner.state === 'invited' || partner.state === 'accepted') && (
                <Button size="small" onClick={() => setAsking(partner)}>
                  {t('partners.leaveOut')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && (
        <Button size="small" onClick={() => setAsking('invite')}>
          {t('partners.invite')}
        </Button>
      )}
      {asking !== undefined && (
        <Suspense fallback={null}>
          {asking === 'invite' ? (
            <ActionDialog
              title={t('partners.invite')}
              help={t('partners.inviteHelp')}
              fields={[
                {
                  name: 'agency',
                  label: 'common.agency',
                  kind: 'text',
                  max: 200,
                  required: true,
                  help: 'partners.agencyHelp',
                },
                {
                  name: 'role',
                  label: 'invitations.role',
                  kind: 'choice',
                  choices: ROLES,
                  required: true,
                  help: 'partners.roleHelp',
                },
                { name: 'reason', label: 'record.reason', kind: 'lines', max: 500, required: true },
              ]}
              initial={AS_PARTICIPANT}
              submit={t('partners.invite')}
              close={() => setAsking(undefined)}
              run={async (body) => {
                await ask('POST', api, { body });
                await done();
              }}
            />
          ) : (
            <ActionDialog
              title={t('partners.leaveOut')}
              help={t('partners.leaveOutHelp', { agency: asking.agency.name })}
              fields={[{ name: 'reason', label: 'record.reason', kind: 'lines', max: 500, required: true }]}
              initial={{}}
              submit={t('partners.leaveOut')}
              close={() => setAsking(undefined)}
              run={async ({ reason }) => {
                await ask('POST', `${api}/leave-out`, {
                  body: { partnerId: asking.id, reason },
                  version: asking.version,
                });
                await done();
              }}
            />
          )}
        </Suspense>
      )}
    </>
  );
}
