import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { anyChanged, createTrigger, guardAppendOnly } from '../append-only.js';
import { beats, blob, createTable, foreignKey, id, integer, key, longText, moment, oneOf, varchar } from '../tables.js';

/** What a commitment fixes of its draw. */
const COMMITTED = [
  'number',
  'occurrence_id',
  'kind',
  'ordinal',
  'earlier_draw_id',
  'relation',
  'batch_id',
  'agency_id',
  'plan_version',
  'entropy_source',
  'sealed_secret',
  'manifest',
  'commitment',
  'cutoff_at',
  'committed_at',
  'draw_at',
  'population',
  'sample_size',
];

/** What an alert says. */
const ALERTED = ['code', 'subject', 'subject_id', 'number', 'agency_id', 'since', 'opened_at'];

/**
 * Draws, and what a draw is made of. `draw_parts` holds the committed leaves and the record in pieces of at most 64 kB
 * (where MySQL's blob ends), so that neither writing nor reading a draw of ten million targets needs them in memory.
 */
export class Drawing1764000000005 implements MigrationInterface {
  name = 'Drawing1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'draws',
      columns: [
        id(),
        varchar('number', 64),
        integer('occurrence_id'),
        varchar('kind', 16),
        integer('ordinal'),
        integer('earlier_draw_id', { nullable: true }),
        longText('relation', { nullable: true }),
        integer('batch_id'),
        integer('agency_id'),
        integer('plan_version'),
        varchar('phase', 16),
        moment('announced_at'),
        moment('draw_at'),
        moment('cutoff_at', { nullable: true }),
        varchar('entropy_source', 16),
        // the sealed source's 32 bytes: kept here until the reveal, shown by nothing before it
        varchar('sealed_secret', 64, { nullable: true }),
        longText('manifest', { nullable: true }),
        varchar('commitment', 64, { nullable: true }),
        moment('committed_at', { nullable: true }),
        moment('seeded_at', { nullable: true }),
        longText('entropy', { nullable: true }),
        moment('drawn_at', { nullable: true }),
        varchar('record_hash', 64, { nullable: true }),
        moment('issued_at', { nullable: true }),
        integer('population', { nullable: true }),
        integer('sample_size', { nullable: true }),
        longText('failure', { nullable: true }),
        longText('waiting', { nullable: true }),
        moment('ended_at', { nullable: true }),
        beats(),
      ],
      foreignKeys: [
        foreignKey('fk_draws_occurrence', 'occurrence_id', 'occurrences'),
        foreignKey('fk_draws_earlier', 'earlier_draw_id', 'draws'),
        foreignKey('fk_draws_batch', 'batch_id', 'batches'),
        foreignKey('fk_draws_agency', 'agency_id', 'agencies'),
      ],
      uniques: { uq_draws_number: ['number'], uq_draws_occurrence: ['occurrence_id', 'kind', 'ordinal'] },
      indices: { ix_draws_agency: ['agency_id', 'id'], ix_draws_phase: ['phase'] },
      checks: {
        ck_draws_phase: oneOf('phase', [
          'announced',
          'committed',
          'seeded',
          'drawn',
          'issued',
          'infeasible',
          'ended',
          'voided',
        ]),
        ck_draws_kind: oneOf('kind', ['draw', 'supplement', 'replacement']),
      },
    });
    await createTrigger(runner, 'tr_draws_no_delete', 'DELETE', 'draws', '1 = 1', 'a draw is never removed');
    await createTrigger(
      runner,
      'tr_draws_commitment_stays',
      'UPDATE',
      'draws',
      `OLD.commitment IS NOT NULL AND (${anyChanged(COMMITTED)})`,
      'what is committed is not changed',
    );
    await createTrigger(
      runner,
      'tr_draws_record_stays',
      'UPDATE',
      'draws',
      `OLD.record_hash IS NOT NULL AND (${anyChanged(['record_hash', 'entropy', 'seeded_at', 'drawn_at'])})`,
      'what is drawn is not changed',
    );
    // What a draw is about, fixed when it is announced: the batch's own list may change for its next occurrence.
    await createTable(runner, {
      name: 'draw_matters',
      columns: [key('draw_id', 'int'), key('matter_id', 'int'), longText('target_kinds', { nullable: true })],
      foreignKeys: [
        foreignKey('fk_draw_matters_draw', 'draw_id', 'draws'),
        foreignKey('fk_draw_matters_matter', 'matter_id', 'matters'),
      ],
      indices: { ix_draw_matters_matter: ['matter_id', 'draw_id'] },
    });
    for (const event of ['UPDATE', 'DELETE'] as const) {
      await createTrigger(
        runner,
        `tr_draw_matters_no_${event.toLowerCase()}`,
        event,
        'draw_matters',
        'EXISTS (SELECT 1 FROM draws WHERE draws.id = OLD.draw_id AND draws.record_hash IS NOT NULL)',
        'what was drawn for is not changed',
      );
    }
    await createTable(runner, {
      name: 'draw_parts',
      columns: [
        key('draw_id', 'int'),
        key('part', { varchar: 16 }),
        key('seq', 'int'),
        integer('first_position'),
        integer('item_count'),
        blob('body'),
      ],
      foreignKeys: [foreignKey('fk_draw_parts_draw', 'draw_id', 'draws')],
      checks: {
        ck_draw_parts_part: oneOf('part', ['targets', 'inspectors', 'exclusions', 'record', 'teams']),
      },
    });
    await createTrigger(
      runner,
      'tr_draw_parts_no_more',
      'INSERT',
      'draw_parts',
      `EXISTS (SELECT 1 FROM draws WHERE draws.id = NEW.draw_id AND (draws.record_hash IS NOT NULL OR (draws.commitment IS NOT NULL AND NEW.part NOT IN ('record', 'teams'))))`,
      'nothing is added to what is committed',
    );
    // What people bring to a draw's randomness: events, figures, hashes and secrets. Nothing of it is taken back.
    await createTable(runner, {
      name: 'draw_statements',
      columns: [
        id(),
        integer('draw_id'),
        varchar('kind', 16),
        integer('seq'),
        integer('user_id'),
        varchar('username', 100),
        moment('at'),
        longText('body'),
      ],
      foreignKeys: [foreignKey('fk_draw_statements_draw', 'draw_id', 'draws')],
      uniques: { uq_draw_statements_seq: ['draw_id', 'kind', 'seq'] },
      checks: { ck_draw_statements_kind: oneOf('kind', ['events', 'figures', 'witness', 'secret', 'round']) },
    });
    await guardAppendOnly(runner, 'draw_statements');
    // Leaves may go while nothing is committed (an attempt that died is made again); pieces of the record may go until
    // the record's hash stands.
    await guardAppendOnly(
      runner,
      'draw_parts',
      `EXISTS (SELECT 1 FROM draws WHERE draws.id = OLD.draw_id AND (draws.commitment IS NULL OR (draws.record_hash IS NULL AND OLD.part IN ('record', 'teams'))))`,
    );
    await createTable(runner, {
      name: 'alerts',
      columns: [
        id(),
        varchar('about', 100, { nullable: true }),
        varchar('code', 32),
        varchar('subject', 16),
        integer('subject_id'),
        varchar('number', 64),
        integer('agency_id'),
        moment('since'),
        moment('opened_at'),
        moment('closed_at', { nullable: true }),
      ],
      foreignKeys: [foreignKey('fk_alerts_agency', 'agency_id', 'agencies')],
      // several have none: a database lets a unique column be empty more than once
      uniques: { uq_alerts_about: ['about'] },
      indices: { ix_alerts_agency: ['agency_id', 'id'] },
      checks: { ck_alerts_open: '(about IS NULL) = (closed_at IS NOT NULL)' },
    });
    await createTrigger(runner, 'tr_alerts_no_delete', 'DELETE', 'alerts', '1 = 1', 'an alert is never removed');
    await createTrigger(
      runner,
      'tr_alerts_over_stays',
      'UPDATE',
      'alerts',
      `OLD.closed_at IS NOT NULL OR ${anyChanged(ALERTED)}`,
      'an alert is closed once, and nothing else of it changes',
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
