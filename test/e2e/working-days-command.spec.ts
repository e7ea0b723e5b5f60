import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onEachDatabase } from '../support/databases.js';
import { csv } from '../support/lists.js';
import { sortis, TestServer } from '../support/server.js';

onEachDatabase('the command working-days', (database) => {
  let dir: string;
  let server: TestServer;
  let admin: string;
  const HEAD = ['日期', '类型', '名称'];
  const NOTICE = [HEAD, ['2031-01-01', '休', '元旦'], ['2031-05-01', '休', '劳动节'], ['2031-10-01', '休', '国庆节']];

  const run = (...args: string[]): ReturnType<typeof sortis> => {
    const address = database.address();
    const environment: Record<string, string> =
      address.kind === 'mysql' ? { DATABASE_URL: address.url } : { SORTIS_DATA_DIR: dirname(address.file) };
    return sortis(['working-days', ...args], environment, dir);
  };
  const shown = async (): Promise<{ covered: boolean; notices: string[] }> =>
    (await server.call('GET', '/api/v1/working-days?year=2031', { token: admin })).body;
  const sheet = (rows: string[][]): string => {
    const file = join(dir, 'notice.csv');
    writeFileSync(file, csv(rows));
    return file;
  };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-days-'));
    server = await TestServer.start(database.address());
    admin = await server.signIn();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('says what is wrong, row by row, and writes nothing then', async () => {
    const bad = await run(sheet([...NOTICE, ['2031-01-06', '班', '元旦'], ['2031-13-01', '休', '元旦']]));
    expect(bad.status).toBe(1);
    expect(bad.stdout).toMatch(/✗ A5: .*\n/);
    expect(bad.stdout).toMatch(/✗ A6: .*\n/);
    expect(bad.stdout).toContain('没有写入');
    expect((await run(sheet(NOTICE), '--year', '2032')).status).toBe(1);
    expect((await run(sheet(NOTICE), '--year', 'next')).status).toBe(2);
    expect(await shown()).toMatchObject({ covered: false, notices: [] });
  });

  it('enters a notice beside the running server, and says it once', async () => {
    const dry = await run(sheet(NOTICE), '--dry-run');
    expect([dry.status, dry.stdout]).toEqual([0, expect.stringContaining('added 3,')]);
    expect(await shown()).toMatchObject({ covered: false, notices: [] });
    expect((await run(sheet(NOTICE), '--source', '国办发明电〔2030〕1号')).status).toBe(0);
    expect(await shown()).toMatchObject({ covered: true, notices: ['国办发明电〔2030〕1号'] });
    const again = await run(sheet(NOTICE), '--source', '国办发明电〔2030〕1号');
    expect(again.stdout).toContain('added 0, 更改 / changed 0, 去掉 / removed 0');
    const history = await server.call('GET', '/api/v1/working-days/2031/history', { token: admin });
    expect(history.body).toMatchObject([{ action: 'replaced', by: 'cli' }]);
  });

  it('warns where the year is not whole', async () => {
    const part = await run(sheet(NOTICE.slice(0, 3)));
    expect([part.status, part.stdout]).toEqual([0, expect.stringContaining('2031-10-01')]);
    expect(await shown()).toMatchObject({
      covered: false,
      notices: ['notice.csv', '国办发明电〔2030〕1号'].slice(0, 1),
    });
  });
});
