import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { createTrigger } from '../append-only.js';
import { addColumn, createTable, foreignKey, integer, key, varchar } from '../tables.js';

/** Draws without replacement within a cycle, and of which round of it each draw was. */
export class Rotations1764000000019 implements MigrationInterface {
  name = 'Rotations1764000000019';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'batches', varchar('rotation', 40, { nullable: true }));
    await createTable(runner, {
      name: 'draw_rotations',
      columns: [
        key('draw_id', 'int'),
        key('stratum', { varchar: 64 }),
        integer('agency_id'),
        varchar('code', 64),
        varchar('scope', 16),
        integer('cycle'),
        integer('round'),
        integer('whole'),
        integer('turned'),
        integer('available'),
        integer('wanted'),
      ],
      foreignKeys: [
        foreignKey('fk_draw_rotations_draw', 'draw_id', 'draws'),
        foreignKey('fk_draw_rotations_agency', 'agency_id', 'agencies'),
      ],
      indices: { ix_draw_rotations_code: ['agency_id', 'code', 'scope', 'draw_id'] },
    });
    for (const event of ['UPDATE', 'DELETE'] as const) {
      await createTrigger(
        runner,
        `tr_draw_rotations_no_${event.toLowerCase()}`,
        event,
        'draw_rotations',
        '1 = 1',
        'what a draw was to its rotation stays as it was committed',
      );
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
