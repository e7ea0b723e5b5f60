import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { Asking, Nothing, Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { rateWords } from './rate-words.js';
import '../../words/planning-words.js';

type Edition = Schemas['EditionResponse'];
type Detail = Schemas['EditionDetailResponse'];
type Step = Schemas['PlanStepResponse'];

/** What became public of a plan, edition by edition, and who looked it over and filed it. */
export default function Editions({ plan }: { readonly plan: Schemas['PlanResponse'] }): ReactNode {
  const { t, moment } = useSpeech();
  const editions = useQuery({
    queryKey: ['/api/v1/plans', 'editions', plan.id, plan.version],
    queryFn: ({ signal }) =>
      ask<{ items: Edition[] }>('GET', `/api/v1/plans/${plan.id}/editions`, { query: { pageSize: 100 }, signal }),
  });
  const steps = useQuery({
    queryKey: ['/api/v1/plans', 'steps', plan.id, plan.version],
    queryFn: ({ signal }) => ask<Step[]>('GET', `/api/v1/plans/${plan.id}/steps`, { signal }),
  });
  return (
    <div className="dashboard">
      <section className="card" aria-labelledby="editions-title">
        <h2 id="editions-title">{t('editions.title')}</h2>
        {editions.error !== null ? (
          <Trouble error={editions.error} retry={() => void editions.refetch()} />
        ) : editions.data === undefined ? (
          <Asking />
        ) : editions.data.items.length === 0 ? (
          <Nothing text={t('editions.none')} />
        ) : (
          <ol className="history" reversed>
            {editions.data.items.map((edition) => (
              <li key={edition.edition}>
                <strong>{t('editions.number', { n: edition.edition })}</strong>{' '}
                {edition.approvedBy !== null && (
                  <span className="quiet">{t('editions.approvedBy', { by: edition.approvedBy })}</span>
                )}
                {edition.reason !== null && <span className="block pre">{edition.reason}</span>}
                <span className="quiet block">
                  {edition.by} · {moment(edition.at)}
                </span>
                <Content planId={plan.id} edition={edition.edition} />
              </li>
            ))}
          </ol>
        )}
      </section>
      <section className="card" aria-labelledby="plan-steps-title">
        <h2 id="plan-steps-title">{t('editions.steps')}</h2>
        {steps.error !== null ? (
          <Trouble error={steps.error} retry={() => void steps.refetch()} />
        ) : steps.data === undefined ? (
          <Asking />
        ) : steps.data.length === 0 ? (
          <Nothing text={t('editions.noSteps')} />
        ) : (
          <ol className="history">
            {steps.data.map((step) => (
              <li key={`${step.at} ${step.step}`}>
                <strong>{t(`planSteps.${step.step}`)}</strong>
                {step.reason !== null && <span className="block pre">{step.reason}</span>}
                <span className="quiet block">
                  {step.by} · {moment(step.at)}
                </span>
              </li>
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}

/** The plan as that edition had it, fetched when somebody opens it. */
function Content({ planId, edition }: { readonly planId: number; readonly edition: number }): ReactNode {
  const speech = useSpeech();
  const { t, moment, said } = speech;
  const [open, setOpen] = useState(false);
  const content = useQuery({
    queryKey: ['/api/v1/plans', 'edition', planId, edition],
    queryFn: ({ signal }) => ask<Detail>('GET', `/api/v1/plans/${planId}/editions/${edition}`, { signal }),
    enabled: open,
    staleTime: Infinity,
  });
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('editions.content')}</summary>
      {content.error !== null && <Trouble error={content.error} />}
      <ul>
        {content.data?.batches.map((batch) => (
          <li key={batch.code}>
            <span className="code">{batch.code}</span> {batch.name}
            {batch.cancelled && <span className="warn"> {t('plans.cancelled')}</span>}
            <span className="quiet block">
              {said(batch.filterWords)} {rateWords(batch.rate, speech)}
            </span>
            <span className="quiet block">{batch.draws.map((at) => moment(at)).join(t('common.comma'))}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
