import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataSource } from 'typeorm';

import { openDatabase } from './open-database.js';
import { Transactions } from './transactions.js';

describe('the connections of SQLite', () => {
  let dir: string;
  let dataSource: DataSource;
  let transactions: Transactions;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-connections-'));
    dataSource = await openDatabase({ kind: 'sqlite', file: join(dir, 'sortis.sqlite') }, []);
    transactions = new Transactions(dataSource);
  });
  afterEach(async () => {
    await dataSource.destroy();
    rmSync(dir, { recursive: true });
  });

  const put = (name: string, or = ''): Promise<void> =>
    transactions.run((manager) => manager.query(`INSERT ${or} INTO settings (name, value) VALUES (?, 'x')`, [name]));
  const within = <T>(milliseconds: number, work: Promise<T>): Promise<T | 'too late'> => {
    const late = new Promise<'too late'>((resolve) => {
      setTimeout(() => resolve('too late'), milliseconds).unref();
    });
    return Promise.race([work, late]);
  };

  it('go on after SQLite rolled a transaction back by itself, as it does on a full disk', async () => {
    await put('a');
    await expect(put('a', 'OR ROLLBACK')).rejects.toThrow('UNIQUE');
    expect(await within(2000, put('b'))).not.toBe('too late');
    expect(await dataSource.query('SELECT name FROM settings ORDER BY name')).toEqual([{ name: 'a' }, { name: 'b' }]);
  });

  it('wait for the write lock of another process without holding up this one', async () => {
    const other = new Database(join(dir, 'sortis.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    setTimeout(() => other.exec('COMMIT'), 300);
    const started = performance.now();
    await put('a');
    expect(performance.now() - started).toBeLessThan(2000);
    other.close();
  });

  it('say so when the write lock stays taken, and let the next one try', async () => {
    const other = new Database(join(dir, 'sortis.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    await expect(dataSource.transaction(() => Promise.resolve())).rejects.toThrow('database is locked');
    other.exec('COMMIT');
    other.close();
    expect(await within(2000, put('a'))).not.toBe('too late');
  });
});
