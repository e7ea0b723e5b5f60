import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { anyChanged, createTrigger, guardAppendOnly } from '../append-only.js';
import { createTable, foreignKey, id, integer, key, longText, moment, oneOf, varchar } from '../tables.js';

const PROPOSED = ['draw_id', 'agency_id', 'kind', 'reason', 'terms', 'proposed_by', 'proposed_by_name', 'proposed_at'];

/** Voids, supplements and replacements: proposed by one person, decided once by another, and kept; and who left a team by them. */
export class Amendments1764000000009 implements MigrationInterface {
  name = 'Amendments1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'draw_amendments',
      columns: [
        id(),
        integer('draw_id'),
        integer('agency_id'),
        varchar('kind', 16),
        varchar('state', 16),
        longText('reason'),
        longText('terms'),
        integer('proposed_by'),
        varchar('proposed_by_name', 200),
        moment('proposed_at'),
        integer('decided_by', { nullable: true }),
        varchar('decided_by_name', 200, { nullable: true }),
        longText('decision_reason', { nullable: true }),
        moment('decided_at', { nullable: true }),
        integer('new_draw_id', { nullable: true }),
        integer('version'),
      ],
      foreignKeys: [
        foreignKey('fk_draw_amendments_draw', 'draw_id', 'draws'),
        foreignKey('fk_draw_amendments_agency', 'agency_id', 'agencies'),
        foreignKey('fk_draw_amendments_new_draw', 'new_draw_id', 'draws'),
      ],
      uniques: { uq_draw_amendments_new_draw: ['new_draw_id'] },
      indices: { ix_draw_amendments_draw: ['draw_id', 'id'], ix_draw_amendments_agency: ['agency_id', 'id'] },
      checks: {
        ck_draw_amendments_kind: oneOf('kind', ['void', 'supplement', 'replacement']),
        ck_draw_amendments_state: oneOf('state', ['proposed', 'approved', 'declined']),
        // whatever a service forgets, the same person never does both
        ck_draw_amendments_second: 'decided_by IS NULL OR decided_by <> proposed_by',
        ck_draw_amendments_decided: `state = 'proposed' OR (decided_by IS NOT NULL AND decided_at IS NOT NULL)`,
      },
    });
    await createTrigger(
      runner,
      'tr_draw_amendments_no_delete',
      'DELETE',
      'draw_amendments',
      '1 = 1',
      'a proposal is never removed',
    );
    await createTrigger(
      runner,
      'tr_draw_amendments_stays',
      'UPDATE',
      'draw_amendments',
      `OLD.state <> 'proposed' OR ${anyChanged(PROPOSED)}`,
      'what was proposed or decided is not changed',
    );
    await createTrigger(
      runner,
      'tr_draws_void_stays',
      'UPDATE',
      'draws',
      `OLD.phase = 'voided' AND NEW.phase <> 'voided'`,
      'what is void stays void',
    );
    // Who left a team, and by which draw the seat was filled anew. The seat itself shows who sits there now.
    await createTable(runner, {
      name: 'seat_departures',
      columns: [
        key('inspection_id', 'int'),
        key('inspector_id', 'int'),
        integer('seat'),
        integer('draw_id'),
        varchar('cause', 16),
        moment('at'),
      ],
      foreignKeys: [
        foreignKey('fk_seat_departures_inspection', 'inspection_id', 'inspections'),
        foreignKey('fk_seat_departures_inspector', 'inspector_id', 'inspectors'),
        foreignKey('fk_seat_departures_draw', 'draw_id', 'draws'),
      ],
      checks: { ck_seat_departures_cause: oneOf('cause', ['recusal', 'illness', 'certificate', 'other']) },
    });
    await guardAppendOnly(runner, 'seat_departures');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
