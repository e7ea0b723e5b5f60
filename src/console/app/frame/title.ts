import { useEffect } from 'react';

import { useSpeech } from '../words/words.js';

/** What the browser's tab says. */
export function useTitle(title: string): void {
  const { t } = useSpeech();
  const name = t('app.name');
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
}
