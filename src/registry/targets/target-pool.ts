import { type QueryRunner } from 'typeorm';

import { isUscc } from '../sheets/uscc.js';
import { type RiskClass, type TargetState } from './target.entity.js';

/** What a filter or a stratum may ask of a target; `agency` is the code of the agency that keeps it. */
export const POOL_FIELDS = ['kind', 'regionCode', 'riskClass', 'agency'] as const;
export type PoolField = (typeof POOL_FIELDS)[number];

/** One condition of a batch's filter: the field holds one of these values. */
export interface PoolCondition {
  readonly field: PoolField;
  readonly in: readonly string[];
}

/** Which targets a draw is made from: unretired ones of these agencies that meet every condition. */
export interface TargetPool {
  readonly agencyIds: readonly number[];
  readonly conditions: readonly PoolCondition[];
}

export interface PoolTarget {
  readonly id: number;
  readonly agencyId: number;
  readonly agencyCode: string;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly regionCode: string | null;
  readonly riskClass: RiskClass | null;
  readonly state: TargetState;
}

/** What of a target an interest of an inspector can be about. */
export interface TargetIdentity {
  readonly code: string;
  readonly name: string;
  readonly address: string | null;
  readonly legalRepresentative: string | null;
}

const COLUMNS: Readonly<Record<Exclude<PoolField, 'agency'>, string>> = {
  kind: 'kind',
  regionCode: 'region_code',
  riskClass: 'risk_class',
};

/**
 * Reads a pool in pages, in ascending order of the code's bytes. For a worker without Nest: plain SQL on whatever connection
 * the runner has, no entities; memory is one page.
 *
 * Where several agencies of the pool keep the same credit code, it is one organisation on two lists and must not have two
 * chances: it comes once, as the first of those that are active, else the first, in the order of agency ids. Other codes
 * are one agency's each (code-book.ts); were two to be the same all the same, both come, and the protocol refuses the draw.
 *
 * Each page is a query of its own. Run it inside `readSnapshot`, so that all pages show the same moment; without a
 * snapshot, rows that are written meanwhile behind the point that was reached are missed and those before it are seen.
 */
export async function* readTargetPool(
  runner: QueryRunner,
  pool: TargetPool,
  pageSize = 5000,
): AsyncGenerator<readonly PoolTarget[]> {
  const agencies = await keepersOf(runner, pool);
  const columns = 'id, name, kind, region_code AS regionCode, risk_class AS riskClass, state';
  let held: PoolTarget | undefined;
  for await (const rows of pagesOf<Writable<PoolTarget>>(runner, agencies, pool, columns, pageSize)) {
    const page: PoolTarget[] = [];
    for (const row of rows) {
      row.agencyCode = agencies.get(row.agencyId) ?? '';
      if (held !== undefined && (held.code !== row.code || !isUscc(row.code))) page.push(held);
      else if (held !== undefined && (held.state === 'active' || row.state !== 'active')) continue;
      held = row;
    }
    if (page.length > 0) yield page;
  }
  // the last code of a page may go on on the next one
  if (held !== undefined) yield [held];
}

/** What interests look at. One organisation on two lists comes as either list has it. */
export async function* readTargetIdentities(
  runner: QueryRunner,
  pool: TargetPool,
  pageSize = 5000,
): AsyncGenerator<readonly TargetIdentity[]> {
  const columns = 'name, address, legal_representative AS legalRepresentative';
  yield* pagesOf<Listed & TargetIdentity>(runner, await keepersOf(runner, pool), pool, columns, pageSize);
}

/** The same of targets by their codes, whichever agency keeps them. */
export async function* targetIdentitiesOf(
  runner: QueryRunner,
  codes: readonly string[],
): AsyncGenerator<readonly TargetIdentity[]> {
  for (let start = 0; start < codes.length; start += AT_ONCE) {
    const some = codes.slice(start, start + AT_ONCE);
    yield (await runner.query(
      `SELECT code, name, address, legal_representative AS legalRepresentative FROM targets WHERE code ${oneOf(some)}`,
      some,
    )) as TargetIdentity[];
  }
}

interface Listed {
  readonly agencyId: number;
  readonly code: string;
}

