import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { addIndex } from '../tables.js';

/** Whether the target of a given result is found by a word: of a word that most have, results are looked through in their order. */
export class BulletinWords1764000000047 implements MigrationInterface {
  name = 'BulletinWords1764000000047';

  async up(runner: QueryRunner): Promise<void> {
    await addIndex(runner, 'bulletin_words', 'ix_bulletin_words_target', ['target_code', 'word']);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
