import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { createTrigger } from '../append-only.js';
import { createTable, day, foreignKey, id, integer, moment, oneOf, varchar } from '../tables.js';

/** Who was inspected when, whoever arranged it; those of the inspections that are there are filled in. */
export class Visits1764000000017 implements MigrationInterface {
  name = 'Visits1764000000017';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'visits',
      columns: [
        id(),
        integer('agency_id'),
        integer('target_id'),
        varchar('target_code', 64),
        day('first_day'),
        varchar('kind', 8),
        varchar('note', 500, { nullable: true }),
        integer('inspection_id', { nullable: true }),
        integer('draw_id', { nullable: true }),
        integer('entered', { nullable: true }),
        varchar('withdrawn_reason', 500, { nullable: true }),
        integer('version'),
        moment('created_at'),
        moment('updated_at'),
        moment('retired_at', { nullable: true }),
      ],
      foreignKeys: [
        foreignKey('fk_visits_agency', 'agency_id', 'agencies'),
        foreignKey('fk_visits_target', 'target_id', 'targets'),
      ],
      uniques: {
        // null is unlike null: it holds for those that people entered and that stand
        uq_visits_entered: ['agency_id', 'target_id', 'first_day', 'kind', 'entered'],
        uq_visits_inspection: ['inspection_id'],
      },
      indices: {
        ix_visits_target: ['target_id', 'first_day'],
        // holds all that a pool asks of it, so that it reads no row of a million
        ix_visits_code: ['target_code', 'agency_id', 'first_day', 'retired_at', 'draw_id'],
        ix_visits_agency: ['agency_id', 'first_day'],
        ix_visits_draw: ['draw_id'],
      },
      checks: { ck_visits_kind: oneOf('kind', ['random', 'daily', 'special', 'case']) },
    });
    await createTrigger(runner, 'tr_visits_no_delete', 'DELETE', 'visits', '1 = 1', 'a visit is never removed');
    // one statement, which is there as a whole or not at all; and done again it changes nothing
    await runner.query(
      `INSERT INTO visits (agency_id, target_id, target_code, first_day, kind, inspection_id, draw_id, version, created_at, updated_at)
       SELECT i.agency_id, i.target_id, t.code, COALESCE(i.visited_on, i.visit_from), 'random', i.id, i.draw_id, 1, i.created_at, i.updated_at
         FROM inspections i JOIN targets t ON t.id = i.target_id
        WHERE i.state <> 'voided' AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.inspection_id = i.id)`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
