import { DomainError, type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

export const INSPECTION = text('检查任务', 'inspection');

export const unfitFindings = (faults: readonly Fault[]): DomainError =>
  new DomainError(
    'invalid',
    faults[0]?.code ?? 'unfit_findings',
    text(
      `检查结果有 ${faults.length} 处不符合要求。`,
      `${faults.length} ${faults.length === 1 ? 'place' : 'places'} of the findings ${faults.length === 1 ? 'does' : 'do'} not fit.`,
    ),
    { faults },
  );

export const alreadyPublished = (id: number, at: Date): DomainError =>
  new DomainError(
    'conflict',
    'inspection_published',
    text(
      `检查任务 ${id} 的结果已于 ${at.toISOString()} 公示，不能再改动。`,
      `The result of inspection ${id} was published at ${at.toISOString()} and cannot be changed.`,
    ),
  );

/** Two recorded the same inspection in the same moment; the first one counts. */
export const changedMeanwhile = (id: number): DomainError =>
  new DomainError(
    'conflict',
    'changed_meanwhile',
    text(
      `检查任务 ${id} 刚被他人修改，请重新打开后再改。`,
      `Inspection ${id} was changed by someone else just now. Open it again, then change it.`,
    ),
  );

export const inspectionVoided = (id: number, draw: string): DomainError =>
  new DomainError(
    'conflict',
    'inspection_voided',
    text(
      `检查任务 ${id} 已随抽取“${draw}”作废，不再录入结果。`,
      `Inspection ${id} is void together with draw "${draw}"; nothing is recorded for it any more.`,
    ),
  );

export const teamBeingReplaced = (id: number): DomainError =>
  new DomainError(
    'conflict',
    'team_being_replaced',
    text(
      `检查任务 ${id} 正在更换检查人员，更换完成后再继续。`,
      `The team of inspection ${id} is being replaced; go on once that is done.`,
    ),
  );

/** Seen by whoever takes part, decided by whose plan it is. */
export const ofAnotherAgency = (id: number): DomainError =>
  new DomainError(
    'forbidden',
    'inspection_of_another_agency',
    text(
      `检查任务 ${id} 是联合抽查发起单位的，本单位只能查看；检查结果由组内的执法人员或发起单位录入和公示。`,
      `Inspection ${id} is the initiator's; you take part and may read it. Its team or the initiator records what was found and publishes it.`,
    ),
  );
