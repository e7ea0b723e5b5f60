import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { anyChanged, createTrigger, guardAppendOnly } from '../append-only.js';
import { createTable, day, foreignKey, id, integer, longText, moment, oneOf, varchar } from '../tables.js';

const STATES = ['ordered', 'extending', 'mended', 'passed', 'failed', 'transferred', 'closing', 'closed'];
const STEPS = [
  'order',
  'ask-extension',
  'extend',
  'mend',
  'recheck',
  'reorder',
  'transfer',
  'receive',
  'give-back',
  'ask-closure',
  'end',
  'refuse',
  'take-back',
  'close',
];
const ORDERED = ['inspection_id', 'agency_id', 'finding_code', 'matter_id', 'matter_key', 'ordered_on', 'created_at'];

/** Rectifications: what a target must mend, every step of it with who took it, and who was told that it is due. */
export class Rectifications1764000000025 implements MigrationInterface {
  name = 'Rectifications1764000000025';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'rectifications',
      columns: [
        id(),
        integer('inspection_id'),
        integer('agency_id'),
        varchar('finding_code', 40),
        integer('matter_id', { nullable: true }),
        integer('matter_key'),
        varchar('state', 16),
        integer('open_one', { nullable: true }),
        day('ordered_on'),
        day('deadline'),
        day('due_on', { nullable: true }),
        varchar('outcome', 16, { nullable: true }),
        moment('closed_at', { nullable: true }),
        integer('version'),
        moment('created_at'),
        moment('updated_at'),
      ],
      foreignKeys: [
        foreignKey('fk_rectifications_inspection', 'inspection_id', 'inspections'),
        foreignKey('fk_rectifications_agency', 'agency_id', 'agencies'),
        foreignKey('fk_rectifications_matter', 'matter_id', 'matters'),
      ],
      // null is unlike null: it holds for those that are open
      uniques: { uq_rectifications_open: ['inspection_id', 'finding_code', 'matter_key', 'open_one'] },
      indices: {
        ix_rectifications_agency: ['agency_id', 'ordered_on'],
        ix_rectifications_due: ['due_on', 'agency_id'],
      },
      checks: {
        ck_rectifications_state: oneOf('state', STATES),
        ck_rectifications_outcome: oneOf('outcome', ['mended', 'transferred', 'ended']),
        ck_rectifications_closed: `(state <> 'closed' AND open_one = 1 AND outcome IS NULL AND closed_at IS NULL) OR (state = 'closed' AND open_one IS NULL AND outcome IS NOT NULL AND closed_at IS NOT NULL AND due_on IS NULL)`,
      },
    });
    await createTrigger(
      runner,
      'tr_rectifications_no_delete',
      'DELETE',
      'rectifications',
      '1 = 1',
      'a rectification is never removed',
    );
    await createTrigger(
      runner,
      'tr_rectifications_stays',
      'UPDATE',
      'rectifications',
      `OLD.state = 'closed' OR NEW.deadline < OLD.deadline OR ${anyChanged(ORDERED)}`,
      'what was ordered, a deadline that was given and what is closed stay',
    );
    await createTable(runner, {
      name: 'rectification_steps',
      columns: [
        id(),
        integer('rectification_id'),
        integer('rectification_version'),
        varchar('step', 16),
        varchar('from_state', 16, { nullable: true }),
        varchar('to_state', 16),
        day('on_day', { nullable: true }),
        day('deadline', { nullable: true }),
        longText('note', { nullable: true }),
        longText('details', { nullable: true }),
        integer('alone', { nullable: true }),
        integer('by_user', { nullable: true }),
        varchar('by_name', 100),
        integer('not_by', { nullable: true }),
        moment('at'),
      ],
      foreignKeys: [foreignKey('fk_rectification_steps_rectification', 'rectification_id', 'rectifications')],
      uniques: { uq_rectification_steps_once: ['rectification_id', 'rectification_version'] },
      checks: {
        ck_rectification_steps_step: oneOf('step', STEPS),
        // whatever a service forgets, who asks for an extension does not grant it
        ck_rectification_steps_second: 'not_by IS NULL OR by_user IS NULL OR by_user <> not_by',
      },
    });
    await guardAppendOnly(runner, 'rectification_steps');
    await createTable(runner, {
      name: 'rectification_reminders',
      columns: [
        id(),
        integer('rectification_id'),
        day('due_on'),
        varchar('kind', 16),
        integer('agency_id'),
        moment('at'),
      ],
      foreignKeys: [
        foreignKey('fk_rectification_reminders_rectification', 'rectification_id', 'rectifications'),
        foreignKey('fk_rectification_reminders_agency', 'agency_id', 'agencies'),
      ],
      uniques: { uq_rectification_reminders_once: ['rectification_id', 'due_on', 'kind', 'agency_id'] },
      checks: { ck_rectification_reminders_kind: oneOf('kind', ['reminder', 'last-day', 'escalation']) },
    });
    await guardAppendOnly(runner, 'rectification_reminders');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
