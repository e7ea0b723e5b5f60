import { type QueryRunner } from 'typeorm';

import { NAME_ORDER_LENGTH, nameOrder } from '../words/name-order.js';
import { addColumn, varchar } from './tables.js';

/** A statement of 1000 parameters, whose rows nobody notices to be held while a cluster's other nodes take them over. */
const AT_ONCE = 500;

/**
 * Adds the column that says where a table's names stand in a list (name-order.ts), and fills it, some rows at a time: a province
 * keeps ten million targets. Killed half-way on MySQL it begins anew and comes to the same.
 */
export async function addNameOrder(runner: QueryRunner, table: string, name: string): Promise<void> {
  const order = `${name}_order`;
  await addColumn(runner, table, { ...varchar(order, NAME_ORDER_LENGTH), default: "''" });
  for (let last = 0; ;) {
    const rows = (await runner.query(
      `SELECT id AS id, ${name} AS name FROM ${table} WHERE id > ? ORDER BY id LIMIT ${AT_ONCE}`,
      [last],
    )) as { id: number; name: string }[];
    const end = rows.at(-1);
    if (end === undefined) return;
    await runner.query(
      `UPDATE ${table} SET ${order} = CASE id ${'WHEN ? THEN ? '.repeat(rows.length)}END WHERE id > ? AND id <= ?`,
      [...rows.flatMap((row) => [row.id, nameOrder(row.name)]), last, end.id],
    );
    last = end.id;
  }
}
