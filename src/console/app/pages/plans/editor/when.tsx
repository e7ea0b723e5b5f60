import { type ReactNode } from 'react';

import { monthName } from '../../../calendar/month-name.js';
import { Choice } from '../../../frame/choice.js';
import { useSpeech, type Key } from '../../../words/words.js';
import { type OFFSETS, type BatchTyped } from './batch-values.js';
import { NumberInput } from './controls.js';
import { Line, type Wired } from './faults.js';
import { LAST_COMMON_DAY, type Recurrence } from './recurrence.js';
import '../../../words/planning-words.js';
import { type Section } from './section.js';

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
