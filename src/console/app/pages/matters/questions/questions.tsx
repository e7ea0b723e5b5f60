import { type ReactNode } from 'react';

import { useSpeech, type Key } from '../../../words/words.js';
import { type Kind, type Question } from './drafts.js';
import { useFindingNames } from './finding-names.js';

export const KINDS = {
  'yes-no': 'questions.kinds.yes-no',
  choice: 'questions.kinds.choice',
  number: 'questions.kinds.number',
  text: 'questions.kinds.text',
  date: 'questions.kinds.date',
} as const satisfies Record<Kind, Key>;

/** What is asked, in order, with how it is answered. */
export function Questions({ questions }: { readonly questions: readonly Question[] }): ReactNode {
  const { t } = useSpeech();
  const findings = useFindingNames();
  return (
    <ol className="questions">
      {questions.map(({ key, kind, noSuggests, options, required, text, unit }) => (
        <li key={key}>
          <strong>{text}</strong>
          <span className="block quiet">
            {[
              t(KINDS[kind]),
              t(required ? 'questions.required' : 'questions.optional'),
              ...(unit === null ? [] : [t('questions.unitOf', { unit })]),
            ].join(t('common.comma'))}
          </span>
          {options.length > 0 && <span className="block">{options.map((one) => one.text).join(' / ')}</span>}
          {noSuggests !== null && (
            <span className="block quiet">
              {t('questions.suggests', { what: findings.get(noSuggests) ?? noSuggests })}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
