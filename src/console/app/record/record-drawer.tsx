import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Form, Input, Modal, Tabs } from 'antd';
import { Suspense, useCallback, useMemo, useState, type ComponentType, type ReactNode } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';

import { ask } from '../api/client.js';
import { Asking, Trouble, TroubleText } from '../frame/states.js';
import { useAgencies } from '../registry/agencies.js';
import { useSession } from '../session/session.js';
import { useSpeech, type Key } from '../words/words.js';
import { type Values } from './differences.js';
import { shown, type Field } from './fields.js';
import { HistoryLink, type HistorySubject } from './history-link.js';
import { History } from './history.js';
import { RecordForm } from './record-form.js';
import { useLeaveSafely } from './leave-safely.js';
import { VersionedForm } from './versioned-form.js';

/** A record of a list: how it is called, where it is, and its fields. */
export interface RecordSpec {
  readonly api: string;
  readonly path: string;
  /** As the history calls it. */
  readonly subject: HistorySubject;
  readonly newTitle: Key;
  readonly fields: readonly Field[];
  /** Shown beside the fields, and nobody's to type. */
  readonly facts?: readonly Field[];
  readonly name: (record: Values) => string;
  /** What retiring it means; without it, it is not retired. */
  readonly retireHelp?: Key;
  /** What a new one begins with. */
  readonly initial?: Values;
  /** What else is asked anew when one changes. */
  readonly changed?: readonly (readonly string[])[];
  /** Further tabs. */
  readonly tabs?: readonly {
    readonly key: string;
    readonly label: Key;
    readonly content: ComponentType<{
      readonly id: number;
      readonly mayKeep: boolean;
      /** What is written there and not saved yet is not left behind unasked. */
      readonly onDirty: (dirty: boolean) => void;
    }>;
  }[];
  /** Said above everything, whichever tab is open. */
  readonly notice?: ComponentType<{ readonly id: number }>;
  /** Further buttons below the form. */
  readonly actions?: ComponentType<{ readonly stored: Stored }>;
}

export interface Stored extends Record<string, unknown> {
  readonly id: number;
  readonly version: number;
  readonly retiredAt?: string | null;
}

/** One record over its list: to be read, changed, retired, and with its history. The address `…/new` makes one. */
export default function RecordDrawer({
  spec,
  mayKeep,
}: {
  readonly spec: RecordSpec;
  readonly mayKeep: boolean;
}): ReactNode {
  const { '*': rest = '' } = useParams();
  const { t } = useSpeech();
  const go = useNavigate();
  const { search } = useLocation();
  const [unsaved, setUnsaved] = useState<ReadonlySet<string>>(new Set());
  const mark = useCallback((tab: string, dirty: boolean): void => {
    setUnsaved((before) => {
      const next = new Set(before);
      if (dirty) next.add(tab);
      else next.delete(tab);
      return next;
    });
  }, []);
  const setDirty = useCallback((dirty: boolean): void => mark('record', dirty), [mark]);
  const leave = useLeaveSafely(unsaved.size > 0);
  const close = (): void => leave(() => void go({ pathname: spec.path, search }));
  const id = /^[1-9]\d{0,9}$/.test(rest) ? Number(rest) : undefined;
  const record = useQuery({
    queryKey: [spec.api, 'one', id],
    queryFn: ({ signal }) => ask<Stored>('GET', `${spec.api}/${id ?? 0}`, { signal }),
    enabled: id !== undefined,
  });
  if (id === undefined && rest !== 'new') return null;
  const { notice: Notice } = spec;
  const title =
    id === undefined ? t(spec.newTitle) : record.data === undefined ? t('states.asking') : spec.name(record.data);
  return (
    <Drawer
      open
      onClose={close}
      title={<span className="drawer-title">{title}</span>}
      size="min(640px, 100vw)"
      destroyOnHidden
    >
      {id === undefined ? (
        mayKeep ? (
          <NewRecord spec={spec} onDirty={setDirty} />
        ) : (
          <p>{t('states.notAllowedHelp')}</p>
        )
      ) : record.error !== null ? (
        <Trouble error={record.error} retry={() => void record.refetch()} />
      ) : record.data === undefined ? (
        <Asking />
      ) : (
        <>
          {Notice !== undefined && (
            <div className="drawer-notice">
              <Suspense fallback={null}>
                <Notice id={id} />
              </Suspense>
            </div>
          )}
          <Tabs
            items={[
              {
                key: 'record',
                label: t('record.content'),
                children:
                  mayKeep && record.data.retiredAt == null ? (
                    <ChangeRecord key={id} spec={spec} stored={record.data} onDirty={setDirty} />
                  ) : (
                    <Facts spec={spec} stored={record.data} />
                  ),
              },
              ...(spec.tabs ?? []).map(({ key, label, content: Content }) => ({
                key,
                label: t(label),
                children: (
                  <Suspense fallback={<Asking />}>
                    <Content
                      id={id}
                      mayKeep={mayKeep && record.data.retiredAt == null}
                      onDirty={(dirty) => mark(key, dirty)}
                    />
                  </Suspense>
                ),
              })),
              {
                key: 'history',
                label: t('record.history'),
                children: (
                  <>
                    <p>
                      <HistoryLink subject={spec.subject} id={id} />
                    </p>
                    <History path={`${spec.api}/${id}`} fields={spec.fields} />
                  </>
                ),
              },
            ]}
          />
        </>
      )}
    </Drawer>
  );
}

