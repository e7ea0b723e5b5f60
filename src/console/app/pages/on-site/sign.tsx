import { Alert } from 'antd';
import { useState, type ReactNode } from 'react';

import { isSignature, thinned, type Stroke } from '../../field/strokes.js';
import { ShortCode } from '../../frame/short-code.js';
import { Nothing } from '../../frame/states.js';
import { useSpeech, type Key } from '../../words/words.js';
import { answerWords } from './act-words.js';
import { SignaturePad } from './signature-pad.js';
import { useField } from './use-field.js';
import { type StepOfVisit } from './step-of-visit.js';
import '../../words/on-site-words.js';

/** First the record as it is, then the names under it: of the inspector, and of the target's person, or why he does not sign. */
export function Sign({ inspection, view }: StepOfVisit): ReactNode {
  const { t } = useSpeech();
  const me = inspection.team.find((one) => one.me)?.name;
  const [refused, setRefused] = useState(false);
  const signed = (who: readonly string[]): boolean =>
    view.signatures.some(({ holds, signer }) => holds && who.includes(signer));
  const changed = view.signatures.some(({ holds }) => !holds);
  return (
    <>
      <Record inspection={inspection} view={view} />
      {view.missing.length > 0 && <p className="warn">{t('onSite.missing', { n: view.missing.length })}</p>}
      {changed && <Alert type="warning" showIcon className="gap" title={t('onSite.changedAfterSigning')} />}
      <ul className="signatures">
        {view.signatures.map(({ holds, name, refusal, signer, strokes, waiting }, at) => (
          <li key={`${at} ${name}`} className="card">
            <p>
              {t(SIGNERS[signer] ?? 'onSite.signer.witness')}: {name}
              {!holds && <span className="warn"> {t('onSite.signedEarlier')}</span>}
            </p>
            {refusal !== null && <p>{t('onSite.refusedToSign', { why: refusal })}</p>}
            <SignaturePad label={t('onSite.signatureOf', { name })} strokes={strokes} />
            {waiting && <p className="quiet">{t('onSite.notSentYet')}</p>}
          </li>
        ))}
      </ul>
      {me !== undefined && !signed(['inspector']) && (
        <OneSignature inspection={inspection} view={view} signer="inspector" fixed={me} />
      )}
      {!signed(['target', 'witness']) && (
        <>
          <label className="choice refuses">
            <input type="checkbox" checked={refused} onChange={({ target }) => setRefused(target.checked)} />
            <span>{t('onSite.refuses')}</span>
          </label>
          <OneSignature
            key={String(refused)}
            inspection={inspection}
            view={view}
            signer={refused ? 'witness' : 'target'}
          />
        </>
      )}
    </>
  );
}

const SIGNERS: Readonly<Record<string, Key>> = {
  inspector: 'onSite.signer.inspector',
  target: 'onSite.signer.target',
  witness: 'onSite.signer.witness',
};

