import { type ReactNode } from 'react';

import { type Schemas } from '../../../api/client.js';
import { monthName } from '../../../calendar/month-name.js';
import { Choice } from '../../../frame/choice.js';
import { percentOf, RATES, type Direction } from '../../../record/rates.js';
import { useAgencies } from '../../../registry/agencies.js';
import { useSpeech, type Key } from '../../../words/words.js';
import {
  type OFFSETS,
  type BatchTyped,
  type ConditionTyped,
  type RateTyped,
  type StratumTyped,
} from './batch-values.js';
import { NumberInput, PickMany, Rows, WordsInput } from './controls.js';
import { Line, RemarksAt, type Wired } from './faults.js';
import { LAST_COMMON_DAY, type Recurrence } from './recurrence.js';
import '../../../words/planning-words.js';

export interface Section {
  readonly batch: BatchTyped;
  readonly change: (part: Partial<BatchTyped>) => void;
  readonly plan: Schemas['PlanResponse'];
}

type Matter = Schemas['MatterResponse'];
type Inspector = Schemas['InspectorResponse'];

/** What is inspected, and what it is called. */
export function What({ batch, change, plan, missing }: Section & { readonly missing: ReadonlySet<number> }): ReactNode {
  const { t } = useSpeech();
  return (
    <fieldset className="card section">
      <legend>{t('editor.what')}</legend>
      <Line pointer="/matterIds" label={t('matters.title')} help={t('editorHelp.matterIds')}>
        {(wired) => (
          <PickMany<Matter>
            wired={wired}
            api="/api/v1/matters"
            agencyId={plan.agency.id}
            value={batch.matterIds}
            onChange={(matterIds) => change({ matterIds })}
            search={t('editor.searchMatters')}
            none={t('editor.noMatters')}
            about={(matter) => <MatterWords matter={matter} missing={missing.has(matter.id)} />}
          />
        )}
      </Line>
      <Line pointer="/name" label={t('plans.batchName')} help={t('editorHelp.name')}>
        {(wired) => (
          <input
            {...wired}
            className="plain-input"
            value={batch.name}
            maxLength={200}
            onChange={({ target }) => change({ name: target.value })}
          />
        )}
      </Line>
    </fieldset>
  );
}

function MatterWords({ matter, missing }: { readonly matter: Matter; readonly missing: boolean }): ReactNode {
  const { t } = useSpeech();
  const { rate, windowFrom, windowUntil } = matter;
  return (
    <>
      {[
        ...(matter.importance === null ? [] : [t(`importances.${matter.importance}`)]),
        ...(matter.targetKind === null ? [] : [matter.targetKind]),
        ...(rate === null ? [] : [t(RATES[rate.direction], { percent: percentOf(rate.millionths) })]),
        ...(windowFrom === null || windowUntil === null ? [] : [`${windowFrom} – ${windowUntil}`]),
      ].join(' · ')}
      {missing && <strong className="mark"> {t('editor.matterMissing')}</strong>}
      {matter.legalBasis === null && <span className="warn"> {t('editor.noLegalBasis')}</span>}
    </>
  );
}

const FIELDS = {
  kind: 'targets.kind',
  riskClass: 'targets.riskClass',
  regionCode: 'targets.regionCode',
  agency: 'editor.keeper',
} as const satisfies Record<string, Key>;
const CLASSES = ['A', 'B', 'C', 'D'];