function Facts({
  spec,
  stored,
  only,
}: {
  readonly spec: RecordSpec;
  readonly stored: Stored;
  readonly only?: readonly Field[];
}): ReactNode {
  const speech = useSpeech();
  const { t, moment } = speech;
  const agencies = useAgencies();
  return (
    <dl className="facts">
      {(only ?? [...(spec.facts ?? []), ...spec.fields.filter(({ onlyNew }) => onlyNew !== true)]).map((field) => (
        <div key={field.name} className="contents">
          <dt>{t(field.label)}</dt>
          <dd>{shown(field, stored[field.name], speech, agencies.nameOf)}</dd>
        </div>
      ))}
      {stored.retiredAt != null && (
        <div className="contents">
          <dt>{t('record.retiredAt')}</dt>
          <dd>{moment(stored.retiredAt)}</dd>
        </div>
      )}
    </dl>
  );
}

function NewRecord({
  spec,
  onDirty,
}: {
  readonly spec: RecordSpec;
  readonly onDirty: (dirty: boolean) => void;
}): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const go = useNavigate();
  const { search } = useLocation();
  const queries = useQueryClient();
  const fields = useMemo(() => spec.fields.filter(({ onlyKept }) => onlyKept !== true), [spec]);
  const initial = useMemo(
    () => ({ agencyId: person.agencyId, available: true, state: 'active', ...spec.initial }),
    [person.agencyId, spec.initial],
  );
  return (
    <RecordForm
      name="new"
      fields={fields}
      initial={initial}
      onDirty={onDirty}
      submit={t('record.create')}
      save={async (values) => {
        // what was left empty is the server's to fill
        const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
        const created = await ask<Stored>('POST', spec.api, { body });
        onDirty(false);
        await Promise.all(
          [[spec.api, 'list'], ...(spec.changed ?? [])].map((queryKey) =>
            queries.invalidateQueries({ queryKey: [...queryKey] }),
          ),
        );
        void go({ pathname: `${spec.path}/${created.id}`, search }, { replace: true });
      }}
    />
  );
}

function ChangeRecord({
  spec,
  stored,
  onDirty,
}: {
  readonly spec: RecordSpec;
  readonly stored: Stored;
  readonly onDirty: (dirty: boolean) => void;
}): ReactNode {
  const { t } = useSpeech();
  const queries = useQueryClient();
  const fields = useMemo(() => spec.fields.filter(({ onlyNew }) => onlyNew !== true), [spec]);
  const [retiring, setRetiring] = useState<Stored>();
  const path = `${spec.api}/${stored.id}`;
  const { changed, actions: Actions } = spec;

  const refresh = useCallback(
    async (now: Stored): Promise<void> => {
      queries.setQueryData([spec.api, 'one', now.id], now);
      await Promise.all(
        [[spec.api, 'list'], [path, 'history'], ...(changed ?? [])].map((queryKey) =>
          queries.invalidateQueries({ queryKey: [...queryKey] }),
        ),
      );
    },
    [queries, spec.api, path, changed],
  );

  return (
    <>
      <VersionedForm<Stored>
        name="record"
        fields={fields}
        stored={stored}
        put={(body, version) => ask<Stored>('PATCH', path, { body, version })}
        reload={() => ask<Stored>('GET', path)}
        onSaved={refresh}
        onDirty={onDirty}
        lead={(base) => spec.facts !== undefined && <Facts spec={spec} stored={base} only={spec.facts} />}
      >
        {(base) => (
          <>
            {spec.retireHelp !== undefined && <Button onClick={() => setRetiring(base)}>{t('record.retire')}</Button>}
            {Actions !== undefined && <Actions stored={base} />}
          </>
        )}
      </VersionedForm>
      {spec.retireHelp !== undefined && (
        <Retire
          open={retiring !== undefined}
          help={t(spec.retireHelp)}
          close={() => setRetiring(undefined)}
          retire={async (reason) => {
            const now = await ask<Stored>('POST', `${path}/retire`, {
              body: { reason },
              version: retiring?.version ?? 0,
            });
            setRetiring(undefined);
            onDirty(false);
            await refresh(now);
          }}
        />
      )}
    </>
  );
}

/** What cannot be taken back says so, and asks for a reason. */
function Retire({
  open,
  help,
  close,
  retire,
}: {
  readonly open: boolean;
  readonly help: string;
  readonly close: () => void;
  readonly retire: (reason: string) => Promise<void>;
}): ReactNode {
  const { t } = useSpeech();
  const [form] = Form.useForm<{ reason: string }>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  return (
    <Modal
      open={open}
      title={t('record.retireTitle')}
      onCancel={close}
      okText={t('record.retire')}
      okButtonProps={{ danger: true, loading: busy }}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p>{help}</p>
      <Form<{ reason: string }>
        form={form}
        name="retire"
        layout="vertical"
        onFinish={({ reason }) => {
          setBusy(true);
          setError(undefined);
          retire(reason)
            .catch(setError)
            .finally(() => setBusy(false));
        }}
      >
        <Form.Item
          name="reason"
          label={t('record.reason')}
          rules={[{ required: true, message: t('record.reasonMissing') }]}
        >
          <Input.TextArea maxLength={500} rows={3} />
        </Form.Item>
      </Form>
      {error !== undefined && <Alert type="error" showIcon role="alert" title={<TroubleText error={error} />} />}
    </Modal>
  );
}
