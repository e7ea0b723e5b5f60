import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { DomainError } from '../../platform/errors/domain-error.js';
import { currentContext } from '../../platform/http/request-context.js';
import { Log } from '../../platform/log/log.js';
import { text } from '../../platform/text.js';
import { Passwords } from '../passwords/passwords.js';
import { User } from '../users/user.entity.js';
import { canonicalUsername } from '../users/username.js';
import { SignInThrottle } from './sign-in-throttle.js';

/** Whether someone is who he says: one count of failed attempts, one answer and one line in the log for every door. */
@Injectable()
export class Credentials {
  constructor(
    private readonly dataSource: DataSource,
    private readonly throttle: SignInThrottle,
    private readonly passwords: Passwords,
    private readonly log: Log,
  ) {}

  /**
   * The active user who signs in with username and password.
   * @throws DomainError `wrong_credentials`, the same after the same time for an unknown username, a wrong password and a
   *   user who is not active; `too_many_sign_ins`
   */
  async signIn(username: string, password: string): Promise<User> {
    const user = await this.matching(canonicalUsername(username), password);
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
    return user;
  }

  /**
   * The active user whom username and password belong to; the attempt is counted.
   * @param username canonical
   */
  async matching(username: string, password: string): Promise<User | undefined> {
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
}
