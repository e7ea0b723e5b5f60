import { useQuery } from '@tanstack/react-query';
import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { ask, type Schemas } from '../../api/client.js';
import { Trouble } from '../../frame/states.js';
import { useMayKeep } from '../../session/may-keep.js';
import { useSpeech } from '../../words/words.js';

type Proposal = Schemas['ProposalResponse'];

/** Where the plan cannot bring every matter: why, and the batches that would, each one click from being planned. */
export function Shortfall({ agency }: { readonly agency: Schemas['AgencyResponse'] }): ReactNode {
  const { t, said } = useSpeech();
  const mayKeep = useMayKeep();
  const proposal = useQuery({
    queryKey: ['proposal', agency.code],
    queryFn: ({ signal }) =>
      ask<Proposal>('GET', '/api/v1/coverage/proposal', { query: { agency: agency.code }, signal }),
  });
  if (proposal.error !== null) return <Trouble error={proposal.error} retry={() => void proposal.refetch()} />;
  const { data } = proposal;
  if (data === undefined || data.risk === null) return null;
  const { batches, impossible, planId, risk, withProposal } = data;
  return (
    <section className="card shortfall" aria-labelledby="shortfall-title">
      <h2 id="shortfall-title" className="warn">
        {said(risk.title)}
      </h2>
      <p>{said(risk.body)}</p>
      {batches.length > 0 && (
        <>
          <h3>
            {t('dashboard.proposal', {
              done: withProposal.numerator,
              of: withProposal.denominator,
            })}
          </h3>
          <ul className="missing">
            {batches.map((proposed, at) => (
              <li key={proposed.batch.matterIds.join()}>
                <span>
                  {proposed.batch.name}
                  <span className="quiet block">{said(proposed.words)}</span>
                </span>
                {mayKeep && planId !== null && (
                  <Link to={`/plans/${planId}/batches/new?proposal=${at}`}>{t('dashboard.planIt')}</Link>
                )}
              </li>
            ))}
          </ul>
          {mayKeep && planId === null && <Link to="/plans">{t('dashboard.makePlan')}</Link>}
        </>
      )}
      {impossible.length > 0 && (
        <>
          <h3>{t('dashboard.impossible')}</h3>
          <ul className="missing">
            {impossible.map(({ matter, words }) => (
              <li key={matter.id}>
                <span>
                  <Link to={`/matters/${matter.id}`}>{matter.name}</Link>
                  <span className="quiet block">{said(words)}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