/** One thing that is asked of a target. */
function Condition({
  pointer,
  condition,
  change,
}: {
  readonly pointer: string;
  readonly condition: ConditionTyped;
  readonly change: (part: Partial<ConditionTyped>) => void;
}): ReactNode {
  const { t } = useSpeech();
  const agencies = useAgencies();
  const name = condition.field in FIELDS ? t(FIELDS[condition.field as keyof typeof FIELDS]) : condition.field;
  const offered =
    condition.field === 'riskClass'
      ? CLASSES.map((value) => ({ value, label: value }))
      : condition.field === 'agency'
        ? (agencies.all ?? []).map(({ code, name: label }) => ({ value: code, label }))
        : undefined;
  return (
    <div className="condition">
      <Choice
        label={t('editor.field')}
        value={condition.field}
        onChange={(field) => change({ field: field ?? 'kind', in: [] })}
        options={Object.entries(FIELDS).map(([value, label]) => ({ value, label: t(label) }))}
      />
      <span>{t('editor.isOneOf')}</span>
      {offered === undefined ? (
        <WordsInput label={name} value={condition.in} onChange={(values) => change({ in: values })} />
      ) : (
        <span className="ticks" role="group" aria-label={name}>
          {offered.map(({ label, value }) => (
            <label key={value}>
              <input
                type="checkbox"
                checked={condition.in.includes(value)}
                onChange={({ target }) =>
                  change({
                    in: target.checked ? [...condition.in, value] : condition.in.filter((one) => one !== value),
                  })
                }
              />
              {label}
            </label>
          ))}
        </span>
      )}
      <RemarksAt pointer={pointer} />
    </div>
  );
}

function Conditions({
  pointer,
  conditions,
  change,
}: {
  readonly pointer: string;
  readonly conditions: readonly ConditionTyped[];
  readonly change: (conditions: ConditionTyped[]) => void;
}): ReactNode {
  const { t } = useSpeech();
  const unused = Object.keys(FIELDS).find((field) => !conditions.some((one) => one.field === field));
  return (
    <Rows<ConditionTyped>
      rows={conditions}
      onChange={change}
      make={() => ({ field: unused ?? 'kind', in: [] })}
      add={t('editor.addCondition')}
      remove={(at) => t('editor.removeCondition', { n: at + 1 })}
      most={Object.keys(FIELDS).length}
    >
      {(condition, changeOne, at) => (
        <Condition pointer={`${pointer}/${at}`} condition={condition} change={changeOne} />
      )}
    </Rows>
  );
}

/** From whom is drawn. */
export function FromWhom({ batch, change }: Section): ReactNode {
  const { t } = useSpeech();
  return (
    <fieldset className="card section">
      <legend>{t('editor.fromWhom')}</legend>
      <p className="quiet">{t('editorHelp.filter')}</p>
      <div id="batch-filter" tabIndex={-1}>
        <Conditions pointer="/filter" conditions={batch.filter} change={(filter) => change({ filter })} />
      </div>
      <RemarksAt pointer="/filter" exact />
      <Line pointer="/coolDownDays" label={t('editor.coolDownDays')} help={t('editorHelp.coolDownDays')}>
        {(wired) => (
          <NumberInput
            wired={wired}
            value={batch.coolDownDays}
            onChange={(coolDownDays) => change({ coolDownDays })}
            unit={t('editor.days')}
          />
        )}
      </Line>
      <Line pointer="/rotation" label={t('editor.rotation')} help={t('editorHelp.rotation')}>
        {(wired) => (
          <input
            {...wired}
            className="plain-input medium"
            value={batch.rotation}
            maxLength={40}
            onChange={({ target }) => change({ rotation: target.value })}
          />
        )}
      </Line>
    </fieldset>
  );
}

const DIRECTIONS = {
  'at-least': 'rates.atLeast',
  'at-most': 'rates.atMost',
  exactly: 'rates.exactly',
  number: 'editor.byNumber',
} as const satisfies Record<Direction | 'number', Key>;

