import { expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';

import { ENTITIES } from '../../src/entities.js';
import { HistoryAgencies1764000000043 } from '../../src/platform/database/migrations/1764000000043-history-agencies.js';
import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { dataSourceOptions, openDatabase } from '../../src/platform/database/open-database.js';
import { onEachDatabase } from '../support/databases.js';
import { FieldRows, stamp } from '../support/field-rows.js';

onEachDatabase(
  'the migration that says whose record each change is about',
  (database) => {
    it('tells it of what was written before, and leaves the history closed', async () => {
      const before = MIGRATIONS.indexOf(HistoryAgencies1764000000043);
      const options = { ...dataSourceOptions(database.address(), ENTITIES), migrations: MIGRATIONS.slice(0, before) };
      const old = await new DataSource(options).initialize();
      await old.runMigrations({ transaction: database.name === 'SQLite' ? 'all' : 'none' });
      const rows = new FieldRows(old);
      await rows.add('agencies', {}, {});
      await rows.add('targets', { agency_id: 2 });
      await rows.add('plans', { agency_id: 2 });
      await rows.add('batches', { plan_id: 1 });
      const at = stamp('2026-03-05T01:00:00Z');
      for (const [subject, id] of [
        ['agency', 1],
        ['target', 1],
        ['batch', 1],
        ['disclosure-rules', 2],
        // gone, and never one agency's
        ['target', 9],
        ['working-days', 2026],
        ['job', 1],
      ] as const)
        await old.transaction((manager) =>
          manager.query(
            `INSERT INTO history (subject, subject_id, action, actor_name, at) VALUES (?, ?, 'created', 'admin', ?)`,
            [subject, id, at],
          ),
        );
      await old.destroy();
      const dataSource = await openDatabase(database.address(), ENTITIES);
      try {
        const found = await dataSource.query<{ agency: number | null }[]>(
          'SELECT agency_id AS agency FROM history ORDER BY id',
        );
        expect(found.map(({ agency }) => agency)).toEqual([1, 2, 2, 2, null, null, null]);
        await expect(
          dataSource.transaction((manager) => manager.query('UPDATE history SET agency_id = 1')),
        ).rejects.toThrow('append-only');
      } finally {
        await dataSource.destroy();
      }
    });
  },
  { tables: false },
);
