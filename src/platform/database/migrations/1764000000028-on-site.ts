import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { guardAppendOnly } from '../append-only.js';
import {
  addColumn,
  blob,
  createTable,
  foreignKey,
  id,
  integer,
  key,
  longText,
  moment,
  oneOf,
  varchar,
} from '../tables.js';

const inspection = (table: string) => foreignKey(`fk_${table}_inspection`, 'inspection_id', 'inspections');
const act = (table: string) => foreignKey(`fk_${table}_act`, 'act_id', 'field_acts');

/** What happens on site: where targets stand, the questions of matters, and what came from people's phones. */
export class OnSite1764000000028 implements MigrationInterface {
  name = 'OnSite1764000000028';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'targets', integer('longitude', { nullable: true }), {
      name: 'ck_targets_longitude',
      condition: 'longitude BETWEEN -180000000 AND 180000000',
    });
    await addColumn(runner, 'targets', integer('latitude', { nullable: true }), {
      name: 'ck_targets_latitude',
      condition: 'latitude BETWEEN -90000000 AND 90000000',
    });
    await addColumn(runner, 'agencies', integer('check_in_metres', { nullable: true }), {
      name: 'ck_agencies_check_in_metres',
      condition: 'check_in_metres BETWEEN 50 AND 100000',
    });
    await createTable(runner, {
      name: 'question_lists',
      columns: [
        id(),
        integer('matter_id'),
        integer('version'),
        longText('questions'),
        integer('by_user'),
        varchar('by_name', 200),
        moment('at'),
      ],
      foreignKeys: [foreignKey('fk_question_lists_matter', 'matter_id', 'matters')],
      uniques: { uq_question_lists_version: ['matter_id', 'version'] },
    });
    await guardAppendOnly(runner, 'question_lists');
    await this.acts(runner);
    await this.facts(runner);
    await this.files(runner);
  }

  /** Devices and what they sent. */
  private async acts(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'field_devices',
      columns: [
        id(),
        integer('user_id'),
        varchar('device', 36),
        integer('next_sequence'),
        moment('last_said_at', { nullable: true }),
        moment('created_at'),
      ],
      uniques: { uq_field_devices_device: ['user_id', 'device'] },
    });
    await createTable(runner, {
      name: 'field_acts',
      columns: [
        id(),
        integer('device_id'),
        integer('sequence'),
        integer('user_id'),
        varchar('user_name', 200),
        varchar('act', 36),
        integer('inspection_id', { nullable: true }),
        varchar('kind', 16),
        longText('content', { nullable: true }),
        varchar('content_hash', 64),
        moment('said_at'),
        moment('received_at'),
        moment('reckoned_at'),
        integer('clock_off_seconds'),
        varchar('clock', 16),
        varchar('outcome', 16),
        longText('problem', { nullable: true }),
      ],
      foreignKeys: [foreignKey('fk_field_acts_device', 'device_id', 'field_devices'), inspection('field_acts')],
      uniques: { uq_field_acts_act: ['user_id', 'act'], uq_field_acts_sequence: ['device_id', 'sequence'] },
      indices: { ix_field_acts_inspection: ['inspection_id', 'id'] },
      checks: {
        ck_field_acts_clock: oneOf('clock', ['right', 'wrong', 'unsteady']),
        ck_field_acts_outcome: `(outcome = 'taken' AND problem IS NULL) OR (outcome = 'refused' AND problem IS NOT NULL)`,
      },
    });
    await guardAppendOnly(runner, 'field_acts');
  }

  private async facts(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'check_ins',
      columns: [
        id(),
        integer('act_id'),
        integer('inspection_id'),
        integer('inspector_id'),
        integer('expert', { nullable: true }),
        moment('at'),
        integer('longitude', { nullable: true }),
        integer('latitude', { nullable: true }),
        integer('accuracy', { nullable: true }),
        integer('distance', { nullable: true }),
        integer('most_metres', { nullable: true }),
        varchar('far_reason', 500, { nullable: true }),
      ],
      foreignKeys: [
        act('check_ins'),
        inspection('check_ins'),
        foreignKey('fk_check_ins_inspector', 'inspector_id', 'inspectors'),
      ],
      uniques: { uq_check_ins_act: ['act_id'] },
      indices: { ix_check_ins_inspection: ['inspection_id', 'id'], ix_check_ins_inspector: ['inspector_id', 'at'] },
    });
    await guardAppendOnly(runner, 'check_ins');
    await createTable(runner, {
      name: 'site_answers',
      columns: [
        id(),
        integer('act_id'),
        integer('inspection_id'),
        integer('matter_id'),
        integer('list_version'),
        varchar('question', 32),
        longText('value'),
        varchar('note', 500, { nullable: true }),
        integer('user_id'),
        varchar('user_name', 200),
        moment('at'),
      ],
      foreignKeys: [
        act('site_answers'),
        inspection('site_answers'),
        foreignKey('fk_site_answers_matter', 'matter_id', 'matters'),
      ],
      uniques: { uq_site_answers_act: ['act_id'] },
      indices: { ix_site_answers_inspection: ['inspection_id', 'id'] },
    });
    await guardAppendOnly(runner, 'site_answers');
    await createTable(runner, {
      name: 'site_signatures',
      columns: [
        id(),
        integer('act_id'),
        integer('inspection_id'),
        varchar('signer', 16),
        integer('inspector_id', { nullable: true }),
        varchar('name', 100),
        varchar('refusal', 500, { nullable: true }),
        varchar('record_hash', 64),
        integer('matched', { nullable: true }),
        longText('strokes'),
        moment('at'),
      ],
      foreignKeys: [
        act('site_signatures'),
        inspection('site_signatures'),
        foreignKey('fk_site_signatures_inspector', 'inspector_id', 'inspectors'),
      ],
      uniques: { uq_site_signatures_act: ['act_id'] },
      indices: { ix_site_signatures_inspection: ['inspection_id', 'id'] },
      checks: {
        ck_site_signatures_signer: oneOf('signer', ['inspector', 'target', 'witness']),
        ck_site_signatures_inspector: `(signer = 'inspector') = (inspector_id IS NOT NULL)`,
        ck_site_signatures_refusal: `(signer = 'witness') = (refusal IS NOT NULL)`,
      },
    });
    await guardAppendOnly(runner, 'site_signatures');
  }

  private async files(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'site_files',
      columns: [
        id(),
        integer('inspection_id'),
        varchar('sha256', 64),
        integer('bytes'),
        varchar('media_type', 64),
        integer('user_id'),
        varchar('user_name', 200),
        moment('at'),
      ],
      foreignKeys: [inspection('site_files')],
      uniques: { uq_site_files_hash: ['inspection_id', 'sha256'] },
    });
    await guardAppendOnly(runner, 'site_files');
    await createTable(runner, {
      name: 'site_file_pieces',
      columns: [key('file_id', 'int'), key('ordinal', 'int'), blob('content')],
      foreignKeys: [foreignKey('fk_site_file_pieces_file', 'file_id', 'site_files')],
    });
    await guardAppendOnly(runner, 'site_file_pieces');
    await createTable(runner, {
      name: 'site_file_notes',
      columns: [
        id(),
        integer('act_id'),
        integer('file_id'),
        varchar('kind', 16),
        integer('matter_id', { nullable: true }),
        varchar('question', 32, { nullable: true }),
        varchar('words', 500, { nullable: true }),
        varchar('user_name', 200),
        moment('at'),
      ],
      foreignKeys: [
        act('site_file_notes'),
        foreignKey('fk_site_file_notes_file', 'file_id', 'site_files'),
        foreignKey('fk_site_file_notes_matter', 'matter_id', 'matters'),
      ],
      uniques: { uq_site_file_notes_act: ['act_id'] },
      indices: { ix_site_file_notes_file: ['file_id', 'id'] },
      checks: { ck_site_file_notes_kind: oneOf('kind', ['described', 'removed']) },
    });
    await guardAppendOnly(runner, 'site_file_notes');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