function RateInput({
  wired,
  rate,
  change,
}: {
  readonly wired: Wired;
  readonly rate: RateTyped;
  readonly change: (rate: RateTyped) => void;
}): ReactNode {
  const { t } = useSpeech();
  return (
    <span className="with-unit">
      <Choice
        label={t('rates.direction')}
        value={rate.direction}
        onChange={(direction) => change({ ...rate, direction: (direction ?? 'at-least') as RateTyped['direction'] })}
        options={Object.entries(DIRECTIONS).map(([value, label]) => ({ value, label: t(label) }))}
      />
      <input
        {...wired}
        className="plain-input short"
        inputMode="decimal"
        value={rate.text}
        maxLength={9}
        onChange={({ target }) => change({ ...rate, text: target.value })}
      />
      <span className="quiet">{rate.direction === 'number' ? t('editor.targets') : '%'}</span>
    </span>
  );
}

const RATE_HELP = {
  'at-least': 'editorHelp.rateAtLeast',
  'at-most': 'editorHelp.rateAtMost',
  exactly: 'editorHelp.rateExactly',
  number: 'editorHelp.rateNumber',
} as const satisfies Record<Direction | 'number', Key>;

/** How many are drawn. */
export function HowMany({ batch, change }: Section): ReactNode {
  const { t } = useSpeech();
  const share = batch.rate.direction !== 'number';
  return (
    <fieldset className="card section">
      <legend>{t('editor.howMany')}</legend>
      <Line pointer="/rate" label={t('matters.rate')} help={t(RATE_HELP[batch.rate.direction])}>
        {(wired) => <RateInput wired={wired} rate={batch.rate} change={(rate) => change({ rate })} />}
      </Line>
      {share && batch.strata.length === 0 && (
        <>
          <Line pointer="/minimum" label={t('editor.minimum')} help={t('editorHelp.minimum')}>
            {(wired) => (
              <NumberInput
                wired={wired}
                value={batch.minimum}
                onChange={(minimum) => change({ minimum })}
                unit={t('editor.targets')}
              />
            )}
          </Line>
          <Line pointer="/censusBelow" label={t('editor.censusBelow')} help={t('editorHelp.censusBelow')}>
            {(wired) => (
              <NumberInput
                wired={wired}
                value={batch.censusBelow}
                onChange={(censusBelow) => change({ censusBelow })}
                unit={t('editor.targets')}
              />
            )}
          </Line>
        </>
      )}
      <h3 id="batch-strata" tabIndex={-1}>
        {t('editor.strata')}
      </h3>
      <p className="quiet">{t('editorHelp.strata')}</p>
      <RemarksAt pointer="/strata" exact />
      <Rows<StratumTyped>
        rows={batch.strata}
        onChange={(strata) => change({ strata })}
        make={() => stratumAfter(batch.strata)}
        add={t('editor.addStratum')}
        remove={(at) => t('editor.removeStratum', { n: at + 1 })}
        most={50}
      >
        {(stratum, changeOne, at) => <Stratum at={at} stratum={stratum} change={changeOne} />}
      </Rows>
    </fieldset>
  );
}

/** A code that none has yet: it stays when the name changes. */
function stratumAfter(strata: readonly StratumTyped[]): StratumTyped {
  let n = strata.length + 1;
  while (strata.some(({ code }) => code === `S${n}`)) n++;
  return {
    ...{ code: `S${n}`, name: '', rest: false, rate: null, minimum: '', censusBelow: '', reserve: '' },
    conditions: [{ field: 'riskClass', in: [] }],
  };
}

