import { DomainError, invalid, type Fault } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

export const planExists = (agency: string, year: number): DomainError =>
  new DomainError(
    'conflict',
    'plan_exists',
    text(
      `“${agency}”已有 ${year} 年的抽查计划，一年一个。请在其中增加批次。`,
      `"${agency}" has a plan for ${year} already, and a year has one. Add batches to it.`,
    ),
  );

export const alreadyPublished = (title: string): DomainError =>
  new DomainError(
    'conflict',
    'plan_already_published',
    text(
      `计划“${title}”已发布。更改会直接记为新版本，不需要再次发布。`,
      `The plan "${title}" is published. Changes to it make new versions at once and need no further publishing.`,
    ),
  );

export const planBeingDrawn = (codes: readonly string[]): DomainError =>
  new DomainError(
    'conflict',
    'plan_being_drawn',
    text(
      `批次 ${codes.join('、')} 正在抽取，此时不能更改计划。请等抽取结束后再改。`,
      `Of this plan ${codes.join(', ')} ${codes.length === 1 ? 'is' : 'are'} being drawn, so it cannot be changed now. Change it when the draw is over.`,
    ),
    { details: { batches: codes } },
  );

export const agencyRetired = (id: number): DomainError =>
  invalid(
    '/agencyId',
    'agency_retired',
    text(`单位 ${id} 已停用，不能再制定计划。`, `Agency ${id} is retired and makes no more plans.`),
  );

/** A plan that cannot be published, with every reason in every batch. Pointers begin with the batch's code. */
export const planNotReady = (faults: readonly Fault[]): DomainError =>
  new DomainError(
    'invalid',
    'plan_not_ready',
    text(
      `计划有 ${faults.length} 处问题，暂不能发布。`,
      `The plan cannot be published yet: ${faults.length} ${faults.length === 1 ? 'place does' : 'places do'} not fit.`,
    ),
    { faults: faults.slice(0, 100) },
  );

export const noBatches = (): Fault => ({
  pointer: '/batches',
  code: 'plan_without_batches',
  message: text(
    '计划里没有（未取消的）批次。请先增加至少一个批次。',
    'The plan has no batch that is not cancelled. Add at least one first.',
  ),
});
