import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';

import { api, ask, take, type Schemas } from '../../api/client.js';
import { isProblem, stepsOf } from '../../api/problem.js';
import { Page } from '../../frame/page.js';
import { Asking, Trouble, TroubleText } from '../../frame/states.js';
import { changesOf } from '../../record/differences.js';
import { type Field } from '../../record/fields.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';
import { NoticeChoices } from './notice-choices.js';

const RecordForm = lazy(async () => ({ default: (await import('../../record/record-form.js')).RecordForm }));

const FIELDS: readonly Field[] = [
  { name: 'email', label: 'account.email', kind: 'text', max: 254, help: 'account.emailHelp' },
  {
    name: 'language',
    label: 'account.language',
    kind: 'choice',
    choices: { zh: 'appearance.zh', en: 'appearance.en' },
    help: 'account.languageHelp',
  },
];

/** What is kept of oneself, how one is told of things, and one's password. */
export default function AccountPage(): ReactNode {
  const { t } = useSpeech();
  const { person, signOut } = useSession();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(false);
  const own = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => take(api.GET('/api/v1/me', { signal })),
  });
  return (
    <Page
      title={t('account.title')}
      lead={
        <>
          {person.displayName} · {person.username} · {t(`roles.${person.role}`)}
        </>
      }
    >
      <div className="dashboard">
        <section className="card" aria-labelledby="own-title">
          <h2 id="own-title">{t('account.own')}</h2>
          {own.error !== null ? (
            <Trouble error={own.error} retry={() => void own.refetch()} />
          ) : own.data === undefined ? (
            <Asking />
          ) : (
            <Suspense fallback={<Asking />}>
              {saved && <Alert type="success" showIcon role="status" title={t('record.saved')} />}
              <RecordForm
                name="own"
                fields={FIELDS}
                initial={own.data}
                submit={t('common.save')}
                onDirty={() => setSaved(false)}
                save={async (values) => {
                  const body = changesOf(own.data, values, ['email', 'language']);
                  const now = await ask<Schemas['OwnResponse']>('PATCH', '/api/v1/me', { body });
                  queries.setQueryData(['me'], now);
                  await queries.invalidateQueries({ queryKey: ['notice-choices'] });
                  setSaved(true);
                }}
              />
            </Suspense>
          )}
        </section>
        <section className="card" aria-labelledby="password-title">
          <h2 id="password-title">{t('account.password')}</h2>
          <Password />
          <h2 className="gap">{t('account.everywhere')}</h2>
          <p className="quiet">{t('account.everywhereHelp')}</p>
          <Button onClick={() => void signOut(true)}>{t('account.signOutEverywhere')}</Button>
        </section>
        <NoticeChoices />
      </div>
    </Page>
  );
}

interface Passwords {
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly again: string;
}

function Password(): ReactNode {
  const { t, language } = useSpeech();
  const { person } = useSession();
  const [form] = Form.useForm<Passwords>();
  const [busy, setBusy] = useState(false);
  const [state, setState] = useState<'done'>();
  const [error, setError] = useState<unknown>();

  async function change({ oldPassword, newPassword }: Passwords): Promise<void> {
    setBusy(true);
    setError(undefined);
    setState(undefined);
    try {
      await take(api.POST('/api/v1/browser-session/password', { body: { oldPassword, newPassword } }));
      form.resetFields();
      setState('done');
    } catch (refusal) {
      setError(refusal);
      if (isProblem(refusal))
        for (const fault of refusal.problem.errors ?? [])
          form.setFields([{ name: stepsOf(fault.pointer) as never, errors: [fault.message[language]] }]);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Form<Passwords>
      form={form}
      name="password"
      layout="vertical"
      requiredMark={false}
      onFinish={(typed) => void change(typed)}
    >
      {state === 'done' && <Alert type="success" showIcon role="status" title={t('account.passwordChanged')} />}
      {error !== undefined && <Alert type="error" showIcon role="alert" title={<TroubleText error={error} />} />}
      {/* password managers want to know whose it is */}
      <input type="text" name="username" autoComplete="username" value={person.username} readOnly hidden />
      <Form.Item
        name="oldPassword"
        label={t('account.oldPassword')}
        rules={[{ required: true, message: t('session.passwordMissing') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="newPassword"
        label={t('account.newPassword')}
        extra={t('account.newPasswordHelp')}
        rules={[{ required: true, message: t('session.passwordMissing') }]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('account.again')}
        dependencies={['newPassword']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value: unknown) =>
              value === getFieldValue('newPassword')
                ? Promise.resolve()
                : Promise.reject(new Error(t('account.notSame'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Button htmlType="submit" loading={busy}>
        {t('account.changePassword')}
      </Button>
    </Form>
  );
}
