import { DomainError } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

export const VISIT = text('检查记录', 'visit');

export const visitThere = (id: number, targetName: string, firstDay: string): DomainError =>
  new DomainError(
    'conflict',
    'already_there',
    text(
      `${firstDay} 对“${targetName}”的这类检查已有记录（${id}）；一天的同类检查算一次。`,
      `There is a visit of this kind to "${targetName}" on ${firstDay} (${id}); those of one kind and day count once.`,
    ),
    { details: { existing: { id } } },
  );

export const visitOfInspection = (inspectionId: number): DomainError =>
  new DomainError(
    'conflict',
    'visit_of_inspection',
    text(
      `这条记录来自检查任务 ${inspectionId}，随任务变动，不能单独撤回；需要时请将抽取作废。`,
      `This visit is that of inspection ${inspectionId} and goes with it; it is not withdrawn by itself. Void the draw where that is what is meant.`,
    ),
  );

export const withdrawnAlready = (at: Date): DomainError =>
  new DomainError(
    'conflict',
    'already_withdrawn',
    text(`该检查记录已于 ${at.toISOString()} 撤回。`, `This visit was withdrawn at ${at.toISOString()}.`),
    { details: { withdrawnAt: at.toISOString() } },
  );
