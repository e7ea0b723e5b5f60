import { Alert, Button, Form, Input } from 'antd';
import { useState, type ReactNode } from 'react';

import { door, take } from '../api/client.js';
import { TroubleText } from '../frame/states.js';
import { useSpeech } from '../words/words.js';
import { type Person } from './person.js';

interface Typed {
  readonly username: string;
  readonly password: string;
}

/** @param username where it is settled who signs in */
export function SignInForm({
  username,
  enter,
}: {
  readonly username?: string;
  readonly enter: (person: Person) => void;
}): ReactNode {
  const { t } = useSpeech();
  const [form] = Form.useForm<Typed>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  async function submit(typed: Typed): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const { user } = await take(
        door.POST('/api/v1/browser-session', {
          body: { username: username ?? typed.username, password: typed.password },
        }),
      );
      enter(user);
    } catch (refusal) {
      setError(refusal);
      form.resetFields(['password']);
      form.focusField('password');
    } finally {
      setBusy(false);
    }
  }

  return (
    <Form<Typed>
      form={form}
      name={username === undefined ? 'sign-in' : 'sign-in-again'}
      layout="vertical"
      requiredMark={false}
      onFinish={(typed) => void submit(typed)}
      initialValues={{ username: username ?? '' }}
    >
      <Form.Item
        name="username"
        label={t('session.username')}
        rules={[{ required: true, message: t('session.usernameMissing') }]}
      >
        <Input
          autoComplete="username"
          autoFocus={username === undefined}
          readOnly={username !== undefined}
          maxLength={64}
          size="large"
        />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('session.password')}
        rules={[{ required: true, message: t('session.passwordMissing') }]}
      >
        <Input.Password
          autoComplete="current-password"
          autoFocus={username !== undefined}
          maxLength={200}
          size="large"
        />
      </Form.Item>
      {error !== undefined && (
        <Alert type="error" showIcon role="alert" title={<TroubleText error={error} />} className="gap" />
      )}
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t('session.signIn')}
      </Button>
    </Form>
  );
}
