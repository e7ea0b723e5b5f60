import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { addNameOrder } from '../name-order-rows.js';
import { addIndex } from '../tables.js';

/** Where each name stands in a list: by its reading, as people look for it, and not by its bytes. */
export class NameOrder1764000000040 implements MigrationInterface {
  name = 'NameOrder1764000000040';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['agencies', 'inspectors', 'matters', 'targets']) await addNameOrder(runner, table, 'name');
    await addIndex(runner, 'targets', 'ix_targets_name_order', ['agency_id', 'name_order']);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
