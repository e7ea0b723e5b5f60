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
