import { DomainError, invalid } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { type AgencyLevel } from './agency.entity.js';

export const AGENCY = text('单位', 'agency');

export function parentBelowItself(name: string): DomainError {
  return invalid(
    '/parentId',
    'parent_in_own_subtree',
    text(`“${name}”不能归到它自己或它的下级之下。`, `"${name}" cannot stand below itself or below one of its own.`),
  );
}

export function aboveItsParent(level: AgencyLevel, parentLevel: AgencyLevel): DomainError {
  return invalid(
    '/level',
    'level_above_parent',
    text(
      `层级 ${level} 高于上级单位的层级 ${parentLevel}。`,
      `The level ${level} stands above the parent's level ${parentLevel}.`,
    ),
  );
}

export function treeTooDeep(): DomainError {
  return invalid('/parentId', 'tree_too_deep', text('单位层次过深。', 'The tree of agencies would become too deep.'));
}

export function parentRetired(name: string): DomainError {
  return new DomainError(
    'conflict',
    'agency_retired',
    text(`单位“${name}”已停用，不能再添加内容。`, `The agency "${name}" is retired; nothing is added to it any more.`),
  );
}

export function topNeedsWholeTree(): DomainError {
  return invalid(
    '/parentId',
    'parent_required',
    text(
      '只有管理全部单位的人可以设立没有上级的单位。',
      'Only who sees the whole tree may make an agency without a parent.',
    ),
  );
}

/** An agency was needed, and the caller, who sees the whole tree, named none. */
export function agencyRequired(): DomainError {
  return invalid('/agencyId', 'agency_required', text('请指明单位。', 'Say which agency.'));
}

export interface Use {
  readonly zh: string;
  readonly en: string;
  readonly count: number;
}

export function agencyInUse(name: string, uses: readonly Use[]): DomainError {
  return new DomainError(
    'conflict',
    'agency_in_use',
    text(
      `单位“${name}”还有${uses.map((use) => `${use.count} 个${use.zh}`).join('、')}，不能停用。`,
      `The agency "${name}" still has ${uses.map((use) => `${use.count} ${use.en}`).join(', ')} and cannot be retired.`,
    ),
    { details: { uses: uses.map(({ en, count }) => ({ what: en, count })) } },
  );
}