function Stratum({
  at,
  stratum,
  change,
}: {
  readonly at: number;
  readonly stratum: StratumTyped;
  readonly change: (part: Partial<StratumTyped>) => void;
}): ReactNode {
  const { t } = useSpeech();
  const pointer = `/strata/${at}`;
  return (
    <>
      <Line pointer={`${pointer}/name`} label={t('editor.stratumName')}>
        {(wired) => (
          <input
            {...wired}
            className="plain-input medium"
            value={stratum.name}
            maxLength={50}
            onChange={({ target }) => change({ name: target.value })}
          />
        )}
      </Line>
      <label className="tick-line">
        <input type="checkbox" checked={stratum.rest} onChange={({ target }) => change({ rest: target.checked })} />
        {t('editor.rest')}
      </label>
      {!stratum.rest && (
        <Conditions
          pointer={`${pointer}/conditions`}
          conditions={stratum.conditions}
          change={(conditions) => change({ conditions })}
        />
      )}
      <label className="tick-line">
        <input
          type="checkbox"
          checked={stratum.rate !== null}
          onChange={({ target }) => change({ rate: target.checked ? { direction: 'at-least', text: '' } : null })}
        />
        {t('editor.ownRate')}
      </label>
      {stratum.rate !== null && (
        <Line pointer={`${pointer}/rate`} label={t('matters.rate')}>
          {(wired) =>
            stratum.rate !== null && <RateInput wired={wired} rate={stratum.rate} change={(rate) => change({ rate })} />
          }
        </Line>
      )}
      <div className="lines">
        {(['minimum', 'censusBelow', 'reserve'] as const).map((name) => (
          <Line key={name} pointer={`${pointer}/${name}`} label={t(`editor.${name}`)}>
            {(wired) => (
              <NumberInput wired={wired} value={stratum[name]} onChange={(text) => change({ [name]: text })} />
            )}
          </Line>
        ))}
      </div>
      <RemarksAt pointer={pointer} exact />
    </>
  );
}

const KINDS = { once: 'editor.once', again: 'editor.again', cron: 'editor.cron' } as const satisfies Record<
  string,
  Key
>;
const REST_DAYS = {
  next: 'editor.restNext',
  previous: 'editor.restPrevious',
  skip: 'editor.restSkip',
  keep: 'editor.restKeep',
} as const satisfies Record<string, Key>;
const ZONES = { 'Asia/Shanghai': 'editor.shanghai', 'Asia/Urumqi': 'editor.urumqi' } as const satisfies Record<
  keyof typeof OFFSETS,
  Key
>;

