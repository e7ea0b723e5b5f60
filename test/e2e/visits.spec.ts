import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onEachDatabase } from '../support/databases.js';
import { counts, creditCode, csv, ListClient, problems, RUN, type Row } from '../support/lists.js';
import { PASSWORD, sortis, TestServer } from '../support/server.js';

const HEADINGS = ['检查单位', '检查对象名称', '统一社会信用代码', '对象编号', '检查日期', '检查类型', '备注'];

onEachDatabase('visits as a spreadsheet', (database) => {
  let server: TestServer;
  let lists: ListClient;
  let bureau: number;
  let dir: string;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'sortis-visits-'));
    server = await TestServer.start(database.address());
    lists = new ListClient(server, await server.signIn());
    bureau = await lists.post('agencies', { name: '示范县民政局', level: 'county', code: 'demo' });
    const station = await lists.post('agencies', { name: '城关镇民政所', level: 'township', parentId: bureau });
    const target = (agencyId: number, name: string, more: object): Promise<number> =>
      lists.post('targets', { agencyId, name, kind: '社会团体', ...more });
    await target(bureau, '书画协会', { uscc: creditCode(1) });
    await target(bureau, '棋类协会', { alias: 'QL-1' });
    await target(bureau, '同名会', { alias: 'TM-1' });
    await target(bureau, '同名会', { alias: 'TM-2' });
    await target(station, '镇老年会', { uscc: creditCode(2) });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const sheet = (...rows: Row[]): string => csv([HEADINGS, ...rows]);
  const DEMO = '示范县民政局';
  const sound: Row[] = [
    [DEMO, '书画协会', null, null, '2026-03-05', '日常检查', '春季'],
    [DEMO, '随便写的名字', creditCode(1), null, '2026年3月6日', '专项', null],
    [DEMO, '棋类协会', null, 'QL-1', '2026-03-05', '双随机', null],
    [DEMO, '镇老年会', creditCode(2), null, '2026-03-05', '举报核查', null],
  ];

  it('are previewed with the fault of each row, and nothing is written', async () => {
    const answer = await lists.send(
      'visits',
      RUN,
      sheet(
        ...sound,
        [DEMO, '没有的协会', null, null, '2026-03-05', '日常检查', null],
        [DEMO, '同名会', null, null, '2026-03-05', '日常检查', null],
        [DEMO, '书画协会', null, null, '2199-01-01', '日常检查', null],
        [DEMO, '书画协会', null, null, '2026-02-30', '日常检查', null],
        [DEMO, '书画协会', null, null, '2026-03-05', '查一查', null],
        // the same visit twice, once by name and once by code: only the look-up can tell
        [DEMO, '书画协会', creditCode(1), null, '2026-03-05', '日常', null],
        // an agency's name alone finds nothing on the lists below it
        [DEMO, '镇老年会', null, null, '2026-03-07', '日常检查', null],
      ),
    );
    expect(counts(answer)).toEqual([400, 4, 0, 0, 7]);
    expect(problems(answer)).toEqual([
      [6, 'B', 'unknown_target'],
      [7, 'B', 'ambiguous_target'],
      [8, 'E', 'visit_in_future'],
      [9, 'E', 'not_a_date'],
      [10, 'F', 'not_one_of'],
      [11, 'B', 'duplicate_in_sheet'],
      [12, 'B', 'unknown_target'],
    ]);
    expect(await lists.list('visits')).toEqual([]);
  });

  it('come in whole, are the same a second time, and what is said of them may change', async () => {
    expect(counts(await lists.send('visits', 'dryRun=true', sheet(...sound)))).toEqual([200, 4, 0, 0, 0]);
    expect(await lists.list('visits')).toEqual([]);
    expect(counts(await lists.send('visits', RUN, sheet(...sound)))).toEqual([200, 4, 0, 0, 0]);
    const rows = await lists.list('visits');
    const told = rows.map(({ agencyId, firstDay, kind, note, target }) => [
      agencyId === bureau,
      target.code,
      target.name,
      firstDay,
      kind,
      note,
    ]);
    expect(told.sort()).toEqual(
      [
        [true, creditCode(1), '书画协会', '2026-03-05', 'daily', '春季'],
        [true, creditCode(1), '书画协会', '2026-03-06', 'special', null],
        [true, 'QL-1', '棋类协会', '2026-03-05', 'random', null],
        [true, creditCode(2), '镇老年会', '2026-03-05', 'case', null],
      ].sort(),
    );
    expect(await lists.history('visits', rows[0].id)).toMatchObject([{ action: 'imported' }]);
    expect(counts(await lists.send('visits', RUN, sheet(...sound)))).toEqual([200, 0, 0, 4, 0]);
    const renoted: Row = [DEMO, '书画协会', null, null, '2026-03-05', '日常检查', '夏季'];
    expect(counts(await lists.send('visits', RUN, sheet(renoted)))).toEqual([200, 0, 1, 0, 0]);
    expect((await lists.list('visits')).map(({ note }) => note).filter((note) => note !== null)).toEqual(['夏季']);
  });

  it.each(['xlsx', 'csv'])('come back unchanged as they were exported, in %s', async (format) => {
    const { bytes, headers } = await lists.download(`visits/exports?format=${format}`);
    expect(headers.get('content-disposition')).toContain('visits-');
    expect(counts(await lists.send('visits', RUN, bytes))).toEqual([200, 0, 0, 4, 0]);
  });

  it('are nothing for inspectors: they would tell where others are sent', async () => {
    const body = { username: 'walker', displayName: '某', password: PASSWORD, role: 'inspector' };
    await lists.post('users', body);
    const token = await server.signIn('walker');
    for (const path of ['visits', 'visits/exports', 'visits/1', 'visits/1/history'])
      expect((await server.call('GET', `/api/v1/${path}`, { token })).status).toBe(403);
  });

  it('are imported and exported by the command', async () => {
    const address = database.address();
    const environment: Record<string, string> =
      address.kind === 'mysql' ? { DATABASE_URL: address.url } : { SORTIS_DATA_DIR: dirname(address.file) };
    const file = join(dir, 'visits.csv');
    writeFileSync(
      file,
      sheet(
        [null, '棋类协会', null, null, '2026-01-09', '日常', null],
        [null, '无此会', null, null, '2026-01-09', '日常', null],
      ),
    );
    const bad = await sortis(['import', 'visits', file, '--agency', 'demo'], environment, dir);
    expect([bad.status, bad.stdout]).toEqual([1, expect.stringContaining('✗ B3')]);
    writeFileSync(file, sheet([null, '棋类协会', null, null, '2026-01-09', '日常', null]));
    const good = await sortis(['import', 'visits', file, '--agency', 'demo'], environment, dir);
    expect([good.status, good.stdout]).toEqual([0, expect.stringContaining('created 1,')]);
    const out = join(dir, 'out.xlsx');
    expect((await sortis(['export', 'visits', out, '--agency', 'demo'], environment, dir)).status).toBe(0);
    const again = await sortis(['import', 'visits', out], environment, dir);
    expect(again.stdout).toMatch(/created 0, .*updated 0, .*unchanged 5, .*rejected 0/);
  });
});
