import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { addColumn, day } from '../tables.js';

/** The day on which an inspection is planned. What was issued before has none. */
export class VisitDays1764000000010 implements MigrationInterface {
  name = 'VisitDays1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'inspections', day('planned_on', { nullable: true }));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
