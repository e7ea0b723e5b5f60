import { expect, it } from '@jest/globals';
import { DataSource, type DataSourceOptions } from 'typeorm';

import { ENTITIES } from '../../src/entities.js';
import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { dataSourceOptions, openDatabase } from '../../src/platform/database/open-database.js';
import { onEachDatabase } from '../support/databases.js';

onEachDatabase(
  'the tables that the migrations make',
  (database) => {
    it('are those that the entities declare', async () => {
      await (await openDatabase(database.address(), ENTITIES)).destroy();
      const options = dataSourceOptions(database.address(), ENTITIES);
      // TypeORM reads MariaDB's defaults (the word NULL where MySQL has none) only under the name of MariaDB
      const asItIs = database.name === 'MariaDB' ? ({ ...options, type: 'mariadb' } as DataSourceOptions) : options;
      const dataSource = await new DataSource(asItIs).initialize();
      try {
        const drift = await dataSource.driver.createSchemaBuilder().log();
        expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
        // the check has content: every table but the migrations' own is declared by an entity
        const tables =
          database.name === 'SQLite'
            ? await dataSource.query(
                `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'migrations'`,
              )
            : await dataSource.query(
                `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name NOT IN ('migrations', 'migration_lock')`,
              );
        const declared = dataSource.entityMetadatas.map((entity) => entity.tableName).sort();
        expect(declared).toEqual((tables as { name: string }[]).map(({ name }) => name).sort());
      } finally {
        await dataSource.destroy();
      }
    });

    it('each have a primary key, without which a cluster replicates no removal of a row', async () => {
      const dataSource = await openDatabase(database.address(), ENTITIES);
      try {
        for (const { tableName, primaryColumns } of dataSource.entityMetadatas)
          expect([tableName, primaryColumns.length > 0]).toEqual([tableName, true]);
        if (database.name !== 'MariaDB') return;
        const without = await dataSource.query<{ name: string }[]>(
          `SELECT t.table_name AS name FROM information_schema.tables t WHERE t.table_schema = DATABASE()
            AND (t.engine <> 'InnoDB' OR NOT EXISTS (SELECT 1 FROM information_schema.table_constraints c
              WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY'))`,
        );
        expect(without).toEqual([]);
      } finally {
        await dataSource.destroy();
      }
    });

    it('come only once when several processes start together', async () => {
      const sources = await Promise.all([1, 2, 3].map(() => openDatabase(database.address(), ENTITIES)));
      const counts = await Promise.all(sources.map((source) => source.query('SELECT COUNT(*) AS n FROM migrations')));
      for (const rows of counts) expect(Number((rows as { n: number }[])[0]?.n)).toBe(MIGRATIONS.length);
      await Promise.all(sources.map((source) => source.destroy()));
    });

    it('refuse to change or remove what proves something', async () => {
      const dataSource = await openDatabase(database.address(), ENTITIES);
      try {
        await dataSource.transaction((manager) =>
          manager.query(
            `INSERT INTO history (subject, subject_id, action, actor_name, at) VALUES ('agency', 1, 'created', 'test', '2026-01-01 00:00:00.000')`,
          ),
        );
        const attempt = (sql: string): Promise<unknown> => dataSource.transaction((manager) => manager.query(sql));
        await expect(attempt(`UPDATE history SET actor_name = 'someone else'`)).rejects.toThrow(/append-only/);
        await expect(attempt('DELETE FROM history')).rejects.toThrow(/append-only/);
      } finally {
        await dataSource.destroy();
      }
    });
  },
  { tables: false },
);
