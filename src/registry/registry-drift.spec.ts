import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';

import { ThrowawayMariadb } from '../../test/support/mariadb.js';
import { dataSourceOptions, openDatabase } from '../platform/database/open-database.js';
import { REGISTRY_ENTITIES } from './registry-entities.js';

async function drift(dataSource: DataSource): Promise<string[]> {
  const log = await dataSource.driver.createSchemaBuilder().log();
  return log.upQueries.map((each) => each.query);
}

describe('The tables of the registry are what its entities say', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sortis-registry-'));
  let mariadb: ThrowawayMariadb | undefined;

  beforeAll(async () => {
    if (ThrowawayMariadb.program() !== undefined) mariadb = await ThrowawayMariadb.start();
  });
  afterAll(async () => {
    await mariadb?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('on SQLite', async () => {
    const dataSource = await openDatabase({ kind: 'sqlite', file: join(dir, 'drift.sqlite') }, REGISTRY_ENTITIES);
    expect(await drift(dataSource)).toEqual([]);
    await dataSource.destroy();
  });

  (ThrowawayMariadb.program() === undefined ? it.skip : it)('on MariaDB', async () => {
    const url = (await mariadb?.database('drift')) ?? '';
    await (await openDatabase({ kind: 'mysql', url }, REGISTRY_ENTITIES)).destroy();
    // TypeORM reads MariaDB's defaults (the word NULL where MySQL has none) only under this name
    const options = { ...dataSourceOptions({ kind: 'mysql', url }, REGISTRY_ENTITIES), type: 'mariadb' };
    const dataSource = await new DataSource(options as DataSourceOptions).initialize();
    expect(await drift(dataSource)).toEqual([]);
    await dataSource.destroy();
  });
});
