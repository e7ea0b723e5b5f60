import { type QueryRunner } from 'typeorm';

import { isMysql } from './tables.js';

/**
 * Makes the database itself refuse to change or remove rows of a table that proves something.
 * @param deleteUnless a condition on `OLD` under which a row may still be removed (remains of an attempt that did not
 *   finish), or nothing if never
 */
export async function guardAppendOnly(runner: QueryRunner, table: string, deleteUnless?: string): Promise<void> {
  await createTrigger(runner, `tr_${table}_no_update`, 'UPDATE', table, '1 = 1', `${table} is append-only`);
  await createTrigger(
    runner,
    `tr_${table}_no_delete`,
    'DELETE',
    table,
    deleteUnless === undefined ? '1 = 1' : `NOT (${deleteUnless})`,
    `${table} is append-only`,
  );
}

/** The condition "one of these columns gets another value", where having none is a value as well. */
export const anyChanged = (columns: readonly string[]): string =>
  columns.map((name) => `(NEW.${name} IS NULL) <> (OLD.${name} IS NULL) OR NEW.${name} <> OLD.${name}`).join(' OR ');

/** A trigger that refuses when the condition on OLD / NEW holds. */
export async function createTrigger(
  runner: QueryRunner,
  name: string,
  event: 'INSERT' | 'UPDATE' | 'DELETE',
  table: string,
  condition: string,
  message: string,
): Promise<void> {
  if (isMysql(runner)) {
    await runner.query(`DROP TRIGGER IF EXISTS \`${name}\``);
    // With binary logging on, MySQL wants log_bin_trust_function_creators=1 or SUPER for this (docker/compose.yaml sets it).
    await runner.query(
      `CREATE TRIGGER \`${name}\` BEFORE ${event} ON \`${table}\` FOR EACH ROW ` +
        `BEGIN IF ${condition} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'; END IF; END`,
    );
    return;
  }
  await runner.query(
    `CREATE TRIGGER "${name}" BEFORE ${event} ON "${table}" FOR EACH ROW WHEN ${condition} ` +
      `BEGIN SELECT RAISE(ABORT, '${message}'); END`,
  );
}
