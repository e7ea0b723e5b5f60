import { useQuery } from '@tanstack/react-query';
import { Alert, Drawer } from 'antd';
import { type ReactNode } from 'react';

import { ask, type Schemas } from '../../api/client.js';
import { Asking, Trouble } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { Strata } from '../draws/fairness.js';

type DryRunOf = Schemas['DryRunResponse'];

/** What the next draw would be, by the very code of the draw; nothing is kept, and nobody is drawn. */
export default function DryRun({
  planId,
  batch,
  close,
}: {
  readonly planId: number;
  readonly batch: Schemas['BatchResponse'];
  readonly close: () => void;
}): ReactNode {
  const { t, said, moment, day, count } = useSpeech();
  const run = useQuery({
    queryKey: ['/api/v1/plans', 'dry-run', batch.id, batch.version],
    queryFn: ({ signal }) =>
      ask<DryRunOf>('POST', `/api/v1/plans/${planId}/batches/${batch.id}/dry-run`, { body: {}, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const { data } = run;
  const pools = data?.pools;
  return (
    <Drawer
      open
      onClose={close}
      title={t('dryRun.title', { name: batch.name })}
      size="min(720px, 100vw)"
      destroyOnHidden
    >
      {run.error !== null ? (
        <Trouble error={run.error} retry={() => void run.refetch()} />
      ) : data === undefined ? (
        <Asking />
      ) : (
        <>
          <p className="quiet">{t('dryRun.nothingKept')}</p>
          {data.faults.map((fault) => (
            <Alert key={fault.code + fault.pointer} type="error" showIcon className="gap" title={said(fault)} />
          ))}
          {pools != null && (
            <>
              <Alert
                type={pools.feasibility.verdict === 'sure' ? 'success' : 'warning'}
                showIcon
                className="gap"
                title={said(pools.feasibility.words)}
              />
              <dl className="facts">
                <dt>{t('draws.drawAt')}</dt>
                <dd>{moment(data.drawAt)}</dd>
                <dt>{t('inspections.visits')}</dt>
                <dd>
                  {day(data.visit.from)} – {day(data.visit.until)}
                </dd>
                <dt>{t('draws.pool')}</dt>
                <dd>{t('draws.poolOf', { targets: count(pools.targets), inspectors: count(pools.inspectors) })}</dd>
                <dt>{t('dryRun.drawn')}</dt>
                <dd>{count(pools.drawn)}</dd>
              </dl>
              <Strata strata={pools.strata} />
              {pools.warnings.map((warning) => (
                <p key={warning.code + warning.words.en} className="warn">
                  {said(warning.words)}
                </p>
              ))}
              {pools.leftOut.length > 0 && (
                <>
                  <h3>{t('dryRun.leftOut')}</h3>
                  <ul>
                    {pools.leftOut.map((left) => (
                      <li key={left.reason}>
                        {left.reason} <span className="number">{count(left.targets)}</span>
                        {left.first.map((target) => (
                          <span key={target.id} className="block quiet">
                            {target.id} {target.detail !== null && said(target.detail)}
                          </span>
                        ))}
                      </li>
                    ))}
                  </ul>
                </>
              )}
              <h3>{t('dryRun.matters')}</h3>
              <ul>
                {pools.matters.map((matter) => (
                  <li key={matter.id}>
                    {matter.name}{' '}
                    <span className={matter.reach === 'sure' ? 'quiet' : 'warn'}>{t(`reach.${matter.reach}`)}</span>
                  </li>
                ))}
              </ul>
              {pools.reasons.length > 0 && (
                <>
                  <h3>{t('dryRun.reasons')}</h3>
                  <ul>
                    {pools.reasons.map((reason) => (
                      <li key={reason.code + reason.words.en}>{said(reason.words)}</li>
                    ))}
                  </ul>
                </>
              )}
            </>
          )}
          {data.forecast !== null && (
            <p>
              {t('dryRun.forecast', {
                before: `${data.forecast.matterCoverage.numerator} / ${data.forecast.matterCoverage.denominator}`,
                after: `${data.forecast.withDraw.numerator} / ${data.forecast.withDraw.denominator}`,
              })}
            </p>
          )}
        </>
      )}
    </Drawer>
  );
}
