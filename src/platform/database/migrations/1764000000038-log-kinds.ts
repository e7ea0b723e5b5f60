import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { addIndex } from '../tables.js';

/** Whoever reads the log looks for entries of one kind, however many others stand between them. */
export class LogKinds1764000000038 implements MigrationInterface {
  name = 'LogKinds1764000000038';

  async up(runner: QueryRunner): Promise<void> {
    await addIndex(runner, 'log_entries', 'ix_log_entries_kind', ['kind', 'position']);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
