import { type Fault } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type RecusalOrigin } from './inspection-recusal.entity.js';

/** What the public learns of the reason: on whose word, and nothing of what was declared. */
export const PUBLIC_REASONS: Readonly<Record<RecusalOrigin, Bilingual>> = {
  inspector: text('回避：检查人员自行声明', 'Recusal, declared by the inspector'),
  target: text('回避：检查对象申请', 'Recusal, asked for by the target'),
  supervisor: text('回避：主管人员提出', 'Recusal, asked for by a supervisor'),
};

/** Whether someone may ask for it: his own an inspector declares himself, all else whoever plans enters. */
export const mayAsk = (
  origin: RecusalOrigin,
  { plans, self }: { readonly plans: boolean; readonly self: boolean },
): boolean => (origin === 'inspector' ? self : plans);

/** What the registry says of it. What was declared stays with the inspection. */
export const standingReason = (origin: RecusalOrigin, inspectionId: number): string =>
  `${PUBLIC_REASONS[origin].zh}（检查任务 ${inspectionId}）`;

/** Of someone who wants to decide about a recusal. */
export interface Decider {
  /** Asked for it himself. */
  readonly asked: boolean;
  /** It is about his own seat. */
  readonly concerned: boolean;
  readonly plans: boolean;
  readonly sits: boolean;
  /** Whether there is a planner who neither asked nor is concerned. */
  readonly plannerExists: boolean;
}

/**
 * A second person decides: one who plans, or, in an office where nobody else does, another one of the team. Two people go to
 * every target, so there is always somebody; and two names answer for a replacement in the log.
 */
export const mayDecide = ({ asked, concerned, plannerExists, plans, sits }: Decider): boolean =>
  !asked && !concerned && (plans || (sits && !plannerExists));

const fault = (code: string, zh: string, en: string): Fault[] => [
  { pointer: '/receivedOn', code, message: text(zh, en) },
];

/** What is wrong with the day on which a target's request came in. */
export function faultsOfReceipt(
  origin: RecusalOrigin,
  receivedOn: string | null,
  { drawnOn, today }: { readonly drawnOn: string; readonly today: string },
): Fault[] {
  if (origin !== 'target') {
    if (receivedOn === null) return [];
    return fault(
      'of_another_origin',
      'receivedOn 只用于检查对象的申请（target）。',
      '"receivedOn" goes with a request of the target only.',
    );
  }
  if (receivedOn === null) {
    return fault(
      'required',
      '检查对象申请的，须写明收到的日期 receivedOn。',
      'A request of the target needs the day on which it came in, receivedOn.',
    );
  }
  if (receivedOn > today) {
    return fault(
      'received_in_future',
      `收到日期 ${receivedOn} 晚于今天（${today}）。`,
      `The day ${receivedOn} on which it came in is after today (${today}).`,
    );
  }
  if (receivedOn < drawnOn) {
    return fault(
      'received_before_draw',
      `收到日期 ${receivedOn} 早于抽取日期（${drawnOn}）。`,
      `The day ${receivedOn} on which it came in is before the draw (${drawnOn}).`,
    );
  }
  return [];
}
