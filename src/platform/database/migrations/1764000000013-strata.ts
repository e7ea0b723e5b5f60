import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { addColumn, integer, longText } from '../tables.js';

/** The strata of a batch; for one without any a minimum and a census; and what the last look at its pools warned of. */
export class Strata1764000000013 implements MigrationInterface {
  name = 'Strata1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of ['minimum', 'census_below']) {
      await addColumn(runner, 'batches', integer(column, { nullable: true }));
    }
    for (const column of ['strata', 'warnings']) {
      await addColumn(runner, 'batches', longText(column, { nullable: true }));
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
