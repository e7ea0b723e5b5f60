import { Progress } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';

import { HELD } from '../../../protocol/evidence/closing.js';
import { subjectRows } from '../../../protocol/evidence/subject-rows.js';
import { type VerifiedStep, type Verification } from '../../../protocol/evidence/verify.js';
import { type ReadFile } from '../../verify/messages.js';
import { HOW, OUTCOMES, PAGE, REASONS, SIGNS, STEPS, VERDICTS } from '../../verify/words.js';
import { type Working } from '../../verify/workings.js';
import { useSpeech } from '../words/words.js';
import { type CheckState } from './check.js';
import './checking.css';
import '../words/audit-words.js';

/** The verdict in one sentence, then the steps that lead to it, then the bytes that they read. */
export function CheckResult({
  state,
  warning,
}: {
  readonly state: CheckState;
  /** Said beside the verdict. */
  readonly warning?: ReactNode;
}): ReactNode {
  const { said } = useSpeech();
  switch (state.kind) {
    case 'idle':
      return null;
    case 'working':
      return <Working steps={state.steps} read={state.read} total={state.total} />;
    case 'broken':
      return <Verdict verdict="unusable" title={said(VERDICTS.unusable)} why={said(state.words)} />;
    case 'done':
      return <Done verification={state.verification} file={state.file} warning={warning} />;
  }
}

function Working({ steps, read, total }: Omit<Extract<CheckState, { kind: 'working' }>, 'kind'>): ReactNode {
  const { t, said, count } = useSpeech();
  return (
    <div role="status" aria-live="polite" aria-busy="true">
      <p className="quiet">{t('check.working', { kilobytes: count(Math.ceil(read / 1024)) })}</p>
      {total !== null && total > 0 && (
        <Progress percent={Math.round((100 * read) / total)} showInfo={false} aria-label={said(SIGNS.reading)} />
      )}
      <Steps steps={steps} workings={{}} />
    </div>
  );
}

function Verdict({
  verdict,
  title,
  why,
}: {
  readonly verdict: Verification['verdict'];
  readonly title: string;
  readonly why: string;
}): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  return (
    <div
      ref={box}
      className={`verdict verdict-${verdict}`}
      data-verdict={verdict}
      role="status"
      aria-live="polite"
      tabIndex={-1}
    >
      <strong className={verdict === 'holds' ? 'seal' : undefined}>
        <span aria-hidden="true">{verdict === 'holds' ? '✓' : verdict === 'fails' ? '✗' : '?'}</span> {title}
      </strong>
      <p>{why}</p>
    </div>
  );
}

function Done({
  verification,
  file,
  warning,
}: {
  readonly verification: Verification;
  readonly file: ReadFile;
  readonly warning: ReactNode;
}): ReactNode {
  const { said } = useSpeech();
  const { kind, outcome, reason, steps, subject, unchecked, verdict } = verification;
  const reasons =
    verdict !== 'holds' || kind === undefined
      ? [reason ?? REASONS.fails]
      : [HELD[kind], unchecked].filter((one) => one !== undefined);
  const title =
    outcome !== undefined
      ? OUTCOMES[outcome.kind]
      : kind === 'extract' && verdict === 'holds'
        ? VERDICTS.shown
        : VERDICTS[verdict];
  const failed = steps.find(({ ok }) => !ok);
  return (
    <>
      <Verdict
        verdict={verdict}
        title={said(title)}
        why={[failed, ...reasons]
          .map((one) => (one === undefined ? '' : said(one)))
          .join(' ')
          .trim()}
      />
      {warning}
      <Steps steps={steps} workings={file.workings} />
      {subject !== undefined && (
        <details className="gap">
          <summary>{said(SIGNS.about)}</summary>
          {verdict !== 'holds' && <p className="warn">{said(PAGE.itself)}</p>}
          <dl className="facts">
            {subjectRows(subject).map(({ label, value }) => (
              <Row key={label.en} label={said(label)} value={typeof value === 'string' ? value : said(value)} />
            ))}
          </dl>
        </details>
      )}
      <Raw file={file} />
      <p className="quiet">{said(PAGE.limits)}</p>
    </>
  );
}

function Row({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  return (
    <div className="contents">
      <dt>{label}</dt>
      <dd className="pre">{value}</dd>
    </div>
  );
}

function Steps({
  steps,
  workings,
}: {
  readonly steps: readonly VerifiedStep[];
  readonly workings: ReadFile['workings'];
}): ReactNode {
  const { t, said } = useSpeech();
  if (steps.length === 0) return null;
  return (
    <ol className="check-steps" aria-label={t('check.steps')}>
      {steps.map((step) => (
        <Step key={step.step} step={step} computed={workings[step.step]} said={said} />
      ))}
    </ol>
  );
}

function Step({
  step,
  computed,
  said,
}: {
  readonly step: VerifiedStep;
  readonly computed: readonly Working[] | undefined;
  readonly said: ReturnType<typeof useSpeech>['said'];
}): ReactNode {
  const sign = !step.ok ? SIGNS.failed : step.checked === false ? SIGNS.unchecked : SIGNS.passed;
  return (
    <li className={step.ok ? 'check-ok' : 'check-failed'} data-step={step.step}>
      <span className="check-mark" role="img" aria-label={said(sign)}>
        {!step.ok ? '✗' : step.checked === false ? '–' : '✓'}
      </span>
      <div>
        <strong>{said(STEPS[step.step] ?? { zh: step.step, en: step.step })}</strong>
        <p>
          {said(step)}
          {step.scope === 'shown' && ` ${said(SIGNS.shown)}`}
        </p>
        {(step.expected !== undefined || step.found !== undefined) && (
          <dl className="facts check-compared">
            {step.expected !== undefined && <Row label={said(SIGNS.expected)} value={step.expected} />}
            {step.found !== undefined && <Row label={said(SIGNS.found)} value={step.found} />}
          </dl>
        )}
        <details>
          <summary>
            {said(SIGNS.how)}
            <span className="sr"> {said(STEPS[step.step] ?? { zh: step.step, en: step.step })}</span>
          </summary>
          <p>{said(HOW[step.step])}</p>
          {computed !== undefined && (
            <dl className="facts working">
              {computed.map(({ label, value }, at) => (
                <Row key={at} label={said(label)} value={typeof value === 'string' ? value : said(value)} />
              ))}
            </dl>
          )}
        </details>
      </div>
    </li>
  );
}

/** What was read, and the very bytes that are hashed and signed. */
function Raw({ file }: { readonly file: ReadFile }): ReactNode {
  const { t, count } = useSpeech();
  return (
    <details className="gap">
      <summary>{t('check.raw')}</summary>
      <dl className="facts">
        <Row label={t('check.bytes')} value={count(file.bytes)} />
        <Row label={t('check.sha256')} value={file.sha256 ?? t('check.notWhole')} />
      </dl>
      {file.raw !== null && (
        <>
          <h3>{t('check.manifest')}</h3>
          <pre className="bytes" tabIndex={0}>
            {file.raw.manifest}
          </pre>
          <h3>{t('check.entries')}</h3>
          <pre className="bytes" tabIndex={0}>
            {file.raw.entries.join('\n')}
          </pre>
          <h3>{t('check.checkpoint')}</h3>
          <pre className="bytes" tabIndex={0}>
            {file.raw.checkpoint}
          </pre>
        </>
      )}
    </details>
  );
}
