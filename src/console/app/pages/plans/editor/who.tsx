import { type ReactNode } from 'react';

import { type Schemas } from '../../../api/client.js';
import { Choice } from '../../../frame/choice.js';
import { useAgencies } from '../../../registry/agencies.js';
import { useSpeech, type Key } from '../../../words/words.js';
import { type BatchTyped } from './batch-values.js';
import { NumberInput, PickMany, Rows, WordsInput } from './controls.js';
import { Line, RemarksAt } from './faults.js';
import '../../../words/planning-words.js';
import { type Section } from './section.js';

type Inspector = Schemas['InspectorResponse'];

const SEATS = {
  own: 'editor.seatNames.own',
  keeper: 'editor.seatNames.keeper',
  agency: 'editor.seatNames.agency',
} as const satisfies Record<BatchTyped['seats'][number]['from'], Key>;

/** Who goes. */
export function Who({ batch, change, plan }: Section): ReactNode {
  const { t } = useSpeech();
  const agencies = useAgencies();
  return (
    <fieldset className="card section">
      <legend>{t('editor.who')}</legend>
      {batch.seats.length === 0 && (
        <Line pointer="/teamSize" label={t('editor.teamSize')} help={t('editorHelp.teamSize')}>
          {(wired) => (
            <NumberInput
              wired={wired}
              value={batch.teamSize}
              onChange={(teamSize) => change({ teamSize })}
              unit={t('editor.people')}
            />
          )}
        </Line>
      )}
      <Line pointer="/qualifications" label={t('editor.qualifications')} help={t('editorHelp.qualifications')}>
        {(wired) => (
          <WordsInput
            wired={wired}
            value={batch.qualifications}
            onChange={(qualifications) => change({ qualifications })}
          />
        )}
      </Line>
      <Line pointer="/expertSeats" label={t('editor.expertSeats')} help={t('editorHelp.expertSeats')}>
        {(wired) => (
          <NumberInput
            wired={wired}
            value={batch.expertSeats}
            onChange={(expertSeats) => change({ expertSeats })}
            unit={t('editor.people')}
          />
        )}
      </Line>
      <Line pointer="/maxLoad" label={t('editor.maxLoad')} help={t('editorHelp.maxLoad')}>
        {(wired) => (
          <NumberInput
            wired={wired}
            value={batch.maxLoad}
            onChange={(maxLoad) => change({ maxLoad })}
            unit={t('editor.targets')}
          />
        )}
      </Line>
      <details open={batch.seats.length > 0}>
        <summary>{t('editor.seats')}</summary>
        <p className="quiet">{t('editorHelp.seats')}</p>
        <div id="batch-seats" tabIndex={-1}>
          <RemarksAt pointer="/seats" exact />
        </div>
        <Rows<BatchTyped['seats'][number]>
          rows={batch.seats}
          onChange={(seats) => change({ seats })}
          make={() => ({ from: 'own', agencyId: null, count: '1', qualifications: [] })}
          add={t('editor.addSeat')}
          remove={(at) => t('editor.removeSeat', { n: at + 1 })}
          most={10}
        >
          {(seat, changeOne, at) => (
            <>
              <Line pointer={`/seats/${at}/count`} label={t('editor.seatCount')}>
                {(wired) => (
                  <span className="with-unit">
                    <Choice
                      label={t('editor.seatFrom')}
                      value={seat.from}
                      onChange={(from) => changeOne({ from: (from ?? 'own') as typeof seat.from })}
                      options={Object.entries(SEATS).map(([value, label]) => ({ value, label: t(label) }))}
                    />
                    {seat.from === 'agency' && (
                      <Choice
                        label={t('common.agency')}
                        value={seat.agencyId === null ? null : String(seat.agencyId)}
                        onChange={(id) => changeOne({ agencyId: id === null ? null : Number(id) })}
                        options={(agencies.all ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
                      />
                    )}
                    <NumberInput
                      wired={wired}
                      value={seat.count}
                      onChange={(count) => changeOne({ count })}
                      unit={t('editor.people')}
                    />
                  </span>
                )}
              </Line>
              <Line pointer={`/seats/${at}/qualifications`} label={t('editor.qualifications')}>
                {(wired) => (
                  <WordsInput
                    wired={wired}
                    value={seat.qualifications}
                    onChange={(qualifications) => changeOne({ qualifications })}
                  />
                )}
              </Line>
              <RemarksAt pointer={`/seats/${at}/agencyId`} />
            </>
          )}
        </Rows>
      </details>
      <details open={batch.assigned !== null}>
        <summary>{t('editor.assigned')}</summary>
        <p className="warn">{t('editorHelp.assigned')}</p>
        <label className="tick-line">
          <input
            type="checkbox"
            checked={batch.assigned !== null}
            onChange={({ target }) => change({ assigned: target.checked ? { inspectorIds: [], reason: '' } : null })}
          />
          {t('editor.assign')}
        </label>
        {batch.assigned !== null && <Assigned batch={batch} change={change} plan={plan} />}
      </details>
    </fieldset>
  );
}

function Assigned({ batch: { assigned }, change, plan }: Section): ReactNode {
  const { t } = useSpeech();
  if (assigned === null) return null;
  return (
    <>
      <Line pointer="/assigned/inspectorIds" label={t('inspectors.title')}>
        {(wired) => (
          <PickMany<Inspector>
            wired={wired}
            api="/api/v1/inspectors"
            agencyId={plan.agency.id}
            value={assigned.inspectorIds}
            onChange={(inspectorIds) => change({ assigned: { ...assigned, inspectorIds } })}
            search={t('editor.searchInspectors')}
            none={t('editor.noInspectors')}
            about={(inspector) => inspector.certificateNumber}
          />
        )}
      </Line>
      <Line pointer="/assigned/reason" label={t('editor.assignedReason')}>
        {(wired) => (
          <textarea
            {...wired}
            className="plain-input"
            rows={2}
            maxLength={500}
            value={assigned.reason}
            onChange={({ target }) => change({ assigned: { ...assigned, reason: target.value } })}
          />
        )}
      </Line>
    </>
  );
}
