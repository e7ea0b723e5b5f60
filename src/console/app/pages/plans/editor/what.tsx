import { type ReactNode } from 'react';

import { type Schemas } from '../../../api/client.js';
import { percentOf, RATES } from '../../../record/rates.js';
import { useSpeech } from '../../../words/words.js';
import { PickMany } from './controls.js';
import { Line } from './faults.js';
import '../../../words/planning-words.js';
import { type Section } from './section.js';

type Matter = Schemas['MatterResponse'];

/** What is inspected, and what it is called. */
export function What({ batch, change, plan, missing }: Section & { readonly missing: ReadonlySet<number> }): ReactNode {
  const { t } = useSpeech();
  return (
    <fieldset className="card section">
      <legend>{t('editor.what')}</legend>
      <Line pointer="/matterIds" label={t('matters.title')} help={t('editorHelp.matterIds')}>
        {(wired) => (
          <PickMany<Matter>
            wired={wired}
            api="/api/v1/matters"
            agencyId={plan.agency.id}
            value={batch.matterIds}
            onChange={(matterIds) => change({ matterIds })}
            search={t('editor.searchMatters')}
            none={t('editor.noMatters')}
            about={(matter) => <MatterWords matter={matter} missing={missing.has(matter.id)} />}
          />
        )}
      </Line>
      <Line pointer="/name" label={t('plans.batchName')} help={t('editorHelp.name')}>
        {(wired) => (
          <input
            {...wired}
            className="plain-input"
            value={batch.name}
            maxLength={200}
            onChange={({ target }) => change({ name: target.value })}
          />
        )}
      </Line>
    </fieldset>
  );
}

function MatterWords({ matter, missing }: { readonly matter: Matter; readonly missing: boolean }): ReactNode {
  const { t } = useSpeech();
  const { rate, windowFrom, windowUntil } = matter;
  return (
    <>
      {[
        ...(matter.importance === null ? [] : [t(`importances.${matter.importance}`)]),
        ...(matter.targetKind === null ? [] : [matter.targetKind]),
        ...(rate === null ? [] : [t(RATES[rate.direction], { percent: percentOf(rate.millionths) })]),
        ...(windowFrom === null || windowUntil === null ? [] : [`${windowFrom} – ${windowUntil}`]),
      ].join(' · ')}
      {missing && <strong className="mark"> {t('editor.matterMissing')}</strong>}
      {matter.legalBasis === null && <span className="warn"> {t('editor.noLegalBasis')}</span>}
    </>
  );
}
