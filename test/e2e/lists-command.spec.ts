import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onEachDatabase } from '../support/databases.js';
import { creditCode, csv, ListClient, TARGET_HEADINGS } from '../support/lists.js';
import { sortis, TestServer } from '../support/server.js';

onEachDatabase('the commands import and export', (database) => {
  let dir: string;
  let server: TestServer;
  let lists: ListClient;
  let bureau: number;

  const run = (...args: string[]): ReturnType<typeof sortis> => {
    const address = database.address();
    const environment: Record<string, string> =
      address.kind === 'mysql' ? { DATABASE_URL: address.url } : { SORTIS_DATA_DIR: dirname(address.file) };
    return sortis(args, environment, dir);
  };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-lists-'));
    server = await TestServer.start(database.address());
    lists = new ListClient(server, await server.signIn());
    bureau = await lists.post('agencies', { name: '示范县民政局', level: 'county', code: 'demo' });
    await lists.post('agencies', { name: '另一个单位', level: 'county' });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('take a list in beside the running server', async () => {
    const file = join(dir, 'targets.csv');
    writeFileSync(file, csv([TARGET_HEADINGS, ['命令行来的', creditCode(1), null, '社会团体']]));
    const dry = await run('import', 'targets', file, '--agency', 'demo', '--dry-run');
    expect([dry.status, dry.stdout]).toEqual([0, expect.stringContaining('created 1,')]);
    expect(await lists.list('targets')).toEqual([]);
    expect((await run('import', 'targets', file, '--agency', 'demo')).status).toBe(0);
    const [row] = await lists.list('targets');
    expect(row.agencyId).toBe(bureau);
    expect(await lists.history('targets', row.id)).toMatchObject([{ action: 'imported', by: 'cli' }]);
  });

  it('say what is wrong: 1 for rows at fault, 2 for what is no list', async () => {
    const file = join(dir, 'bad.csv');
    writeFileSync(file, csv([TARGET_HEADINGS, ['坏的', '123']]));
    const bad = await run('import', 'targets', file, '--agency', 'demo');
    expect([bad.status, bad.stdout]).toEqual([1, expect.stringContaining('✗ B2')]);
    writeFileSync(file, '%PDF-1.4');
    expect((await run('import', 'targets', file)).status).toBe(2);
    expect((await run('export', 'targets', join(dir, 'out.pdf'))).status).toBe(2);
    expect(await lists.total('targets')).toBe(1);
  });

  it('write a list that comes back unchanged', async () => {
    const out = join(dir, 'out.xlsx');
    expect((await run('export', 'targets', out, '--agency', 'demo')).status).toBe(0);
    const again = await run('import', 'targets', out);
    expect(again.stdout).toMatch(/created 0, .*updated 0, .*unchanged 1, .*rejected 0/);
    expect(again.status).toBe(0);
  });
});
