import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { guardAppendOnly } from '../append-only.js';
import { blob, createTable, foreignKey, id, integer, key, longText, moment, oneOf, varchar } from '../tables.js';

const KINDS = ['approval', 'notice', 'record', 'rectify-order', 'publication'];

/** Codes by which an inspection is told from an invented one, the papers that bear them, and the texts they are made from. */
export class Documents1764000000027 implements MigrationInterface {
  name = 'Documents1764000000027';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'inspection_codes',
      columns: [
        id(),
        integer('inspection_id'),
        varchar('document', 16),
        integer('edition'),
        integer('departures'),
        varchar('code', 12),
        moment('at'),
      ],
      foreignKeys: [foreignKey('fk_inspection_codes_inspection', 'inspection_id', 'inspections')],
      uniques: {
        uq_inspection_codes_code: ['code'],
        uq_inspection_codes_edition: ['inspection_id', 'document', 'edition'],
      },
      checks: { ck_inspection_codes_document: oneOf('document', ['inspection', ...KINDS]) },
    });
    await createTable(runner, {
      name: 'document_templates',
      columns: [
        id(),
        integer('agency_id'),
        varchar('kind', 16),
        varchar('language', 2),
        integer('version'),
        longText('body', { nullable: true }),
        varchar('note', 500, { nullable: true }),
        integer('by_user', { nullable: true }),
        varchar('by_name', 200),
        moment('at'),
      ],
      foreignKeys: [foreignKey('fk_document_templates_agency', 'agency_id', 'agencies')],
      uniques: { uq_document_templates_version: ['agency_id', 'kind', 'language', 'version'] },
      checks: {
        ck_document_templates_kind: oneOf('kind', KINDS),
        ck_document_templates_language: oneOf('language', ['zh', 'en']),
      },
    });
    await createTable(runner, {
      name: 'document_issues',
      columns: [
        id(),
        integer('inspection_id'),
        varchar('kind', 16),
        integer('edition'),
        integer('code_id'),
        longText('templates'),
        varchar('content_hash', 64),
        integer('by_user', { nullable: true }),
        varchar('by_name', 200),
        moment('at'),
      ],
      foreignKeys: [
        foreignKey('fk_document_issues_inspection', 'inspection_id', 'inspections'),
        foreignKey('fk_document_issues_code', 'code_id', 'inspection_codes'),
      ],
      uniques: {
        uq_document_issues_edition: ['inspection_id', 'kind', 'edition'],
        uq_document_issues_code: ['code_id'],
      },
      checks: { ck_document_issues_kind: oneOf('kind', KINDS) },
    });
    await createTable(runner, {
      name: 'document_pieces',
      columns: [key('issue_id', 'int'), key('seq', 'int'), blob('body')],
      foreignKeys: [foreignKey('fk_document_pieces_issue', 'issue_id', 'document_issues')],
    });
    for (const table of ['inspection_codes', 'document_templates', 'document_issues', 'document_pieces']) {
      await guardAppendOnly(runner, table);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
