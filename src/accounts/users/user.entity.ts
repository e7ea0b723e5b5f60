import { Check, Entity, ForeignKey, Index } from 'typeorm';

import {
  FlagColumn,
  IdColumn,
  IntegerColumn,
  MomentColumn,
  TextColumn,
} from '../../platform/database/entity-columns.js';
import { NameOrderColumn } from '../../platform/database/name-order-column.js';
import { type Role } from '../../platform/http/access.js';
import { type Language } from '../../platform/text.js';

/** A person who may sign in. Never deleted: the history points here; one who left is no longer active. */
@Entity('users')
@Index('uq_users_username', ['username'], { unique: true })
@Check('ck_users_role', `role IN ('admin', 'planner', 'inspector', 'auditor')`)
@Check('ck_users_language', `language IN ('zh', 'en')`)
export class User {
  @IdColumn()
  id: number;

  /** In the form that `canonicalUsername` gives it. */
  @TextColumn(64)
  username: string;

  @NameOrderColumn('username')
  usernameOrder: string;

  @TextColumn(100)
  displayName: string;

  @NameOrderColumn('displayName')
  displayNameOrder: string;

  /** argon2id in PHC form: parameters, salt and digest in one text. */
  @TextColumn(200)
  passwordHash: string;

  @TextColumn(16)
  role: Role;

  /** The top of the part of the tree that this person sees; null is the whole tree. */
  @ForeignKey('Agency', { name: 'fk_users_agency', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  agencyId: number | null;

  @ForeignKey('Inspector', { name: 'fk_users_inspector', onDelete: 'RESTRICT' })
  @IntegerColumn({ nullable: true })
  inspectorId: number | null;

  /** Where notices are sent to. Nobody signs in by it, and several may share one. */
  @TextColumn(254, { nullable: true })
  email: string | null;

  /** Of the notices to this person; Chinese where nothing is said. */
  @TextColumn(2, { nullable: true })
  language: Language | null;

  @FlagColumn()
  active: boolean;

  /** Tokens of an older generation are refused. */
  @IntegerColumn()
  tokenGeneration: number;

  /** Counts the changes of what the API shows; passwords and signing out do not count. */
  @IntegerColumn()
  version: number;

  @MomentColumn()
  createdAt: Date;

  @MomentColumn()
  updatedAt: Date;
}
