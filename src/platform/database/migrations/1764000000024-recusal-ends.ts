import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { changeCheck, oneOf } from '../tables.js';

/** A recusal may be withdrawn by whoever asked for it; and what was on its way when due days came has one as well. */
export class RecusalEnds1764000000024 implements MigrationInterface {
  name = 'RecusalEnds1764000000024';

  async up(runner: QueryRunner): Promise<void> {
    const nothing = (): Promise<void> => Promise.resolve();
    const states = oneOf('state', ['open', 'approved', 'refused', 'withdrawn']);
    await changeCheck(runner, 'inspection_recusals', 'ck_inspection_recusals_state', states, nothing);
    // whatever a service forgets, the same person never asks and decides; and nobody else withdraws it
    const second = `decided_by IS NULL OR (decided_by = asked_by) = (state = 'withdrawn')`;
    await changeCheck(runner, 'inspection_recusals', 'ck_inspection_recusals_second', second, nothing);
    await runner.query(
      `UPDATE inspections SET due_on = CASE state WHEN 'notified' THEN visit_until ELSE COALESCE(planned_on, visit_until) END
        WHERE state IN ('issued', 'accepted', 'approved', 'notified') AND due_on IS NULL`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
