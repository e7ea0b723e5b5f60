import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { guardAppendOnly } from '../append-only.js';
import { changeCheck, createTable, day, foreignKey, id, integer, longText, moment, oneOf, varchar } from '../tables.js';

const STATES = [
  'issued',
  'accepted',
  'approved',
  'notified',
  'visited',
  'reported',
  'reviewed',
  'published',
  'closed',
  'voided',
];
const STEPS = [
  'accept',
  'approve',
  'notify',
  'visit',
  'report',
  'review',
  'return',
  'publish',
  'close',
  'void',
  'reseat',
];

/** The whole life of an inspection in its one state, and every step of it with who took it. */
export class InspectionLife1764000000020 implements MigrationInterface {
  name = 'InspectionLife1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    await changeCheck(runner, 'inspections', 'ck_inspections_state', oneOf('state', STATES), async () => {
      for (const [before, now] of [
        ['not-inspected', 'issued'],
        ['completed', 'reported'],
      ] as const) {
        await runner.query('UPDATE inspections SET state = ? WHERE state = ?', [now, before]);
      }
    });
    await createTable(runner, {
      name: 'inspection_steps',
      columns: [
        id(),
        integer('inspection_id'),
        integer('inspection_version'),
        varchar('step', 16),
        varchar('from_state', 16),
        varchar('to_state', 16),
        day('on_day', { nullable: true }),
        varchar('note', 500, { nullable: true }),
        longText('details', { nullable: true }),
        integer('alone', { nullable: true }),
        integer('by_user', { nullable: true }),
        varchar('by_name', 100),
        integer('not_by', { nullable: true }),
        moment('at'),
      ],
      foreignKeys: [foreignKey('fk_inspection_steps_inspection', 'inspection_id', 'inspections')],
      uniques: { uq_inspection_steps_once: ['inspection_id', 'inspection_version', 'step'] },
      checks: {
        ck_inspection_steps_step: oneOf('step', STEPS),
        // whatever a service forgets, who recorded the findings does not review them
        ck_inspection_steps_second: 'not_by IS NULL OR by_user IS NULL OR by_user <> not_by',
      },
    });
    await guardAppendOnly(runner, 'inspection_steps');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
