import { DomainError } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
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

export const calledOff = (batchCode: string): DomainError =>
  new DomainError(
    'conflict',
    'batch_cancelled',
    text(
      `批次“${batchCode}”已取消，不再抽取。`,
      `Batch "${batchCode}" was cancelled; nothing is drawn for it any more.`,
    ),
  );
