import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  type WorkingDayCalendar,
} from '../../planning/calendar/working-days/working-day-calendar.js';
import { addDays } from '../../platform/clock/days.js';
import { type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { type DueTerms } from '../deadlines/due.js';
import { coversDay, type SeatedInspector } from '../inspections/team.js';
import { faultOfPresence } from '../life/step-rules.js';
import {
  RECTIFICATION_STEP_WORDS,
  RUNNING_STATES,
  type AnyStep,
  type RectificationState,
} from './rectification-life.js';

/** Most days, of whichever kind, that one order or one extension gives. */
export const LONGEST_TERM = 366;
/** Most calendar days from an order, or from the deadline that is extended, to the new one. */
const FURTHEST = 2 * LONGEST_TERM;
/**
 * Working days within which a receipt is expected of the body to which something was transferred. No rule names a term;
 * after it somebody asks.
 */
export const RECEIPT_WITHIN = 10;

/** 工作日、自然日. */
export const DAY_KINDS = ['working', 'calendar'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** A deadline as it is said: a day, or so many days from the day of the order (of an extension, from the deadline before). */
export interface SaidDeadline {
  readonly dueOn?: string | null;
  readonly days?: number | null;
  readonly counted?: DayKind | null;
}

const fault = (pointer: string, code: string, zh: string, en: string): Fault => ({
  pointer,
  code,
  message: text(zh, en),
});

const given = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;

/** What is wrong with the way in which a deadline is said: a day or a number of days, and not both. */
export function faultsOfSaid({ counted, days, dueOn }: SaidDeadline): Fault[] {
  if (given(dueOn) === given(days)) {
    return [
      fault(
        '/deadline',
        'day_or_days',
        '期限请写明日期 dueOn，或天数 days，二者择一。',
        'Say the deadline either as a day, dueOn, or as a number of days, days.',
      ),
    ];
  }
  if (given(counted) && !given(days)) {
    return [
      fault(
        '/deadline/counted',
        'goes_with_days',
        'counted 只与 days 同用。',
        '"counted" goes with "days", not with a day.',
      ),
    ];
  }
  return [];
}

/**
 * The day that a deadline is said to be. Working days unless told; a term of calendar days whose last one is a day of rest
 * ends on the first working day after it (Civil Code, article 203).
 * @param from the day that is not counted
 */
export function dayOfDeadline(
  { counted, days, dueOn }: SaidDeadline,
  from: string,
  calendar: WorkingDayCalendar,
): string {
  if (given(dueOn)) return dueOn;
  if (counted !== 'calendar') return addWorkingDays(calendar, from, days ?? 0);
  const last = addDays(from, days ?? 0);
  return isWorkingDay(calendar, last) ? last : (nextWorkingDay(calendar, last) ?? last);
}

/**
 * What is wrong with a new deadline. What was granted is never taken away: an extension lies after the deadline before, and
 * an order that is given again does not end earlier than the one before it.
 * @param from the day of the order, or of an extension the deadline before
 */
export function faultOfDeadline(
  step: 'order' | 'reorder' | 'ask-extension',
  dueOn: string,
  { before, from, today }: { readonly before: string | null; readonly from: string; readonly today: string },
): Fault | undefined {
  const extends_ = step === 'ask-extension';
  if (extends_ && before !== null && dueOn <= before) {
    return fault(
      '/deadline',
      'extension_shortens',
      `延期后的期限 ${dueOn} 不晚于原期限（${before}）。`,
      `The extended deadline ${dueOn} is not after the one before it (${before}).`,
    );
  }
  if (extends_ && dueOn < today) {
    return fault(
      '/deadline',
      'deadline_over',
      `延期后的期限 ${dueOn} 早于今天（${today}）。`,
      `The extended deadline ${dueOn} is over already; today is ${today}.`,
    );
  }
  if (dueOn < from) {
    return fault(
      '/deadline',
      'deadline_before_order',
      `整改期限 ${dueOn} 早于责令日期（${from}）。`,
      `The deadline ${dueOn} is before the day of the order (${from}).`,
    );
  }
  if (before !== null && dueOn < before) {
    return fault(
      '/deadline',
      'deadline_goes_back',
      `再次责令的期限 ${dueOn} 早于原期限（${before}）；已给的期限不缩短。`,
      `The new deadline ${dueOn} is before the one that was given (${before}), which is not taken away.`,
    );
  }
  if (dueOn > addDays(from, FURTHEST)) {
    return fault(
      '/deadline',
      'deadline_too_far',
      `整改期限 ${dueOn} 距 ${from} 超过 ${FURTHEST} 天。`,
      `The deadline ${dueOn} is more than ${FURTHEST} days after ${from}.`,
    );
  }
  return undefined;
}

/**
 * What is wrong with the day of a step: nothing is dated before what came before it, or in the future.
 * @param last the last step that had a day; of an order the visit
 */
export function faultOfStepDay(
  step: AnyStep,
  on: string,
  last: { readonly step: AnyStep | 'visit'; readonly on: string },
  today: string,
): Fault | undefined {
  const { zh, en } = RECTIFICATION_STEP_WORDS[step];
  if (on > today) {
    return fault(
      '/on',
      'day_in_future',
      `“${zh}”的日期 ${on} 晚于今天（${today}）。`,
      `The day of the ${en}, ${on}, is after today (${today}).`,
    );
  }
  if (on >= last.on) return undefined;
  const before = last.step === 'visit' ? text('检查', 'visit') : RECTIFICATION_STEP_WORDS[last.step];
  return fault(
    '/on',
    `before_${last.step.replaceAll('-', '_')}`,
    `“${zh}”的日期 ${on} 早于“${before.zh}”的日期（${last.on}）。`,
    `The day of the ${en}, ${on}, is before that of the ${before.en} (${last.on}).`,
  );
}

/**
 * Whoever rechecks is of the team, and two of them are inspectors whose certificates are valid on that day (domain rule 6):
 * those of the day of the visit may have ended since.
 */
export function faultOfRecheck(
  on: string,
  present: readonly number[],
  team: readonly SeatedInspector[],
): Fault | undefined {
  const absent = faultOfPresence(present, team);
  if (absent !== undefined) return absent;
  const inspectors = team.filter(({ expert, inspectorId }) => !expert && present.includes(inspectorId));
  const certified = inspectors.filter((seat) => coversDay(seat, on)).length;
  if (certified >= 2) return undefined;
  const lapsed = inspectors.filter((seat) => !coversDay(seat, on)).map(({ code }) => code);
  return fault(
    '/present',
    'too_few_certified',
    `复查当日（${on}）持有效执法证件的检查人员只有 ${certified} 人，不得少于两人；证件当日无效的：${lapsed.join('、')}。`,
    `On the day of the recheck (${on}) ${certified} of the inspectors who were there held a valid certificate; at least two do. Without one: ${lapsed.join(', ')}.`,
  );
}

/**
 * By when the next step is due; nothing where no term runs.
 * @param on the day of the step by which it came there: of the transfer, or of the recheck that passed
 */
export function rectificationDueOn(
  state: RectificationState,
  deadline: string,
  on: string | null,
  { calendar, closingDays }: Pick<DueTerms, 'calendar' | 'closingDays'>,
): string | null {
  if (RUNNING_STATES.some((each) => each === state)) return deadline;
  if (on === null) return null;
  if (state === 'transferred') return addWorkingDays(calendar, on, RECEIPT_WITHIN);
  return state === 'passed' ? addWorkingDays(calendar, on, closingDays) : null;
}

/** Of what an order says matter by matter: each matter is of the inspection, and of the finding where that names one. */
export function faultsOfItems(
  items: readonly { readonly matterId: number | null }[],
  finding: { readonly matterId: number | null },
  matterIds: ReadonlySet<number>,
): Fault[] {
  return items.flatMap(({ matterId }, at) => {
    if (matterId === null) return [];
    if (!matterIds.has(matterId)) {
      return [
        fault(
          `/items/${at}/matterId`,
          'matter_not_inspected',
          `抽查事项 ${matterId} 不在本次检查任务内。`,
          `Matter ${matterId} is not among those of this inspection.`,
        ),
      ];
    }
    if (finding.matterId === null || finding.matterId === matterId) return [];
    return [
      fault(
        `/items/${at}/matterId`,
        'matter_of_another_finding',
        `这项整改依据抽查事项 ${finding.matterId} 的检查结果，不能写入抽查事项 ${matterId} 的内容。`,
        `This order follows a finding of matter ${finding.matterId}, and so says nothing of matter ${matterId}.`,
      ),
    ];
  });
}
