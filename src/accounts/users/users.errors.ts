import { DomainError, invalid, notFound } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';

export const noSuchUser = (id: number): DomainError => notFound(text('用户', 'user'), id);

export const usernameTaken = (username: string): DomainError =>
  new DomainError(
    'conflict',
    'username_taken',
    text(`用户名“${username}”已有人使用。`, `The username "${username}" is taken.`),
  );

export const badUsername = (): DomainError =>
  invalid(
    '/username',
    'username',
    text(
      '应为 2 到 64 个字符的用户名：文字、数字、点、横线、下划线、@，以文字或数字开头。',
      'Should be a username of 2 to 64 letters, digits, dots, dashes, underscores or @ that begins with a letter or digit.',
    ),
  );

/** Also for an agency that exists where the caller cannot see. */
export const unknownAgency = (): DomainError =>
  invalid(
    '/agencyId',
    'unknown_agency',
    text('没有这个单位，或不在你的管理范围内。', 'There is no such agency in your part of the tree.'),
  );

export const agencyNeeded = (): DomainError =>
  invalid(
    '/agencyId',
    'agency_needed',
    text(
      '你管理的是一个单位，只能管理属于该单位或其下级的用户，请写明单位。',
      'You administer one agency: name it, or one below it, as the agency of this user.',
    ),
  );

export const unknownInspector = (): DomainError =>
  invalid(
    '/inspectorId',
    'unknown_inspector',
    text(
      '没有这名执法检查人员，或不属于该用户的单位。',
      'There is no such inspector in the agency of this user or below it.',
    ),
  );

export const lastAdministrator = (): DomainError =>
  new DomainError(
    'conflict',
    'last_administrator',
    text(
      '这是最后一名有效的（全局）管理员，不能停用、改换角色或限制到一个单位。请先任命另一名。',
      'This is the last active administrator (of the whole tree), who cannot be deactivated, given another role or confined to an agency. Appoint another one first.',
    ),
  );

export const ownPassword = (): DomainError =>
  new DomainError(
    'forbidden',
    'own_password',
    text(
      '修改自己的密码需要原密码，请使用 POST /api/v1/session/password。',
      'Changing your own password takes the old one: use POST /api/v1/session/password.',
    ),
  );

export const changedMeanwhile = (): DomainError =>
  new DomainError(
    'stale',
    'changed_meanwhile',
    text('内容刚被他人修改，请重新打开后再改。', 'Someone else has just changed it. Open it again, then change it.'),
  );
