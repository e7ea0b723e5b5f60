import { expect, it } from '@jest/globals';

import { ENTITIES } from '../../src/entities.js';
import { Visits1764000000017 } from '../../src/platform/database/migrations/1764000000017-visits.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { onEachDatabase } from '../support/databases.js';
import { FieldRows } from '../support/field-rows.js';
import { expectVisitsToAgree } from '../support/visits-agree.js';

onEachDatabase('the migration that brings visits', (database) => {
  it('fills in those of the inspections that stand, on their days, and once', async () => {
    const dataSource = await openDatabase(database.address(), ENTITIES);
    const rows = new FieldRows(dataSource);
    try {
      await rows.add('agencies', {});
      await rows.add('matters', { agency_id: 1 });
      await rows.add('targets', { agency_id: 1 }, { agency_id: 1, code: 'NEW' });
      await rows.add('plans', { agency_id: 1 });
      await rows.add('batches', { plan_id: 1 });
      await rows.add('occurrences', { batch_id: 1 });
      await rows.add('draws', { occurrence_id: 1, batch_id: 1, agency_id: 1 });
      const own = { draw_id: 1, batch_id: 1, agency_id: 1, target_id: 1 };
      await rows.add(
        'inspections',
        own,
        { ...own, target_id: 2, state: 'reported', visited_on: '2026-03-09' },
        { ...own, state: 'voided' },
      );
      const migrate = (before = ''): Promise<void> =>
        dataSource.transaction(async ({ queryRunner: runner }) => {
          if (runner === undefined) throw new Error('a transaction has its runner');
          if (before !== '') await runner.query(before);
          await new Visits1764000000017().up(runner);
        });
      await migrate('DROP TABLE visits');
      const fill = async (): Promise<unknown> =>
        dataSource.query(
          'SELECT inspection_id AS inspection, target_code AS code, first_day AS day, draw_id AS draw FROM visits ORDER BY inspection_id',
        );
      expect(await fill()).toEqual([
        { inspection: 1, code: 'T1', day: '2026-03-02', draw: 1 },
        { inspection: 2, code: 'NEW', day: '2026-03-09', draw: 1 },
      ]);
      await dataSource.transaction((manager) => manager.query(`DELETE FROM inspections WHERE state = 'voided'`));
      await expectVisitsToAgree(dataSource);
      // killed half-way on MySQL it runs again from its start
      if (database.name === 'MariaDB') {
        await migrate();
        await expectVisitsToAgree(dataSource);
      }
    } finally {
      await dataSource.destroy();
    }
  });
});
