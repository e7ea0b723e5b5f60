import { expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';

import { ENTITIES } from '../../src/entities.js';
import { RecusalEnds1764000000024 } from '../../src/platform/database/migrations/1764000000024-recusal-ends.js';
import { MIGRATIONS } from '../../src/platform/database/migrations/index.js';
import { dataSourceOptions, openDatabase } from '../../src/platform/database/open-database.js';
import { onEachDatabase } from '../support/databases.js';
import { FieldRows } from '../support/field-rows.js';

onEachDatabase(
  'the migration that lets recusals be withdrawn',
  (database) => {
    it('gives what is on its way the day by which its next step is due, and changes no other', async () => {
      const before = MIGRATIONS.indexOf(RecusalEnds1764000000024);
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
      await rows.add(
        'inspections',
        { ...own, state: 'accepted', planned_on: '2026-03-10' },
        { ...own, state: 'approved' },
        { ...own, state: 'notified', planned_on: '2026-03-10' },
        { ...own, state: 'accepted', planned_on: '2026-03-10', due_on: '2026-03-12' },
        // by working days, when the first server starts
        { ...own, state: 'visited', planned_on: '2026-03-10', visited_on: '2026-03-10' },
        { ...own, state: 'closed', planned_on: '2026-03-10' },
        { ...own, state: 'voided', planned_on: '2026-03-10' },
      );
      await old.destroy();
      const dataSource = await openDatabase(database.address(), ENTITIES);
      try {
        const found = await dataSource.query<{ due: string | null }[]>(
          'SELECT due_on AS due FROM inspections ORDER BY id',
        );
        expect(found.map(({ due }) => due)).toEqual([
          '2026-03-10',
          '2026-03-31',
          '2026-03-31',
          '2026-03-12',
          null,
          null,
          null,
        ]);
      } finally {
        await dataSource.destroy();
      }
    });
  },
  { tables: false },
);
