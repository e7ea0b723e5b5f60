import { type ReactNode } from 'react';
import { Link, Navigate, useParams, useSearchParams } from 'react-router';

import { doneSteps, nextStep, VISIT_STEPS, visitView, type VisitStep } from '../../field/visit-view.js';
import { Page } from '../../frame/page.js';
import { Asking, Stop, Trouble } from '../../frame/states.js';
import { useSession } from '../../session/session.js';
import { useSpeech } from '../../words/words.js';
import { Answers } from './answers.js';
import { CheckIn } from './check-in.js';
import { Done } from './done.js';
import { Files } from './files.js';
import { Findings } from './findings.js';
import { Refusals } from './refusals.js';
import { Sign } from './sign.js';
import { Standing } from './standing.js';
import { type StepOfVisit } from './step-of-visit.js';
import { useField, WithField } from './use-field.js';
import '../../words/on-site-words.js';

const SHOWN = {
  'check-in': CheckIn,
  answers: Answers,
  files: Files,
  findings: Findings,
  sign: Sign,
  done: Done,
} as const satisfies Record<VisitStep, (props: StepOfVisit) => ReactNode>;

export default function VisitPage(): ReactNode {
  return (
    <WithField>
      <Visit />
    </WithField>
  );
}

function Visit(): ReactNode {
  const { t } = useSpeech();
  const { person } = useSession();
  const { field, state } = useField();
  const id = Number(useParams().id);
  const [params] = useSearchParams();
  const home = person.role === 'inspector' ? '/' : '/on-site';
  const inspection = state.day?.bundle.inspections.find((one) => one.id === id);
  if (inspection === undefined)
    return (
      <Page title={t('menu.visit')}>
        <div className="on-site">
          <Standing />
          <Refusals inspectionId={id} />
        </div>
        {state.day !== undefined ? (
          <Stop part title={t('onSite.notToday')} help={t('onSite.notTodayHelp')}>
            <Link to={home}>{t('onSite.back')}</Link>
          </Stop>
        ) : state.trouble !== undefined && !state.fetching ? (
          <Trouble error={state.trouble} retry={() => void field.refresh()} />
        ) : (
          <Asking />
        )}
      </Page>
    );
  const view = visitView(inspection, state.queue);
  const done = doneSteps(view);
  const step = VISIT_STEPS.find((one) => one === params.get('step'));
  // from here on it stays where it is until somebody goes on
  if (step === undefined) return <Navigate to={`?step=${nextStep(view)}`} replace />;
  const at = VISIT_STEPS.indexOf(step);
  const [before, after] = [VISIT_STEPS[at - 1], VISIT_STEPS[at + 1]];
  const Shown = SHOWN[step];
  return (
    <div className="on-site visit">
      <Page title={inspection.target.name} lead={<Link to={home}>{t('onSite.back')}</Link>}>
        <Standing />
        <nav aria-label={t('onSite.steps')} className="visit-steps">
          <ol>
            {VISIT_STEPS.map((one) => (
              <li key={one}>
                <Link
                  to={`?step=${one}`}
                  replace
                  aria-current={one === step ? 'step' : undefined}
                  className={done.has(one) ? 'step-done' : ''}
                >
                  {t(`onSite.step.${one}`)}
                  {done.has(one) && <span className="sr"> {t('onSite.stepDone')}</span>}
                </Link>
              </li>
            ))}
          </ol>
        </nav>
        {inspection.state === 'issued' && <p className="warn">{t('onSite.acceptFirst')}</p>}
        <Refusals inspectionId={id} />
        <section aria-labelledby="step-title" key={step} className="visit-step">
          <h2 id="step-title">{t(`onSite.stepTitle.${step}`)}</h2>
          <Shown inspection={inspection} view={view} />
        </section>
        <div className="visit-ways">
          {before !== undefined && (
            <Link className="thumb" to={`?step=${before}`} replace>
              {t('onSite.before')}
            </Link>
          )}
          {after !== undefined && (
            <Link className={`thumb ${done.has(step) ? 'thumb-primary' : ''}`} to={`?step=${after}`} replace>
              {t('onSite.after')}
            </Link>
          )}
        </div>
      </Page>
    </div>
  );
}
