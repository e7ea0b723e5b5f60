import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { addIndex } from '../tables.js';

/** What bulletins are narrowed by, each with the moment that gives their order: the first page is read, and nothing else. */
export class BulletinLists1764000000035 implements MigrationInterface {
  name = 'BulletinLists1764000000035';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, ...columns] of [
      ['ix_bulletins_agency_year', 'kind', 'agency_id', 'year', 'published_at'],
      ['ix_bulletins_kind', 'kind', 'target_kind', 'published_at'],
      ['ix_bulletins_problem', 'kind', 'problem', 'published_at'],
      ['ix_bulletins_version', 'kind', 'version', 'published_at'],
    ] as const)
      await addIndex(runner, 'bulletins', name, columns);
    await addIndex(runner, 'matters', 'ix_matters_code', ['code']);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
