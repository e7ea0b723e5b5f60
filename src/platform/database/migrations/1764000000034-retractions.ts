import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { anyChanged, createTrigger } from '../append-only.js';
import { changeCheck, createTable, foreignKey, id, integer, moment, oneOf, varchar } from '../tables.js';

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
  'withdrawn',
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
  'unvisit',
  'withdraw',
];
const ASKED = ['inspection_id', 'subject', 'reason', 'asked_by', 'asked_by_name', 'asked_at'];

/** A visit that never was and a published result that does not stand are taken back: asked for by one person, decided by another. */
export class Retractions1764000000034 implements MigrationInterface {
  name = 'Retractions1764000000034';

  async up(runner: QueryRunner): Promise<void> {
    const nothing = (): Promise<void> => Promise.resolve();
    await changeCheck(runner, 'inspections', 'ck_inspections_state', oneOf('state', STATES), nothing);
    await changeCheck(runner, 'inspection_steps', 'ck_inspection_steps_step', oneOf('step', STEPS), nothing);
    await createTable(runner, {
      name: 'inspection_retractions',
      columns: [
        id(),
        integer('inspection_id'),
        varchar('subject', 16),
        varchar('reason', 500),
        varchar('state', 16),
        integer('undecided', { nullable: true }),
        integer('asked_by'),
        varchar('asked_by_name', 200),
        moment('asked_at'),
        integer('decided_by', { nullable: true }),
        varchar('decided_by_name', 200, { nullable: true }),
        varchar('decision_reason', 500, { nullable: true }),
        moment('decided_at', { nullable: true }),
        integer('version'),
      ],
      foreignKeys: [foreignKey('fk_inspection_retractions_inspection', 'inspection_id', 'inspections')],
      // null is unlike null: it holds for those that are open
      uniques: { uq_inspection_retractions_open: ['inspection_id', 'undecided'] },
      checks: {
        ck_inspection_retractions_subject: oneOf('subject', ['visit', 'publication']),
        ck_inspection_retractions_state: oneOf('state', ['open', 'approved', 'refused', 'withdrawn']),
        // whatever a service forgets, the same person never asks and decides; and nobody else withdraws it
        ck_inspection_retractions_second: `decided_by IS NULL OR (decided_by = asked_by) = (state = 'withdrawn')`,
        ck_inspection_retractions_decided: `(state = 'open' AND undecided = 1 AND decided_by IS NULL) OR (state <> 'open' AND undecided IS NULL AND decided_by IS NOT NULL AND decided_at IS NOT NULL)`,
      },
    });
    await createTrigger(
      runner,
      'tr_inspection_retractions_no_delete',
      'DELETE',
      'inspection_retractions',
      '1 = 1',
      'a retraction is never removed',
    );
    await createTrigger(
      runner,
      'tr_inspection_retractions_stays',
      'UPDATE',
      'inspection_retractions',
      `OLD.state <> 'open' OR ${anyChanged(ASKED)}`,
      'what was asked for or decided is not changed',
    );
    const kinds = oneOf('kind', ['checklist', 'result', 'withdrawn']);
    await changeCheck(runner, 'bulletins', 'ck_bulletins_kind', kinds, nothing);
    const subject = `(kind = 'checklist') = (matter_id IS NOT NULL) AND (kind <> 'checklist') = (inspection_id IS NOT NULL)`;
    await changeCheck(runner, 'bulletins', 'ck_bulletins_subject', subject, nothing);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
