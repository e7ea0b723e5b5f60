import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Asking, Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';

/** With what chance each was drawn, and how even the loads are. */
export function Fairness({
  id,
  phase,
  sheet,
}: {
  readonly id: number;
  readonly phase: string;
  /** Where the same is with its pictures. */
  readonly sheet?: string;
}): ReactNode {
  const { t, said, count } = useSpeech();
  const fairness = useQuery({
    queryKey: ['draws', 'fairness', id, phase],
    queryFn: ({ signal }) => ask<Schemas['FairnessResponse']>('GET', `/api/v1/draws/${id}/fairness`, { signal }),
  });
  return (
    <section className="card gap" aria-labelledby="fairness-title">
      <h2 id="fairness-title">{t('fairness.title')}</h2>
      {sheet !== undefined && (
        <p>
          <Link to={sheet}>{t('fairness.open')}</Link>
        </p>
      )}
      {fairness.error !== null ? (
        <Trouble error={fairness.error} retry={() => void fairness.refetch()} />
      ) : fairness.data === undefined ? (
        <Asking />
      ) : (
        <>
          <Strata strata={fairness.data.strata} />
          {fairness.data.warnings.map((warning) => (
            <p key={warning.code + warning.words.en} className="warn">
              {said(warning.words)}
            </p>
          ))}
          {fairness.data.reasons.length > 0 && (
            <ul>
              {fairness.data.reasons.map((reason) => (
                <li key={reason.code + reason.words.en}>{said(reason.words)}</li>
              ))}
            </ul>
          )}
          {fairness.data.spread !== null && <p>{said(fairness.data.spread.words)}</p>}
          {(fairness.data.inspectors?.length ?? 0) > 0 && (
            <details>
              <summary>{t('fairness.loads')}</summary>
              <table className="plain">
                <thead>
                  <tr>
                    <th scope="col">{t('fairness.inspector')}</th>
                    <th scope="col" className="number">
                      {t('fairness.load')}
                    </th>
                    <th scope="col" className="number">
                      {t('fairness.couldGo')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {fairness.data.inspectors?.map((one) => (
                    <tr key={one.inspector}>
                      <th scope="row" className="code">
                        {one.inspector}
                      </th>
                      <td className="number">{count(one.load)}</td>
                      <td className="number">{count(one.couldGo)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </details>
          )}
        </>
      )}
    </section>
  );
}

export function Strata({ strata }: { readonly strata: readonly Schemas['StratumFairnessResponse'][] }): ReactNode {
  const { t, said, count } = useSpeech();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('fairness.stratum')}</th>
          <th scope="col" className="number">
            {t('fairness.population')}
          </th>
          <th scope="col" className="number">
            {t('fairness.size')}
          </th>
          <th scope="col" className="number">
            {t('fairness.chance')}
          </th>
        </tr>
      </thead>
      <tbody>
        {strata.map((stratum) => (
          <tr key={stratum.stratum}>
            <th scope="row">
              {stratum.stratum === 'all' ? t('fairness.all') : stratum.stratum}
              <span className="quiet block">{said(stratum.words)}</span>
            </th>
            <td className="number">{count(stratum.population)}</td>
            <td className="number">{count(stratum.size)}</td>
            <td className="number">
              {stratum.chance === null
                ? t('common.none')
                : `${count(stratum.chance.numerator)} / ${count(stratum.chance.denominator)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
