import { useState, type ReactNode } from 'react';

import { type ShownAnswer } from '../../field/visit-view.js';
import { Nothing } from '../../frame/states.js';
import { useSpeech } from '../../words/words.js';
import { useField } from './use-field.js';
import { isAnswer } from './is-answer.js';
import { type StepOfVisit } from './step-of-visit.js';
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

  const choices =
    question.kind === 'yes-no'
      ? [
          { code: 'yes', text: t('onSite.yes') },
          { code: 'no', text: t('onSite.no') },
          { code: 'not-applicable', text: t('onSite.notApplicable') },
        ]
      : question.options;
  return (
    <fieldset className="question">
      <legend>
        {question.text}
        {question.required && given === undefined && <span className="warn"> {t('onSite.required')}</span>}
      </legend>
      {question.kind === 'yes-no' || question.kind === 'choice' ? (
        <div className={question.kind === 'yes-no' ? 'choices choices-beside' : 'choices'}>
          {choices.map(({ code, text }) => (
            <label key={code} className="choice">
              <input type="radio" name={name} checked={given?.value === code} onChange={() => void answer(code)} />
              <span>{text}</span>
            </label>
          ))}
        </div>
      ) : (
        <Written
          name={name}
          question={question}
          given={given?.value ?? ''}
          draft={state.drafts[key] as string | undefined}
          typed={(value) => field.draft(key, value)}
          done={answer}
        />
      )}
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
    </fieldset>
  );
}

/** A number, a day or a text: what is typed is kept as it is typed, and is the answer when the field is left. */
function Written({
  name,
  question,
  given,
  draft,
  typed,
  done,
}: {
  readonly name: string;
  readonly question: Question;
  readonly given: string;
  readonly draft: string | undefined;
  readonly typed: (value: string | undefined) => void;
  readonly done: (value: string) => Promise<void>;
}): ReactNode {
  const { t } = useSpeech();
  const value = draft ?? given;
  const [unfit, setUnfit] = useState(false);

  function leave(): void {
    const said = question.kind === 'text' ? value.trim() : value.trim().normalize('NFKC');
    if (draft === undefined) return;
    if (said === given) return typed(undefined);
    if (said === '' || !isAnswer(question.kind, said)) return setUnfit(said !== '');
    void done(said);
  }
  function type(now: string): void {
    setUnfit(false);
    typed(now);
  }
  const shared = {
    id: name,
    className: 'big-input',
    'aria-label': question.text,
    'aria-invalid': unfit,
    value,
    onBlur: leave,
  } as const;
  return (
    <>
      {question.kind === 'text' ? (
        <textarea {...shared} rows={3} maxLength={2000} onChange={({ target }) => type(target.value)} />
      ) : (
        <span className="with-unit">
          <input
            {...shared}
            type={question.kind === 'date' ? 'date' : 'text'}
            inputMode={question.kind === 'number' ? 'decimal' : undefined}
            maxLength={question.kind === 'number' ? 20 : undefined}
            onChange={({ target }) => type(target.value)}
          />
          {question.unit !== null && <span>{question.unit}</span>}
        </span>
      )}
      {unfit && (
        <p className="warn" role="alert">
          {t(question.kind === 'number' ? 'onSite.numberUnfit' : 'onSite.dateUnfit')}
        </p>
      )}
    </>
  );
}
