import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { anyChanged, createTrigger } from '../append-only.js';
import { createTable, day, foreignKey, id, integer, moment, oneOf, varchar } from '../tables.js';

const ASKED = [
  'inspection_id',
  'inspector_id',
  'origin',
  'declaration',
  'received_on',
  'asked_by',
  'asked_by_name',
  'asked_at',
];

/** Recusals from inspections: asked for by one person, decided once by another, and kept. */
export class InspectionRecusals1764000000023 implements MigrationInterface {
  name = 'InspectionRecusals1764000000023';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'inspection_recusals',
      columns: [
        id(),
        integer('inspection_id'),
        integer('inspector_id'),
        varchar('origin', 16),
        varchar('declaration', 500),
        day('received_on', { nullable: true }),
        varchar('state', 16),
        integer('undecided', { nullable: true }),
        integer('asked_by'),
        varchar('asked_by_name', 200),
        moment('asked_at'),
        integer('decided_by', { nullable: true }),
        varchar('decided_by_name', 200, { nullable: true }),
        varchar('decision_reason', 500, { nullable: true }),
        moment('decided_at', { nullable: true }),
        integer('amendment_id', { nullable: true }),
        integer('version'),
      ],
      foreignKeys: [
        foreignKey('fk_inspection_recusals_inspection', 'inspection_id', 'inspections'),
        foreignKey('fk_inspection_recusals_inspector', 'inspector_id', 'inspectors'),
        foreignKey('fk_inspection_recusals_amendment', 'amendment_id', 'draw_amendments'),
      ],
      // null is unlike null: it holds for those that are open
      uniques: { uq_inspection_recusals_open: ['inspection_id', 'inspector_id', 'undecided'] },
      checks: {
        ck_inspection_recusals_origin: oneOf('origin', ['inspector', 'target', 'supervisor']),
        ck_inspection_recusals_state: oneOf('state', ['open', 'approved', 'refused']),
        // whatever a service forgets, the same person never does both
        ck_inspection_recusals_second: 'decided_by IS NULL OR decided_by <> asked_by',
        ck_inspection_recusals_decided: `(state = 'open' AND undecided = 1) OR (state <> 'open' AND undecided IS NULL AND decided_by IS NOT NULL AND decided_at IS NOT NULL)`,
      },
    });
    await createTrigger(
      runner,
      'tr_inspection_recusals_no_delete',
      'DELETE',
      'inspection_recusals',
      '1 = 1',
      'a recusal is never removed',
    );
    await createTrigger(
      runner,
      'tr_inspection_recusals_stays',
      'UPDATE',
      'inspection_recusals',
      `OLD.state <> 'open' OR ${anyChanged(ASKED)}`,
      'what was asked for or decided is not changed',
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
