import { Alert, Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import { ask, type Schemas } from '../../../api/client.js';
import { isProblem } from '../../../api/problem.js';
import { Choice } from '../../../frame/choice.js';
import { Nothing, TroubleText } from '../../../frame/states.js';
import { RowField } from '../../../record/row-field.js';
import { faultsOfRows, NO_FAULTS, type RowFaults } from '../../../record/row-faults.js';
import '../../../record/rows.css';
import { useSpeech } from '../../../words/words.js';
import { moved, toDrafts, toQuestions, toRequest, withOneMore, type Draft, type Kind } from './drafts.js';
import { useFindingNames } from './finding-names.js';
import { QuestionPreview } from './question-preview.js';
import { KINDS, Questions } from './questions.js';

type List = Schemas['QuestionListResponse'];

const MOST = 200;
const MOST_OPTIONS = 50;

/** The list of questions while it is written. What is saved is a new version; answers keep the one that they answered. */
export function QuestionEditor({
  path,
  stored,
  onDirty,
  cancel,
  done,
}: {
  readonly path: string;
  readonly stored: List;
  readonly onDirty: (dirty: boolean) => void;
  readonly cancel: () => void;
  readonly done: (now: List) => Promise<void>;
}): ReactNode {
  const { t, said, moment } = useSpeech();
  // what was begun with stays under it, whatever a look in the background brings meanwhile
  const [base, setBase] = useState(stored);
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    stored.questions.length === 0 ? withOneMore([]) : toDrafts(stored.questions),
  );
  const [preview, setPreview] = useState(false);
  const [theirs, setTheirs] = useState<List>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const form = useRef<HTMLFormElement>(null);
  const faults = isProblem(error) ? faultsOfRows(error.problem, 'questions') : NO_FAULTS;
  const summary = useRef<HTMLDivElement>(null);
  // to the first field that is wrong, or else to what is said above them all: whoever saves stands at the foot
  useEffect(() => {
    if (error === undefined && theirs === undefined) return;
    (form.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? summary.current)?.focus();
  }, [error, theirs]);

  const put = (next: readonly Draft[]): void => {
    onDirty(true);
    setDrafts(next);
  };
  /** Another order, or another number of them: what was said of the third is no word about the third any more. */
  const arrange = (next: readonly Draft[]): void => {
    setError(undefined);
    put(next);
  };

  async function save(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const now = await ask<List>('PUT', path, {
        body: { questions: toRequest(drafts, base.version + 1) },
        version: base.version,
      });
      onDirty(false);
      await done(now);
    } catch (refusal) {
      if (isProblem(refusal, 'changed_meanwhile')) setTheirs(await ask<List>('GET', path).catch(() => undefined));
      else setError(refusal);
      setBusy(false);
    }
  }

  return (
    <form
      ref={form}
      className="question-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>{t('questions.changeHelp')}</p>
      <div ref={summary} tabIndex={-1}>
        {theirs !== undefined && (
          <Alert
            type="warning"
            role="alert"
            className="gap"
            title={t('conflict.title')}
            description={
              <>
                <p>{t('questions.conflict', { n: theirs.version, by: theirs.by ?? '', at: moment(theirs.at) })}</p>
                <details>
                  <summary>{t('questions.theirs')}</summary>
                  <Questions questions={theirs.questions} />
                </details>
                <div className="form-actions">
                  <Button
                    onClick={() => {
                      setBase(theirs);
                      setTheirs(undefined);
                    }}
                  >
                    {t('questions.keepMine')}
                  </Button>
                  <Button
                    onClick={() => {
                      setBase(theirs);
                      setDrafts(toDrafts(theirs.questions));
                      setTheirs(undefined);
                      onDirty(false);
                    }}
                  >
                    {t('questions.takeTheirs')}
                  </Button>
                </div>
              </>
            }
          />
        )}
        {error !== undefined && (
          <Alert
            type="error"
            showIcon
            role="alert"
            className="gap"
            title={<TroubleText error={error} />}
            description={faults.others.map(said).join(' ') || undefined}
          />
        )}
      </div>
      {preview ? (
        <QuestionPreview questions={toQuestions(drafts, base.version + 1)} />
      ) : drafts.length === 0 ? (
        <Nothing text={t('questions.noneLeft')} />
      ) : (
        <ol className="rows">
          {drafts.map((draft, at) => (
            <li key={draft.id}>
              <div className="row-head">
                <strong>{t('questions.numbered', { n: at + 1 })}</strong>
                <span>
                  <Button
                    type="text"
                    disabled={at === 0}
                    aria-label={t('questions.up', { n: at + 1 })}
                    onClick={() => arrange(moved(drafts, draft.id, -1))}
                  >
                    ↑
                  </Button>
                  <Button
                    type="text"
                    disabled={at === drafts.length - 1}
                    aria-label={t('questions.down', { n: at + 1 })}
                    onClick={() => arrange(moved(drafts, draft.id, 1))}
                  >
                    ↓
                  </Button>
                  <Button
                    aria-label={t('questions.dropOne', { n: at + 1 })}
                    onClick={() => arrange(drafts.filter(({ id }) => id !== draft.id))}
                  >
                    {t('questions.drop')}
                  </Button>
                </span>
              </div>
              <OneDraft
                draft={draft}
                faults={faults}
                at={at}
                change={(to) => put(drafts.map((one) => (one.id === draft.id ? { ...one, ...to } : one)))}
              />
            </li>
          ))}
        </ol>
      )}
      <div className="form-actions">
        {!preview && (
          <Button disabled={drafts.length >= MOST} onClick={() => arrange(withOneMore(drafts))}>
            {t('questions.add')}
          </Button>
        )}
        {drafts.length > 0 && (
          <Button aria-pressed={preview} onClick={() => setPreview(!preview)}>
            {t(preview ? 'questions.goOnWriting' : 'questions.asSeen')}
          </Button>
        )}
      </div>
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('common.save')}
        </Button>
        <Button
          onClick={() => {
            onDirty(false);
            cancel();
          }}
        >
          {t('questions.cancel')}
        </Button>
      </div>
    </form>
  );
}

