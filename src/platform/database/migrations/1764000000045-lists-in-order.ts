import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { addNameOrder } from '../name-order-rows.js';
import { addIndex } from '../tables.js';

/** What lists are in the order of: the names of people, plans, batches and inspections, and whose refusals are the last. */
export class ListsInOrder1764000000045 implements MigrationInterface {
  name = 'ListsInOrder1764000000045';

  async up(runner: QueryRunner): Promise<void> {
    await addNameOrder(runner, 'users', 'username');
    await addNameOrder(runner, 'users', 'display_name');
    await addNameOrder(runner, 'plans', 'title');
    await addNameOrder(runner, 'batches', 'name');
    await addNameOrder(runner, 'inspections', 'target_name');
    await addIndex(runner, 'refusals', 'ix_refusals_agency', ['agency_id', 'last_at']);
    await addIndex(runner, 'refusals', 'ix_refusals_sought', ['sought_agency_id', 'last_at']);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
