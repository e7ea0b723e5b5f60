import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { createTable, flag, foreignKey, id, integer, moment, oneOf, varchar } from '../tables.js';

/** Who may sign in, and who tried. */
export class Accounts1764000000003 implements MigrationInterface {
  name = 'Accounts1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'users',
      columns: [
        id(),
        varchar('username', 64),
        varchar('display_name', 100),
        varchar('password_hash', 200),
        varchar('role', 16),
        integer('agency_id', { nullable: true }),
        integer('inspector_id', { nullable: true }),
        flag('active'),
        integer('token_generation'),
        integer('version'),
        moment('created_at'),
        moment('updated_at'),
      ],
      foreignKeys: [
        foreignKey('fk_users_agency', 'agency_id', 'agencies'),
        foreignKey('fk_users_inspector', 'inspector_id', 'inspectors'),
      ],
      uniques: { uq_users_username: ['username'] },
      checks: { ck_users_role: oneOf('role', ['admin', 'planner', 'inspector', 'auditor']) },
    });
    await createTable(runner, {
      name: 'sign_in_attempts',
      columns: [id(), varchar('address', 64), varchar('username', 64), flag('succeeded'), moment('at')],
      indices: {
        ix_sign_in_attempts_address: ['address', 'at'],
        ix_sign_in_attempts_username: ['username', 'at'],
        ix_sign_in_attempts_at: ['at'],
      },
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
