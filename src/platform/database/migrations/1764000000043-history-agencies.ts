import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { createTrigger } from '../append-only.js';
import { addColumn, addIndex, integer, isMysql } from '../tables.js';

/** Where a record of each kind says whose it is. */
const OWNERS: Readonly<Record<string, string>> = {
  agency: 'SELECT o.id FROM agencies o WHERE o.id = history.subject_id',
  matter: 'SELECT o.agency_id FROM matters o WHERE o.id = history.subject_id',
  target: 'SELECT o.agency_id FROM targets o WHERE o.id = history.subject_id',
  inspector: 'SELECT o.agency_id FROM inspectors o WHERE o.id = history.subject_id',
  recusal:
    'SELECT i.agency_id FROM recusals o JOIN inspectors i ON i.id = o.inspector_id WHERE o.id = history.subject_id',
  visit: 'SELECT o.agency_id FROM visits o WHERE o.id = history.subject_id',
  user: 'SELECT o.agency_id FROM users o WHERE o.id = history.subject_id',
  plan: 'SELECT o.agency_id FROM plans o WHERE o.id = history.subject_id',
  batch: 'SELECT p.agency_id FROM batches o JOIN plans p ON p.id = o.plan_id WHERE o.id = history.subject_id',
  draw: 'SELECT o.agency_id FROM draws o WHERE o.id = history.subject_id',
  inspection: 'SELECT o.agency_id FROM inspections o WHERE o.id = history.subject_id',
  rectification: 'SELECT o.agency_id FROM rectifications o WHERE o.id = history.subject_id',
  'notice-channel': 'SELECT o.agency_id FROM notice_channels o WHERE o.id = history.subject_id',
  'disclosure-rules': 'SELECT o.id FROM agencies o WHERE o.id = history.subject_id',
};

/** Whose record each change is about, so that auditors of a part of the tree read theirs. What was written before is told it once. */
export class HistoryAgencies1764000000043 implements MigrationInterface {
  name = 'HistoryAgencies1764000000043';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'history', integer('agency_id', { nullable: true }));
    const quoted = isMysql(runner) ? '`tr_history_no_update`' : '"tr_history_no_update"';
    await runner.query(`DROP TRIGGER IF EXISTS ${quoted}`);
    for (const [subject, owner] of Object.entries(OWNERS)) {
      await runner.query(
        `UPDATE history SET agency_id = (${owner}) WHERE subject = '${subject}' AND agency_id IS NULL`,
      );
    }
    await createTrigger(runner, 'tr_history_no_update', 'UPDATE', 'history', '1 = 1', 'history is append-only');
    await addIndex(runner, 'history', 'ix_history_agency', ['agency_id', 'at']);
    await addIndex(runner, 'history', 'ix_history_actor', ['actor_name', 'at']);
    await addIndex(runner, 'history', 'ix_history_at', ['at']);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
