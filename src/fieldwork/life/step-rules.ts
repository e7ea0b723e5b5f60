import { type Fault } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type TargetStateMet } from '../findings/finding-codes.js';
import { faultOfVisitDay, type VisitBounds } from '../findings/finding-rules.js';
import { type NoticeWay } from './inspection-step.entity.js';
import { STEP_WORDS, type Need, type Step } from './life-cycle.js';

/** What a step may say. */
export interface StepWords {
  readonly note?: string | null;
  readonly on?: string | null;
  readonly how?: NoticeWay | null;
  readonly present?: readonly number[] | null;
  readonly targetState?: TargetStateMet | null;
  readonly unannounced?: boolean | null;
}

/** Which step each of them belongs to; a note may go with any. */
const OF: Readonly<Record<Exclude<keyof StepWords, 'note'>, readonly Step[]>> = {
  on: ['notify', 'visit'],
  how: ['notify'],
  present: ['visit'],
  targetState: ['visit'],
  unannounced: ['approve'],
};

const fault = (pointer: string, code: string, zh: string, en: string): Fault => ({
  pointer,
  code,
  message: text(zh, en),
});

const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** What a step lacks, and what it says that belongs to another one. */
export const faultsOfWords = (step: Step, needs: readonly Need[], words: StepWords): Fault[] =>
  faultsOfSaying(
    { step, name: STEP_WORDS[step], of: OF },
    needs.filter((need) => need !== 'findings'),
    { ...words },
  );

/**
 * The same of any kind of step.
 * @param of which steps each word belongs to; one that is not there may go with any
 */
export function faultsOfSaying<S extends string>(
  {
    name: { zh, en },
    of,
    step,
  }: { readonly step: S; readonly name: Bilingual; readonly of: Readonly<Record<string, readonly S[]>> },
  needs: readonly string[],
  words: Readonly<Record<string, unknown>>,
): Fault[] {
  const missing = needs
    .filter((need) => !isSaid(words[need]))
    .map((need) => fault(`/${need}`, 'required', `“${zh}”须写明 ${need}。`, `The step "${en}" needs "${need}".`));
  const foreign = Object.entries(of)
    .filter(([name, steps]) => isSaid(words[name]) && !steps.includes(step))
    .map(([name, steps]) =>
      fault(
        `/${name}`,
        'of_another_step',
        `${name} 只用于 ${steps.join('、')}，不用于 ${step}。`,
        `"${name}" goes with ${steps.join(' and ')}, not with ${step}.`,
      ),
    );
  return [...missing, ...foreign];
}

/** What is wrong with the day on which the notice was served. @param visitedOn where somebody has been there already */
export function faultOfNoticeDay(
  on: string,
  { drawnOn, today, visitedOn }: VisitBounds & { readonly visitedOn: string | null },
): Fault | undefined {
  if (on > today) {
    return fault(
      '/on',
      'notice_in_future',
      `通知日期 ${on} 晚于今天（${today}）。`,
      `The notice's day ${on} is after today (${today}).`,
    );
  }
  if (on < drawnOn) {
    return fault(
      '/on',
      'notice_before_draw',
      `通知日期 ${on} 早于抽取日期（${drawnOn}）。`,
      `The notice's day ${on} is before the draw (${drawnOn}).`,
    );
  }
  if (visitedOn !== null && on > visitedOn) {
    return fault(
      '/on',
      'notice_after_visit',
      `通知日期 ${on} 晚于检查日期（${visitedOn}）。`,
      `The notice's day ${on} is after the visit (${visitedOn}).`,
    );
  }
  return undefined;
}

/** One who may have been there. */
export interface Seated {
  readonly inspectorId: number;
  readonly expert: boolean;
}

/** Whoever was there must be of the team, and two of them inspectors: an expert does not count (domain rule 6). */
export function faultOfPresence(present: readonly number[], team: readonly Seated[]): Fault | undefined {
  const strange = present.findIndex((id) => !team.some(({ inspectorId }) => inspectorId === id));
  if (strange >= 0) {
    const id = present[strange] ?? 0;
    return fault(
      `/present/${strange}`,
      'not_in_team',
      `检查人员 ${id} 不在检查组内；到场的应为检查组成员：${team.map((seat) => seat.inspectorId).join('、')}。`,
      `Inspector ${id} is not in the team; those present are members of it: ${team.map((seat) => seat.inspectorId).join(', ')}.`,
    );
  }
  const inspectors = team.filter(({ expert, inspectorId }) => !expert && present.includes(inspectorId)).length;
  if (inspectors >= 2) return undefined;
  return fault(
    '/present',
    'too_few_present',
    `到场的执法检查人员只有 ${inspectors} 人，不得少于两人；专家不计入。`,
    `${inspectors} ${inspectors === 1 ? 'inspector was' : 'inspectors were'} present; at least two stand before a target, and an expert does not count.`,
  );
}

/** What is wrong with a visit. @param pointer where its day was said */
export function faultsOfVisit(
  visit: { readonly on: string; readonly present: readonly number[] },
  bounds: VisitBounds & {
    readonly noticedOn: string | null;
    /** The day of the first order to mend something, where a visit is put right after it. */
    readonly orderedOn: string | null;
  },
  team: readonly Seated[],
  pointer: '/on' | '/visitedOn',
): Fault[] {
  const day = faultOfVisitDay(visit.on, bounds);
  const early =
    day === undefined && bounds.noticedOn !== null && visit.on < bounds.noticedOn
      ? fault(
          pointer,
          'visit_before_notice',
          `检查日期 ${visit.on} 早于通知日期（${bounds.noticedOn}）。`,
          `The visit's day ${visit.on} is before that of the notice (${bounds.noticedOn}).`,
        )
      : undefined;
  const late =
    day === undefined && bounds.orderedOn !== null && visit.on > bounds.orderedOn
      ? fault(
          pointer,
          'visit_after_order',
          `检查日期 ${visit.on} 晚于责令整改的日期（${bounds.orderedOn}）。`,
          `The visit's day ${visit.on} is after that on which something was ordered upon it (${bounds.orderedOn}).`,
        )
      : undefined;
  const presence = faultOfPresence(visit.present, team);
  return [
    ...(day === undefined ? [] : [{ ...day, pointer }]),
    ...(early ? [early] : []),
    ...(late ? [late] : []),
    ...(presence ? [presence] : []),
  ];
}
