import { type Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { type DataSource, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';

import { invalid } from '../errors/domain-error.js';
import { text } from '../text.js';
import { QueryInteger, Text } from './fields.js';
import { LargeTotals } from './large-totals.js';

/** `?page=&pageSize=&sort=`: what every list takes. */
export class ListQuery {
  @QueryInteger({ min: 1, max: 1_000_000, optional: true, about: 'Page, from 1' })
  page?: number;

  @QueryInteger({ min: 1, max: 200, optional: true, about: 'Rows a page, 50 unless told' })
  pageSize?: number;

  @Text({ max: 64, optional: true, about: 'Field to sort by; a leading minus turns the order round' })
  sort?: string;
}

export interface Page<T> {
  readonly items: T[];
  readonly total: number;
}

/** The response class of a list, for the OpenAPI document. */
export function PageOf<T extends object>(item: Type<T>): Type<Page<T>> {
  class PageOfItems {
    @ApiProperty({ type: item, isArray: true })
    items: T[];

    @ApiProperty({ type: 'integer', description: 'How many there are on all pages' })
    total: number;
  }
  Object.defineProperty(PageOfItems, 'name', { value: `PageOf${item.name}` });
  return PageOfItems;
}

/** Rows before a page from which on they are passed over by their ids alone: MySQL would read each of them whole. */
const DEEP = 2000;

/**
 * Runs a list query: a sort field that is not offered is refused with those that are; ties end on the id, so that no row
 * shows on two pages, and in the same direction, so that one index gives the whole order.
 * @param sortable API field → column of the query's alias (`name` → `target.name`)
 * @param idColumn the column that breaks ties, another in each row of the list
 */
export async function listPage<T extends ObjectLiteral, R>(
  query: SelectQueryBuilder<T>,
  list: ListQuery,
  sortable: Readonly<Record<string, string>>,
  idColumn: string,
  map: (row: T) => R,
): Promise<Page<R>> {
  const page = list.page ?? 1;
  const pageSize = list.pageSize ?? 50;
  order(query, list.sort, sortable, idColumn);
  const totals = totalsOf(query.connection);
  const asked = JSON.stringify(query.getQueryAndParameters());
  const known = totals.get(asked);
  const before = (page - 1) * pageSize;
  if (before > DEEP) {
    const total = known ?? (await query.getCount());
    totals.remember(asked, total);
    const found =
      before < total
        ? await query.clone().select(idColumn, 'id').offset(before).limit(pageSize).getRawMany<{ id: number }>()
        : [];
    const ids = [0, ...found.map(({ id }) => id)];
    return {
      items: (await query.andWhere(`${idColumn} IN (:...pageIds)`, { pageIds: ids }).getMany()).map(map),
      total,
    };
  }
  query.skip(before).take(pageSize);
  if (known !== undefined) return { items: (await query.getMany()).map(map), total: known };
  const [rows, total] = await query.getManyAndCount();
  totals.remember(asked, total);
  return { items: rows.map(map), total };
}

/**
 * A page of rows that no one index finds: those of several queries that have no row in common, each of them in order by an
 * index of its own and read only as far as the page reaches. Otherwise as `listPage`.
 */
export async function listPageOfParts<T extends ObjectLiteral, R>(
  parts: readonly [SelectQueryBuilder<T>, ...SelectQueryBuilder<T>[]],
  list: ListQuery,
  sortable: Readonly<Record<string, string>>,
  idColumn: string,
  map: (row: T) => R,
): Promise<Page<R>> {
  const [first] = parts;
  const pageSize = list.pageSize ?? 50;
  const before = ((list.page ?? 1) - 1) * pageSize;
  const totals = totalsOf(first.connection);
  let total = 0;
  for (const part of parts) {
    const asked = JSON.stringify(part.getQueryAndParameters());
    const counted = totals.get(asked) ?? (await part.getCount());
    totals.remember(asked, counted);
    total += counted;
  }
  let direction = 'ASC';
  const read = parts.map((part) => {
    const ids = part
      .clone()
      .select(idColumn, 'id')
      .limit(before + pageSize);
    const { column, way } = order(ids, list.sort, sortable, idColumn);
    direction = way;
    return ids.addSelect(column, 'place').getQueryAndParameters();
  });
  if (before >= total) return { items: [], total };
  const all = read.map(([sql], at) => `SELECT * FROM (${sql}) part${at}`).join(' UNION ALL ');
  const found: { id: number }[] = await first.connection.manager.query(
    `SELECT whole.id AS id FROM (${all}) whole ORDER BY whole.place ${direction}, whole.id ${direction} LIMIT ${pageSize} OFFSET ${before}`,
    read.flatMap(([, values]) => values as unknown[]),
  );
  const ids = found.map(({ id }) => id);
  const rows = await first
    .clone()
    .where(`${idColumn} IN (:...pageIds)`, { pageIds: [0, ...ids] })
    .getMany();
  const byId = new Map(rows.map((row) => [Number(row.id), row]));
  return { items: ids.flatMap((id) => byId.get(Number(id)) ?? []).map(map), total };
}

/** Puts a query in order. Returns the column that it is sorted by first, and which way. */
function order<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  sort: string | undefined,
  sortable: Readonly<Record<string, string>>,
  idColumn: string,
): { readonly column: string; readonly way: 'ASC' | 'DESC' } {
  const descending = sort?.startsWith('-') === true;
  const name = descending ? sort.slice(1) : (sort ?? '');
  const column = name === '' ? idColumn : Object.hasOwn(sortable, name) ? sortable[name] : undefined;
  if (column === undefined) {
    const offered = Object.keys(sortable);
    throw invalid(
      '/sort',
      'unknown_sort_field',
      text(
        `不能按“${name}”排序，可用：${offered.join('、')}。`,
        `Cannot sort by "${name}"; offered are ${offered.join(', ')}.`,
      ),
    );
  }
  const way = descending ? 'DESC' : 'ASC';
  if (name !== '') query.orderBy(column, way);
  // named again, the id would turn its own order round
  if (name === '' || column !== idColumn) query.addOrderBy(idColumn, way);
  return { column, way };
}

const TOTALS = new WeakMap<DataSource, LargeTotals>();

function totalsOf(dataSource: DataSource): LargeTotals {
  const there = TOTALS.get(dataSource);
  if (there !== undefined) return there;
  const totals = new LargeTotals();
  TOTALS.set(dataSource, totals);
  return totals;
}

/** Turns what a person typed into a LIKE pattern that finds it at the beginning, with `!` as the escape character. */
export function startingWith(words: string): string {
  return `${words.replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
}

/** Turns what a person typed into a LIKE pattern that finds it anywhere, with `!` as the escape character. */
export const containing = (words: string): string => `%${startingWith(words)}`;
