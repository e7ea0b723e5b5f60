import { type WorkingDayCalendar } from '../../planning/calendar/working-days/working-day-calendar.js';
import { stepUnfit } from '../life/life.errors.js';
import { faultsOfSaying } from '../life/step-rules.js';
import { RECTIFICATION_STEP_WORDS, type AnyStep, type RectificationNeed } from './rectification-life.js';
import {
  dayOfDeadline,
  faultOfDeadline,
  faultOfStepDay,
  faultsOfSaid,
  type SaidDeadline,
} from './rectification-rules.js';
import { type RectificationItem } from './rectification-step.entity.js';
import { type RectificationRequest, type RectificationStepRequest } from './rectification.dto.js';

/** Which steps each word belongs to; a note may go with any. */
const OF: Readonly<Record<Exclude<keyof RectificationStepRequest, 'step' | 'note'>, readonly AnyStep[]>> = {
  on: ['order', 'mend', 'recheck', 'reorder', 'transfer', 'receive', 'give-back'],
  deadline: ['order', 'ask-extension', 'reorder'],
  items: ['order', 'reorder'],
  passed: ['recheck'],
  present: ['recheck'],
  body: ['transfer'],
  documents: ['transfer'],
  number: ['receive'],
  receivedBy: ['receive'],
};

/** A note, or nothing where there is none. */
export const said = (note: string | null | undefined): string | null =>
  note === undefined || note === '' ? null : note;

export const itemsOf = (items: RectificationRequest['items']): RectificationItem[] =>
  items.map(({ matterId, what }) => ({ matterId: matterId ?? null, what }));

/** The last step that had a day. */
export type LastDay = Parameters<typeof faultOfStepDay>[2];

/** Throws where a step lacks a word, says one of another step's, or has a day that does not fit. */
export function requireWords(
  step: AnyStep,
  words: object & { readonly on?: string | null },
  needs: readonly RectificationNeed[],
  last: LastDay,
  today: string,
): void {
  const faults = faultsOfSaying({ step, name: RECTIFICATION_STEP_WORDS[step], of: OF }, needs, { ...words });
  if (faults.length > 0) throw stepUnfit(faults);
  const { on } = words;
  const day = on === undefined || on === null ? undefined : faultOfStepDay(step, on, last, today);
  if (day !== undefined) throw stepUnfit([day]);
}

/** The deadline that is given or asked for, once everything that is said with it fits. */
export function deadlineOf(
  step: 'order' | 'reorder' | 'ask-extension',
  words: { readonly on?: string | null; readonly deadline?: SaidDeadline | null },
  needs: readonly RectificationNeed[],
  scene: {
    readonly last: LastDay;
    readonly before: string | null;
    readonly calendar: WorkingDayCalendar;
    readonly today: string;
  },
): string {
  const { before, calendar, last, today } = scene;
  requireWords(step, words, needs, last, today);
  const asSaid = words.deadline ?? {};
  const unclear = faultsOfSaid(asSaid);
  if (unclear.length > 0) throw stepUnfit(unclear);
  const from = step === 'ask-extension' ? (before ?? last.on) : (words.on ?? last.on);
  const deadline = dayOfDeadline(asSaid, from, calendar);
  const fault = faultOfDeadline(step, deadline, { before, from, today });
  if (fault !== undefined) throw stepUnfit([fault]);
  return deadline;
}
