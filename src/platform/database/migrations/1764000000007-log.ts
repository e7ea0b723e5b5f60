import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { createTrigger, guardAppendOnly } from '../append-only.js';
import { createTable, integer, key, longText, moment, oneOf, varchar } from '../tables.js';

/** The transparency log: its entries, the complete subtrees over them, and every head that was signed. */
export class Log1764000000007 implements MigrationInterface {
  name = 'Log1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'log_entries',
      columns: [
        key('position', 'int'),
        varchar('kind', 16),
        varchar('draw_number', 64, { nullable: true }),
        moment('at'),
        longText('body'),
      ],
      indices: { ix_log_entries_draw: ['draw_number', 'position'] },
      checks: {
        ck_log_entries_kind: oneOf('kind', [
          'key',
          'commit',
          'reveal',
          'record',
          'end',
          'void',
          'supplement',
          'replace',
          'publish',
        ]),
      },
    });
    // level 0 are the hashes of the entries
    await createTable(runner, {
      name: 'log_nodes',
      columns: [key('level', 'int'), key('position', 'int'), varchar('hash', 64)],
    });
    await createTable(runner, {
      name: 'log_checkpoints',
      columns: [key('size', 'int'), longText('note'), moment('at')],
    });
    // one row, which every append locks: appends are one after the other, whichever process makes them
    await createTable(runner, {
      name: 'log_state',
      columns: [
        key('id', 'int'),
        integer('size'),
        integer('key_position', { nullable: true }),
        moment('last_at', { nullable: true }),
      ],
      checks: { ck_log_state_one: 'id = 1' },
    });
    await runner.query(
      'INSERT INTO log_state (id, size) SELECT 1, 0 FROM (SELECT COUNT(*) AS n FROM log_state) AS there WHERE there.n = 0',
    );
    for (const table of ['log_entries', 'log_nodes', 'log_checkpoints']) await guardAppendOnly(runner, table);
    await createTrigger(runner, 'tr_log_state_no_delete', 'DELETE', 'log_state', '1 = 1', 'the log has its state');
    await createTrigger(
      runner,
      'tr_log_state_grows',
      'UPDATE',
      'log_state',
      'NEW.size <= OLD.size OR NEW.last_at IS NULL OR NEW.last_at < OLD.last_at',
      'the log only grows',
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
