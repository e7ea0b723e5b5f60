import { type ReactNode } from 'react';

import { useSpeech } from '../../../words/words.js';
import { NumberInput } from './controls.js';
import { Line, RemarksAt } from './faults.js';
import '../../../words/planning-words.js';
import { Conditions } from './conditions.js';
import { type Section } from './section.js';

/** From whom is drawn. */
export function FromWhom({ batch, change }: Section): ReactNode {
  const { t } = useSpeech();
  return (
    <fieldset className="card section">
      <legend>{t('editor.fromWhom')}</legend>
      <p className="quiet">{t('editorHelp.filter')}</p>
      <div id="batch-filter" tabIndex={-1}>
        <Conditions pointer="/filter" conditions={batch.filter} change={(filter) => change({ filter })} />
      </div>
      <RemarksAt pointer="/filter" exact />
      <Line pointer="/coolDownDays" label={t('editor.coolDownDays')} help={t('editorHelp.coolDownDays')}>
        {(wired) => (
          <NumberInput
            wired={wired}
            value={batch.coolDownDays}
            onChange={(coolDownDays) => change({ coolDownDays })}
            unit={t('editor.days')}
          />
        )}
      </Line>
      <Line pointer="/rotation" label={t('editor.rotation')} help={t('editorHelp.rotation')}>
        {(wired) => (
          <input
            {...wired}
            className="plain-input medium"
            value={batch.rotation}
            maxLength={40}
            onChange={({ target }) => change({ rotation: target.value })}
          />
        )}
      </Line>
    </fieldset>
  );
}
