import { Button } from 'antd';
import { type ReactNode } from 'react';

import { useSpeech } from '../words/words.js';
import { Stop } from './states.js';

/** A page that fell over, or whose code is not there any more because the server was renewed. Loading it anew helps both. */
export function Broken(): ReactNode {
  const { t } = useSpeech();
  return (
    <div data-fell="">
      <Stop title={t('states.fell')} help={t('states.fellHelp')}>
        <Button onClick={() => location.reload()}>{t('states.reload')}</Button>
      </Stop>
    </div>
  );
}
