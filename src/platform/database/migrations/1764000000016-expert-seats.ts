import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { addColumn, integer } from '../tables.js';

/** Seats for experts: how many a batch asks for, and which seats of an inspection are theirs. */
export class ExpertSeats1764000000016 implements MigrationInterface {
  name = 'ExpertSeats1764000000016';

  async up(runner: QueryRunner): Promise<void> {
    await addColumn(runner, 'batches', integer('expert_seats', { nullable: true }));
    await addColumn(runner, 'inspection_seats', integer('expert', { nullable: true }));
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}
