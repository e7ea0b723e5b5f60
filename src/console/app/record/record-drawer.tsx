import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Form, Input, Modal, Tabs } from 'antd';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';

import { ask } from '../api/client.js';
import { isProblem } from '../api/problem.js';
import { Asking, Trouble, TroubleText } from '../frame/states.js';
import { useAgencies } from '../registry/agencies.js';
import { useSession } from '../session/session.js';
import { useSpeech, type Key } from '../words/words.js';
import { Conflict } from './conflict.js';
import { changesOf, over, theirChanges, type Theirs, type Values } from './differences.js';
import { shown, type Field } from './fields.js';
import { History } from './history.js';
import { RecordForm } from './record-form.js';
import { useLeaveSafely } from './leave-safely.js';

/** A record of a list: how it is called, where it is, and its fields. */
export interface RecordSpec {
  readonly api: string;
  readonly path: string;
  readonly newTitle: Key;
  readonly fields: readonly Field[];
  /** Shown beside the fields, and nobody's to type. */
  readonly facts?: readonly Field[];
  readonly name: (record: Values) => string;
  /** What retiring it means. */
  readonly retireHelp: Key;
}

interface Stored extends Record<string, unknown> {
  readonly id: number;
  readonly version: number;
  readonly retiredAt: string | null;
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
  const [dirty, setDirty] = useState(false);
  const leave = useLeaveSafely(dirty);
  const close = (): void => leave(() => void go({ pathname: spec.path, search }));
  const id = /^[1-9]\d{0,9}$/.test(rest) ? Number(rest) : undefined;
  const record = useQuery({
    queryKey: [spec.api, 'one', id],
    queryFn: ({ signal }) => ask<Stored>('GET', `${spec.api}/${id ?? 0}`, { signal }),
    enabled: id !== undefined,
  });
  if (id === undefined && rest !== 'new') return null;
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
        <Tabs
          items={[
            {
              key: 'record',
              label: t('record.content'),
              children:
                mayKeep && record.data.retiredAt === null ? (
                  <ChangeRecord key={id} spec={spec} stored={record.data} onDirty={setDirty} />
                ) : (
                  <Facts spec={spec} stored={record.data} />
                ),
            },
            {
              key: 'history',
              label: t('record.history'),
              children: <History path={`${spec.api}/${id}`} fields={spec.fields} />,
            },
          ]}
        />
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
      {stored.retiredAt !== null && (
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
  const initial = useMemo(() => ({ agencyId: person.agencyId, available: true, state: 'active' }), [person.agencyId]);
  return (
    <RecordForm
      name="new"
      fields={spec.fields}
      initial={initial}
      onDirty={onDirty}
      submit={t('record.create')}
      save={async (values) => {
        // what was left empty is the server's to fill
        const body = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
        const created = await ask<Stored>('POST', spec.api, { body });
        onDirty(false);
        await queries.invalidateQueries({ queryKey: [spec.api, 'list'] });
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
  const names = useMemo(() => fields.map(({ name }) => name), [fields]);
  // what the form began with stays under it, whatever a look in the background brings meanwhile
  const [base, setBase] = useState(stored);
  const [initial, setInitial] = useState<Values>(stored);
  const [clash, setClash] = useState<{ readonly theirs: Stored; readonly mine: Values; readonly changes: Theirs[] }>();
  const [saved, setSaved] = useState<'saved' | 'nothing'>();
  const [retiring, setRetiring] = useState(false);

  const refresh = useCallback(
    async (now: Stored): Promise<void> => {
      queries.setQueryData([spec.api, 'one', now.id], now);
      await Promise.all([
        queries.invalidateQueries({ queryKey: [spec.api, 'list'] }),
        queries.invalidateQueries({ queryKey: [`${spec.api}/${now.id}`, 'history'] }),
      ]);
    },
    [queries, spec.api],
  );

  async function save(values: Values): Promise<void> {
    setSaved(undefined);
    setClash(undefined);
    const body = changesOf(base, values, names);
    if (Object.keys(body).length === 0) {
      onDirty(false);
      setSaved('nothing');
      return;
    }
    try {
      const now = await ask<Stored>('PATCH', `${spec.api}/${base.id}`, { body, version: base.version });
      setBase(now);
      setInitial(now);
      onDirty(false);
      setSaved('saved');
      await refresh(now);
    } catch (refusal) {
      if (!isProblem(refusal, 'changed_meanwhile')) throw refusal;
      const theirs = await ask<Stored>('GET', `${spec.api}/${base.id}`);
      setClash({ theirs, mine: values, changes: theirChanges(base, values, theirs, names) });
    }
  }

  return (
    <>
      {clash !== undefined && (
        <Conflict
          fields={fields}
          changes={clash.changes}
          settle={(keep) => {
            setInitial(over(base, clash.mine, clash.theirs, names, keep));
            setBase(clash.theirs);
            setClash(undefined);
          }}
        />
      )}
      {spec.facts !== undefined && <Facts spec={spec} stored={base} only={spec.facts} />}
      <RecordForm
        name="record"
        fields={fields}
        initial={initial}
        onDirty={(dirty) => {
          setSaved(undefined);
          onDirty(dirty);
        }}
        submit={t('common.save')}
        save={save}
      >
        <Button onClick={() => setRetiring(true)}>{t('record.retire')}</Button>
      </RecordForm>
      {saved !== undefined && (
        <Alert
          type={saved === 'saved' ? 'success' : 'info'}
          showIcon
          role="status"
          className="gap"
          title={t(`record.${saved}`)}
        />
      )}
      <Retire
        open={retiring}
        help={t(spec.retireHelp)}
        close={() => setRetiring(false)}
        retire={async (reason) => {
          const now = await ask<Stored>('POST', `${spec.api}/${base.id}/retire`, {
            body: { reason },
            version: base.version,
          });
          setRetiring(false);
          onDirty(false);
          await refresh(now);
        }}
      />
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
