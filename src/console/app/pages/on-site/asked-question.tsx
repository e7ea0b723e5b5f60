import { useState, type ReactNode } from 'react';

import { type Schemas } from '../../api/client.js';
import { useSpeech } from '../../words/words.js';
import { isAnswer } from './is-answer.js';
import '../../words/on-site-words.js';

export type Question = Schemas['QuestionResponse'];

/** One question as it is asked on site, with answers that a thumb finds. What becomes of an answer is for whoever asks. */
export function AskedQuestion({
  name,
  question,
  given,
  draft,
  typed,
  answer,
  children,
}: {
  /** Of its controls, in the page. */
  readonly name: string;
  readonly question: Question;
  readonly given: string | undefined;
  /** What is typed and is no answer yet. */
  readonly draft: string | undefined;
  readonly typed: (value: string | undefined) => void;
  readonly answer: (value: string) => Promise<void>;
  /** What stands below it. */
  readonly children?: ReactNode;
}): ReactNode {
  const { t } = useSpeech();
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
              <input type="radio" name={name} checked={given === code} onChange={() => void answer(code)} />
              <span>{text}</span>
            </label>
          ))}
        </div>
      ) : (
        <Written name={name} question={question} given={given ?? ''} draft={draft} typed={typed} done={answer} />
      )}
      {children}
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
