import { useId, useState, type ReactNode } from 'react';

import { useSpeech } from '../../../words/words.js';
import { AskedQuestion } from '../../on-site/asked-question.js';
import '../../on-site/on-site.css';
import { type Question } from './drafts.js';
import { useFindingNames } from './finding-names.js';

/** The questions as the officer has them on the phone, to be tried out; nothing of it is sent or kept. */
export function QuestionPreview({ questions }: { readonly questions: readonly Question[] }): ReactNode {
  const { t } = useSpeech();
  const findings = useFindingNames();
  const name = useId();
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const [drafts, setDrafts] = useState<Readonly<Record<string, string | undefined>>>({});
  const missing = questions.filter(({ key, required }) => required && answers[key] === undefined).length;
  return (
    <div className="phone-preview on-site visit-step" role="region" aria-label={t('questions.asSeen')}>
      <p className="quiet">{t('questions.tryOut')}</p>
      {missing > 0 && <p className="quiet">{t('onSite.missing', { n: missing })}</p>}
      <div className="card matter">
        {questions.map((question) => (
          <AskedQuestion
            key={question.key}
            name={`${name}-${question.key}`}
            question={question}
            given={answers[question.key]}
            draft={drafts[question.key]}
            typed={(value) => setDrafts({ ...drafts, [question.key]: value })}
            answer={(value) => {
              setAnswers({ ...answers, [question.key]: value });
              setDrafts({ ...drafts, [question.key]: undefined });
              return Promise.resolve();
            }}
          >
            {answers[question.key] === 'no' && question.noSuggests !== null && (
              <p className="quiet">
                {t('onSite.suggests', { what: findings.get(question.noSuggests) ?? question.noSuggests })}
              </p>
            )}
          </AskedQuestion>
        ))}
      </div>
    </div>
  );
}
