import { type ReactNode } from 'react';

import { Choice } from '../../../frame/choice.js';
import { useSpeech } from '../../../words/words.js';
import { NumberInput, WordsInput } from './controls.js';
import { Line } from './faults.js';
import '../../../words/planning-words.js';
import { type Section } from './section.js';

const SOURCES = ['sealed', 'beacon', 'figures', 'ceremony'] as const;

/** How everyone can see that it was fair. */
export function InTheOpen({ batch, change }: Section): ReactNode {
  const { t } = useSpeech();
  return (
    <fieldset className="card section">
      <legend>{t('editor.inTheOpen')}</legend>
      <Line pointer="/noticeMinutes" label={t('editor.noticeMinutes')} help={t('editorHelp.noticeMinutes')}>
        {(wired) => (
          <NumberInput
            wired={wired}
            value={batch.noticeMinutes}
            onChange={(noticeMinutes) => change({ noticeMinutes })}
            unit={t('editor.minutes')}
          />
        )}
      </Line>
      <Line
        pointer="/entropySource"
        label={t('draws.entropy')}
        help={t(`sourcesHelp.${(SOURCES.find((one) => one === batch.entropySource) ?? 'sealed') satisfies string}`)}
      >
        {(wired) => (
          <Choice
            id={wired.id}
            value={batch.entropySource}
            onChange={(entropySource) => change({ entropySource: entropySource ?? 'sealed' })}
            options={SOURCES.map((value) => ({ value, label: t(`sources.${value}`) }))}
          />
        )}
      </Line>
      {batch.entropySource === 'ceremony' && (
        <Line pointer="/witnesses" label={t('editor.witnesses')} help={t('editorHelp.witnesses')}>
          {(wired) => (
            <WordsInput wired={wired} value={batch.witnesses} onChange={(witnesses) => change({ witnesses })} />
          )}
        </Line>
      )}
      <Line pointer="/pools" label={t('editor.pools')} help={t('editorHelp.pools')}>
        {(wired) => (
          <Choice
            id={wired.id}
            value={batch.pools}
            onChange={(pools) => change({ pools: pools ?? 'open' })}
            options={[
              { value: 'open', label: t('editor.poolsOpen') },
              { value: 'closed', label: t('editor.poolsClosed') },
            ]}
          />
        )}
      </Line>
    </fieldset>
  );
}