function OneDraft({
  draft,
  faults,
  at,
  change,
}: {
  readonly draft: Draft;
  readonly faults: RowFaults;
  readonly at: number;
  readonly change: (to: Partial<Draft>) => void;
}): ReactNode {
  const { t } = useSpeech();
  const findings = useFindingNames();
  const { kind, options } = draft;
  const wrong = faults.parts(at, 'options');
  const optionAt = (place: number, text: string): void =>
    change({ options: options.map((one, of) => (of === place ? { ...one, text } : one)) });
  return (
    <div className="row-fields">
      <RowField label={t('questions.text')} faults={faults.of(at, 'text')} className="row-wide">
        {(of) => (
          <textarea
            {...of}
            className="plain-input"
            rows={2}
            maxLength={500}
            value={draft.text}
            onChange={({ target }) => change({ text: target.value })}
          />
        )}
      </RowField>
      <RowField label={t('questions.kind')} faults={faults.of(at, 'kind')}>
        {({ id }) => (
          <Choice
            id={id}
            value={kind}
            onChange={(next) => {
              const chosen = (next ?? kind) as Kind;
              const two = [...options, ...NO_OPTIONS].slice(0, Math.max(2, options.length));
              change({ kind: chosen, options: chosen === 'choice' ? two : options });
            }}
            options={Object.entries(KINDS).map(([value, key]) => ({ value, label: t(key) }))}
          />
        )}
      </RowField>
      <RowField label={t('questions.needed')} faults={faults.of(at, 'required')}>
        {({ id }) => (
          <span className="tick-line">
            <input
              id={id}
              type="checkbox"
              checked={draft.required}
              onChange={({ target }) => change({ required: target.checked })}
            />
            <span className="quiet">{t('questions.requiredHelp')}</span>
          </span>
        )}
      </RowField>
      {kind === 'number' && (
        <RowField label={t('questions.unit')} faults={faults.of(at, 'unit')}>
          {(of) => (
            <input
              {...of}
              className="plain-input"
              maxLength={32}
              value={draft.unit}
              onChange={({ target }) => change({ unit: target.value })}
            />
          )}
        </RowField>
      )}
      {kind === 'yes-no' && (
        <RowField label={t('questions.noSuggests')} faults={faults.of(at, 'noSuggests')} className="row-wide">
          {({ id }) => (
            <Choice
              id={id}
              empty={t('questions.suggestsNothing')}
              value={draft.noSuggests}
              onChange={(noSuggests) => change({ noSuggests })}
              options={[...findings].map(([value, label]) => ({ value, label }))}
            />
          )}
        </RowField>
      )}
      {kind === 'choice' && (
        <RowField label={t('questions.options')} faults={faults.of(at, 'options')} className="row-wide">
          {(of) => (
            <>
              <ul className="question-options">
                {options.map((option, place) => (
                  <li key={place}>
                    <input
                      {...(place === 0 ? of : {})}
                      aria-invalid={wrong.size === 0 ? place === 0 && of['aria-invalid'] : wrong.has(place)}
                      aria-label={t('questions.option', { n: place + 1 })}
                      className="plain-input"
                      maxLength={200}
                      value={option.text}
                      onChange={({ target }) => optionAt(place, target.value)}
                    />
                    <Button
                      aria-label={t('questions.dropOption', { n: place + 1 })}
                      onClick={() => change({ options: options.filter((_, other) => other !== place) })}
                    >
                      {t('questions.drop')}
                    </Button>
                  </li>
                ))}
              </ul>
              <Button
                disabled={options.length >= MOST_OPTIONS}
                onClick={() => change({ options: [...options, ...NO_OPTIONS.slice(0, 1)] })}
              >
                {t('questions.addOption')}
              </Button>
            </>
          )}
        </RowField>
      )}
    </div>
  );
}

/** A choice is one between two at least. */
const NO_OPTIONS = [
  { code: null, text: '' },
  { code: null, text: '' },
] as const;