/** When it is drawn, and when people go. */
export function When({ batch, change, plan }: Section): ReactNode {
  const { t } = useSpeech();
  const { schedule, window } = batch;
  const set = (part: Partial<BatchTyped['schedule']>): void => change({ schedule: { ...schedule, ...part } });
  const setWindow = (part: Partial<BatchTyped['window']>): void => change({ window: { ...window, ...part } });
  const [first, last] = [`${plan.year}-01-01`, `${plan.year}-12-31`];
  return (
    <fieldset className="card section">
      <legend>{t('editor.when')}</legend>
      <Line pointer="/schedule/kind" label={t('editor.drawnHow')}>
        {(wired) => (
          <Choice
            id={wired.id}
            value={schedule.kind}
            onChange={(kind) => set({ kind: (kind ?? 'once') as BatchTyped['schedule']['kind'] })}
            options={Object.entries(KINDS).map(([value, label]) => ({ value, label: t(label) }))}
          />
        )}
      </Line>
      {schedule.kind === 'once' && (
        <Line pointer="/schedule/at" label={t('draws.drawAt')} help={t('editorHelp.at')}>
          {(wired) => (
            <span className="with-unit">
              <input
                {...wired}
                type="date"
                className="plain-input medium"
                min={first}
                max={last}
                value={schedule.day}
                onChange={({ target }) => set({ day: target.value })}
              />
              <input
                type="time"
                aria-label={t('editor.time')}
                className="plain-input short"
                value={schedule.time}
                onChange={({ target }) => set({ time: target.value })}
              />
            </span>
          )}
        </Line>
      )}
      {schedule.kind === 'again' && (
        <Line pointer="/schedule/expression" label={t('editor.again')} help={t('editorHelp.again')}>
          {(wired) => (
            <Again
              wired={wired}
              again={schedule.again}
              change={(part) => set({ again: { ...schedule.again, ...part } })}
            />
          )}
        </Line>
      )}
      {schedule.kind === 'cron' && (
        <Line pointer="/schedule/expression" label={t('editor.cron')} help={t('editorHelp.cron')}>
          {(wired) => (
            <input
              {...wired}
              className="plain-input code"
              value={schedule.expression}
              maxLength={100}
              spellCheck={false}
              onChange={({ target }) => set({ expression: target.value })}
            />
          )}
        </Line>
      )}
      <Line pointer="/schedule/restDays" label={t('editor.restDays')} help={t('editorHelp.restDays')}>
        {(wired) => (
          <Choice
            id={wired.id}
            value={schedule.restDays}
            onChange={(restDays) => set({ restDays: restDays ?? 'keep' })}
            options={Object.entries(REST_DAYS).map(([value, label]) => ({ value, label: t(label) }))}
          />
        )}
      </Line>
      <Line pointer="/visitWindow" label={t('inspections.visits')} help={t('editorHelp.window')}>
        {(wired) => (
          <span className="with-unit">
            <Choice
              id={wired.id}
              value={window.kind}
              onChange={(kind) => setWindow({ kind: kind === 'days' ? 'days' : 'after' })}
              options={[
                { value: 'after', label: t('editor.afterDraw') },
                { value: 'days', label: t('editor.fixedDays') },
              ]}
            />
            {window.kind === 'days' ? (
              <>
                <input
                  type="date"
                  aria-label={t('editor.from')}
                  className="plain-input medium"
                  max="2999-12-31"
                  value={window.from}
                  onChange={({ target }) => setWindow({ from: target.value })}
                />
                –
                <input
                  type="date"
                  aria-label={t('editor.until')}
                  className="plain-input medium"
                  max="2999-12-31"
                  value={window.until}
                  onChange={({ target }) => setWindow({ until: target.value })}
                />
              </>
            ) : (
              <>
                <NumberInput
                  label={t('editor.afterDays')}
                  value={window.afterDays}
                  onChange={(afterDays) => setWindow({ afterDays })}
                  unit={t('editor.daysLater')}
                />
                <NumberInput
                  label={t('editor.windowDays')}
                  value={window.days}
                  onChange={(days) => setWindow({ days })}
                  unit={t('editor.daysLong')}
                />
              </>
            )}
          </span>
        )}
      </Line>
      <details>
        <summary>{t('editor.moreTimes')}</summary>
        <Line pointer="/schedule/timeZone" label={t('editor.timeZone')} help={t('editorHelp.timeZone')}>
          {(wired) => (
            <Choice
              id={wired.id}
              value={schedule.timeZone}
              onChange={(timeZone) => set({ timeZone: timeZone ?? 'Asia/Shanghai' })}
              options={[
                ...Object.entries(ZONES).map(([value, label]) => ({ value, label: t(label) })),
                ...(schedule.timeZone in ZONES ? [] : [{ value: schedule.timeZone, label: schedule.timeZone }]),
              ]}
            />
          )}
        </Line>
        <Line pointer="/schedule/lateMinutes" label={t('editor.lateMinutes')} help={t('editorHelp.lateMinutes')}>
          {(wired) => (
            <NumberInput
              wired={wired}
              value={schedule.lateMinutes}
              onChange={(lateMinutes) => set({ lateMinutes })}
              unit={t('editor.minutes')}
            />
          )}
        </Line>
      </details>
    </fieldset>
  );
}

const EVERY = { week: 'editor.weekly', month: 'editor.monthly', quarter: 'editor.quarterly' } as const satisfies Record<
  Recurrence['every'],
  Key
>;

