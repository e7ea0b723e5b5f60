import { DomainError } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

export const INSPECTOR = text('执法检查人员', 'inspector');
export const ABSENCE = text('请假记录', 'absence');
export const RECUSAL = text('回避记录', 'recusal');

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
