import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { type Refused } from '../../field/queue-state.js';
import { useSpeech } from '../../words/words.js';
import { actWords, sentences, whatToDo, whereWords } from './act-words.js';
import { useField } from './use-field.js';
import '../../words/on-site-words.js';

const STEP_OF = {
  'check-in': 'check-in',
  visit: 'findings',
  answer: 'answers',
  file: 'files',
  'remove-file': 'files',
  signature: 'sign',
  findings: 'findings',
} as const;

/** Of each act what was said first: a photo that was refused is missing for its description as well. */
export function firstRefusals(refused: readonly Refused[]): Refused[] {
  return refused.filter(({ act }, at) => refused.findIndex((one) => one.act.id === act.id) === at);
}

/** What the server did not take: its own words, what to do about it, and nothing goes away before somebody has seen it. */
export function Refusals({ inspectionId }: { readonly inspectionId?: number }): ReactNode {
  const speech = useSpeech();
  const { t, moment } = speech;
  const { field, state } = useField();
  const shown = firstRefusals(state.queue.refused).filter(
    ({ act }) => inspectionId === undefined || act.inspectionId === inspectionId,
  );
  if (shown.length === 0) return null;
  return (
    <section className="refusals" role="alert" aria-label={t('onSite.refusedTitle')}>
      <h2>{t('onSite.refusedTitle')}</h2>
      <ul>
        {shown.map(({ act, problem }) => (
          <li key={act.id}>
            <p className="refused-what">{actWords(speech, act, state.day)}</p>
            <p className="quiet">
              {inspectionId === undefined && `${whereWords(speech, act.inspectionId, state.day)} · `}
              {moment(act.at)}
            </p>
            {sentences(speech, problem).map((sentence) => (
              <p key={sentence} className="refused-why">
                {sentence}
              </p>
            ))}
            <p>{t(whatToDo(act, problem))}</p>
            <div className="visit-ways">
              {state.day?.bundle.inspections.some(({ id }) => id === act.inspectionId) && (
                <Link className="thumb" to={`/on-site/${act.inspectionId}?step=${STEP_OF[act.kind]}`}>
                  {t('onSite.goThere')}
                </Link>
              )}
              <button
                type="button"
                className="thumb"
                onClick={() => {
                  // what was typed is not lost with the refusal: the form has it again
                  const draft = `findings ${act.inspectionId}`;
                  if (act.kind === 'findings' && !(draft in state.drafts)) field.draft(draft, act.content);
                  void field.seen(act.id);
                }}
              >
                {t('onSite.seen')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
