import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { guardAppendOnly } from '../append-only.js';
import { createTable, day, foreignKey, id, integer, key, longText, moment, oneOf, varchar } from '../tables.js';

/** What is published of results and of the checklist, version by version; what of it agencies show, and for how long. */
export class Disclosure1764000000030 implements MigrationInterface {
  name = 'Disclosure1764000000030';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'bulletins',
      columns: [
        id(),
        varchar('kind', 16),
        varchar('number', 80),
        integer('agency_id'),
        integer('year'),
        integer('version'),
        varchar('hash', 64),
        moment('published_at'),
        moment('changed_at'),
        integer('matter_id', { nullable: true }),
        integer('inspection_id', { nullable: true }),
        integer('draw_id', { nullable: true }),
        varchar('target_code', 64, { nullable: true }),
        varchar('target_kind', 100, { nullable: true }),
        integer('person', { nullable: true }),
        day('visited_on', { nullable: true }),
        integer('problem', { nullable: true }),
      ],
      foreignKeys: [
        foreignKey('fk_bulletins_agency', 'agency_id', 'agencies'),
        foreignKey('fk_bulletins_matter', 'matter_id', 'matters'),
        foreignKey('fk_bulletins_inspection', 'inspection_id', 'inspections'),
        foreignKey('fk_bulletins_draw', 'draw_id', 'draws'),
      ],
      uniques: {
        uq_bulletins_number: ['kind', 'number'],
        uq_bulletins_matter: ['matter_id'],
        uq_bulletins_inspection: ['inspection_id'],
      },
      indices: {
        ix_bulletins_agency: ['kind', 'agency_id', 'published_at'],
        ix_bulletins_year: ['kind', 'year', 'published_at'],
        ix_bulletins_published: ['kind', 'published_at'],
        ix_bulletins_changed: ['kind', 'changed_at'],
        ix_bulletins_target: ['target_code', 'published_at'],
        ix_bulletins_draw: ['draw_id', 'target_kind', 'published_at'],
      },
      checks: {
        ck_bulletins_kind: oneOf('kind', ['checklist', 'result']),
        ck_bulletins_subject: `(kind = 'checklist') = (matter_id IS NOT NULL) AND (kind = 'result') = (inspection_id IS NOT NULL)`,
      },
    });
    await createTable(runner, {
      name: 'bulletin_versions',
      columns: [
        key('bulletin_id', 'int'),
        key('version', 'int'),
        varchar('hash', 64),
        varchar('reason', 500, { nullable: true }),
        integer('by_user', { nullable: true }),
        varchar('by_name', 100),
        moment('at'),
      ],
      foreignKeys: [foreignKey('fk_bulletin_versions_bulletin', 'bulletin_id', 'bulletins')],
      checks: { ck_bulletin_versions_reason: '(version = 1) = (reason IS NULL)' },
    });
    await createTable(runner, {
      name: 'bulletin_parts',
      columns: [key('bulletin_id', 'int'), key('version', 'int'), key('piece', 'int'), longText('content')],
      foreignKeys: [foreignKey('fk_bulletin_parts_bulletin', 'bulletin_id', 'bulletins')],
    });
    for (const table of ['bulletin_versions', 'bulletin_parts']) await guardAppendOnly(runner, table);
    await createTable(runner, {
      name: 'bulletin_words',
      columns: [key('word', { varchar: 20 }), key('target_code', { varchar: 64 })],
    });
    await createTable(runner, {
      name: 'disclosure_rules',
      columns: [
        key('agency_id', 'int'),
        varchar('inspector_names', 16, { nullable: true }),
        varchar('person_targets', 16, { nullable: true }),
        integer('retention_years', { nullable: true }),
        integer('version'),
        moment('updated_at'),
      ],
      foreignKeys: [foreignKey('fk_disclosure_rules_agency', 'agency_id', 'agencies')],
      checks: {
        ck_disclosure_rules_inspector_names: oneOf('inspector_names', ['full', 'surname', 'certificate']),
        ck_disclosure_rules_person_targets: oneOf('person_targets', ['full', 'masked']),
        ck_disclosure_rules_retention: 'retention_years BETWEEN 1 AND 100',
      },
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
