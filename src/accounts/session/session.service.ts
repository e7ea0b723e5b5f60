import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Transactions } from '../../platform/database/transactions.js';
import { DomainError, invalid } from '../../platform/errors/domain-error.js';
import { currentContext } from '../../platform/http/request-context.js';
import { Log } from '../../platform/log/log.js';
import { text } from '../../platform/text.js';
import { type Caller } from '../caller.js';
import { requireAcceptablePassword } from '../passwords/password-rules.js';
import { Passwords } from '../passwords/passwords.js';
import { personResponse } from '../users/user.dto.js';
import { User } from '../users/user.entity.js';
import { canonicalUsername } from '../users/username.js';
import { Users } from '../users/users.service.js';
import { type SessionResponse, type WhoAmIResponse } from './session.dto.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { Tokens, unusable } from './tokens.js';

/** Signing in and out, and a person's own password. */
@Injectable()
export class Session {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly throttle: SignInThrottle,
    private readonly passwords: Passwords,
    private readonly tokens: Tokens,
    private readonly users: Users,
    private readonly log: Log,
  ) {}

  /**
   * @throws DomainError `wrong_credentials`, the same after the same time for an unknown username, a wrong password and a
   *   user who is not active; `too_many_sign_ins`
   */
  async signIn(username: string, password: string): Promise<SessionResponse> {
    const user = await this.authenticate(canonicalUsername(username), password);
    if (user === undefined) {
      throw new DomainError(
        'unauthenticated',
        'wrong_credentials',
        text('用户名或密码不正确。', 'Username or password is not right.'),
      );
    }
    const context = currentContext();
    if (context !== undefined) context.actor = { userId: user.id, name: user.username };
    this.log.info({ user: user.username, address: context?.address }, 'signed in');
    return this.open(user);
  }

  async whoAmI(caller: Caller): Promise<WhoAmIResponse> {
    return { user: personResponse(await this.load(caller)) };
  }

  /** Signs the person out everywhere: every token given so far is refused. */
  async signOut(caller: Caller): Promise<void> {
    await this.transactions.run((manager) => this.users.signOut(manager, caller.userId));
  }

  /** A person's own new password. Every token given so far is refused, and a new one comes back. */
  async changePassword(caller: Caller, oldPassword: string, newPassword: string): Promise<SessionResponse> {
    // whoever found an unlocked screen guesses no faster here than at the door
    if ((await this.authenticate(caller.username, oldPassword)) === undefined) {
      throw invalid('/oldPassword', 'wrong_password', text('原密码不正确。', 'The old password is not right.'));
    }
    requireAcceptablePassword(newPassword, caller.username, '/newPassword');
    const passwordHash = await this.passwords.hash(newPassword);
    await this.transactions.run((manager) => this.users.replacePassword(manager, caller.userId, passwordHash));
    return this.open(await this.load(caller));
  }

  /** The active user whom username and password belong to. */
  private async authenticate(username: string, password: string): Promise<User | undefined> {
    const address = currentContext()?.address ?? 'local';
    const attempt = await this.throttle.begin(username, address);
    const user = await this.dataSource.manager.findOneBy(User, { username });
    const right = await this.passwords.matches(user?.passwordHash, password);
    if (user?.active !== true || !right) {
      // an unknown name is not logged: people type their password into the wrong field
      this.log.warn({ user: user?.username, address }, 'sign-in failed');
      return undefined;
    }
    await this.throttle.succeeded(attempt);
    return user;
  }

  private async load(caller: Caller): Promise<User> {
    const user = await this.dataSource.manager.findOneBy(User, { id: caller.userId });
    if (user === null) throw unusable();
    return user;
  }

  private async open(user: User): Promise<SessionResponse> {
    const token = await this.tokens.issue({
      userId: user.id,
      username: user.username,
      generation: user.tokenGeneration,
    });
    return { ...token, tokenType: 'Bearer', user: personResponse(user) };
  }
}
