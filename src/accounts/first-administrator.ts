import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

import { Config, ConfigError } from '../platform/config/config.js';
import { Transactions } from '../platform/database/transactions.js';
import { DomainError } from '../platform/errors/domain-error.js';
import { User } from './users/user.entity.js';
import { Users } from './users/users.service.js';

/** `present`: there are users. `created`: there is `admin` now. `left-open`: nobody, and the demonstration may come. */
export type FirstAdministratorOutcome = 'present' | 'created' | 'left-open';

const VARIABLE = 'SORTIS_ADMIN_PASSWORD';

/** Sees to it that an installation in earnest has someone who can sign in. Called at the start, before the server listens. */
@Injectable()
export class FirstAdministrator {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    private readonly config: Config,
    private readonly users: Users,
  ) {}

  /**
   * Creates `admin`, who sees the whole tree, where there is no user at all. On the embedded database outside production
   * it leaves that to the demonstration.
   * @throws ConfigError naming the variable, where its password is needed and missing, or too easy to guess
   */
  async ensure(): Promise<FirstAdministratorOutcome> {
    if (await this.anyone()) return 'present';
    if (!this.config.production && this.config.database.kind === 'sqlite') return 'left-open';
    const password = this.config.adminPassword;
    if (password === undefined) {
      throw new ConfigError(
        VARIABLE,
        undefined,
        '首个管理员 admin 的密码，10–200 个字符 / the password of the first administrator, admin: 10 to 200 characters',
      );
    }
    try {
      await this.transactions.run((manager) =>
        this.users.createUser(manager, {
          username: 'admin',
          displayName: '管理员',
          password,
          role: 'admin',
          agencyId: null,
          inspectorId: null,
        }),
      );
      return 'created';
    } catch (error) {
      // another process that starts at the same moment was first
      if (error instanceof DomainError && error.code === 'username_taken') return 'present';
      if (error instanceof DomainError && error.kind === 'invalid') {
        throw new ConfigError(VARIABLE, '…', `${error.text.zh} / ${error.text.en}`);
      }
      throw error;
    }
  }

  private async anyone(): Promise<boolean> {
    return this.dataSource.manager.existsBy(User, {});
  }
}
