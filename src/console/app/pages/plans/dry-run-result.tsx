import { Alert } from 'antd';
import { type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import { useSpeech } from '../../words/words.js';
import { Strata } from '../draws/fairness.js';

export type DryRunOf = Schemas['DryRunResponse'];

const FEW_DRAWS = 4;

/** When it would be drawn, and when people would go. */
function Draws({ run }: { readonly run: DryRunOf }): ReactNode {
  const { t, day, moment } = useSpeech();
  const { draws } = run;
  return (
    <dl className="facts">
      <dt>{t('draws.drawAt')}</dt>
      <dd>
        {draws.length === 0 && moment(run.drawAt)}
        {draws.slice(0, FEW_DRAWS).map((draw) => (
          <div key={draw.drawAt}>
            {moment(draw.drawAt)}
            {draw.movedFrom.length > 0 && (
              <span className="quiet block">
                {t('dryRun.movedFrom', { from: day(dayOfMoment(draw.movedFrom[0])) })}
              </span>
            )}
          </div>
        ))}
        {draws.length > FEW_DRAWS && <span className="quiet">{t('dryRun.moreDraws', { n: draws.length })}</span>}
      </dd>
      <dt>{t('inspections.visits')}</dt>
      <dd>
        {day(run.visit.from)} – {day(run.visit.until)}
      </dd>
      {run.pools !== null && (
        <>
          <dt>{t('draws.pool')}</dt>
          <dd>{t('draws.poolOf', { targets: run.pools.targets, inspectors: run.pools.inspectors })}</dd>
          <dt>{t('dryRun.drawn')}</dt>
          <dd>
            <strong>{t('plans.number', { n: run.pools.drawn })}</strong>
          </dd>
        </>
      )}
    </dl>
  );
}

const CHINA = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const dayOfMoment = (moment: string | undefined): string | null =>
  moment === undefined ? null : CHINA.format(new Date(moment));

/** What a draw would be: sizes, chances, whether there are teams, who is left out, and what it does for the year. */
export function DryRunResult({
  run,
  names,
}: {
  readonly run: DryRunOf;
  /** What its strata are called, by their codes. */
  readonly names: ReadonlyMap<string, string>;
}): ReactNode {
  const { t, said, count } = useSpeech();
  const { forecast, pools } = run;
  return (
    <>
      {run.faults.map((fault) => (
        <Alert key={fault.code + fault.pointer} type="error" showIcon className="gap" title={said(fault)} />
      ))}
      {pools !== null && (
        <Alert
          type={pools.feasibility.verdict === 'sure' ? 'success' : 'warning'}
          showIcon
          className="gap"
          title={said(pools.feasibility.words)}
        />
      )}
      <Draws run={run} />
      {run.toPublish.length > 0 && (
        <p>{t('dryRun.toPublish', { names: run.toPublish.map(({ name }) => name).join(t('common.comma')) })}</p>
      )}
      {run.outdated.length > 0 && (
        <p className="warn">
          {t('dryRun.outdated', { names: run.outdated.map(({ name }) => name).join(t('common.comma')) })}
        </p>
      )}
      {forecast !== null && (
        <p>
          {t('dryRun.forecast', {
            before: `${forecast.matterCoverage.numerator} / ${forecast.matterCoverage.denominator}`,
            after: `${forecast.withDraw.numerator} / ${forecast.withDraw.denominator}`,
          })}
        </p>
      )}
      {pools !== null && (
        <>
          <Strata strata={pools.strata.map((one) => ({ ...one, stratum: names.get(one.stratum) ?? one.stratum }))} />
          {pools.warnings.map((warning) => (
            <p key={warning.code + warning.words.en} className="warn">
              {said(warning.words)}
            </p>
          ))}
          <h3>{t('dryRun.matters')}</h3>
          <ul>
            {pools.matters.map((matter) => (
              <li key={matter.id}>
                {matter.name}{' '}
                <span className={matter.reach === 'sure' ? 'quiet' : 'warn'}>
                  {t(`reach.${matter.reach as 'sure'}`)}
                </span>
              </li>
            ))}
          </ul>
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
          {pools.reasons.length > 0 && (
            <details>
              <summary>{t('dryRun.reasons')}</summary>
              <ul>
                {pools.reasons.map((reason) => (
                  <li key={reason.code + reason.words.en}>{said(reason.words)}</li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </>
  );
}
