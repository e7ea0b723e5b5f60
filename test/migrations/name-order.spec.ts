import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataSource, type EntityMetadata } from 'typeorm';

import { ENTITIES } from '../../src/entities.js';
import { NameOrder1764000000040 } from '../../src/platform/database/migrations/1764000000040-name-order.js';
import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { dataSourceOptions, openDatabase } from '../../src/platform/database/open-database.js';
import { nameOrder } from '../../src/platform/words/name-order.js';
import { onEachDatabase } from '../support/databases.js';
import { FieldRows } from '../support/field-rows.js';

interface Ordered {
  readonly entity: EntityMetadata;
  readonly name: string;
  readonly property: string;
  readonly order: string;
  readonly longest: number;
}

/** The columns that say where a name stands, each with that of the name. */
const ordered = (dataSource: DataSource): Ordered[] =>
  dataSource.entityMetadatas.flatMap((entity) =>
    entity.columns.flatMap(({ databaseName: order }) => {
      const named = entity.columns.find(({ databaseName }) => `${databaseName}_order` === order);
      if (named === undefined) return [];
      const { databaseName: name, length, propertyName: property } = named;
      return [{ entity, name, property, order, longest: Number(length) }];
    }),
  );

const byOrder = (left: string, right: string): number => {
  const [one, other] = [nameOrder(left), nameOrder(right)];
  return one < other ? -1 : one > other ? 1 : 0;
};

const NAMES = fc.uniqueArray(
  fc.oneof(
    fc.string({ unit: fc.constantFrom(...'第0129号东镇民政局aB𠮷·（）'), minLength: 1, maxLength: 80 }),
    // what two long names differ in stands at their ends
    fc.constantFrom('东', '西', '𠮷', '1', '10').map((end) => '长'.repeat(79) + end),
  ),
  { minLength: 30, maxLength: 30, selector: nameOrder },
);

onEachDatabase(
  'where names stand in lists',
  (database) => {
    it('is known of every name that was there before, however many there are', async () => {
      const before = MIGRATIONS.indexOf(NameOrder1764000000040);
      const options = {
        ...dataSourceOptions(database.address(), ENTITIES),
        migrations: MIGRATIONS.slice(0, before),
      };
      const old = await new DataSource(options).initialize();
      await old.runMigrations({ transaction: database.name === 'SQLite' ? 'all' : 'none' });
      const rows = new FieldRows(old);
      await rows.add('agencies', { name: '某县民政局' });
      const some = Array.from({ length: 1001 }, (_, at) => ({ agency_id: 1, name: `第${1001 - at}号界桩` }));
      await rows.add('targets', ...some, { agency_id: 1, name: '张家祠堂' }, { agency_id: 1, name: '阿福养老院' });
      await rows.add('matters', { agency_id: 1 });
      await rows.add('inspectors', { agency_id: 1, name: '𠮷田' });
      await rows.add('users', { username: '张三', display_name: '王芳' }, { username: 'li', display_name: '李四' });
      await rows.add('plans', { agency_id: 1 }, { agency_id: 1, year: 2027, title: '长'.repeat(200) });
      await rows.add('batches', { plan_id: 1 });
      await rows.add('occurrences', { batch_id: 1 });
      await rows.add('draws', { occurrence_id: 1, batch_id: 1, agency_id: 1 });
      const drawn = Array.from({ length: 1001 }, (_, at) => ({
        draw_id: 1,
        batch_id: 1,
        agency_id: 1,
        target_id: at + 1,
        target_name: `第${1001 - at}号界桩`,
      }));
      await rows.add('inspections', ...drawn);
      await old.destroy();
      const dataSource = await openDatabase(database.address(), ENTITIES);
      try {
        const found = await dataSource.query<{ name: string }[]>(
          'SELECT name AS name FROM targets ORDER BY name_order',
        );
        expect(found.map(({ name }) => name)).toEqual([
          '阿福养老院',
          ...Array.from({ length: 1001 }, (_, at) => `第${at + 1}号界桩`),
          '张家祠堂',
        ]);
        const known: string[] = [];
        for (const { entity, name, order } of ordered(dataSource)) {
          const all = await dataSource.query<{ name: string; place: string }[]>(
            `SELECT ${name} AS name, ${order} AS place FROM ${entity.tableName}`,
          );
          expect(all.length).toBeGreaterThan(0);
          for (const one of all) expect([one.name, one.place]).toEqual([one.name, nameOrder(one.name)]);
          known.push(`${entity.tableName}.${name}`);
        }
        expect(known.sort()).toEqual([
          'agencies.name',
          'batches.name',
          'inspections.target_name',
          'inspectors.name',
          'matters.name',
          'plans.title',
          'targets.name',
          'users.display_name',
          'users.username',
        ]);
      } finally {
        await dataSource.destroy();
      }
    });

    it('follows the name, whichever entity has it and however it is written', async () => {
      const dataSource = await openDatabase(database.address(), ENTITIES);
      try {
        for (const { entity, longest, name, order, property } of ordered(dataSource)) {
          await fc.assert(
            fc.asyncProperty(NAMES, async (some) => {
              const names = some.map((one) => [...one].slice(-longest).join(''));
              const found = await dataSource.transaction(async (manager) => {
                const told: [string, string][] = [];
                for (const one of names) {
                  // the same row is named anew: tables have uniques of their own
                  await manager.update(entity.target, 1, { [property]: one });
                  const rows = await manager.query<{ name: string; place: string }[]>(
                    `SELECT ${name} AS name, ${order} AS place FROM ${entity.tableName} WHERE id = 1`,
                  );
                  for (const row of rows) told.push([row.name, row.place]);
                }
                return told;
              });
              expect(found).toEqual(names.map((one) => [one, nameOrder(one)]));
            }),
            { numRuns: 1 },
          );
        }
      } finally {
        await dataSource.destroy();
      }
    });

    it('is the same on a database as here', async () => {
      const dataSource = await openDatabase(database.address(), ENTITIES);
      try {
        await fc.assert(
          fc.asyncProperty(NAMES, async (names) => {
            const sorted = await dataSource.transaction(async (manager) => {
              await manager.query('DELETE FROM users');
              await manager.insert(
                'User',
                names.map((displayName, at) => ({
                  username: `u${at}`,
                  displayName,
                  passwordHash: '-',
                  role: 'planner',
                  active: true,
                  tokenGeneration: 0,
                  version: 1,
                  createdAt: new Date(0),
                  updatedAt: new Date(0),
                })),
              );
              return manager.query<{ name: string }[]>(
                'SELECT display_name AS name FROM users ORDER BY display_name_order',
              );
            });
            expect(sorted.map(({ name }) => name)).toEqual([...names].sort(byOrder));
          }),
          { numRuns: 5 },
        );
      } finally {
        await dataSource.destroy();
      }
    });
  },
  { tables: false },
);
