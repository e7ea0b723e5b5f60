import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { guardAppendOnly } from '../append-only.js';
import { beats, createTable, id, integer, longText, moment, key, oneOf, varchar } from '../tables.js';

/** What every service needs: settings, the history of changes, durable jobs, answers to repeated creations. */
export class Platform1764000000001 implements MigrationInterface {
  name = 'Platform1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'settings',
      columns: [key('name', { varchar: 64 }), longText('value')],
    });
    await createTable(runner, { name: 'held_names', columns: [key('name', { varchar: 64 }), beats()] });
    await createTable(runner, {
      name: 'history',
      columns: [
        id(),
        varchar('subject', 32),
        integer('subject_id'),
        varchar('action', 32),
        integer('actor_id', { nullable: true }),
        varchar('actor_name', 100),
        varchar('request_id', 64, { nullable: true }),
        moment('at'),
        longText('before_value', { nullable: true }),
        longText('after_value', { nullable: true }),
      ],
      indices: { ix_history_subject: ['subject', 'subject_id', 'id'] },
    });
    await guardAppendOnly(runner, 'history');
    await createTable(runner, {
      name: 'jobs',
      columns: [
        id(),
        varchar('kind', 32),
        varchar('job_key', 100),
        moment('due_at'),
        varchar('state', 16),
        moment('run_at'),
        varchar('owner', 100, { nullable: true }),
        moment('lease_until', { nullable: true }),
        integer('epoch'),
        integer('beats'),
        integer('attempts'),
        longText('last_error', { nullable: true }),
        moment('created_at'),
        moment('finished_at', { nullable: true }),
      ],
      uniques: { uq_jobs_what_when: ['kind', 'job_key', 'due_at'] },
      indices: { ix_jobs_state_run: ['state', 'run_at'] },
      checks: { ck_jobs_state: oneOf('state', ['waiting', 'running', 'done', 'failed', 'cancelled']) },
    });
    await createTable(runner, { name: 'last_done', columns: [key('what', { varchar: 64 }), moment('at')] });
    await createTable(runner, {
      name: 'idempotency_keys',
      columns: [
        id(),
        varchar('caller', 64),
        varchar('idempotency_key', 100),
        varchar('request_hash', 64),
        integer('status', { nullable: true }),
        longText('response', { nullable: true }),
        moment('created_at'),
      ],
      uniques: { uq_idempotency_keys: ['caller', 'idempotency_key'] },
      indices: { ix_idempotency_created: ['created_at'] },
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
