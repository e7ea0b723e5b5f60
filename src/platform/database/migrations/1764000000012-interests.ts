import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { addColumn, createTable, day, foreignKey, id, integer, moment, oneOf, varchar } from '../tables.js';

/** What inspectors declare of themselves, duty beside leave, and how much one may be drawn for in a year. */
export class Interests1764000000012 implements MigrationInterface {
  name = 'Interests1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'interests',
      columns: [
        id(),
        integer('inspector_id'),
        varchar('kind', 16),
        varchar('name', 300, { nullable: true }),
        varchar('uscc', 64, { nullable: true }),
        varchar('address', 500, { nullable: true }),
        varchar('person', 100, { nullable: true }),
        varchar('note', 500),
        day('from_day', { nullable: true }),
        day('until_day', { nullable: true }),
        varchar('declared_by', 100),
        moment('declared_at'),
        moment('ended_at', { nullable: true }),
      ],
      foreignKeys: [foreignKey('fk_interests_inspector', 'inspector_id', 'inspectors')],
      indices: { ix_interests_inspector: ['inspector_id', 'ended_at'] },
      checks: {
        ck_interests_kind: oneOf('kind', ['own', 'family', 'former-employer', 'address', 'other']),
        ck_interests_days: 'from_day <= until_day',
      },
    });
    await addColumn(runner, 'absences', varchar('kind', 16, { nullable: true }), {
      name: 'ck_absences_kind',
      condition: oneOf('kind', ['leave', 'duty']),
    });
    await addColumn(runner, 'inspectors', integer('yearly_limit', { nullable: true }), {
      name: 'ck_inspectors_yearly_limit',
      condition: 'yearly_limit >= 1 AND yearly_limit <= 10000',
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
