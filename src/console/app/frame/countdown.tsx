import { useEffect, useState, type ReactNode } from 'react';

import { useSpeech } from '../words/words.js';
import { timeUntil } from './time-until.js';

/** How long until a moment, to the second; by the clock of the browser unless another is given. */
export function Countdown({
  until,
  clock = Date.now,
}: {
  readonly until: string;
  readonly clock?: () => number;
}): ReactNode {
  const { t } = useSpeech();
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), 1000);
    return () => clearInterval(timer);
  }, [clock]);
  const left = timeUntil(new Date(until).getTime(), now);
  // a screen reader is not told every second
  return (
    <span role="timer" aria-live="off" className="countdown">
      {left === undefined ? t('countdown.now') : t(`countdown.${left.unit}`, left)}
    </span>
  );
}
