import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Transactions } from '../../platform/database/transactions.js';
import { invalid } from '../../platform/errors/domain-error.js';
import { text } from '../../platform/text.js';
import { type Caller } from '../caller.js';
import { requireAcceptablePassword } from '../passwords/password-rules.js';
import { Passwords } from '../passwords/passwords.js';
import { personResponse } from '../users/user.dto.js';
import { User } from '../users/user.entity.js';
import { Users } from '../users/users.service.js';
import { Credentials } from './credentials.js';
import { type SessionResponse, type WhoAmIResponse } from './session.dto.js';
import { Tokens, unusable } from './tokens.js';

/** Signing in and out, and a person's own password. */
@Injectable()
export class Session {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly credentials: Credentials,
    private readonly passwords: Passwords,
    private readonly tokens: Tokens,
    private readonly users: Users,
  ) {}

  async signIn(username: string, password: string): Promise<SessionResponse> {
    return this.open(await this.credentials.signIn(username, password));
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
    return this.open(await this.replacePassword(caller, oldPassword, newPassword));
  }

  /** Signs out everywhere. Returns the person as he is afterwards. */
  async replacePassword(caller: Caller, oldPassword: string, newPassword: string): Promise<User> {
    // whoever found an unlocked screen guesses no faster here than at the door
    if ((await this.credentials.matching(caller.username, oldPassword)) === undefined) {
      throw invalid('/oldPassword', 'wrong_password', text('原密码不正确。', 'The old password is not right.'));
    }
    requireAcceptablePassword(newPassword, caller.username, '/newPassword');
    const passwordHash = await this.passwords.hash(newPassword);
    await this.transactions.run((manager) => this.users.replacePassword(manager, caller.userId, passwordHash));
    return this.load(caller);
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
