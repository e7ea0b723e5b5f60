import { Button } from 'antd';
import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { type Schemas } from '../../api/client.js';
import { useSpeech } from '../../words/words.js';
import { Partners } from './partners.js';
import { rateWords } from './rate-words.js';
import '../../words/planning-words.js';

type Batch = Schemas['BatchResponse'];
type Occurrence = Schemas['OccurrenceResponse'];

const TROUBLED = ['failed', 'missed', 'stopped'];
const FEW = 6;

/** A batch of a plan, as it is read, with what can be done with it. */
export function BatchRow({
  planId,
  batch,
  occurrences,
  mayChange,
  dryRun,
  cancel,
  decide,
}: {
  readonly planId: number;
  readonly batch: Batch;
  readonly occurrences: readonly Occurrence[];
  readonly mayChange: boolean;
  readonly dryRun: (() => void) | undefined;
  readonly cancel: () => void;
  readonly decide: (occurrence: Occurrence) => void;
}): ReactNode {
  const speech = useSpeech();
  const { t, said, moment, day } = speech;
  const live = mayChange && !batch.cancelled;
  const { visitWindow: window } = batch;
  return (
    <li>
      <div className="batch-head">
        <h3>
          <span className="code">{batch.code}</span> {batch.name}
        </h3>
        <span className="form-actions">
          {live && <Link to={`/plans/${planId}/batches/${batch.id}`}>{t('plans.editBatch')}</Link>}
          {dryRun !== undefined && (
            <Button size="small" onClick={dryRun}>
              {t('plans.dryRun')}
            </Button>
          )}
          <Link to={`/draws?batchId=${batch.id}`}>{t('plans.toDraws')}</Link>
          {live && (
            <Button size="small" onClick={cancel}>
              {t('plans.cancelBatch')}
            </Button>
          )}
        </span>
      </div>
      {batch.cancelled && <p className="warn">{t('plans.cancelled')}</p>}
      <dl className="facts">
        <dt>{t('matters.title')}</dt>
        <dd>{batch.matters.map(({ name }) => name).join(t('common.comma'))}</dd>
        <dt>{t('plans.scope')}</dt>
        <dd>{said(batch.filterWords)}</dd>
        <dt>{t('matters.rate')}</dt>
        <dd>
          {rateWords(batch.rate, speech)}
          {batch.strata.length > 0 &&
            ` · ${t('plans.inStrata', { names: batch.strata.map(({ name }) => name).join(t('common.comma')) })}`}
        </dd>
        <dt>{t('plans.times')}</dt>
        <dd>
          {occurrences.length === 0
            ? moment(batch.nextDueAt)
            : occurrences.slice(0, FEW).map((occurrence) => (
                <div key={occurrence.id}>
                  {moment(occurrence.drawAt ?? occurrence.dueAt)}{' '}
                  <span className={TROUBLED.includes(occurrence.state) ? 'warn' : 'quiet'}>
                    {t(`occurrenceStates.${occurrence.state}`)}
                  </span>
                  {occurrence.waitsFor.length > 0 && (
                    <span className="warn">
                      {' '}
                      {t('plans.waitsFor', { who: occurrence.waitsFor.join(t('common.comma')) })}
                    </span>
                  )}
                  {occurrence.failure !== null && <span className="block quiet">{said(occurrence.failure)}</span>}
                  {occurrence.state === 'missed' && mayChange && (
                    <Button size="small" onClick={() => decide(occurrence)}>
                      {t('plans.decide')}
                    </Button>
                  )}
                </div>
              ))}
          {occurrences.length > FEW && (
            <span className="quiet">{t('dryRun.moreDraws', { n: occurrences.length })}</span>
          )}
        </dd>
        <dt>{t('inspections.visits')}</dt>
        <dd>
          {window.from === undefined
            ? t('editor.windowWords', { after: window.afterDays ?? 0, days: window.days ?? 0 })
            : `${day(window.from)} – ${day(window.until)}`}
        </dd>
        <dt>{t('partners.title')}</dt>
        <dd>
          <Partners planId={planId} batch={batch} mayChange={live} />
        </dd>
      </dl>
      {batch.warnings.map((warning) => (
        <p key={warning.code + warning.pointer} className="warn">
          {said(warning.message)}
        </p>
      ))}
    </li>
  );
}
