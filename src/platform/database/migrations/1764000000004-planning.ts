import { type MigrationInterface, type QueryRunner } from 'typeorm';

import {
  beats,
  createTable,
  day,
  flag,
  foreignKey,
  id,
  integer,
  key,
  longText,
  moment,
  oneOf,
  varchar,
} from '../tables.js';

/** Yearly plans, their batches, and the occurrences that come due. */
export class Planning1764000000004 implements MigrationInterface {
  name = 'Planning1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'plans',
      columns: [
        id(),
        integer('agency_id'),
        integer('year'),
        varchar('title', 200),
        varchar('state', 16),
        integer('version'),
        integer('edition'),
        moment('published_at', { nullable: true }),
        moment('created_at'),
        moment('updated_at'),
      ],
      foreignKeys: [foreignKey('fk_plans_agency', 'agency_id', 'agencies')],
      uniques: { uq_plans_agency_year: ['agency_id', 'year'] },
      checks: { ck_plans_state: oneOf('state', ['draft', 'published']) },
    });
    await createTable(runner, {
      name: 'batches',
      columns: [
        id(),
        integer('plan_id'),
        varchar('code', 64),
        varchar('name', 200),
        longText('filter'),
        varchar('rate_direction', 16),
        integer('rate_millionths', { nullable: true }),
        integer('rate_number', { nullable: true }),
        integer('team_size'),
        integer('max_load', { nullable: true }),
        longText('qualifications'),
        day('visit_from', { nullable: true }),
        day('visit_until', { nullable: true }),
        integer('visit_after_days', { nullable: true }),
        integer('visit_days', { nullable: true }),
        varchar('schedule_kind', 8),
        varchar('schedule', 100),
        varchar('time_zone', 64),
        varchar('rest_days', 16),
        integer('late_minutes'),
        integer('notice_minutes'),
        varchar('entropy_source', 16),
        longText('witnesses'),
        varchar('pools', 8),
        integer('version'),
        moment('created_at'),
        moment('updated_at'),
        moment('cancelled_at', { nullable: true }),
      ],
      foreignKeys: [foreignKey('fk_batches_plan', 'plan_id', 'plans')],
      uniques: { uq_batches_code: ['plan_id', 'code'] },
      checks: {
        ck_batches_rate_direction: oneOf('rate_direction', ['at-least', 'at-most', 'exactly', 'number']),
        ck_batches_team_size: 'team_size >= 2',
        ck_batches_schedule_kind: oneOf('schedule_kind', ['date', 'cron']),
        ck_batches_entropy_source: oneOf('entropy_source', ['sealed', 'beacon', 'figures', 'ceremony']),
        ck_batches_rest_days: oneOf('rest_days', ['keep', 'next', 'previous', 'skip']),
        ck_batches_pools: oneOf('pools', ['open', 'closed']),
      },
    });
    await createTable(runner, {
      name: 'batch_matters',
      columns: [key('batch_id', 'int'), key('matter_id', 'int')],
      foreignKeys: [
        foreignKey('fk_batch_matters_batch', 'batch_id', 'batches'),
        foreignKey('fk_batch_matters_matter', 'matter_id', 'matters'),
      ],
      indices: { ix_batch_matters_matter: ['matter_id'] },
    });
    await createTable(runner, {
      name: 'occurrences',
      columns: [
        id(),
        integer('batch_id'),
        integer('ordinal'),
        moment('due_at'),
        moment('announce_at'),
        varchar('state', 16),
        longText('failure', { nullable: true }),
        longText('moved_from', { nullable: true }),
        moment('draw_at', { nullable: true }),
        longText('decision', { nullable: true }),
        beats(),
      ],
      foreignKeys: [foreignKey('fk_occurrences_batch', 'batch_id', 'batches')],
      uniques: { uq_occurrences_due: ['batch_id', 'due_at'], uq_occurrences_ordinal: ['batch_id', 'ordinal'] },
      indices: { ix_occurrences_state_due: ['state', 'due_at'] },
      checks: {
        ck_occurrences_state: oneOf('state', [
          'planned',
          'drawing',
          'drawn',
          'failed',
          'stopped',
          'missed',
          'dropped',
          'cancelled',
        ]),
      },
    });
    await createTable(runner, {
      name: 'working_day_overrides',
      columns: [
        id(),
        day('day'),
        flag('working'),
        varchar('name', 100),
        varchar('source', 200),
        varchar('entered_by', 100),
        moment('entered_at'),
      ],
      uniques: { uq_working_day_overrides_day: ['day'] },
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
