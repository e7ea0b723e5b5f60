import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { NAME_ORDER_LENGTH, nameOrder } from '../../words/name-order.js';
import { addColumn, addIndex, varchar } from '../tables.js';

const AT_ONCE = 500;

/** Where each name stands in a list: by its reading, as people look for it, and not by its bytes. */
export class NameOrder1764000000040 implements MigrationInterface {
  name = 'NameOrder1764000000040';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['agencies', 'inspectors', 'matters', 'targets']) {
      await addColumn(runner, table, { ...varchar('name_order', NAME_ORDER_LENGTH), default: "''" });
      await fill(runner, table);
    }
    await addIndex(runner, 'targets', 'ix_targets_name_order', ['agency_id', 'name_order']);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Sortis does not take records back; restore a backup instead'));
  }
}

/** A part of the table at a time, for a province keeps ten million targets. */
async function fill(runner: QueryRunner, table: string): Promise<void> {
  for (let last = 0; ;) {
    const rows = (await runner.query(
      `SELECT id AS id, name AS name FROM ${table} WHERE id > ? ORDER BY id LIMIT ${AT_ONCE}`,
      [last],
    )) as { id: number; name: string }[];
    const end = rows.at(-1);
    if (end === undefined) return;
    await runner.query(
      `UPDATE ${table} SET name_order = CASE id ${'WHEN ? THEN ? '.repeat(rows.length)}END WHERE id > ? AND id <= ?`,
      [...rows.flatMap(({ id, name }) => [id, nameOrder(name)]), last, end.id],
    );
    last = end.id;
  }
}
