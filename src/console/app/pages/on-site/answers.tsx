import { useState, type ReactNode } from 'react';

import { type ShownAnswer } from '../../field/visit-view.js';
import { Nothing } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { AskedQuestion } from './asked-question.js';
import { type StepOfVisit } from './step-of-visit.js';
import { useField } from './use-field.js';
import '../../words/on-site-words.js';

type Matter = StepOfVisit['inspection']['matters'][number];
type Question = Matter['questions']['questions'][number];

/** The questions of each matter, with answers that a thumb finds. What is chosen is done; there is no button to forget. */
export function Answers({ inspection, view }: StepOfVisit): ReactNode {
  const { t } = useSpeech();
  return (
    <>
      {view.missing.length > 0 && <p className="quiet">{t('onSite.missing', { n: view.missing.length })}</p>}
      {inspection.matters.map((matter) => (
        <section key={matter.id} className="card matter" aria-labelledby={`matter-${matter.id}`}>
          <h3 id={`matter-${matter.id}`}>{matter.name}</h3>
          {matter.legalBasis !== null && <p className="quiet pre">{matter.legalBasis}</p>}
          {matter.questions.questions.length === 0 && <Nothing text={t('onSite.noQuestions')} />}
          {matter.questions.questions.map((question) => (
            <OneQuestion
              key={question.key}
              inspectionId={inspection.id}
              matter={matter}
              question={question}
              given={view.answers.find((one) => one.matterId === matter.id && one.question === question.key)}
            />
          ))}
        </section>
      ))}
    </>
  );
}

function OneQuestion({
  inspectionId,
  matter,
  question,
  given,
}: {
  readonly inspectionId: number;
  readonly matter: Matter;
  readonly question: Question;
  readonly given: ShownAnswer | undefined;
}): ReactNode {
  const { t, said } = useSpeech();
  const { field, state } = useField();
  const key = `answer ${inspectionId} ${matter.id} ${question.key}`;
  const noteKey = `note ${inspectionId} ${matter.id} ${question.key}`;
  const note = (state.drafts[noteKey] as string | undefined) ?? given?.note ?? '';
  const [noting, setNoting] = useState(note !== '');
  const name = `q-${matter.id}-${question.key}`;
  const suggested = given?.value === 'no' ? question.noSuggests : null;

  async function answer(value: string, withNote = note): Promise<void> {
    if (value === given?.value && withNote === (given.note ?? '')) return;
    await field.add('answer', inspectionId, {
      matterId: matter.id,
      version: matter.questions.version,
      question: question.key,
      value,
      ...(withNote.trim() === '' ? {} : { note: withNote.trim() }),
    });
    field.draft(key, undefined);
    field.draft(noteKey, undefined);
  }

  return (
    <AskedQuestion
      name={name}
      question={question}
      given={given?.value}
      draft={state.drafts[key] as string | undefined}
      typed={(value) => field.draft(key, value)}
      answer={answer}
    >
      {given?.disputed && <p className="warn">{t('onSite.disputed')}</p>}
      {suggested !== null && (
        <p className="quiet">
          {t('onSite.suggests', {
            what: said(
              state.day?.codes.findings.find(({ code }) => code === suggested)?.name ?? {
                zh: suggested,
                en: suggested,
              },
            ),
          })}
        </p>
      )}
      {given !== undefined &&
        (noting ? (
          <>
            <label className="field" htmlFor={`${name}-note`}>
              {t('onSite.note')}
            </label>
            <textarea
              id={`${name}-note`}
              className="big-input"
              rows={2}
              maxLength={500}
              value={note}
              onChange={({ target }) => field.draft(noteKey, target.value)}
              onBlur={() => void answer(given.value)}
            />
          </>
        ) : (
          <button type="button" className="link" onClick={() => setNoting(true)}>
            {t('onSite.addNote')}
          </button>
        ))}
      {given?.waiting && <p className="quiet small">{t('onSite.notSentYet')}</p>}
    </AskedQuestion>
  );
}
