import { DomainError, invalid } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type OccurrenceState } from './due-occurrence.js';

/** Someone changed or cancelled the batch meanwhile, or another process was quicker: there is nothing to do here. */
export const notInState = (id: number, wanted: readonly OccurrenceState[]): DomainError =>
  new DomainError(
    'conflict',
    'occurrence_not_in_state',
    text(
      `抽取安排 ${id} 已不是 ${wanted.join('、')} 状态。`,
      `Occurrence ${id} is not (or no longer) in state ${wanted.join(' or ')}.`,
    ),
    { details: { wanted } },
  );

export const visitsOver = (batchCode: string): DomainError =>
  new DomainError(
    'conflict',
    'visits_over',
    text(
      `批次“${batchCode}”的检查时段到那时已经结束，没有可以检查的日子。请先调整批次的检查时段，或把抽取时间提前。`,
      `The visits of batch "${batchCode}" are over by then; no day is left. Move its visit window first, or draw earlier.`,
    ),
  );

export const partnersUnanswered = (batchCode: string, agencies: readonly string[]): DomainError =>
  new DomainError(
    'conflict',
    'partners_unanswered',
    text(
      `批次“${batchCode}”邀请的 ${agencies.join('、')} 尚未答复，此前不能抽取。请等其答复，或不再等待（leave-out）。`,
      `${agencies.join(', ')} ${agencies.length === 1 ? 'has' : 'have'} not answered the invitation to batch "${batchCode}", and until then it is not drawn. Wait for the answer, or leave them out.`,
    ),
  );

export const calledOff = (batchCode: string): DomainError =>
  new DomainError(
    'conflict',
    'batch_cancelled',
    text(
      `批次“${batchCode}”已取消，不再抽取。`,
      `Batch "${batchCode}" was cancelled; nothing is drawn for it any more.`,
    ),
  );

const STATES: Readonly<Record<OccurrenceState, Bilingual>> = {
  planned: text('等待抽取', 'still to be drawn'),
  drawing: text('正在抽取（已公告）', 'being drawn (the draw is announced)'),
  drawn: text('已抽取', 'drawn'),
  failed: text('未能抽取', 'a draw that failed'),
  stopped: text('公告之后没有得出结果', 'a draw that came to nothing after it was committed'),
  missed: text('已错过，待决定', 'missed'),
  dropped: text('已决定不再抽取', 'dropped already'),
  cancelled: text('已随批次取消', 'cancelled with its batch'),
};

/** Only what was missed is decided on: everything else runs, or ran, by the plan. */
export const notMissed = (id: number, state: OccurrenceState): DomainError =>
  new DomainError(
    'conflict',
    'occurrence_not_missed',
    text(
      `抽取安排 ${id} 的状态是“${STATES[state].zh}”，不用决定。只有错过的安排需要人来决定。`,
      `Occurrence ${id} is ${STATES[state].en}, and there is nothing to decide. Only one that was missed waits for a decision.`,
    ),
    { details: { state } },
  );

export const drawTooSoon = (earliest: Date): DomainError =>
  invalid(
    '/dueAt',
    'draw_too_soon',
    text(
      `抽取前要留出公告的时间，最早可以定在 ${earliest.toISOString()}。请改晚一些，或不写 dueAt，由系统取最早的时刻。`,
      `The notice before a draw takes its time: ${earliest.toISOString()} is the earliest. Choose a later moment, or leave dueAt out for the earliest one.`,
    ),
  );

export const drawOutsideYear = (at: Date, year: number): DomainError =>
  invalid(
    '/dueAt',
    'outside_plan_year',
    text(
      `${at.toISOString()} 不在计划的 ${year} 年内。请定在年内，或决定不再抽取（drop）并放进下一年的计划。`,
      `${at.toISOString()} is not in ${year}, the plan's year. Choose a moment within it, or drop this one and plan it for the next year.`,
    ),
  );

export const dropHasNoMoment = (): DomainError =>
  invalid(
    '/dueAt',
    'superfluous',
    text('不再抽取时不能写 dueAt，请去掉。', 'What is dropped has no "dueAt"; leave it out.'),
  );