/** The rows of a pool in pages, by code and then by agency, with these columns beside the two. */
async function* pagesOf<Row extends Listed>(
  runner: QueryRunner,
  agencies: ReadonlyMap<number, string>,
  pool: TargetPool,
  columns: string,
  pageSize: number,
): AsyncGenerator<Row[]> {
  const condition = where(agencies, pool);
  if (condition === undefined) return;
  const several = agencies.size > 1;
  const from = source(runner, several ? 'ix_targets_code' : 'uq_targets_code');
  const keyset = several ? 'code >= ? AND (code > ? OR agency_id > ?)' : 'code > ?';
  const order = several ? 'code, agency_id' : 'code';
  let last: Row | undefined;
  for (;;) {
    const after: (number | string)[] =
      last === undefined ? [] : several ? [last.code, last.code, last.agencyId] : [last.code];
    const rows = (await runner.query(
      `SELECT agency_id AS agencyId, code, ${columns} FROM ${from} WHERE ${condition.sql}${last === undefined ? '' : ` AND ${keyset}`} ORDER BY ${order} LIMIT ?`,
      [...condition.parameters, ...after, pageSize],
    )) as Row[];
    last = rows.at(-1);
    yield rows;
    if (rows.length < pageSize) return;
    // SQLite answers on the calling thread and at once: between pages the requests that wait there get their turn
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Codes of the agencies that keep targets in business of a pool, in no particular order. */
export async function readKeepers(runner: QueryRunner, pool: TargetPool): Promise<string[]> {
  const condition = where(await keepersOf(runner, pool), pool);
  if (condition === undefined) return [];
  const rows = (await runner.query(
    `SELECT code AS code FROM agencies WHERE id IN (SELECT agency_id FROM targets WHERE state = 'active' AND ${condition.sql})`,
    condition.parameters,
  )) as { code: string }[];
  return rows.map(({ code }) => code);
}

/** How many targets `readTargetPool` gives. Of one agency that is a count over an index, without touching a row. */
export async function countTargetPool(runner: QueryRunner, pool: TargetPool): Promise<number> {
  const agencies = await keepersOf(runner, pool);
  const condition = where(agencies, pool);
  if (condition === undefined) return 0;
  const what = agencies.size > 1 ? 'DISTINCT code' : '*';
  const rows = (await runner.query(
    `SELECT COUNT(${what}) AS n FROM targets WHERE ${condition.sql}`,
    condition.parameters,
  )) as { n: number | string }[];
  return Number(rows[0]?.n ?? 0);
}

/** A filter's conditions, whose fields planning has checked. */
export const poolConditions = (
  filter: readonly { readonly field: string; readonly in: readonly unknown[] }[],
): PoolCondition[] => filter.map(({ field, in: values }) => ({ field: field as PoolField, in: values.map(String) }));

/** The values that a field has among the active targets of a pool, null among them where some have none. In no order. */
export async function readPoolValues(
  runner: QueryRunner,
  pool: TargetPool,
  field: PoolField,
): Promise<(string | null)[]> {
  const agencies = await keepersOf(runner, pool);
  const condition = where(agencies, pool);
  if (condition === undefined) return [];
  const column = field === 'agency' ? 'agency_id' : COLUMNS[field];
  const rows = (await runner.query(
    `SELECT DISTINCT ${column} AS value FROM targets WHERE ${condition.sql} AND state = 'active'`,
    condition.parameters,
  )) as { value: string | number | null }[];
  return rows.map(({ value }) =>
    field === 'agency' ? (agencies.get(Number(value)) ?? null) : (value as string | null),
  );
}

/** kind → how many active targets of it these agencies keep; an organisation on several lists of one kind counts once. */
export async function countKinds(runner: QueryRunner, agencyIds: readonly number[]): Promise<Map<string, number>> {
  const agencies = await keepersOf(runner, { agencyIds, conditions: [] });
  const condition = where(agencies, { agencyIds, conditions: [] });
  if (condition === undefined) return new Map();
  const what = agencies.size > 1 ? 'DISTINCT code' : '*';
  const rows = (await runner.query(
    `SELECT kind AS kind, COUNT(${what}) AS n FROM targets WHERE ${condition.sql} AND state = 'active' GROUP BY kind`,
    condition.parameters,
  )) as { kind: string; n: number | string }[];
  return new Map(rows.map(({ kind, n }) => [kind, Number(n)]));
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const AT_ONCE = 1000;

/** The agencies of the pool that meet its conditions on `agency`, id → code. */
async function keepersOf(runner: QueryRunner, pool: TargetPool): Promise<Map<number, string>> {
  const ids = [...new Set(pool.agencyIds)];
  const wanted = pool.conditions.filter(({ field }) => field === 'agency').map((condition) => new Set(condition.in));
  const agencies = new Map<number, string>();
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE);
    const rows = (await runner.query(`SELECT id, code FROM agencies WHERE id ${oneOf(some)}`, some)) as {
      id: number;
      code: string;
    }[];
    for (const { code, id } of rows) if (wanted.every((codes) => codes.has(code))) agencies.set(id, code);
  }
  return agencies;
}

/** The pool as a condition in SQL, or undefined where nothing can meet it. */
function where(
  agencies: ReadonlyMap<number, string>,
  pool: TargetPool,
): { readonly sql: string; readonly parameters: (number | string)[] } | undefined {
  const agencyIds = [...agencies.keys()];
  if (agencyIds.length === 0 || pool.conditions.some((condition) => condition.in.length === 0)) return undefined;
  const parts = [`agency_id ${oneOf(agencyIds)}`, 'retired_at IS NULL'];
  const parameters: (number | string)[] = [...agencyIds];
  for (const condition of pool.conditions) {
    const { field } = condition;
    if (field === 'agency') continue;
    if (!Object.hasOwn(COLUMNS, field)) throw new Error(`targets cannot be filtered by ${field}`);
    parts.push(`${COLUMNS[field]} ${oneOf(condition.in)}`);
    parameters.push(...condition.in);
  }
  return { sql: parts.join(' AND '), parameters };
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? '= ?' : `IN (${values.map(() => '?').join(', ')})`;
}

/**
 * The table, read along the index whose order is wanted. Left to itself an optimiser may fetch all that is left and sort
 * it, for every page anew.
 */
function source(runner: QueryRunner, index: string): string {
  return runner.connection.options.type === 'mysql' ? `targets FORCE INDEX (${index})` : `targets INDEXED BY ${index}`;
}
