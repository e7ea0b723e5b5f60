import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { guardAppendOnly } from '../append-only.js';
import { addColumn, createTable, foreignKey, id, integer, key, longText, moment, oneOf, varchar } from '../tables.js';

/** The life of a plan: who submitted, reviewed and filed it, and what each of its editions said. */
export class PlanLife1764000000011 implements MigrationInterface {
  name = 'PlanLife1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'plans', varchar('review', 16, { nullable: true }), {
      name: 'ck_plans_review',
      condition: oneOf('review', ['submitted', 'approved']),
    });
    await addColumn(runner, 'plans', integer('changed_by', { nullable: true }));
    await createTable(runner, {
      name: 'plan_steps',
      columns: [
        id(),
        integer('plan_id'),
        integer('plan_version'),
        integer('edition'),
        varchar('step', 16),
        integer('agency_id', { nullable: true }),
        integer('by_user', { nullable: true }),
        varchar('by_name', 100),
        integer('not_by', { nullable: true }),
        varchar('reason', 500, { nullable: true }),
        moment('at'),
      ],
      foreignKeys: [
        foreignKey('fk_plan_steps_plan', 'plan_id', 'plans'),
        foreignKey('fk_plan_steps_agency', 'agency_id', 'agencies'),
      ],
      uniques: { uq_plan_steps_once: ['plan_id', 'plan_version', 'step'] },
      checks: {
        ck_plan_steps_step: oneOf('step', ['submitted', 'approved', 'returned', 'filed', 'acknowledged']),
        // whatever a service forgets, who made a plan does not review it
        ck_plan_steps_second: 'not_by IS NULL OR by_user IS NULL OR by_user <> not_by',
      },
    });
    await guardAppendOnly(runner, 'plan_steps');
    await createTable(runner, {
      name: 'plan_editions',
      columns: [
        key('plan_id', 'int'),
        key('edition', 'int'),
        varchar('action', 32),
        longText('plan'),
        varchar('by_name', 100),
        varchar('approved_by', 100, { nullable: true }),
        varchar('reason', 500, { nullable: true }),
        moment('at'),
      ],
      foreignKeys: [foreignKey('fk_plan_editions_plan', 'plan_id', 'plans')],
    });
    await guardAppendOnly(runner, 'plan_editions');
    await createTable(runner, {
      name: 'plan_edition_parts',
      columns: [
        key('plan_id', 'int'),
        key('batch_code', { varchar: 64 }),
        key('edition', 'int'),
        key('piece', 'int'),
        longText('content'),
      ],
      foreignKeys: [foreignKey('fk_plan_edition_parts_plan', 'plan_id', 'plans')],
    });
    await guardAppendOnly(runner, 'plan_edition_parts');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
