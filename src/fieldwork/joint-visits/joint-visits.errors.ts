import { DomainError } from '../../platform/errors/domain-error.js';
import { text, type Bilingual } from '../../platform/text.js';
import { type JointVisitState } from './joint-visit.entity.js';

export const JOINT_VISIT = text('合并检查的提议', 'offer of one visit');

const STATES: Readonly<Record<JointVisitState, Bilingual>> = {
  offered: text('待商', 'offered'),
  merged: text('已合并', 'merged'),
  declined: text('已谢绝', 'declined'),
  withdrawn: text('已撤回', 'withdrawn'),
};

export const visitSettled = (state: JointVisitState): DomainError =>
  new DomainError(
    'conflict',
    'joint_visit_settled',
    text(
      `这项合并检查的提议${STATES[state].zh}，不能再更改。`,
      `This offer of one visit is ${STATES[state].en}, and is not changed any more.`,
    ),
  );

export const inspectionNotOpen = (id: number): DomainError =>
  new DomainError(
    'conflict',
    'inspection_not_open',
    text(
      `检查任务 ${id} 已经检查或已作废，不能再合并为一次检查。`,
      `Inspection ${id} is visited or void; it cannot be part of one visit any more.`,
    ),
  );

/** Two changed the same offer in the same moment; the first one counts. */
export const offerChanged = (): DomainError =>
  new DomainError(
    'conflict',
    'changed_meanwhile',
    text(
      '这项合并检查的提议刚被另一方修改，请重新打开后再决定。',
      'The other side has just changed this offer of one visit. Open it again, then decide.',
    ),
  );
