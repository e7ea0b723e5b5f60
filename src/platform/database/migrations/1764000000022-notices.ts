import { type MigrationInterface, type QueryRunner } from 'typeorm';

import {
  addColumn,
  createTable,
  flag,
  foreignKey,
  id,
  integer,
  key,
  longText,
  moment,
  oneOf,
  varchar,
} from '../tables.js';

const CHANNELS = ['webhook', 'wecom', 'dingtalk'];
const CHOICES = ['at-once', 'digest', 'none'];

/** Who is told what, by which way, and how that went. */
export class Notices1764000000022 implements MigrationInterface {
  name = 'Notices1764000000022';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'users', varchar('email', 254, { nullable: true }));
    await addColumn(runner, 'users', varchar('language', 2, { nullable: true }), {
      name: 'ck_users_language',
      condition: oneOf('language', ['zh', 'en']),
    });
    await createTable(runner, {
      name: 'notices',
      columns: [
        id(),
        varchar('notice_key', 160),
        varchar('uid', 32),
        varchar('kind', 32),
        integer('agency_id', { nullable: true }),
        varchar('title_zh', 200),
        varchar('title_en', 200),
        longText('body_zh'),
        longText('body_en'),
        varchar('link', 500),
        moment('told_at'),
      ],
      foreignKeys: [foreignKey('fk_notices_agency', 'agency_id', 'agencies')],
      uniques: { uq_notices_key: ['notice_key'] },
    });
    await createTable(runner, {
      name: 'notice_channels',
      columns: [
        id(),
        integer('agency_id'),
        varchar('kind', 16),
        varchar('name', 100),
        varchar('address', 1000),
        varchar('secret', 200, { nullable: true }),
        longText('kinds'),
        flag('active'),
        integer('version'),
        moment('created_at'),
        moment('updated_at'),
        moment('removed_at', { nullable: true }),
      ],
      foreignKeys: [foreignKey('fk_notice_channels_agency', 'agency_id', 'agencies')],
      indices: { ix_notice_channels_agency: ['agency_id'] },
      checks: { ck_notice_channels_kind: oneOf('kind', CHANNELS) },
    });
    await createTable(runner, {
      name: 'notice_messages',
      columns: [
        id(),
        varchar('uid', 32),
        varchar('about', 64),
        varchar('queue', 32),
        varchar('channel', 16),
        integer('channel_id', { nullable: true }),
        integer('user_id', { nullable: true }),
        integer('agency_id', { nullable: true }),
        integer('notice_id', { nullable: true }),
        varchar('state', 16),
        integer('attempts'),
        moment('due_at'),
        moment('made_at'),
        moment('settled_at', { nullable: true }),
      ],
      foreignKeys: [
        foreignKey('fk_notice_messages_channel', 'channel_id', 'notice_channels'),
        foreignKey('fk_notice_messages_user', 'user_id', 'users'),
        foreignKey('fk_notice_messages_agency', 'agency_id', 'agencies'),
        foreignKey('fk_notice_messages_notice', 'notice_id', 'notices'),
      ],
      uniques: { uq_notice_messages_about: ['about'] },
      indices: {
        ix_notice_messages_queue: ['queue', 'state', 'due_at'],
        ix_notice_messages_state: ['state', 'due_at'],
      },
      checks: { ck_notice_messages_state: oneOf('state', ['waiting', 'sent', 'failed', 'dropped']) },
    });
    await createTable(runner, {
      name: 'notice_receipts',
      columns: [
        id(),
        integer('notice_id'),
        integer('user_id'),
        varchar('mail', 8),
        integer('digest_id', { nullable: true }),
        moment('read_at', { nullable: true }),
      ],
      foreignKeys: [
        foreignKey('fk_notice_receipts_notice', 'notice_id', 'notices'),
        foreignKey('fk_notice_receipts_user', 'user_id', 'users'),
        foreignKey('fk_notice_receipts_digest', 'digest_id', 'notice_messages'),
      ],
      uniques: { uq_notice_receipts_user: ['user_id', 'notice_id'] },
      indices: { ix_notice_receipts_notice: ['notice_id'], ix_notice_receipts_digest: ['digest_id'] },
      checks: { ck_notice_receipts_mail: oneOf('mail', CHOICES) },
    });
    await createTable(runner, {
      name: 'notice_deliveries',
      columns: [
        id(),
        integer('message_id'),
        integer('channel_id', { nullable: true }),
        integer('agency_id', { nullable: true }),
        integer('attempt'),
        varchar('address', 500),
        varchar('state', 16),
        varchar('code', 64, { nullable: true }),
        varchar('answer', 500, { nullable: true }),
        moment('at'),
      ],
      foreignKeys: [foreignKey('fk_notice_deliveries_message', 'message_id', 'notice_messages')],
      uniques: { uq_notice_deliveries_attempt: ['message_id', 'attempt'] },
      indices: {
        ix_notice_deliveries_channel: ['channel_id', 'at'],
        ix_notice_deliveries_agency: ['agency_id', 'id'],
      },
      checks: { ck_notice_deliveries_state: oneOf('state', ['under-way', 'sent', 'failed', 'unknown']) },
    });
    await createTable(runner, {
      name: 'notice_queues',
      columns: [
        key('name', { varchar: 32 }),
        integer('failures'),
        moment('failing_since', { nullable: true }),
        moment('rest_until', { nullable: true }),
      ],
    });
    await createTable(runner, {
      name: 'notice_choices',
      columns: [id(), integer('user_id'), varchar('kind', 32), varchar('channel', 16), varchar('choice', 8)],
      foreignKeys: [foreignKey('fk_notice_choices_user', 'user_id', 'users')],
      uniques: { uq_notice_choices_what: ['user_id', 'kind', 'channel'] },
      checks: { ck_notice_choices_choice: oneOf('choice', CHOICES) },
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
