import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Page } from '../../frame/page.js';
import { Asking, Nothing, Trouble, TroubleText } from '../../frame/states.js';
import { type Field } from '../../record/fields.js';
import { useLeaveSafely } from '../../record/leave-safely.js';
import { useSession } from '../../session/session.js';
import { useAgencyOfAddress } from '../../registry/agency-of-address.js';
import { ByState } from '../../list/by-state.js';
import { useSpeech, type Key } from '../../words/words.js';
import '../../words/office-words.js';
import '../../words/settings-words.js';

const RecordForm = lazy(async () => ({ default: (await import('../../record/record-form.js')).RecordForm }));
const VersionedForm = lazy(async () => ({ default: (await import('../../record/versioned-form.js')).VersionedForm }));

type Channel = Schemas['NoticeChannelResponse'];
type NewChannel = Schemas['NewNoticeChannelResponse'];
type Delivery = Schemas['NoticeDeliveryResponse'];
type Trial = Schemas['NoticeTrialResponse'];

const WAYS = {
  webhook: 'channels.webhook',
  wecom: 'channels.wecom',
  dingtalk: 'channels.dingtalk',
} as const satisfies Record<Channel['kind'], Key>;
const KINDS = {
  'draw-issued': 'noticeKinds.draw-issued',
  'draw-failed': 'noticeKinds.draw-failed',
  'draw-late': 'noticeKinds.draw-late',
  'review-wanted': 'noticeKinds.review-wanted',
  'inspection-assigned': 'noticeKinds.inspection-assigned',
  'inspection-due': 'noticeKinds.inspection-due',
  'inspection-overdue': 'noticeKinds.inspection-overdue',
  'rectification-due': 'noticeKinds.rectification-due',
  'rectification-overdue': 'noticeKinds.rectification-overdue',
  'recusal-decided': 'noticeKinds.recusal-decided',
  'retraction-decided': 'noticeKinds.retraction-decided',
  'coverage-at-risk': 'noticeKinds.coverage-at-risk',
  'channel-failing': 'noticeKinds.channel-failing',
} as const satisfies Record<Channel['kinds'][number], Key>;
const STATES = {
  'under-way': 'channels.states.under-way',
  sent: 'channels.states.sent',
  failed: 'channels.states.failed',
  unknown: 'channels.states.unknown',
} as const satisfies Record<Delivery['state'], Key>;

const NAME: Field = { name: 'name', label: 'channels.name', kind: 'text', required: true, max: 100 };
const ONLY: Field = {
  name: 'kinds',
  label: 'channels.kinds',
  kind: 'choices',
  choices: KINDS,
  help: 'channels.kindsHelp',
};
const NEW: readonly Field[] = [
  { name: 'kind', label: 'channels.kind', kind: 'choice', choices: WAYS, required: true },
  NAME,
  { name: 'address', label: 'channels.address', kind: 'text', required: true, max: 1000, help: 'channels.addressHelp' },
  { name: 'secret', label: 'channels.secret', kind: 'secret', help: 'channels.secretHelp' },
  ONLY,
];
const KEPT: readonly Field[] = [
  NAME,
  ONLY,
  { name: 'active', label: 'channels.active', kind: 'flag', help: 'channels.activeHelp' },
];

/** Where an agency's groups are told of things, and what became of each message. */
export default function ChannelsPage(): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const { id, choice } = useAgencyOfAddress();
  return (
    <Page
      title={t('channels.title')}
      lead={<Link to={id === undefined ? '/settings' : `/settings?agencyId=${id}`}>{t('settings.back')}</Link>}
      actions={choice}
    >
      {id === undefined ? (
        <Nothing text={t('agencies.empty')} />
      ) : (
        <div className="stack">
          {person.role === 'admin' && <Channels key={`c${id}`} agencyId={id} />}
          <Deliveries key={`d${id}`} agencyId={id} />
        </div>
      )}
    </Page>
  );
}