/** What is signed, to be read before. */
export function Record({ inspection, view }: StepOfVisit): ReactNode {
  const speech = useSpeech();
  const { t, moment, said } = speech;
  const { state } = useField();
  const files = view.files.filter(({ removed }) => !removed);
  const nameOf = (code: string): string => {
    const found = state.day?.codes.findings.find((one) => one.code === code);
    return found === undefined ? code : said(found.name);
  };
  return (
    <section className="card record" aria-labelledby="record-title">
      <h3 id="record-title">{t('onSite.record')}</h3>
      <dl className="facts">
        <dt>{t('inspections.target')}</dt>
        <dd>
          {inspection.target.name} <span className="code quiet">{inspection.target.code}</span>
        </dd>
        <dt>{t('inspections.team')}</dt>
        <dd>{inspection.team.map(({ name }) => name).join(t('common.comma'))}</dd>
        <dt>{t('onSite.step.check-in')}</dt>
        <dd>{view.checkedIn === undefined ? t('common.none') : moment(view.checkedIn.at)}</dd>
      </dl>
      {inspection.matters.map((matter) => (
        <section key={matter.id} aria-label={matter.name}>
          <h4>{matter.name}</h4>
          {matter.questions.questions.length === 0 && <Nothing text={t('onSite.noQuestions')} />}
          <dl className="said">
            {matter.questions.questions.map((question) => {
              const given = view.answers.find((one) => one.matterId === matter.id && one.question === question.key);
              return (
                <div key={question.key}>
                  <dt>{question.text}</dt>
                  <dd>
                    {given === undefined ? (
                      <span className="quiet">{t('onSite.notAnswered')}</span>
                    ) : (
                      answerWords(speech, question, given.value)
                    )}
                    {given?.note != null && <span className="quiet block pre">{given.note}</span>}
                  </dd>
                </div>
              );
            })}
          </dl>
        </section>
      ))}
      <h4>{t('onSite.files', { n: files.length })}</h4>
      <ul>
        {files.map(({ caption, sha256 }) => (
          <li key={sha256}>
            {caption ?? t('onSite.noCaption')} <ShortCode hash={sha256} />
          </li>
        ))}
      </ul>
      <h4>{t('inspections.findings')}</h4>
      {view.found === undefined ? (
        <p className="quiet">{t('inspections.noFindings')}</p>
      ) : (
        <ul>
          {view.found.findings.map(({ code, matterId, note }) => (
            <li key={`${matterId ?? ''} ${code}`}>
              {nameOf(code)}
              {matterId !== null && (
                <span className="quiet"> {inspection.matters.find(({ id }) => id === matterId)?.name}</span>
              )}
              {note !== null && <span className="block pre">{note}</span>}
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">{t('onSite.signedIsWhat')}</p>
      <p>
        {t('onSite.recordCode')} <ShortCode hash={view.recordHash} />
      </p>
    </section>
  );
}

function OneSignature({
  inspection,
  view,
  signer,
  fixed,
}: StepOfVisit & {
  readonly signer: 'inspector' | 'target' | 'witness';
  /** Whose name is settled. */
  readonly fixed?: string;
}): ReactNode {
  const { t } = useSpeech();
  const { field } = useField();
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [name, setName] = useState(fixed ?? '');
  const [why, setWhy] = useState('');
  const [fault, setFault] = useState<Key>();

  async function sign(): Promise<void> {
    if (name.trim() === '') return setFault('onSite.nameMissing');
    if (signer === 'witness' && why.trim() === '') return setFault('onSite.refusalMissing');
    if (!isSignature(strokes)) return setFault('onSite.strokesMissing');
    setFault(undefined);
    await field.add('signature', inspection.id, {
      signer,
      name: name.trim(),
      ...(signer === 'witness' ? { refusal: why.trim() } : {}),
      recordHash: view.recordHash,
      strokes: thinned(strokes),
    });
    setStrokes([]);
  }
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        void sign();
      }}
    >
      <h3>{t(SIGNERS[signer] ?? 'onSite.signer.witness')}</h3>
      {signer === 'witness' && (
        <>
          <label className="field" htmlFor="refusal">
            {t('onSite.refusalWhy')}
          </label>
          <textarea
            id="refusal"
            className="big-input"
            rows={2}
            maxLength={500}
            value={why}
            onChange={({ target }) => setWhy(target.value)}
          />
        </>
      )}
      <label className="field" htmlFor={`name-${signer}`}>
        {t(signer === 'witness' ? 'onSite.witnessName' : 'onSite.signerName')}
      </label>
      <input
        id={`name-${signer}`}
        className="big-input"
        maxLength={100}
        readOnly={fixed !== undefined}
        autoComplete="off"
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <p className="field">{t('onSite.signHere')}</p>
      <SignaturePad label={t('onSite.signHere')} strokes={strokes} change={setStrokes} />
      <button type="button" className="link" onClick={() => setStrokes([])}>
        {t('onSite.signAnew')}
      </button>
      {fault !== undefined && <Alert type="error" showIcon role="alert" className="gap" title={t(fault)} />}
      <button type="submit" className="thumb thumb-primary">
        {t('onSite.sign')}
      </button>
    </form>
  );
}
