import { useEffect, useState, type ReactNode } from 'react';

import { useSpeech } from '../words/words.js';
import { timeUntil } from './time-until.js';

/** How long until a moment, to the second; by the clock of the browser. */
export function Countdown({ until }: { readonly until: string }): ReactNode {
  const { t } = useSpeech();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = timeUntil(new Date(until).getTime(), now);
  // a screen reader is not told every second
  return (
    <span role="timer" aria-live="off" className="countdown">
      {left === undefined ? t('countdown.now') : t(`countdown.${left.unit}`, left)}
    </span>
  );
}
