import { Flag, Integer, Moment, OneOf, QueryFlag, Text } from '../../platform/http/fields.js';
import { ROLES, type Role } from '../../platform/http/access.js';
import { LANGUAGES, type Language } from '../../platform/text.js';
import { ListQuery } from '../../platform/http/paging.js';
import { PasswordField } from '../passwords/password.field.js';
import { EmailField } from './email.field.js';
import { type User } from './user.entity.js';

const LARGEST_ID = 2_147_483_647;

export class NewUserRequest {
  @Text({ max: 64, about: 'Kept in lower case', example: 'wang.fang' })
  username: string;

  @Text({ max: 100, example: '王芳' })
  displayName: string;

  @PasswordField('new')
  password: string;

  @OneOf(ROLES)
  role: Role;

  @Integer({
    min: 1,
    max: LARGEST_ID,
    optional: true,
    nullable: true,
    about: 'The top of the part of the tree that this person sees; null or left out: the whole tree',
  })
  agencyId?: number | null;

  @Integer({ min: 1, max: LARGEST_ID, optional: true, nullable: true, about: 'The inspector that this person is' })
  inspectorId?: number | null;

  @EmailField({ optional: true, nullable: true, about: 'Where notices are sent to' })
  email?: string | null;

  @OneOf(LANGUAGES, { optional: true, nullable: true, about: 'Of the notices; null or left out: Chinese' })
  language?: Language | null;
}

export class UserChangeRequest {
  @Text({ min: 1, max: 100, optional: true })
  displayName?: string;

  @OneOf(ROLES, { optional: true })
  role?: Role;

  @Integer({ min: 1, max: LARGEST_ID, optional: true, nullable: true })
  agencyId?: number | null;

  @Integer({ min: 1, max: LARGEST_ID, optional: true, nullable: true })
  inspectorId?: number | null;

  @Flag({ optional: true, about: 'One who is not active cannot sign in, and is signed out at once' })
  active?: boolean;

  @EmailField({ optional: true, nullable: true, about: 'Where notices are sent to' })
  email?: string | null;

  @OneOf(LANGUAGES, { optional: true, nullable: true, about: 'Of the notices; null: Chinese' })
  language?: Language | null;
}

export class NewPasswordRequest {
  @PasswordField('new')
  password: string;
}

export class UserListQuery extends ListQuery {
  @OneOf(ROLES, { optional: true })
  role?: Role;

  @QueryFlag({ optional: true })
  active?: boolean;

  @Text({ max: 100, optional: true, about: 'Part of the username or of the display name' })
  q?: string;
}

/** What a person may know of himself. */
export class PersonResponse {
  @Integer({ min: 1, max: LARGEST_ID })
  id: number;

  @Text({ max: 64 })
  username: string;

  @Text({ max: 100 })
  displayName: string;

  @OneOf(ROLES)
  role: Role;

  @Integer({ min: 1, max: LARGEST_ID, nullable: true, about: 'null: the whole tree' })
  agencyId: number | null;

  @Integer({ min: 1, max: LARGEST_ID, nullable: true })
  inspectorId: number | null;
}

/** What a person may change of himself. */
export class OwnChangeRequest {
  @EmailField({ optional: true, nullable: true, about: 'Where notices are sent to' })
  email?: string | null;

  @OneOf(LANGUAGES, { optional: true, nullable: true, about: 'Of the notices; null: Chinese' })
  language?: Language | null;
}

/** A person as he sees himself, with where and how he is told of things. */
export class OwnResponse extends PersonResponse {
  @Text({ max: 254, nullable: true })
  email: string | null;

  @OneOf(LANGUAGES, { nullable: true })
  language: Language | null;
}

export class UserResponse extends OwnResponse {
  @Flag()
  active: boolean;

  @Integer({ min: 1, max: LARGEST_ID })
  version: number;

  @Moment()
  createdAt: string;

  @Moment()
  updatedAt: string;
}

export function personResponse(user: User): PersonResponse {
  return {
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    role: user.role,
    agencyId: user.agencyId,
    inspectorId: user.inspectorId,
  };
}

export const ownResponse = (user: User): OwnResponse => ({
  ...personResponse(user),
  email: user.email,
  language: user.language,
});

export function userResponse(user: User): UserResponse {
  return {
    ...ownResponse(user),
    active: user.active,
    version: user.version,
    createdAt: user.createdAt.toISOString(),
    updatedAt: user.updatedAt.toISOString(),
  };
}

/** What the history keeps of a user: everything but the hash. */
export function historyOf(user: User): object {
  return {
    username: user.username,
    displayName: user.displayName,
    role: user.role,
    agencyId: user.agencyId,
    inspectorId: user.inspectorId,
    email: user.email,
    language: user.language,
    active: user.active,
  };
}
