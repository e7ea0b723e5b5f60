import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { addIndex } from '../tables.js';

/** What coverage counts, with the moment of publication, in one index: whether a result was public in time is counted from it. */
export class Publications1764000000029 implements MigrationInterface {
  name = 'Publications1764000000029';

  async up(runner: QueryRunner): Promise<void> {
    const columns = ['draw_id', 'visited_on', 'state', 'target_id', 'published_at'];
    await addIndex(runner, 'inspections', 'ix_inspections_visited', columns);
    const table = await runner.getTable('inspections');
    // done again after it was killed half-way, it is gone
    if (table?.indices.some(({ name }) => name === 'ix_inspections_visits') === true)
      await runner.dropIndex('inspections', 'ix_inspections_visits');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
