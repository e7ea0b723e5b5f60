import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { anyChanged, createTrigger, guardAppendOnly } from '../append-only.js';
import { addColumn, createTable, foreignKey, id, integer, key, longText, moment, oneOf, varchar } from '../tables.js';

/** Agencies beside the initiator's, teams of several levels, and people named for the seats. */
export class Partners1764000000014 implements MigrationInterface {
  name = 'Partners1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'batches', longText('seats', { nullable: true }));
    await addColumn(runner, 'batches', longText('assigned', { nullable: true }));
    await createTable(runner, {
      name: 'batch_partners',
      columns: [
        id(),
        integer('batch_id'),
        integer('agency_id'),
        varchar('role', 16),
        varchar('state', 16),
        longText('reason'),
        longText('seats'),
        longText('answer', { nullable: true }),
        varchar('invited_by_name', 200),
        moment('invited_at'),
        varchar('decided_by_name', 200, { nullable: true }),
        moment('decided_at', { nullable: true }),
        integer('version'),
      ],
      foreignKeys: [
        foreignKey('fk_batch_partners_batch', 'batch_id', 'batches'),
        foreignKey('fk_batch_partners_agency', 'agency_id', 'agencies'),
      ],
      uniques: { uq_batch_partners_agency: ['batch_id', 'agency_id'] },
      indices: { ix_batch_partners_agency: ['agency_id', 'state'] },
      checks: {
        ck_batch_partners_role: oneOf('role', ['participant', 'neighbour']),
        ck_batch_partners_state: oneOf('state', ['invited', 'accepted', 'declined', 'left-out']),
        ck_batch_partners_decided: `state = 'invited' OR (decided_by_name IS NOT NULL AND decided_at IS NOT NULL)`,
      },
    });
    await createTrigger(
      runner,
      'tr_batch_partners_no_delete',
      'DELETE',
      'batch_partners',
      '1 = 1',
      'who was asked stays on record',
    );
    await addColumn(runner, 'draws', longText('assigned', { nullable: true }));
    await createTrigger(
      runner,
      'tr_draws_assigned_stays',
      'UPDATE',
      'draws',
      `OLD.commitment IS NOT NULL AND (${anyChanged(['assigned'])})`,
      'what is committed is not changed',
    );
    // Who takes part in a draw, as it was committed: the batch may have others by its next one.
    await createTable(runner, {
      name: 'draw_participants',
      columns: [key('draw_id', 'int'), key('agency_id', 'int')],
      foreignKeys: [
        foreignKey('fk_draw_participants_draw', 'draw_id', 'draws'),
        foreignKey('fk_draw_participants_agency', 'agency_id', 'agencies'),
      ],
      indices: { ix_draw_participants_agency: ['agency_id', 'draw_id'] },
    });
    await guardAppendOnly(runner, 'draw_participants');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
