import { expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';

import { ENTITIES } from '../../src/entities.js';
import { NameOrder1764000000040 } from '../../src/platform/database/migrations/1764000000040-name-order.js';
import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { dataSourceOptions, openDatabase } from '../../src/platform/database/open-database.js';
import { onEachDatabase } from '../support/databases.js';
import { FieldRows } from '../support/field-rows.js';

onEachDatabase(
  'the migration that has names stand by their readings',
  (database) => {
    it('gives every name that is there its place, however many there are', async () => {
      const before = MIGRATIONS.indexOf(NameOrder1764000000040);
      const options = { ...dataSourceOptions(database.address(), ENTITIES), migrations: MIGRATIONS.slice(0, before) };
      const old = await new DataSource(options).initialize();
      await old.runMigrations({ transaction: database.name === 'SQLite' ? 'all' : 'none' });
      const rows = new FieldRows(old);
      await rows.add('agencies', { name: '某县民政局' });
      const some = Array.from({ length: 1001 }, (_, at) => ({ agency_id: 1, name: `第${1001 - at}号界桩` }));
      await rows.add('targets', ...some, { agency_id: 1, name: '张家祠堂' }, { agency_id: 1, name: '阿福养老院' });
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
        for (const table of ['agencies', 'matters', 'inspectors', 'targets'])
          expect(await dataSource.query(`SELECT id FROM ${table} WHERE name_order = ''`)).toEqual([]);
      } finally {
        await dataSource.destroy();
      }
    });
  },
  { tables: false },
);
