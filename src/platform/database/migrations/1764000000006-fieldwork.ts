import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { guardAppendOnly } from '../append-only.js';
import { createTable, day, foreignKey, id, integer, key, longText, moment, oneOf, varchar } from '../tables.js';

/** What follows a draw: inspections, their teams, what was found. */
export class Fieldwork1764000000006 implements MigrationInterface {
  name = 'Fieldwork1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'inspections',
      columns: [
        id(),
        integer('draw_id'),
        integer('ordinal'),
        integer('batch_id'),
        integer('agency_id'),
        integer('target_id'),
        varchar('target_code', 64),
        varchar('target_name', 300),
        varchar('target_kind', 100),
        day('visit_from'),
        day('visit_until'),
        varchar('state', 16),
        day('visited_on', { nullable: true }),
        varchar('target_state', 16, { nullable: true }),
        longText('remarks', { nullable: true }),
        moment('completed_at', { nullable: true }),
        moment('published_at', { nullable: true }),
        integer('version'),
        moment('created_at'),
        moment('updated_at'),
      ],
      foreignKeys: [
        foreignKey('fk_inspections_draw', 'draw_id', 'draws'),
        foreignKey('fk_inspections_batch', 'batch_id', 'batches'),
        foreignKey('fk_inspections_agency', 'agency_id', 'agencies'),
        foreignKey('fk_inspections_target', 'target_id', 'targets'),
      ],
      uniques: { uq_inspections_draw_ordinal: ['draw_id', 'ordinal'] },
      indices: {
        ix_inspections_agency: ['agency_id', 'id'],
        ix_inspections_target: ['target_id'],
        ix_inspections_target_code: ['target_code'],
        ix_inspections_batch: ['batch_id', 'state'],
        // holds all that coverage counts, so that it reads no row of a million
        ix_inspections_visits: ['draw_id', 'visited_on', 'state', 'target_id'],
        // one look tells whether a draw's inspections of a kind cover its matters
        ix_inspections_kind: ['draw_id', 'target_kind', 'state', 'visited_on'],
      },
      checks: { ck_inspections_state: oneOf('state', ['not-inspected', 'completed', 'published', 'voided']) },
    });
    // Which matters the inspections of a draw are about, once for each kind of target that was drawn: a few rows a draw.
    await createTable(runner, {
      name: 'draw_kind_matters',
      columns: [key('draw_id', 'int'), key('target_kind', { varchar: 100 }), key('matter_id', 'int')],
      foreignKeys: [
        foreignKey('fk_draw_kind_matters_draw', 'draw_id', 'draws'),
        foreignKey('fk_draw_kind_matters_matter', 'matter_id', 'matters'),
      ],
      indices: { ix_draw_kind_matters_matter: ['matter_id', 'draw_id'] },
    });
    await guardAppendOnly(runner, 'draw_kind_matters');
    await createTable(runner, {
      name: 'inspection_seats',
      columns: [key('inspection_id', 'int'), key('seat', 'int'), integer('inspector_id')],
      foreignKeys: [
        foreignKey('fk_inspection_seats_inspection', 'inspection_id', 'inspections'),
        foreignKey('fk_inspection_seats_inspector', 'inspector_id', 'inspectors'),
      ],
      uniques: { uq_inspection_seats_once: ['inspection_id', 'inspector_id'] },
      indices: { ix_inspection_seats_inspector: ['inspector_id', 'inspection_id'] },
    });
    await createTable(runner, {
      name: 'findings',
      columns: [
        id(),
        integer('inspection_id'),
        integer('matter_id', { nullable: true }),
        varchar('code', 40),
        longText('note', { nullable: true }),
        integer('recorded_by', { nullable: true }),
        moment('recorded_at'),
      ],
      foreignKeys: [
        foreignKey('fk_findings_inspection', 'inspection_id', 'inspections'),
        foreignKey('fk_findings_matter', 'matter_id', 'matters'),
      ],
      indices: { ix_findings_inspection: ['inspection_id', 'code'] },
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
