import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { createTrigger } from '../append-only.js';
import { createTable, day, foreignKey, id, integer, moment, oneOf, varchar } from '../tables.js';

/** Two inspections of one target by different draws, offered to be one visit, and what came of it. */
export class JointVisits1764000000015 implements MigrationInterface {
  name = 'JointVisits1764000000015';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'joint_visits',
      columns: [
        id(),
        integer('first_id'),
        integer('second_id'),
        varchar('state', 16),
        day('first_day', { nullable: true }),
        varchar('first_by', 100, { nullable: true }),
        day('second_day', { nullable: true }),
        varchar('second_by', 100, { nullable: true }),
        varchar('reason', 500, { nullable: true }),
        varchar('ended_by', 100, { nullable: true }),
        integer('version'),
        moment('created_at'),
        moment('updated_at'),
      ],
      foreignKeys: [
        foreignKey('fk_joint_visits_first', 'first_id', 'inspections'),
        foreignKey('fk_joint_visits_second', 'second_id', 'inspections'),
      ],
      uniques: { uq_joint_visits_pair: ['first_id', 'second_id'] },
      indices: { ix_joint_visits_second: ['second_id'], ix_joint_visits_state: ['state', 'id'] },
      checks: {
        ck_joint_visits_state: oneOf('state', ['offered', 'merged', 'declined', 'withdrawn']),
        ck_joint_visits_pair: 'first_id < second_id',
        ck_joint_visits_merged: `state <> 'merged' OR (first_day IS NOT NULL AND second_day IS NOT NULL AND first_day = second_day)`,
      },
    });
    await createTrigger(
      runner,
      'tr_joint_visits_no_delete',
      'DELETE',
      'joint_visits',
      '1 = 1',
      'an offer of one visit is never removed',
    );
    await createTrigger(
      runner,
      'tr_joint_visits_ended',
      'UPDATE',
      'joint_visits',
      `OLD.state IN ('declined', 'withdrawn')`,
      'what was declined or withdrawn stays so',
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
