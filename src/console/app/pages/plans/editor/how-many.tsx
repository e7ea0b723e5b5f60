import { type ReactNode } from 'react';

import { Choice } from '../../../frame/choice.js';
import { type Direction } from '../../../record/rates.js';
import { useSpeech, type Key } from '../../../words/words.js';
import { type RateTyped, type StratumTyped } from './batch-values.js';
import { NumberInput, Rows } from './controls.js';
import { Line, RemarksAt, type Wired } from './faults.js';
import '../../../words/planning-words.js';
import { Conditions } from './conditions.js';
import { type Section } from './section.js';

const DIRECTIONS = {
  'at-least': 'rates.atLeast',
  'at-most': 'rates.atMost',
  exactly: 'rates.exactly',
  number: 'editor.byNumber',
} as const satisfies Record<Direction | 'number', Key>;

function RateInput({
  wired,
  rate,
  change,
}: {
  readonly wired: Wired;
  readonly rate: RateTyped;
  readonly change: (rate: RateTyped) => void;
}): ReactNode {
  const { t } = useSpeech();
  return (
    <span className="with-unit">
      <Choice
        label={t('rates.direction')}
        value={rate.direction}
        onChange={(direction) => change({ ...rate, direction: (direction ?? 'at-least') as RateTyped['direction'] })}
        options={Object.entries(DIRECTIONS).map(([value, label]) => ({ value, label: t(label) }))}
      />
      <input
        {...wired}
        className="plain-input short"
        inputMode="decimal"
        value={rate.text}
        maxLength={9}
        onChange={({ target }) => change({ ...rate, text: target.value })}
      />
      <span className="quiet">{rate.direction === 'number' ? t('editor.targets') : '%'}</span>
    </span>
  );
}

const RATE_HELP = {
  'at-least': 'editorHelp.rateAtLeast',
  'at-most': 'editorHelp.rateAtMost',
  exactly: 'editorHelp.rateExactly',
  number: 'editorHelp.rateNumber',
} as const satisfies Record<Direction | 'number', Key>;

/** How many are drawn. */
export function HowMany({ batch, change }: Section): ReactNode {
  const { t } = useSpeech();
  const share = batch.rate.direction !== 'number';
  return (
    <fieldset className="card section">
      <legend>{t('editor.howMany')}</legend>
      <Line pointer="/rate" label={t('matters.rate')} help={t(RATE_HELP[batch.rate.direction])}>
        {(wired) => <RateInput wired={wired} rate={batch.rate} change={(rate) => change({ rate })} />}
      </Line>
      {share && batch.strata.length === 0 && (
        <>
          <Line pointer="/minimum" label={t('editor.minimum')} help={t('editorHelp.minimum')}>
            {(wired) => (
              <NumberInput
                wired={wired}
                value={batch.minimum}
                onChange={(minimum) => change({ minimum })}
                unit={t('editor.targets')}
              />
            )}
          </Line>
          <Line pointer="/censusBelow" label={t('editor.censusBelow')} help={t('editorHelp.censusBelow')}>
            {(wired) => (
              <NumberInput
                wired={wired}
                value={batch.censusBelow}
                onChange={(censusBelow) => change({ censusBelow })}
                unit={t('editor.targets')}
              />
            )}
          </Line>
        </>
      )}
      <h3 id="batch-strata" tabIndex={-1}>
        {t('editor.strata')}
      </h3>
      <p className="quiet">{t('editorHelp.strata')}</p>
      <RemarksAt pointer="/strata" exact />
      <Rows<StratumTyped>
        rows={batch.strata}
        onChange={(strata) => change({ strata })}
        make={() => stratumAfter(batch.strata)}
        add={t('editor.addStratum')}
        remove={(at) => t('editor.removeStratum', { n: at + 1 })}
        most={50}
      >
        {(stratum, changeOne, at) => <Stratum at={at} stratum={stratum} change={changeOne} />}
      </Rows>
    </fieldset>
  );
}

/** A code that none has yet: it stays when the name changes. */
function stratumAfter(strata: readonly StratumTyped[]): StratumTyped {
  let n = strata.length + 1;
  while (strata.some(({ code }) => code === `S${n}`)) n++;
  return {
    ...{ code: `S${n}`, name: '', rest: false, rate: null, minimum: '', censusBelow: '', reserve: '' },
    conditions: [{ field: 'riskClass', in: [] }],
  };
}

function Stratum({
  at,
  stratum,
  change,
}: {
  readonly at: number;
  readonly stratum: StratumTyped;
  readonly change: (part: Partial<StratumTyped>) => void;
}): ReactNode {
  const { t } = useSpeech();
  const pointer = `/strata/${at}`;
  return (
    <>
      <Line pointer={`${pointer}/name`} label={t('editor.stratumName')}>
        {(wired) => (
          <input
            {...wired}
            className="plain-input medium"
            value={stratum.name}
            maxLength={50}
            onChange={({ target }) => change({ name: target.value })}
          />
        )}
      </Line>
      <label className="tick-line">
        <input type="checkbox" checked={stratum.rest} onChange={({ target }) => change({ rest: target.checked })} />
        {t('editor.rest')}
      </label>
      {!stratum.rest && (
        <Conditions
          pointer={`${pointer}/conditions`}
          conditions={stratum.conditions}
          change={(conditions) => change({ conditions })}
        />
      )}
      <label className="tick-line">
        <input
          type="checkbox"
          checked={stratum.rate !== null}
          onChange={({ target }) => change({ rate: target.checked ? { direction: 'at-least', text: '' } : null })}
        />
        {t('editor.ownRate')}
      </label>
      {stratum.rate !== null && (
        <Line pointer={`${pointer}/rate`} label={t('matters.rate')}>
          {(wired) =>
            stratum.rate !== null && <RateInput wired={wired} rate={stratum.rate} change={(rate) => change({ rate })} />
          }
        </Line>
      )}
      <div className="lines">
        {(['minimum', 'censusBelow', 'reserve'] as const).map((name) => (
          <Line key={name} pointer={`${pointer}/${name}`} label={t(`editor.${name}`)}>
            {(wired) => (
              <NumberInput wired={wired} value={stratum[name]} onChange={(text) => change({ [name]: text })} />
            )}
          </Line>
        ))}
      </div>
      <RemarksAt pointer={pointer} exact />
    </>
  );
}