function Channels({ agencyId }: { readonly agencyId: number }): ReactNode {
  const { t, moment } = useSpeech();
  const queries = useQueryClient();
  const path = `/api/v1/agencies/${agencyId}/notice-channels`;
  const key = ['channels', agencyId];
  const channels = useQuery({ queryKey: key, queryFn: ({ signal }) => ask<Channel[]>('GET', path, { signal }) });
  const [open, setOpen] = useState<Channel | 'new'>();
  const [dirty, setDirty] = useState(false);
  const leave = useLeaveSafely(dirty);
  const close = (): void =>
    leave(() => {
      setDirty(false);
      setOpen(undefined);
    });
  const [made, setMade] = useState<NewChannel>();
  const [trial, setTrial] = useState<{ readonly channel: Channel; readonly told?: Trial; readonly error?: unknown }>();
  const [trouble, setTrouble] = useState<unknown>();
  const refresh = (): Promise<unknown> => queries.invalidateQueries({ queryKey: ['channels'] });

  const tryOut = (channel: Channel): void => {
    setTrial({ channel });
    ask<Trial>('POST', `${path}/${channel.id}/test`)
      .then((told) => setTrial({ channel, told }))
      .catch((error: unknown) => setTrial({ channel, error }))
      .finally(() => void queries.invalidateQueries({ queryKey: ['deliveries'] }));
  };
  const remove = (channel: Channel): void => {
    if (!window.confirm(t('channels.removeSure', { name: channel.name }))) return;
    setTrouble(undefined);
    ask('DELETE', `${path}/${channel.id}`, { version: channel.version }).then(refresh).catch(setTrouble);
  };

  return (
    <section className="card" aria-labelledby="channel-list">
      <div className="batch-head">
        <h2 id="channel-list">{t('channels.list')}</h2>
        <Button type="primary" onClick={() => setOpen('new')}>
          {t('channels.new')}
        </Button>
      </div>
      <p>{t('channels.means')}</p>
      {trouble !== undefined && (
        <Alert type="error" showIcon role="alert" className="gap" title={<TroubleText error={trouble} />} />
      )}
      {made?.secret != null && (
        <Alert
          type="success"
          role="status"
          className="gap"
          closable
          title={t('channels.secretOnce')}
          description={<code className="code pre">{made.secret}</code>}
        />
      )}
      {trial !== undefined && (
        <Alert
          type={trial.error !== undefined || trial.told?.sent === false ? 'warning' : 'info'}
          showIcon
          role="status"
          className="gap"
          title={
            trial.error !== undefined ? (
              <TroubleText error={trial.error} />
            ) : trial.told === undefined ? (
              t('channels.trying', { name: trial.channel.name })
            ) : (
              t(trial.told.sent ? 'channels.tried' : 'channels.triedInVain', {
                name: trial.channel.name,
                code: trial.told.code,
                answer: trial.told.answer,
              })
            )
          }
        />
      )}
      {channels.error !== null ? (
        <Trouble error={channels.error} retry={() => void channels.refetch()} />
      ) : channels.data === undefined ? (
        <Asking />
      ) : channels.data.length === 0 ? (
        <Nothing text={t('channels.none')} />
      ) : (
        <ul className="batches">
          {channels.data.map((channel) => (
            <li key={channel.id}>
              <div className="batch-head">
                <span>
                  <strong>{channel.name}</strong> <span className="quiet">{t(WAYS[channel.kind])}</span>
                  <span className="block code">{channel.address}</span>
                  <span className="block quiet">
                    {channel.kinds.length === 0
                      ? t('channels.allKinds')
                      : channel.kinds.map((kind) => t(KINDS[kind])).join(t('common.comma'))}
                  </span>
                  {!channel.active && <span className="block warn">{t('channels.inactive')}</span>}
                  {channel.failingSince !== null && (
                    <span className="block warn">{t('channels.failing', { since: moment(channel.failingSince) })}</span>
                  )}
                </span>
                <span className="form-actions">
                  <Button aria-label={`${t('channels.try')} ${channel.name}`} onClick={() => tryOut(channel)}>
                    {t('channels.try')}
                  </Button>
                  <Button aria-label={`${t('settings.change')} ${channel.name}`} onClick={() => setOpen(channel)}>
                    {t('settings.change')}
                  </Button>
                  <Button danger aria-label={`${t('channels.remove')} ${channel.name}`} onClick={() => remove(channel)}>
                    {t('channels.remove')}
                  </Button>
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
      {open !== undefined && (
        <Drawer
          open
          onClose={close}
          title={open === 'new' ? t('channels.new') : open.name}
          size="min(560px, 100vw)"
          destroyOnHidden
        >
          <Suspense fallback={<Asking />}>
            {open === 'new' ? (
              <RecordForm
                name="channel"
                fields={NEW}
                initial={{ kind: 'wecom', kinds: [] }}
                submit={t('record.create')}
                onDirty={setDirty}
                save={async (values) => {
                  setMade(await ask<NewChannel>('POST', path, { body: values }));
                  setDirty(false);
                  setOpen(undefined);
                  await refresh();
                }}
              />
            ) : (
              <VersionedForm
                name="channel"
                fields={KEPT}
                stored={open}
                put={(body, version) => ask<Channel>('PATCH', `${path}/${open.id}`, { body, version })}
                reload={() => ask<Channel>('GET', `${path}/${open.id}`)}
                onSaved={async () => {
                  await refresh();
                }}
                onDirty={setDirty}
              />
            )}
          </Suspense>
        </Drawer>
      )}
    </section>
  );
}

function Deliveries({ agencyId }: { readonly agencyId: number }): ReactNode {
  const { t, moment, count } = useSpeech();
  return (
    <ByState<Delivery>
      id="deliveries"
      heading="channels.deliveries"
      about="channels.deliveriesMean"
      path={`/api/v1/agencies/${agencyId}/notice-deliveries`}
      stateLabel="channels.state"
      anyState="channels.state"
      states={STATES}
      heads={[
        'channels.at',
        'channels.kind',
        'channels.address',
        'channels.attempt',
        'channels.state',
        'channels.answer',
      ]}
      nothing={() => 'channels.noDeliveries'}
      row={(one) => (
        <tr key={one.id}>
          <td>{moment(one.at)}</td>
          <td>{one.channel === 'email' ? t('channels.email') : t(WAYS[one.channel])}</td>
          <td className="code">{one.address}</td>
          <td>{count(one.attempt)}</td>
          <td className={one.state === 'failed' || one.state === 'unknown' ? 'warn' : undefined}>
            {t(STATES[one.state])}
          </td>
          <td className="pre">{[one.code, one.answer].filter(Boolean).join(' ') || t('common.none')}</td>
        </tr>
      )}
    />
  );
}
