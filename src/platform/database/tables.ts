import type Database from 'better-sqlite3';
import { Table, type QueryRunner, type TableColumnOptions, type TableForeignKeyOptions } from 'typeorm';
import { type BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';

/* How migrations declare tables, once for SQLite and MySQL. */

interface Options {
  readonly nullable?: boolean;
}

const column = (
  name: string,
  type: string,
  options: Options & Partial<TableColumnOptions> = {},
): TableColumnOptions => ({
  name,
  type,
  isNullable: false,
  ...options,
  ...(options.nullable === true ? { isNullable: true } : {}),
});

export const id = (): TableColumnOptions => ({
  name: 'id',
  type: 'int',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
});
export const key = (name: string, type: 'int' | { varchar: number }): TableColumnOptions =>
  type === 'int'
    ? { name, type: 'int', isPrimary: true }
    : { name, type: 'varchar', length: String(type.varchar), isPrimary: true };
export const varchar = (name: string, length: number, options: Options = {}): TableColumnOptions =>
  column(name, 'varchar', { ...options, length: String(length) });
export const longText = (name: string, options: Options = {}): TableColumnOptions => column(name, 'text', options);
export const blob = (name: string): TableColumnOptions => column(name, 'blob');
export const integer = (name: string, options: Options = {}): TableColumnOptions => column(name, 'int', options);
/** Counts how often the row was held (row-lock.ts). */
export const beats = (): TableColumnOptions => column('beats', 'int', { default: 0 });
export const flag = (name: string): TableColumnOptions => column(name, 'boolean');
export const moment = (name: string, options: Options = {}): TableColumnOptions =>
  column(name, 'datetime', { ...options, precision: 3 });
export const day = (name: string, options: Options = {}): TableColumnOptions => varchar(name, 10, options);

export const foreignKey = (name: string, columnName: string, table: string): TableForeignKeyOptions => ({
  name,
  columnNames: [columnName],
  referencedTableName: table,
  referencedColumnNames: ['id'],
  onDelete: 'RESTRICT',
  // MariaDB calls an unsaid ON UPDATE "RESTRICT" and MySQL calls it "NO ACTION"; said aloud, both agree with the entities
  onUpdate: 'NO ACTION',
});

export interface TableDeclaration {
  readonly name: string;
  readonly columns: TableColumnOptions[];
  readonly foreignKeys?: TableForeignKeyOptions[];
  /** name → columns */
  readonly uniques?: Readonly<Record<string, string[]>>;
  readonly indices?: Readonly<Record<string, string[]>>;
  /** name → condition; the words that MySQL and SQLite share */
  readonly checks?: Readonly<Record<string, string>>;
}

export const isMysql = (runner: QueryRunner): boolean => runner.connection.options.type === 'mysql';

/**
 * Creates a table unless it is there: MySQL commits after every statement, so a migration that was killed half-way runs
 * again from its start. Texts are utf8mb4 with a binary collation on MySQL, as they are on SQLite: ids and hashes compare
 * by bytes, and one order holds on both.
 */
export async function createTable(runner: QueryRunner, declaration: TableDeclaration): Promise<void> {
  const mysql = isMysql(runner);
  const there = mysql && (await runner.hasTable(declaration.name));
  const named = (entries: Readonly<Record<string, string[]>> | undefined): { name: string; columnNames: string[] }[] =>
    Object.entries(entries ?? {}).map(([name, columnNames]) => ({ name, columnNames }));
  if (!there) {
    await runner.createTable(
      new Table({
        name: declaration.name,
        // SQLite increments nothing but an INTEGER
        columns: mysql
          ? declaration.columns
          : declaration.columns.map((each) => (each.type === 'int' ? { ...each, type: 'integer' } : each)),
        foreignKeys: declaration.foreignKeys ?? [],
        indices: [
          ...named(declaration.uniques).map((unique) => ({ ...unique, isUnique: true })),
          ...named(declaration.indices),
        ],
        checks: mysql
          ? []
          : Object.entries(declaration.checks ?? {}).map(([name, expression]) => ({ name, expression })),
        engine: 'InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin',
      }),
      true,
    );
  }
  if (mysql) {
    for (const [name, expression] of Object.entries(declaration.checks ?? {})) {
      if (await hasCheck(runner, declaration.name, name)) continue;
      await runner.query(`ALTER TABLE \`${declaration.name}\` ADD CONSTRAINT \`${name}\` CHECK (${expression})`);
    }
  }
}

/**
 * Adds a column to a table that is there, unless it is there already. TypeORM would build the table anew on SQLite, without
 * its triggers; one statement does on both.
 * @param check name and condition, which speaks of this column alone
 */
export async function addColumn(
  runner: QueryRunner,
  table: string,
  { name, type, length, precision, isNullable, default: initial }: TableColumnOptions,
  check?: { readonly name: string; readonly condition: string },
): Promise<void> {
  const mysql = isMysql(runner);
  const quoted = (word: string): string => (mysql ? `\`${word}\`` : `"${word}"`);
  const kind = type === 'int' && !mysql ? 'integer' : type === 'boolean' && mysql ? 'tinyint' : type;
  const size = length ?? precision;
  const declared = [
    quoted(name),
    size === undefined || size === null ? kind : `${kind}(${size})`,
    isNullable === true ? 'NULL' : 'NOT NULL',
    ...(initial === undefined ? [] : [`DEFAULT ${String(initial)}`]),
  ];
  if (!mysql && check !== undefined) declared.push(`CONSTRAINT "${check.name}" CHECK (${check.condition})`);
  if (!mysql || !(await runner.hasColumn(table, name))) {
    await runner.query(`ALTER TABLE ${quoted(table)} ADD COLUMN ${declared.join(' ')}`);
  }
  if (mysql && check !== undefined && !(await hasCheck(runner, table, check.name))) {
    await runner.query(`ALTER TABLE \`${table}\` ADD CONSTRAINT \`${check.name}\` CHECK (${check.condition})`);
  }
}

/** Adds an index to a table that is there, unless it has it already. */
export async function addIndex(
  runner: QueryRunner,
  table: string,
  name: string,
  columns: readonly string[],
): Promise<void> {
  if (isMysql(runner)) {
    const rows: unknown = await runner.query(
      'SELECT 1 FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? AND index_name = ?',
      [table, name],
    );
    if (Array.isArray(rows) && rows.length > 0) return;
  }
  await runner.query(`CREATE INDEX ${name} ON ${table} (${columns.join(', ')})`);
}

/**
 * Puts another condition in the place of a check's, and has the rows made to fit in between. SQLite has no statement for
 * it, and building the table anew would mean to drop one that others refer to; its documentation (lang_altertable, "other
 * kinds of table schema changes") says how the text of the declaration may be changed where no row is stored otherwise.
 */
export async function changeCheck(
  runner: QueryRunner,
  table: string,
  name: string,
  condition: string,
  fit: () => Promise<void>,
): Promise<void> {
  if (isMysql(runner)) {
    // done again after it was killed half-way, it begins anew
    if (await hasCheck(runner, table, name)) await runner.query(`ALTER TABLE \`${table}\` DROP CONSTRAINT \`${name}\``);
    await fit();
    await runner.query(`ALTER TABLE \`${table}\` ADD CONSTRAINT \`${name}\` CHECK (${condition})`);
    return;
  }
  const rows = (await runner.query(`SELECT sql AS "sql" FROM sqlite_schema WHERE type = 'table' AND name = ?`, [
    table,
  ])) as unknown as { sql: string }[];
  const [declared] = rows;
  const changed = declared === undefined ? undefined : withCheck(declared.sql, name, condition);
  if (changed === undefined) throw new Error(`table ${table} has no check ${name}`);
  const driver = runner.connection.driver as BetterSqlite3Driver;
  const connection = driver.databaseConnection as Database.Database;
  const version = Number(connection.pragma('schema_version', { simple: true }));
  connection.unsafeMode(true);
  try {
    connection.pragma('writable_schema = ON');
    await runner.query(`UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?`, [changed, table]);
    connection.pragma(`schema_version = ${version + 1}`);
    connection.pragma('writable_schema = RESET');
  } finally {
    connection.unsafeMode(false);
  }
  await fit();
}

/** A table's declaration with another condition for one of its checks. */
export function withCheck(sql: string, name: string, condition: string): string | undefined {
  const words = `CONSTRAINT "${name}" CHECK (`;
  const start = sql.indexOf(words);
  if (start < 0) return undefined;
  const open = start + words.length;
  let depth = 1;
  let end = open;
  for (let quoted = false; depth > 0 && end < sql.length; end++) {
    const sign = sql.charAt(end);
    if (sign === "'") quoted = !quoted;
    else if (!quoted) depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
  }
  return `${sql.slice(0, open)}${condition}${sql.slice(end - 1)}`;
}

async function hasCheck(runner: QueryRunner, table: string, name: string): Promise<boolean> {
  const rows: unknown = await runner.query(
    `SELECT 1 FROM information_schema.table_constraints
      WHERE constraint_schema = DATABASE() AND table_name = ? AND constraint_name = ? AND constraint_type = 'CHECK'`,
    [table, name],
  );
  return Array.isArray(rows) && rows.length > 0;
}

/** The condition "this column holds one of these words, or nothing". */
export const oneOf = (columnName: string, values: readonly string[]): string =>
  `${columnName} IN (${values.map((value) => `'${value}'`).join(', ')})`;
