import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { addColumn, integer, longText } from '../tables.js';

/** How often, and how soon after its last visit, a target may be drawn. */
export class VisitLimits1764000000018 implements MigrationInterface {
  name = 'VisitLimits1764000000018';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'plans', longText('caps', { nullable: true }));
    await addColumn(runner, 'batches', integer('cool_down_days', { nullable: true }));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
