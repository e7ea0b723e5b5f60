import 'reflect-metadata';

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { momentForQuery } from '../../platform/database/plain-moments.js';
import { openDatabase } from '../../platform/database/open-database.js';
import { SAFE_RULES, type DisclosureRules } from './disclosure-rules.js';
import { RuleBook } from './rule-book.service.js';

const NOW = new Date('2030-06-15T04:00:00.000Z');
const AGENCIES = [1, 2, 3, 4, 5];

onEachDatabase('what is on display', (database) => {
  let dataSource: DataSource;
  let results: { readonly id: number; readonly agency: number; readonly moment: Date }[] = [];

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), []);
    const type = database.name === 'SQLite' ? 'text' : 'datetime(3)';
    const table = `CREATE TABLE shown_rows (id integer PRIMARY KEY, agency_id integer, published_at ${type})`;
    // each agency with a result of every half year, from this year's to the thirtieth before it
    const rows = AGENCIES.flatMap((agency) =>
      Array.from({ length: 60 }, (_, half) => [agency, new Date(Date.UTC(2030, 2 - half * 6, 1 + agency))] as const),
    );
    await dataSource.transaction(async (manager) => {
      await manager.query(table);
      for (const [at, [agency, moment]] of rows.entries())
        await manager.query('INSERT INTO shown_rows VALUES (?, ?, ?)', [
          at,
          agency,
          momentForQuery(dataSource, moment),
        ]);
    });
    results = rows.map(([agency, moment], id) => ({ id, agency, moment }));
  });
  afterAll(() => dataSource.destroy());

  it('is by the database what it is one by one, whatever agencies have chosen', async () => {
    const rules = fc.record({ retentionYears: fc.integer({ min: 1, max: 30 }) });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...AGENCIES.map(String)), rules), async (chosen) => {
        const exceptions = new Map<number, DisclosureRules>(
          Object.entries(chosen).map(([agency, rule]) => [Number(agency), { ...SAFE_RULES, ...rule }]),
        );
        const book = new RuleBook(exceptions, NOW, NOW, dataSource);
        const { parameters, sql } = book.displayed();
        const found = await dataSource
          .createQueryBuilder()
          .select('b.id', 'id')
          .from('shown_rows', 'b')
          .where(sql, parameters)
          .orderBy('b.id')
          .getRawMany<{ id: number }>();
        const expected = results.filter(({ agency, moment }) => book.isDisplayed(agency, moment)).map(({ id }) => id);
        expect(found.map(({ id }) => id)).toEqual(expected);
        expect(expected.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });
});
