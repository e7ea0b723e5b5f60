import { Button, Modal } from 'antd';
import { type ReactNode } from 'react';

import { useSpeech } from '../words/words.js';
import { SignInForm } from './sign-in-form.js';

/** Over whatever was open when the session ended. Nobody else signs in here: what lies below was typed by this person. */
export default function SignInDialog({
  username,
  goOn,
  leave,
}: {
  readonly username: string;
  readonly goOn: () => void;
  readonly leave: () => void;
}): ReactNode {
  const { t } = useSpeech();
  return (
    <Modal
      open
      title={t('session.again')}
      footer={null}
      closable={false}
      keyboard={false}
      maskClosable={false}
      destroyOnHidden
      zIndex={2000}
      width={420}
    >
      <p>{t('session.againWhy')}</p>
      <SignInForm username={username} enter={goOn} />
      <p className="gap">
        <Button type="link" onClick={leave} className="flush">
          {t('session.someoneElse')}
        </Button>
      </p>
    </Modal>
  );
}
