import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { openDatabase } from '../database/open-database.js';
import { REFUSAL_KINDS } from './refusal-kinds.js';
import { Refusal } from './refusal.entity.js';
import { Refusals, type RefusalFilter } from './refusals.service.js';

const AGENCIES = [1, 2, 3, 4, 5, 6];
const ROWS = 600;
const BEGIN = Date.parse('2026-03-02T01:00:00Z');
const minute = (n: number): Date => new Date(BEGIN + n * 60_000);

onEachDatabase('the list of refusals', (database) => {
  let dataSource: DataSource;
  let refusals: Refusals;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), [Refusal]);
    refusals = new Refusals(dataSource, undefined as never, undefined as never, undefined as never);
    const place = fc.option(fc.constantFrom(...AGENCIES));
    const row = fc.record({
      agencyId: place,
      soughtAgencyId: place,
      userName: fc.constantFrom('li', 'wang', 'wang.2', 'zhao'),
      kind: fc.constantFrom(...REFUSAL_KINDS),
      // many at the same moment
      first: fc.nat(20),
      last: fc.nat(20),
      times: fc.integer({ min: 1, max: 5 }),
    });
    const rows = fc.sample(row, { numRuns: ROWS, seed: 44 }).map(({ first, last, ...rest }, at) => ({
      ...rest,
      userId: at,
      role: 'planner',
      day: '2026-03-02',
      fingerprint: 'f',
      code: 'not_found',
      method: 'GET',
      path: `/api/v1/targets/${at}`,
      sought: null,
      address: '127.0.0.1',
      requestId: 'r',
      firstAt: minute(Math.min(first, last)),
      lastAt: minute(Math.max(first, last)),
    }));
    await dataSource.transaction((manager) => manager.insert(Refusal, rows));
  });
  afterAll(() => dataSource.destroy());

  /** All that the reader sees, by one condition, which no index serves. */
  async function plainly(
    visible: readonly number[],
    { before, by, from, kind }: RefusalFilter,
    sort: string,
  ): Promise<number[]> {
    const column = { lastAt: 'lastAt', by: 'userName', times: 'times' }[sort.replace('-', '')] ?? '';
    const way = sort.startsWith('-') ? 'DESC' : 'ASC';
    const rows = dataSource.manager
      .createQueryBuilder(Refusal, 'refusal')
      .where('(refusal.agencyId IN (:...visible) OR refusal.soughtAgencyId IN (:...visible))', {
        visible: [0, ...visible],
      })
      .orderBy(`refusal.${column}`, way)
      .addOrderBy('refusal.id', way);
    if (kind !== undefined) rows.andWhere('refusal.kind = :kind', { kind });
    if (by !== undefined) rows.andWhere('refusal.userName LIKE :by', { by: `${by}%` });
    if (from !== undefined) rows.andWhere('refusal.lastAt >= :from', { from });
    if (before !== undefined) rows.andWhere('refusal.firstAt < :before', { before });
    return (await rows.getMany()).map(({ id }) => id);
  }

  it('is that of one plain query, on every page, in every order and by every filter', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(AGENCIES),
        fc.record(
          {
            kind: fc.constantFrom(...REFUSAL_KINDS),
            by: fc.constantFrom('wang', 'li', 'nobody'),
            from: fc.nat(20).map(minute),
            before: fc.nat(20).map(minute),
          },
          { requiredKeys: [] },
        ),
        fc.constantFrom('lastAt', '-lastAt', 'by', '-by', 'times', '-times'),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 20 }),
        async (visible, filter, sort, pageSize, page) => {
          const all = await plainly(visible, filter, sort);
          const { items, total } = await refusals.list({ page, pageSize, sort }, filter, visible);
          expect(total).toBe(all.length);
          expect(items.map(({ id }) => id)).toEqual(all.slice((page - 1) * pageSize, page * pageSize));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the last first unless told otherwise, says by what it can be sorted, and ends', async () => {
    const { items, total } = await refusals.list({ pageSize: 200 }, {}, [2]);
    expect(items.map(({ id }) => id)).toEqual((await plainly([2], {}, '-lastAt')).slice(0, 200));
    expect(items.every(({ agencyId, soughtAgencyId }) => agencyId === 2 || soughtAgencyId === 2)).toBe(true);
    expect(total).toBeLessThan(ROWS);
    await expect(refusals.list({ sort: 'path' }, {}, [2])).rejects.toMatchObject({ code: 'unknown_sort_field' });
    expect(await refusals.list({ page: 1_000_000, pageSize: 200 }, {}, [2])).toEqual({ items: [], total });
    expect((await refusals.list({}, {}, 'all')).total).toBe(ROWS);
  });

  it('reads by an index for each of the two ways to see a refusal', async () => {
    const explain = async (column: string): Promise<string> =>
      JSON.stringify(
        await dataSource.query(
          `${database.name === 'SQLite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'} SELECT id FROM refusals WHERE ${column} = 2 ORDER BY last_at DESC, id DESC LIMIT 50`,
        ),
      );
    expect(await explain('agency_id')).toContain('ix_refusals_agency');
    expect(await explain('sought_agency_id')).toContain('ix_refusals_sought');
  });
});
