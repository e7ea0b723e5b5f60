import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { holdName } from '../../platform/database/row-lock.js';
import { isDuplicate, Transactions } from '../../platform/database/transactions.js';
import { History, type ChangeView } from '../../platform/history/history.service.js';
import { type Role } from '../../platform/http/access.js';
import { containing, listPage, type Page } from '../../platform/http/paging.js';
import { requireVersion } from '../../platform/http/versions.js';
import { type Language } from '../../platform/text.js';
import { type Caller } from '../caller.js';
import { requireAcceptablePassword } from '../passwords/password-rules.js';
import { Passwords } from '../passwords/passwords.js';
import { UserScope } from './user-scope.js';
import {
  historyOf,
  ownResponse,
  userResponse,
  type NewUserRequest,
  type OwnChangeRequest,
  type OwnResponse,
  type UserChangeRequest,
  type UserListQuery,
  type UserResponse,
} from './user.dto.js';
import { User } from './user.entity.js';
import { canonicalUsername, isUsername } from './username.js';
import {
  badUsername,
  changedMeanwhile,
  lastAdministrator,
  noSuchUser,
  ownPassword,
  usernameTaken,
} from './users.errors.js';

export interface NewUser {
  readonly username: string;
  readonly displayName: string;
  /** In clear; only its hash is kept. */
  readonly password: string;
  readonly role: Role;
  /** null is the whole tree. */
  readonly agencyId: number | null;
  readonly inspectorId: number | null;
  readonly email?: string | null;
  readonly language?: Language | null;
}

const SORTABLE = {
  username: 'user.usernameOrder',
  displayName: 'user.displayNameOrder',
  role: 'user.role',
  createdAt: 'user.createdAt',
};

