import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { addColumn, integer } from '../tables.js';

/** Within how many working days an agency closes what passed its recheck. What has passed already is counted at the first look. */
export class ClosingDays1764000000033 implements MigrationInterface {
  name = 'ClosingDays1764000000033';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'agencies', integer('closing_days', { nullable: true }), {
      name: 'ck_agencies_closing_days',
      condition: 'closing_days BETWEEN 1 AND 60',
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
