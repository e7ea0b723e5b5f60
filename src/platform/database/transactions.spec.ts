import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type DataSource, type QueryRunner } from 'typeorm';

import { onEachDatabase } from '../../../test/support/databases.js';
import { openDatabase } from './open-database.js';
import { readSnapshot } from './read-snapshot.js';
import { isDuplicate, Transactions } from './transactions.js';

onEachDatabase('transactions', (database) => {
  let dataSource: DataSource;
  let transactions: Transactions;

  beforeAll(async () => {
    dataSource = await openDatabase(database.address(), []);
    transactions = new Transactions(dataSource);
  });
  afterAll(() => dataSource.destroy());
  beforeEach(() => transactions.run((manager) => manager.query('DELETE FROM settings')));

  const put = (name: string): Promise<void> =>
    transactions.run((manager) => manager.query('INSERT INTO settings (name, value) VALUES (?, ?)', [name, '1']));
  const names = async (source: DataSource | QueryRunner = dataSource): Promise<string[]> => {
    const rows = (await source.query('SELECT name FROM settings ORDER BY name')) as { name: string }[];
    return rows.map(({ name }) => name);
  };

  it('show nothing to others before they are done, and nothing ever when they fail', async () => {
    await expect(
      transactions.run(async (manager) => {
        await manager.query(`INSERT INTO settings (name, value) VALUES ('half', '1')`);
        expect(await names()).toEqual([]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await names()).toEqual([]);
  });

  it('do not run into one another when many are open in one process', async () => {
    await put('counter');
    await Promise.all(
      Array.from({ length: 20 }, () =>
        transactions.run(async (manager) => {
          const lock = database.name === 'MariaDB' ? ' FOR UPDATE' : '';
          const [row] = await manager.query<{ value: string }[]>(
            `SELECT value FROM settings WHERE name = 'counter'${lock}`,
          );
          await new Promise((resolve) => setTimeout(resolve, 1));
          await manager.query(`UPDATE settings SET value = ? WHERE name = 'counter'`, [String(Number(row?.value) + 1)]);
        }),
      ),
    );
    expect(await dataSource.query('SELECT value FROM settings')).toEqual([{ value: '21' }]);
  });

  it('are run again whole when the database breaks them off', async () => {
    if (database.name !== 'MariaDB') return expect(database.name).toBe('SQLite'); // one writer at a time: there is no deadlock
    await put('a');
    await put('b');
    let runs = 0;
    const both = async (first: string, second: string): Promise<void> =>
      transactions.run(async (manager) => {
        runs++;
        await manager.query(`UPDATE settings SET value = CONCAT(value, 'x') WHERE name = ?`, [first]);
        await new Promise((resolve) => setTimeout(resolve, 100));
        await manager.query(`UPDATE settings SET value = CONCAT(value, 'x') WHERE name = ?`, [second]);
      });
    await Promise.all([both('a', 'b'), both('b', 'a')]);
    expect(runs).toBe(3);
    expect(await dataSource.query('SELECT value FROM settings ORDER BY name')).toEqual([
      { value: '1xx' },
      { value: '1xx' },
    ]);
  });

  it('say when something is there already', async () => {
    await put('once');
    const error: unknown = await put('once').catch((caught: unknown) => caught);
    expect(isDuplicate(error)).toBe(true);
    expect(isDuplicate(new Error('other'))).toBe(false);
  });

  it('compare texts by their bytes', async () => {
    for (const name of ['a', 'A', 'é', 'e', '一', '𠮷']) await put(name);
    expect(await names()).toEqual(['A', 'a', 'e', 'é', '一', '𠮷']);
  });

  it('leave a snapshot as it was when it began, though nobody had looked at it yet', async () => {
    await readSnapshot(dataSource, async (runner) => {
      await put('meanwhile');
      expect(await names(runner)).toEqual([]);
    });
  });

  it('leave a snapshot as it was, however much is written meanwhile', async () => {
    await put('before');
    await readSnapshot(dataSource, async (runner) => {
      expect(await names(runner)).toEqual(['before']);
      await put('meanwhile');
      expect(await names(runner)).toEqual(['before']);
      expect(await names()).toEqual(['before', 'meanwhile']);
    });
  });
});
