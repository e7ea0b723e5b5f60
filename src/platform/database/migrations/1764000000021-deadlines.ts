import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { guardAppendOnly } from '../append-only.js';
import { addColumn, addIndex, createTable, day, foreignKey, id, integer, moment, oneOf, varchar } from '../tables.js';

/** By when the next step of an inspection is due, how long an agency gives itself to publish, and who was reminded. */
export class Deadlines1764000000021 implements MigrationInterface {
  name = 'Deadlines1764000000021';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'agencies', integer('publication_days', { nullable: true }), {
      name: 'ck_agencies_publication_days',
      condition: 'publication_days BETWEEN 1 AND 60',
    });
    await addColumn(runner, 'inspections', day('due_on', { nullable: true }));
    await addIndex(runner, 'inspections', 'ix_inspections_due', ['due_on', 'agency_id']);
    // what is visited already is counted by working days, when the first server starts
    await runner.query(
      `UPDATE inspections SET due_on = COALESCE(planned_on, visit_until) WHERE state = 'issued' AND due_on IS NULL`,
    );
    await createTable(runner, {
      name: 'inspection_reminders',
      columns: [
        id(),
        integer('inspection_id'),
        varchar('term', 16),
        varchar('kind', 16),
        integer('agency_id'),
        day('due_on'),
        moment('at'),
      ],
      foreignKeys: [
        foreignKey('fk_inspection_reminders_inspection', 'inspection_id', 'inspections'),
        foreignKey('fk_inspection_reminders_agency', 'agency_id', 'agencies'),
      ],
      uniques: { uq_inspection_reminders_once: ['inspection_id', 'term', 'kind', 'agency_id'] },
      indices: { ix_inspection_reminders_agency: ['agency_id', 'id'] },
      checks: {
        ck_inspection_reminders_term: oneOf('term', ['preparation', 'visit', 'publication']),
        ck_inspection_reminders_kind: oneOf('kind', ['reminder', 'escalation']),
      },
    });
    await guardAppendOnly(runner, 'inspection_reminders');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
