import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { createTable, foreignKey, id, integer, moment, varchar } from '../tables.js';

/** Who is signed in with a browser. */
export class BrowserSessions1764000000031 implements MigrationInterface {
  name = 'BrowserSessions1764000000031';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'browser_sessions',
      columns: [
        id(),
        integer('user_id'),
        varchar('secret_hash', 64),
        integer('generation'),
        moment('seen_at'),
        moment('ends_at'),
      ],
      foreignKeys: [foreignKey('fk_browser_sessions_user', 'user_id', 'users')],
      uniques: { uq_browser_sessions_secret: ['secret_hash'] },
      indices: { ix_browser_sessions_ends: ['ends_at'] },
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
