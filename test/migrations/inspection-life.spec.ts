import { expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';

import { ENTITIES } from '../../src/entities.js';
import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { InspectionLife1764000000020 } from '../../src/platform/database/migrations/1764000000020-inspection-life.js';
import { dataSourceOptions, openDatabase } from '../../src/platform/database/open-database.js';
import { withCheck } from '../../src/platform/database/tables.js';
import { onEachDatabase } from '../support/databases.js';
import { FieldRows } from '../support/field-rows.js';

it('a declaration gets another condition for one of its checks, and nothing else changes', () => {
  const declared = `CREATE TABLE "t" ("a" int, CONSTRAINT "x" CHECK (a IN (1, 2)), CONSTRAINT "y" CHECK (b IN ('(', 'c') OR (b = ')')), CONSTRAINT "z" CHECK (a > 0))`;
  expect(withCheck(declared, 'y', 'b = 1')).toBe(
    `CREATE TABLE "t" ("a" int, CONSTRAINT "x" CHECK (a IN (1, 2)), CONSTRAINT "y" CHECK (b = 1), CONSTRAINT "z" CHECK (a > 0))`,
  );
  expect(withCheck(declared, 'none', 'b = 1')).toBeUndefined();
});

onEachDatabase(
  'the migration that brings the life of inspections',
  (database) => {
    it('maps the states that there were, lets in the new ones and no others, and keeps all else of the table', async () => {
      const before = MIGRATIONS.indexOf(InspectionLife1764000000020);
      const options = { ...dataSourceOptions(database.address(), ENTITIES), migrations: MIGRATIONS.slice(0, before) };
      const old = await new DataSource(options).initialize();
      await old.runMigrations({ transaction: database.name === 'SQLite' ? 'all' : 'none' });
      const rows = new FieldRows(old);
      await rows.add('agencies', {});
      await rows.add('targets', { agency_id: 1 });
      await rows.add('plans', { agency_id: 1 });
      await rows.add('batches', { plan_id: 1 });
      await rows.add('occurrences', { batch_id: 1 });
      await rows.add('draws', { occurrence_id: 1, batch_id: 1, agency_id: 1 });
      const own = { draw_id: 1, batch_id: 1, agency_id: 1, target_id: 1 };
      const states = ['not-inspected', 'completed', 'published', 'voided'];
      await rows.add('inspections', ...states.map((state) => ({ ...own, state })));
      await old.destroy();

      const dataSource = await openDatabase(database.address(), ENTITIES);
      const added = new FieldRows(dataSource);
      try {
        const found = await dataSource.query('SELECT state AS state FROM inspections ORDER BY id');
        expect(found).toEqual(['issued', 'reported', 'published', 'voided'].map((state) => ({ state })));
        await added.add('inspections', { ...own, id: 5, ordinal: 5, state: 'closed' });
        for (const state of ['not-inspected', 'completed', 'CLOSED', '']) {
          await expect(added.add('inspections', { ...own, id: 6, ordinal: 6, state })).rejects.toThrow(
            /ck_inspections_state|CONSTRAINT/,
          );
        }
        // its keys and indices hold as before
        await expect(added.add('inspections', { ...own, id: 6, ordinal: 5 })).rejects.toThrow(
          /uq_inspections_draw_ordinal|UNIQUE/,
        );
        await expect(added.add('inspections', { ...own, id: 6, ordinal: 6, target_id: 99 })).rejects.toThrow(
          /fk_inspections_target|FOREIGN KEY/,
        );
        if (database.name === 'SQLite') {
          expect(await dataSource.query('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
          expect(await dataSource.query('PRAGMA foreign_key_check')).toEqual([]);
        } else {
          // killed half-way it runs again from its start
          const runner = dataSource.createQueryRunner();
          await new InspectionLife1764000000020().up(runner);
          await runner.release();
        }
        // a step stays as it is
        const attempt = (sql: string): Promise<unknown> => dataSource.transaction((manager) => manager.query(sql));
        await attempt(
          `INSERT INTO inspection_steps (inspection_id, inspection_version, step, from_state, to_state, by_name, at)
         VALUES (1, 2, 'accept', 'issued', 'accepted', 'someone', '2026-03-02 00:00:00.000')`,
        );
        await expect(attempt(`UPDATE inspection_steps SET by_name = 'someone else'`)).rejects.toThrow(/append-only/);
        await expect(attempt('DELETE FROM inspection_steps')).rejects.toThrow(/append-only/);
        await expect(
          attempt(
            `INSERT INTO inspection_steps (inspection_id, inspection_version, step, from_state, to_state, by_user, not_by, by_name, at)
           VALUES (1, 3, 'review', 'reported', 'reviewed', 7, 7, 'someone', '2026-03-02 00:00:00.000')`,
          ),
        ).rejects.toThrow(/ck_inspection_steps_second|CONSTRAINT/);
      } finally {
        await dataSource.destroy();
      }
    });
  },
  { tables: false },
);
