import { DomainError } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

export const INSPECTOR = text('执法检查人员', 'inspector');
export const ABSENCE = text('请假记录', 'absence');
export const DUTY = text('值班登记', 'duty');
export const RECUSAL = text('回避记录', 'recusal');
export const INTEREST = text('利害关系申报', 'declared interest');

export function recusalStands(recusalId: number): DomainError {
  return new DomainError(
    'conflict',
    'recusal_stands',
    text('该人员对该对象的回避已经登记，仍在生效。', 'This recusal has been declared already, and stands.'),
    { details: { recusalId } },
  );
}

export function recusalEnded(endedAt: Date): DomainError {
  return new DomainError(
    'conflict',
    'recusal_ended',
    text(`该回避已于 ${endedAt.toISOString()} 解除。`, `This recusal ended at ${endedAt.toISOString()}.`),
  );
}

/** A draw takes at most 1000 absences and 10 000 recusals of one inspector; a replacement adds a few of its own. */
export const MOST_ABSENCES = 1000;
export const MOST_RECUSALS = 9000;

export const tooManyAbsences = (): DomainError =>
  new DomainError(
    'conflict',
    'too_many_absences',
    text(
      `一名人员最多登记 ${MOST_ABSENCES} 段请假。请删去已经过去的，或把相连的合并成一段。`,
      `One inspector has at most ${MOST_ABSENCES} absences. Remove those that are past, or make one of those that touch.`,
    ),
  );

export const tooManyRecusals = (): DomainError =>
  new DomainError(
    'conflict',
    'too_many_recusals',
    text(
      `一名人员最多同时有 ${MOST_RECUSALS} 项回避。需要回避更多对象的人员不宜参加抽取，请把他设为不可抽取。`,
      `One inspector has at most ${MOST_RECUSALS} recusals at a time. Who has more should not be drawn at all: mark the inspector as not available.`,
    ),
  );

/** A person who has more of them is not the one to be asked. */
export const MOST_INTERESTS = 200;

export const tooManyInterests = (): DomainError =>
  new DomainError(
    'conflict',
    'too_many_interests',
    text(
      `一名人员最多同时有 ${MOST_INTERESTS} 项利害关系申报。请先结束不再存在的。`,
      `One inspector has at most ${MOST_INTERESTS} declared interests at a time. End those that are no more.`,
    ),
  );

export const interestEnded = (endedAt: Date): DomainError =>
  new DomainError(
    'conflict',
    'interest_ended',
    text(`该申报已于 ${endedAt.toISOString()} 结束。`, `This interest ended at ${endedAt.toISOString()}.`),
  );
