import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { useSpeech } from '../../words/words.js';
import { isAway, useField } from './use-field.js';
import '../../words/on-site-words.js';

/** In one line, whether what was done has arrived; it leads to the list of it. */
export function Standing(): ReactNode {
  const { t } = useSpeech();
  const { state } = useField();
  const { full, moving, queue, sending } = state;
  const [n, refused] = [queue.waiting.length, new Set(queue.refused.map(({ act }) => act.id)).size];
  const away = isAway(state);
  const said =
    n === 0
      ? t(away ? 'onSite.away' : 'onSite.allSent')
      : sending && !away
        ? t('onSite.sending', { n })
        : t(away ? 'onSite.waitingAway' : 'onSite.waiting', { n });
  return (
    <div className={`standing ${away || n > 0 ? 'standing-waits' : ''}`}>
      <Link to="/on-site/sending">
        <span role="status">{said}</span>
        {moving !== undefined && n > 0 && (
          <span className="number"> {t('onSite.moving', { percent: Math.floor(moving.share * 100) })}</span>
        )}
      </Link>
      {refused > 0 && (
        <Link to="/on-site/sending" className="warn">
          {t('onSite.refusedCount', { n: refused })}
        </Link>
      )}
      {full && <p className="warn">{t('onSite.full')}</p>}
    </div>
  );
}