/** The people who may sign in, as an administrator keeps them. */
@Injectable()
export class Users {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly history: History,
    private readonly passwords: Passwords,
    private readonly scope: UserScope,
  ) {}

  async list(caller: Caller, list: UserListQuery): Promise<Page<UserResponse>> {
    const agencies = await this.scope.visibleAgencies(caller);
    const query = this.dataSource.manager.createQueryBuilder(User, 'user').where('1 = 1');
    if (agencies !== null) {
      if (agencies.length === 0) return { items: [], total: 0 };
      query.andWhere('user.agencyId IN (:...agencies)', { agencies });
    }
    if (list.role !== undefined) query.andWhere('user.role = :role', { role: list.role });
    if (list.active !== undefined) query.andWhere({ active: list.active });
    if (list.q !== undefined && list.q !== '') {
      query.andWhere(`(user.username LIKE :q ESCAPE '!' OR LOWER(user.displayName) LIKE :name ESCAPE '!')`, {
        q: containing(canonicalUsername(list.q)),
        name: containing(list.q.toLowerCase()),
      });
    }
    return listPage(query, list, SORTABLE, 'user.id', userResponse);
  }

  async get(caller: Caller, id: number): Promise<UserResponse> {
    return userResponse(await this.find(caller, id));
  }

  async historyOf(caller: Caller, id: number): Promise<ChangeView[]> {
    await this.find(caller, id);
    return this.history.of(this.dataSource.manager, 'user', id);
  }

  async create(caller: Caller, request: NewUserRequest): Promise<UserResponse> {
    const agencyId = request.agencyId ?? null;
    const inspectorId = request.inspectorId ?? null;
    await this.scope.requirePlace(caller, agencyId);
    await this.scope.requireInspector(inspectorId, agencyId);
    const person = { ...request, agencyId, inspectorId };
    const passwordHash = await this.checkAndHash(person);
    return userResponse(await this.transactions.run((manager) => this.insert(manager, person, passwordHash)));
  }

  /**
   * Creates a user in the caller's transaction, for what sets up an installation: the demonstration and the command line.
   * Username and password are checked as everywhere; whose agency and inspector it is, is the caller's business.
   * @returns the new user's id
   */
  async createUser(manager: EntityManager, person: NewUser): Promise<number> {
    return (await this.insert(manager, person, await this.checkAndHash(person))).id;
  }

  async change(
    caller: Caller,
    id: number,
    request: UserChangeRequest,
    ifMatch: string | undefined,
  ): Promise<UserResponse> {
    const seen = await this.find(caller, id);
    const agencyId = request.agencyId === undefined ? seen.agencyId : request.agencyId;
    const inspectorId = request.inspectorId === undefined ? seen.inspectorId : request.inspectorId;
    if (agencyId !== seen.agencyId) await this.scope.requirePlace(caller, agencyId);
    if (agencyId !== seen.agencyId || inspectorId !== seen.inspectorId) {
      await this.scope.requireInspector(inspectorId, agencyId);
    }
    return this.transactions.run(async (manager) => {
      const user = await this.lock(manager, id);
      requireVersion(ifMatch, user.version);
      // what the checks above rested on
      if (user.agencyId !== seen.agencyId || user.inspectorId !== seen.inspectorId) throw changedMeanwhile();
      const before = historyOf(user);
      const wasActive = user.active;
      const changed: User = {
        ...user,
        displayName: request.displayName ?? user.displayName,
        role: request.role ?? user.role,
        active: request.active ?? user.active,
        agencyId,
        inspectorId,
        ...reachedBy(user, request),
      };
      const after = historyOf(changed);
      if (JSON.stringify(before) === JSON.stringify(after)) return userResponse(user);
      await this.requireAdministratorLeft(manager, user, changed);
      changed.version += 1;
      changed.updatedAt = this.clock.now();
      // else a token from before would come to life again with the next activation
      if (wasActive && !changed.active) changed.tokenGeneration += 1;
      await manager.update(User, { id }, changed);
      await this.history.record(manager, { subject: 'user', subjectId: id, action: 'updated', before, after });
      return userResponse(changed);
    });
  }

  async own(caller: Caller): Promise<OwnResponse> {
    return ownResponse(await this.dataSource.manager.findOneByOrFail(User, { id: caller.userId }));
  }

  /** Where and in what language someone is told of things is his own to say. */
  async changeOwn(caller: Caller, request: OwnChangeRequest): Promise<OwnResponse> {
    return this.transactions.run(async (manager) => {
      const user = await this.lock(manager, caller.userId);
      const changed = { ...user, ...reachedBy(user, request) };
      const [before, after] = [historyOf(user), historyOf(changed)];
      if (JSON.stringify(before) === JSON.stringify(after)) return ownResponse(user);
      changed.version += 1;
      changed.updatedAt = this.clock.now();
      await manager.update(User, { id: user.id }, changed);
      await this.history.record(manager, { subject: 'user', subjectId: user.id, action: 'updated', before, after });
      return ownResponse(changed);
    });
  }

  /** Sets another person's password and signs that person out everywhere. */
  async setPassword(caller: Caller, id: number, password: string): Promise<void> {
    const user = await this.find(caller, id);
    if (id === caller.userId) throw ownPassword();
    requireAcceptablePassword(password, user.username, '/password');
    const passwordHash = await this.passwords.hash(password);
    await this.transactions.run(async (manager) => {
      const current = await this.lock(manager, id);
      if (current.agencyId !== user.agencyId) throw changedMeanwhile();
      await this.replacePassword(manager, id, passwordHash);
    });
  }

  /** Writes a password that was checked already, withdraws every token, and says so in the history. */
  async replacePassword(manager: EntityManager, id: number, passwordHash: string): Promise<void> {
    await manager.update(
      User,
      { id },
      { passwordHash, tokenGeneration: () => 'token_generation + 1', updatedAt: this.clock.now() },
    );
    await this.history.record(manager, {
      subject: 'user',
      subjectId: id,
      action: 'password-set',
      before: null,
      after: null,
    });
  }

  /** Withdraws every token of a user. */
  async signOut(manager: EntityManager, id: number): Promise<void> {
    await manager.update(User, { id }, { tokenGeneration: () => 'token_generation + 1' });
    await this.history.record(manager, {
      subject: 'user',
      subjectId: id,
      action: 'signed-out',
      before: null,
      after: null,
    });
  }

  private async find(caller: Caller, id: number): Promise<User> {
    const user = await this.dataSource.manager.findOneBy(User, { id });
    if (user === null) throw noSuchUser(id);
    await this.scope.requireWithin(caller, user);
    return user;
  }

  private checkAndHash(person: NewUser): Promise<string> {
    const username = canonicalUsername(person.username);
    if (!isUsername(username)) throw badUsername();
    requireAcceptablePassword(person.password, username, '/password');
    return this.passwords.hash(person.password);
  }

  private async insert(manager: EntityManager, person: NewUser, passwordHash: string): Promise<User> {
    const username = canonicalUsername(person.username);
    const now = this.clock.now();
    try {
      const user = await manager.save(User, {
        username,
        displayName: person.displayName,
        passwordHash,
        role: person.role,
        agencyId: person.agencyId,
        inspectorId: person.inspectorId,
        email: person.email ?? null,
        language: person.language ?? null,
        active: true,
        tokenGeneration: 1,
        version: 1,
        createdAt: now,
        updatedAt: now,
      });
      await this.history.record(manager, {
        subject: 'user',
        subjectId: user.id,
        action: 'created',
        before: null,
        after: historyOf(user),
      });
      return user;
    } catch (error) {
      if (isDuplicate(error)) throw usernameTaken(username);
      throw error;
    }
  }

  /** The row as it is now, kept from others until the transaction ends. On SQLite the transaction is alone already. */
  private async lock(manager: EntityManager, id: number): Promise<User> {
    const user = await manager.findOne(User, { where: { id }, ...exclusively(manager) });
    if (user === null) throw noSuchUser(id);
    return user;
  }

  /**
   * Refuses a change after which nobody could administer the installation, or the whole tree. One such change at a time, so
   * that two administrators cannot depose each other at the same moment; the others' rows are read as they are now.
   */
  private async requireAdministratorLeft(manager: EntityManager, before: User, after: User): Promise<void> {
    const administers = (user: User): boolean => user.active && user.role === 'admin';
    const losesAll = administers(before) && !administers(after);
    const losesTree =
      administers(before) && before.agencyId === null && !(administers(after) && after.agencyId === null);
    if (!losesAll && !losesTree) return;
    await holdName(manager, 'administrators');
    const others = (
      await manager.find(User, { where: { role: 'admin', active: true }, ...exclusively(manager) })
    ).filter((user) => user.id !== before.id);
    if (losesAll && others.length === 0) throw lastAdministrator();
    if (losesTree && !others.some((user) => user.agencyId === null)) throw lastAdministrator();
  }
}

const reachedBy = (user: User, { email, language }: OwnChangeRequest): Pick<User, 'email' | 'language'> => ({
  email: email === undefined ? user.email : email,
  language: language === undefined ? user.language : language,
});

function exclusively(manager: EntityManager): { lock?: { mode: 'pessimistic_write' } } {
  return manager.dataSource.options.type === 'mysql' ? { lock: { mode: 'pessimistic_write' } } : {};
}
