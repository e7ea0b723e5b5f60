import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type DatabaseAddress } from '../../src/platform/config/config.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { createMysqlDatabase, ThrowawayMariadb } from './mariadb.js';
import { prepared, stampOfTables } from './prepared.js';

/** A database that a suite runs on. */
export interface TestDatabase {
  readonly name: 'SQLite' | 'MariaDB';
  /** There from `beforeAll` on, and gone afterwards. It has all tables, and nothing in them. */
  address(): DatabaseAddress;
}

export interface Begins {
  /** False where the suite makes the tables itself. */
  readonly tables?: boolean;
}

/**
 * Declares the same suite once for SQLite and once for MariaDB: the server that TEST_DATABASE_URL names, or a throwaway one
 * where mariadbd is installed. Where there is neither it says so loudly, and with CI=true that is a failure.
 */
export function onEachDatabase(
  title: string,
  suite: (database: TestDatabase) => void,
  { tables = true }: Begins = {},
): void {
  describe(`${title} on SQLite`, () => {
    let dir: string;
    beforeAll(async () => {
      dir = mkdtempSync(join(tmpdir(), 'sortis-test-'));
      if (tables) await sqliteWithTables(join(dir, 'sortis.sqlite'));
    });
    afterAll(() => rmSync(dir, { recursive: true, force: true }));
    suite({ name: 'SQLite', address: () => ({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') }) });
  });

  const given = process.env.TEST_DATABASE_URL;
  if (given === undefined && ThrowawayMariadb.program() === undefined) {
    if (process.env.CI === 'true') {
      it(`${title} on MariaDB`, () => {
        throw new Error('no MariaDB here: install mariadb-server or set TEST_DATABASE_URL');
      });
    } else {
      process.stderr.write(
        `\n!!! SKIPPED: ${title} on MariaDB. Install mariadb-server or set TEST_DATABASE_URL. !!!\n\n`,
      );
      it.skip(`${title} on MariaDB (not installed)`, () => undefined);
    }
    return;
  }

  describe(`${title} on MariaDB`, () => {
    let server: ThrowawayMariadb | undefined;
    let url: string;
    beforeAll(async () => {
      if (given === undefined) {
        server = await ThrowawayMariadb.start();
        url = tables ? server.ready : await server.database('without_tables');
      } else {
        url = await createMysqlDatabase(given, `sortis_test_${process.pid}`);
      }
    });
    afterAll(async () => {
      await server?.stop();
    });
    suite({ name: 'MariaDB', address: () => ({ kind: 'mysql', url }) });
  });
}

/** Copies a database that has all tables, and nothing in them, to the path. */
export async function sqliteWithTables(file: string): Promise<void> {
  const made = await prepared(`sqlite-${stampOfTables()}`, async (path) => {
    await (await openDatabase({ kind: 'sqlite', file: path }, [])).destroy();
  });
  copyFileSync(made, file);
}

/**
 * Declares a suite that starts a MariaDB of its own. Where none is installed it says so loudly, and with CI=true its start
 * is what fails.
 */
export function whereMariadbIs(title: string, suite: () => void): void {
  const there = ThrowawayMariadb.program() !== undefined;
  if (!there && process.env.CI !== 'true')
    process.stderr.write(`\n!!! SKIPPED: ${title}. Install mariadb-server. !!!\n\n`);
  (there || process.env.CI === 'true' ? describe : describe.skip)(title, suite);
}
