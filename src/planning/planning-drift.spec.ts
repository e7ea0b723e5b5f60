import 'reflect-metadata';

import { expect, it } from '@jest/globals';
import { DataSource, type DataSourceOptions } from 'typeorm';

import { onEachDatabase } from '../../test/support/databases.js';
import { dataSourceOptions, openDatabase } from '../platform/database/open-database.js';
import { REGISTRY_ENTITIES } from '../registry/registry-entities.js';
import { PLANNING_ENTITIES } from './planning-entities.js';

onEachDatabase('The tables of planning are what its entities say', (database) => {
  it('nothing is to be changed', async () => {
    const address = database.address();
    const entities = [...REGISTRY_ENTITIES, ...PLANNING_ENTITIES];
    await (await openDatabase(address, entities)).destroy();
    const options = dataSourceOptions(address, entities);
    // TypeORM reads MariaDB's defaults (the word NULL where MySQL has none) only under this name
    const driver = address.kind === 'mysql' ? { ...options, type: 'mariadb' } : options;
    const dataSource = await new DataSource(driver as DataSourceOptions).initialize();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    await dataSource.destroy();
    expect(upQueries.map((each) => each.query)).toEqual([]);
  });
});
