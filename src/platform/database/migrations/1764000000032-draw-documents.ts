import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { guardAppendOnly } from '../append-only.js';
import {
  blob,
  changeCheck,
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

/** Papers of draws: they are made from templates as those of inspections are, and each issue is kept. */
export class DrawDocuments1764000000032 implements MigrationInterface {
  name = 'DrawDocuments1764000000032';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'draw_document_issues',
      columns: [
        id(),
        integer('draw_id'),
        varchar('kind', 16),
        integer('edition'),
        longText('templates'),
        varchar('content_hash', 64),
        integer('by_user', { nullable: true }),
        varchar('by_name', 200),
        moment('at'),
      ],
      foreignKeys: [foreignKey('fk_draw_document_issues_draw', 'draw_id', 'draws')],
      uniques: { uq_draw_document_issues_edition: ['draw_id', 'kind', 'edition'] },
      checks: { ck_draw_document_issues_kind: oneOf('kind', ['drawn-list']) },
    });
    await createTable(runner, {
      name: 'draw_document_pieces',
      columns: [key('issue_id', 'int'), key('seq', 'int'), blob('body')],
      foreignKeys: [foreignKey('fk_draw_document_pieces_issue', 'issue_id', 'draw_document_issues')],
    });
    for (const table of ['draw_document_issues', 'draw_document_pieces']) await guardAppendOnly(runner, table);
    const kinds = ['approval', 'notice', 'record', 'rectify-order', 'publication', 'drawn-list'];
    await changeCheck(runner, 'document_templates', 'ck_document_templates_kind', oneOf('kind', kinds), () =>
      Promise.resolve(),
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