function Again({
  wired,
  again,
  change,
}: {
  readonly wired: Wired;
  readonly again: Recurrence;
  readonly change: (part: Partial<Recurrence>) => void;
}): ReactNode {
  const { t, language } = useSpeech();
  const number = (
    label: string,
    value: number,
    most: number,
    told: (n: number) => string,
    tell: (n: number) => void,
  ) => (
    <Choice
      label={label}
      value={String(value)}
      onChange={(next) => tell(Number(next))}
      options={Array.from({ length: most }, (_, at) => ({ value: String(at + 1), label: told(at + 1) }))}
    />
  );
  return (
    <span className="with-unit">
      <Choice
        id={wired.id}
        value={again.every}
        onChange={(every) =>
          change({
            every: (every ?? 'month') as Recurrence['every'],
            day: Math.min(again.day, every === 'week' ? 7 : 28),
          })
        }
        options={Object.entries(EVERY).map(([value, label]) => ({ value, label: t(label) }))}
      />
      {again.every === 'week'
        ? number(
            t('editor.weekday'),
            again.day,
            7,
            (n) => t(`weekdays.d${n as 1}`),
            (day) => change({ day }),
          )
        : number(
            t('editor.dayOfMonth'),
            again.day,
            LAST_COMMON_DAY,
            (n) => t('editor.onDay', { n }),
            (day) => change({ day }),
          )}
      <input
        type="time"
        aria-label={t('editor.time')}
        className="plain-input short"
        value={again.time}
        onChange={({ target }) => change({ time: target.value === '' ? '09:00' : target.value })}
      />
      {number(
        t('editor.fromMonth'),
        again.fromMonth,
        12,
        (n) => monthName(`2026-${String(n).padStart(2, '0')}`, language),
        (fromMonth) => change({ fromMonth, untilMonth: Math.max(fromMonth, again.untilMonth) }),
      )}
      –
      {number(
        t('editor.untilMonth'),
        again.untilMonth,
        12,
        (n) => monthName(`2026-${String(n).padStart(2, '0')}`, language),
        (untilMonth) => change({ untilMonth, fromMonth: Math.min(again.fromMonth, untilMonth) }),
      )}
    </span>
  );
}

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

const SOURCES = ['sealed', 'beacon', 'figures', 'ceremony'] as const;

/** How everyone can see that it was fair. */
export function InTheOpen({ batch, change }: Section): ReactNode {
  const { t } = useSpeech();
  return (
    <fieldset className="card section">
      <legend>{t('editor.inTheOpen')}</legend>
      <Line pointer="/noticeMinutes" label={t('editor.noticeMinutes')} help={t('editorHelp.noticeMinutes')}>
        {(wired) => (
          <NumberInput
            wired={wired}
            value={batch.noticeMinutes}
            onChange={(noticeMinutes) => change({ noticeMinutes })}
            unit={t('editor.minutes')}
          />
        )}
      </Line>
      <Line
        pointer="/entropySource"
        label={t('draws.entropy')}
        help={t(`sourcesHelp.${(SOURCES.find((one) => one === batch.entropySource) ?? 'sealed') satisfies string}`)}
      >
        {(wired) => (
          <Choice
            id={wired.id}
            value={batch.entropySource}
            onChange={(entropySource) => change({ entropySource: entropySource ?? 'sealed' })}
            options={SOURCES.map((value) => ({ value, label: t(`sources.${value}`) }))}
          />
        )}
      </Line>
      {batch.entropySource === 'ceremony' && (
        <Line pointer="/witnesses" label={t('editor.witnesses')} help={t('editorHelp.witnesses')}>
          {(wired) => (
            <WordsInput wired={wired} value={batch.witnesses} onChange={(witnesses) => change({ witnesses })} />
          )}
        </Line>
      )}
      <Line pointer="/pools" label={t('editor.pools')} help={t('editorHelp.pools')}>
        {(wired) => (
          <Choice
            id={wired.id}
            value={batch.pools}
            onChange={(pools) => change({ pools: pools ?? 'open' })}
            options={[
              { value: 'open', label: t('editor.poolsOpen') },
              { value: 'closed', label: t('editor.poolsClosed') },
            ]}
          />
        )}
      </Line>
    </fieldset>
  );
}
