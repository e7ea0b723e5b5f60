import { useCallback, useEffect } from 'react';

import { useSpeech } from '../words/words.js';

/** Asks before what was typed and not saved is left behind, also where the browser is closed. */
export function useLeaveSafely(dirty: boolean): (leave: () => void) => void {
  const { t } = useSpeech();
  useEffect(() => {
    if (!dirty) return undefined;
    const hold = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', hold);
    return () => window.removeEventListener('beforeunload', hold);
  }, [dirty]);
  return useCallback(
    (leave) => {
      if (!dirty || window.confirm(t('form.leave'))) leave();
    },
    [dirty, t],
  );
}
