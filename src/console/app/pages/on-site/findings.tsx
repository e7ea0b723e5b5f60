import { Alert } from 'antd';
import { useState, type ReactNode } from 'react';

import { type FoundContent } from '../../field/visit-view.js';
import { Choice } from '../../frame/choice.js';
import { dayOf } from '../../words/dates.js';
import { useSpeech, type Key } from '../../words/words.js';
import {
  contradicts,
  findingsOf,
  isMarked,
  marked,
  marksOf,
  NO_MARKS,
  NO_PROBLEM,
  noteOf,
  type Marks,
} from './found.js';
import { useField } from './use-field.js';
import { type StepOfVisit } from './step-of-visit.js';
import '../../words/on-site-words.js';

interface Draft {
  readonly marks: Marks;
  readonly present: readonly number[] | null;
}

/** A draft of this form, or of findings that were refused. */
const draftOf = (kept: Draft | FoundContent | undefined): Draft | undefined =>
  kept === undefined || 'marks' in kept ? kept : { marks: marksOf(kept), present: kept.present ?? null };

/** 检查结果: the standard codes, several at once, of each matter; who was there; in what state the target was met. */
export function Findings({ inspection, view }: StepOfVisit): ReactNode {
  const { t, said, day } = useSpeech();
  const { field, state } = useField();
  const [fault, setFault] = useState<Key>();
  const codes = state.day?.codes.findings ?? [];
  const key = `findings ${inspection.id}`;
  const draft = draftOf(state.drafts[key] as Draft | FoundContent | undefined);
  const marks = draft?.marks ?? (view.found === undefined ? NO_MARKS : marksOf(view.found));
  const everyone = inspection.team.map(({ inspectorId }) => inspectorId);
  const present = draft?.present ?? everyone;
  const before = inspection.visitedOn === null;
  const visitedOn =
    inspection.visitedOn ?? dayOf(view.checkedIn === undefined ? new Date() : new Date(view.checkedIn.at));
  const change = (next: Marks, who: readonly number[] | null = draft?.present ?? null): void => {
    setFault(undefined);
    field.draft(key, { marks: next, present: who } satisfies Draft);
  };
  const isProblem = (code: string): boolean => codes.find((one) => one.code === code)?.problem === true;

  async function report(): Promise<void> {
    const matterIds = inspection.matters.map(({ id }) => id);
    const findings = findingsOf(
      marks,
      matterIds,
      codes.map(({ code }) => code),
    );
    if (findings.length === 0) return setFault('onSite.nothingFound');
    if (contradicts(findings, isProblem)) return setFault('onSite.contradiction');
    if (present.length === 0) return setFault('onSite.nobodyPresent');
    setFault(undefined);
    await field.add('findings', inspection.id, {
      findings,
      targetState: marks.targetState,
      ...(marks.remarks.trim() === '' ? {} : { remarks: marks.remarks.trim() }),
      // of a visit that is recorded already nothing is put right unless somebody says so
      ...(before || (draft?.present ?? null) !== null ? { visitedOn, present } : {}),
    });
    field.draft(key, undefined);
  }

  return (
    <>
      {view.found !== undefined && (
        <Alert
          type={view.found.waiting ? 'info' : 'success'}
          showIcon
          className="gap"
          title={t(view.found.waiting ? 'onSite.reportedWaiting' : 'onSite.reportedSent')}
          description={draft === undefined ? undefined : t('onSite.reportedAgain')}
        />
      )}
      {inspection.matters.map((matter) => (
        <Codes
          key={matter.id}
          name={matter.name}
          matterId={matter.id}
          marks={marks}
          change={change}
          suggested={matter.questions.questions.flatMap(({ key: question, noSuggests }) =>
            noSuggests !== null &&
            view.answers.some((one) => one.matterId === matter.id && one.question === question && one.value === 'no')
              ? [noSuggests]
              : [],
          )}
        />
      ))}
      <details className="card" open={codes.some(({ code }) => isMarked(marks, null, code))}>
        <summary>{t('onSite.asWhole')}</summary>
        <Codes name={t('inspections.asWhole')} matterId={null} marks={marks} change={change} suggested={[]} bare />
      </details>
      <div className="card">
        <label className="field" htmlFor="target-state">
          {t('steps.targetState')}
          <span className="quiet block">{t('steps.targetStateHelp')}</span>
        </label>
        <Choice
          id="target-state"
          className="big-input"
          value={marks.targetState}
          onChange={(targetState) => change({ ...marks, targetState })}
          empty={t('onSite.inBusiness')}
          options={(state.day?.codes.targetStates ?? []).map(({ code, name }) => ({ value: code, label: said(name) }))}
        />
        <label className="field" htmlFor="remarks">
          {t('inspections.remarks')}
        </label>
        <textarea
          id="remarks"
          className="big-input"
          rows={3}
          maxLength={2000}
          value={marks.remarks}
          onChange={({ target }) => change({ ...marks, remarks: target.value })}
        />
        <fieldset>
          <legend>{t('onSite.present', { day: day(visitedOn) })}</legend>
          <div className="choices">
            {inspection.team.map(({ expert, inspectorId, name }) => (
              <label key={inspectorId} className="choice">
                <input
                  type="checkbox"
                  checked={present.includes(inspectorId)}
                  onChange={({ target }) =>
                    change(
                      marks,
                      everyone.filter((one) => (one === inspectorId ? target.checked : present.includes(one))),
                    )
                  }
                />
                <span>
                  {name}
                  {expert && <span className="quiet"> {t('inspectors.expert')}</span>}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      </div>
      {fault !== undefined && <Alert type="error" showIcon role="alert" className="gap" title={t(fault)} />}
      <button type="button" className="thumb thumb-primary" onClick={() => void report()}>
        {t(view.found === undefined ? 'onSite.report' : 'onSite.reportAgain')}
      </button>
      <p className="quiet">{t('onSite.reportHelp')}</p>
    </>
  );
}

/** The codes for one matter, or for the inspection as a whole. */
function Codes({
  name,
  matterId,
  marks,
  change,
  suggested,
  bare = false,
}: {
  readonly name: string;
  readonly matterId: number | null;
  readonly marks: Marks;
  readonly change: (marks: Marks) => void;
  readonly suggested: readonly string[];
  readonly bare?: boolean;
}): ReactNode {
  const { t, said } = useSpeech();
  const { state } = useField();
  const codes = state.day?.codes.findings ?? [];
  return (
    <fieldset className={bare ? 'question' : 'card question'}>
      <legend>{name}</legend>
      <div className="choices">
        {codes.map(({ code, name: words }) => {
          const on = isMarked(marks, matterId, code);
          const id = `note-${matterId ?? 'all'}-${code}`;
          return (
            <div key={code}>
              <label className="choice">
                <input
                  type="checkbox"
                  checked={on}
                  onChange={({ target }) => change(marked(marks, matterId, code, target.checked))}
                />
                <span>
                  {said(words)}
                  {suggested.includes(code) && !on && <span className="quiet block">{t('onSite.suggested')}</span>}
                </span>
              </label>
              {on && code !== NO_PROBLEM && (
                <>
                  <label className="field" htmlFor={id}>
                    {t('onSite.noteOn', { what: said(words) })}
                  </label>
                  <textarea
                    id={id}
                    className="big-input"
                    rows={2}
                    maxLength={2000}
                    value={noteOf(marks, matterId, code)}
                    onChange={({ target }) => change(marked(marks, matterId, code, true, target.value))}
                  />
                </>
              )}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
