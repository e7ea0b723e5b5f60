import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { PHASES } from '../draws/phases.js';

const MOST = 6;

/** For who asks whether the draws were fair: the latest, each with the page that checks it in his own browser. */
export function LatestDraws({ agencyId }: { readonly agencyId: number | undefined }): ReactNode {
  const { t, moment } = useSpeech();
  const draws = useQuery({
    queryKey: ['draws', 'latest', agencyId ?? null],
    queryFn: ({ signal }) =>
      ask<{ items: Schemas['DrawResponse'][] }>('GET', '/api/v1/draws', {
        query: { agencyId, sort: '-drawAt', pageSize: MOST },
        signal,
      }),
  });
  return (
    <section className="card shares" aria-labelledby="latest-title">
      <h2 id="latest-title">{t('dashboard.latestDraws')}</h2>
      {draws.error !== null ? (
        <Trouble error={draws.error} retry={() => void draws.refetch()} />
      ) : draws.data === undefined ? (
        <Asking />
      ) : draws.data.items.length === 0 ? (
        <Nothing text={t('draws.empty')} />
      ) : (
        <ul className="missing">
          {draws.data.items.map((draw) => (
            <li key={draw.id}>
              <span>
                <Link to={`/draws/${draw.id}`}>{draw.number}</Link>{' '}
                <span className={draw.phase === 'voided' || draw.failure !== null ? 'warn' : 'quiet'}>
                  {t(PHASES[draw.phase])} · {moment(draw.drawAt)}
                </span>
              </span>
              {draw.hasEvidence && (
                <a href={`/verify/?draw=${encodeURIComponent(draw.number)}`}>
                  {t('draws.verify')}
                  <span className="sr"> {draw.number}</span>
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
