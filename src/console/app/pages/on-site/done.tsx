import { type ReactNode } from 'react';
import { Link } from 'react-router';

import { doneSteps, VISIT_STEPS } from '../../field/visit-view.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';
import { Papers } from './papers.js';
import { useField } from './use-field.js';
import { type StepOfVisit } from './step-of-visit.js';
import '../../words/on-site-words.js';

/** What is done of the visit, what is not, and whether it has arrived. */
export function Done({ inspection, view }: StepOfVisit): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const { state } = useField();
  const done = doneSteps(view);
  const waiting = state.queue.waiting.filter(({ act }) => act.inspectionId === inspection.id).length;
  return (
    <div className="card">
      <ul className="ticks">
        {VISIT_STEPS.filter((step) => step !== 'done').map((step) => (
          <li key={step} className={done.has(step) ? 'tick-done' : ''}>
            <Link to={`?step=${step}`} replace>
              {t(`onSite.stepTitle.${step}`)}
            </Link>{' '}
            <span className="quiet">
              {t(done.has(step) ? 'onSite.stepDone' : step === 'files' ? 'onSite.stepFree' : 'onSite.stepOpen')}
            </span>
          </li>
        ))}
      </ul>
      <p className="big">{waiting === 0 ? t('onSite.visitSent') : t('onSite.visitWaiting', { n: waiting })}</p>
      {waiting > 0 && <p className="quiet">{t('onSite.visitWaitingHelp')}</p>}
      {state.day !== undefined && (
        <>
          <h3>{t('documents.title')}</h3>
          <Papers id={inspection.id} kept={state.day} />
        </>
      )}
      <Link className="thumb thumb-primary" to={person.role === 'inspector' ? '/' : '/on-site'}>
        {t('onSite.back')}
      </Link>
    </div>
  );
}
