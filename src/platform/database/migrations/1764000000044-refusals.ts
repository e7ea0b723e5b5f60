import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { anyChanged, createTrigger } from '../append-only.js';
import { createTable, day, id, integer, moment, oneOf, varchar } from '../tables.js';

/** What people were refused, for auditors. */
export class Refusals1764000000044 implements MigrationInterface {
  name = 'Refusals1764000000044';

  async up(runner: QueryRunner): Promise<void> {
    const fixed = [
      integer('user_id'),
      varchar('user_name', 100),
      varchar('role', 16),
      integer('agency_id', { nullable: true }),
      integer('sought_agency_id', { nullable: true }),
      day('day'),
      varchar('fingerprint', 64),
      varchar('kind', 16),
      varchar('code', 64),
      varchar('method', 10),
      varchar('path', 300),
      varchar('sought', 200, { nullable: true }),
      varchar('address', 64),
      varchar('request_id', 64),
      moment('first_at'),
    ];
    await createTable(runner, {
      name: 'refusals',
      columns: [id(), ...fixed, moment('last_at'), integer('times')],
      uniques: { uq_refusals_same: ['user_id', 'day', 'fingerprint'] },
      indices: { ix_refusals_last: ['last_at'] },
      checks: { ck_refusals_kind: oneOf('kind', ['role', 'rule', 'outside']) },
    });
    const changed = `${anyChanged(fixed.map(({ name }) => name))} OR NEW.times <= OLD.times`;
    await createTrigger(runner, 'tr_refusals_no_update', 'UPDATE', 'refusals', changed, 'refusals are only counted up');
    await createTrigger(runner, 'tr_refusals_no_delete', 'DELETE', 'refusals', '1 = 1', 'refusals are append-only');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
