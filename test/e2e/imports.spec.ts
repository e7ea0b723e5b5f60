import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';

import { onEachDatabase } from '../support/databases.js';
import {
  checklist,
  counts,
  creditCode,
  csv,
  INSPECTOR_HEADINGS,
  ListClient,
  problems,
  RUN,
  TARGET_HEADINGS,
  workbook,
  type Row,
} from '../support/lists.js';
import { TestServer, type Answer } from '../support/server.js';

onEachDatabase('imports', (database) => {
  let server: TestServer;
  let lists: ListClient;
  let bureau: number;
  let office: number;

  beforeAll(async () => {
    server = await TestServer.start(database.address());
    lists = new ListClient(server, await server.signIn());
  });
  afterAll(async () => {
    await server.stop();
  });

  describe('a checklist as published', () => {
    it('is refused for the agencies that are not there, each named', async () => {
      const answer = await lists.send('matters', RUN, checklist());
      expect(counts(answer)).toEqual([400, 0, 0, 0, 4]);
      expect(answer.body.code).toBe('import_rejected');
      const unknown = answer.body.report.rows.filter((row: { code: string }) => row.code === 'unknown_agency');
      expect(unknown.map((row: { row: number }) => row.row)).toEqual([4, 6, 8, 9]);
      expect(unknown[3]).toMatchObject({ column: 'A', severity: 'error', outcome: 'rejected' });
      expect(unknown[3].message.zh).toContain('省应急厅');
      expect(unknown[3].message.en).toContain('省应急厅');
      expect(await lists.list('matters')).toEqual([]);
    });

    it('is reported by a dry run, the default, which writes nothing', async () => {
      const answer = await lists.send('matters', 'createAgencies=true', checklist());
      expect(counts(answer)).toEqual([200, 4, 0, 0, 0]);
      expect(answer.body).toMatchObject({
        dryRun: true,
        register: 'matters',
        format: 'xlsx',
        sheet: '清单',
        skipped: 1,
      });
      expect(answer.body.agenciesCreated).toEqual(['省民政厅', '省应急厅']);
      expect(problems(answer)).toEqual([
        [8, 'G', 'unknown_method'],
        [8, 'E', 'missing_target_kind'],
      ]);
      const fates = answer.body.rows.filter((row: { code: string }) => row.code === 'created');
      expect(fates.map((row: { row: number; column: null }) => [row.row, row.column])).toEqual(
        [4, 6, 8, 9].map((row) => [row, null]),
      );
      expect(fates[0].message).toEqual({ zh: '将新增。', en: 'Would be created.' });
      expect([await lists.list('matters'), await lists.list('agencies')]).toEqual([[], []]);
    });

    it('comes in whole', async () => {
      const answer = await lists.send('matters', `${RUN}&createAgencies=true`, checklist());
      expect(counts(answer)).toEqual([200, 4, 0, 0, 0]);
      const agencies = await lists.list('agencies');
      expect(agencies.map(({ name, level, parentId }) => [name, level, parentId])).toEqual([
        ['省民政厅', 'province', null],
        ['省应急厅', 'province', null],
      ]);
      const rows = await lists.list('matters');
      expect(rows.map(({ name, targetKind, agencyId }) => [name, targetKind, agencyId])).toEqual([
        ['登记事项检查', '社会团体', agencies[0].id],
        ['登记事项检查', '基金会', agencies[0].id],
        ['募捐检查', null, agencies[0].id],
        ['登记事项检查', '社会团体', agencies[1].id],
      ]);
      expect(rows[0]).toMatchObject({
        number: '1',
        category: '社会组织检查',
        importance: 'general',
        methods: ['on-site', 'paper'],
        legalBasis: '《社会团体登记管理条例》\n《社会组织抽查暂行办法》',
      });
      expect(rows[2]).toMatchObject({ methods: [], methodText: '自查', importance: 'key' });
      const history = await lists.history('matters', rows[0].id);
      expect(history.map(({ action, by }: Answer['body']) => [action, by])).toEqual([['imported', 'admin']]);
    });

    it('changes nothing the second time', async () => {
      const before = await lists.list('matters');
      const answer = await lists.send('matters', `${RUN}&createAgencies=true`, checklist());
      expect(counts(answer)).toEqual([200, 0, 0, 4, 0]);
      expect(answer.body.agenciesCreated).toEqual([]);
      expect(await lists.list('matters')).toEqual(before);
      const history = await lists.history('matters', before[0].id);
      expect(history).toHaveLength(1);
    });

    it('changes one matter, and keeps its id, when its kind of target is filled in', async () => {
      const before = await lists.list('matters');
      const answer = await lists.send('matters', RUN, checklist('慈善组织'));
      expect(counts(answer)).toEqual([200, 0, 1, 3, 0]);
      const after = await lists.list('matters');
      expect(after[2]).toMatchObject({ id: before[2].id, targetKind: '慈善组织', version: 2 });
      expect(after.filter((_, at) => at !== 2)).toEqual(before.filter((_, at) => at !== 2));
      const history = await lists.history('matters', before[2].id);
      expect(history[0]).toMatchObject({ before: { targetKind: null }, after: { targetKind: '慈善组织' } });
    });

    it('never guesses between matters of one name', async () => {
      const headings = ['编制单位', '抽查类别', '抽查事项'];
      const matter = ['省民政厅', '社会组织检查', '登记事项检查'];
      const kinds = [
        [...headings, '检查对象'],
        [...matter, '社会团体'],
        [...matter, '商会'],
      ];
      expect(counts(await lists.send('matters', '', csv(kinds)))).toEqual([200, 1, 0, 1, 0]);
      const bare = await lists.send('matters', '', csv([headings, matter]));
      expect([...counts(bare), ...problems(bare)]).toEqual([200, 0, 0, 0, 1, [2, 'C', 'ambiguous']]);
    });
  });

  describe('targets and inspectors', () => {
    beforeAll(async () => {
      bureau = await lists.post('agencies', {
        name: '示范县民政局',
        level: 'county',
        code: 'demo',
        regionCode: '990101',
      });
      office = await lists.post('agencies', { name: '示范县民政局执法队', level: 'county', parentId: bureau });
    });

    const targets: Row[] = [
      TARGET_HEADINGS,
      ['示范县象棋协会', creditCode(1), null, '社会团体', '990101', 'A级', '示范路 1 号'],
      ['示范县养老院', creditCode(2), null, '养老机构', '990101', 'B', null],
      ['1号界桩', null, 'JZ-01', '界桩', '990101', null, null],
      ['无名志愿队', null, null, '志愿服务组织', null, null, null],
    ];

    it('come in from GB18030, to the agency that is given', async () => {
      const bytes = iconv.encode(csv(targets), 'gb18030');
      const answer = await lists.send('targets', RUN, bytes, { agencyId: String(bureau) });
      expect(counts(answer)).toEqual([200, 4, 0, 0, 0]);
      expect(answer.body.format).toBe('csv');
      const rows = await lists.list('targets');
      expect(rows.map(({ name, codeKind, agencyId }) => [name, codeKind, agencyId])).toEqual([
        ['示范县象棋协会', 'uscc', bureau],
        ['示范县养老院', 'uscc', bureau],
        ['1号界桩', 'alias', bureau],
        ['无名志愿队', 'derived', bureau],
      ]);
      expect(rows[0]).toMatchObject({ code: creditCode(1), riskClass: 'A', state: 'active', regionCode: '990101' });
    });

    it('are unchanged when the same list comes as .xls or as UTF-8', async () => {
      const agency = { agencyId: String(bureau) };
      const xls = await lists.send('targets', RUN, workbook(targets, [], 'biff8'), agency);
      expect([xls.body.format, ...counts(xls)]).toEqual(['xls', 200, 0, 0, 4, 0]);
      expect(counts(await lists.send('targets', RUN, csv(targets), agency))).toEqual([200, 0, 0, 4, 0]);
    });

    it('keep what a shorter list does not speak of, and are told by name where it has no codes', async () => {
      const agency = { agencyId: String(bureau) };
      const answer = await lists.send(
        'targets',
        RUN,
        csv([
          ['单位名称', '联系电话'],
          ['示范县养老院', '0898-123'],
        ]),
        agency,
      );
      expect(counts(answer)).toEqual([200, 0, 1, 0, 0]);
      expect(problems(answer)).toEqual([[2, 'A', 'matched_by_name']]);
      const [row] = await lists.list('targets', '&search=养老院');
      expect(row).toMatchObject({
        code: creditCode(2),
        kind: '养老机构',
        riskClass: 'B',
        phone: '0898-123',
        version: 2,
      });
      const coded = csv([
        ['单位名称', '统一社会信用代码'],
        ['无名志愿队', creditCode(3)],
      ]);
      expect(counts(await lists.send('targets', RUN, coded, agency))).toEqual([200, 0, 1, 0, 0]);
      expect((await lists.list('targets', '&search=无名'))[0]).toMatchObject({ code: creditCode(3), codeKind: 'uscc' });
    });

    it('are read by a mapping where headings say nothing', async () => {
      const bytes = workbook([
        ['甲', '乙'],
        ['示范县公墓', '公墓'],
      ]);
      const without = await lists.send('targets', 'dryRun=true', bytes, { agencyId: String(bureau) });
      expect([without.status, without.body.code]).toEqual([400, 'sheet_headings']);
      const mapping = JSON.stringify({ name: '甲', kind: 'B' });
      const answer = await lists.send('targets', 'dryRun=true', bytes, { agencyId: String(bureau), mapping });
      expect(counts(answer)).toEqual([200, 1, 0, 0, 0]);
      const broken = await lists.send('targets', 'dryRun=true', bytes, { mapping: '[' });
      expect([broken.status, broken.body.code]).toEqual([400, 'mapping']);
    });

    it('are all refused when one row is at fault, and each fault has its place', async () => {
      const before = await lists.list('targets');
      const bytes = workbook([
        TARGET_HEADINGS,
        ['好的', creditCode(10), null, '社会团体', '990101', 'A', null],
        ['没有的区划', creditCode(11), null, '社会团体', '170101', 'A', null],
        [
          '校验码不对',
          `${creditCode(12).slice(0, 17)}${creditCode(12).endsWith('0') ? '1' : '0'}`,
          null,
          null,
          null,
          'E',
          null,
        ],
        ['又一个', creditCode(10), null, '社会团体', '990101', 'A', null],
      ]);
      const answer = await lists.send('targets', RUN, bytes, { agencyId: String(bureau) });
      expect(counts(answer)).toEqual([400, 1, 0, 0, 3]);
      expect(problems(answer).sort()).toEqual(
        [
          [3, 'E', 'unknown_region'],
          [4, 'B', 'not_a_uscc'],
          [4, 'F', 'not_one_of'],
          [5, 'A', 'duplicate_in_sheet'],
        ].sort(),
      );
      const double = answer.body.report.rows.find((row: { code: string }) => row.code === 'duplicate_in_sheet');
      expect([double.message.zh.includes('2'), double.message.en.includes('2')]).toEqual([true, true]);
      expect(await lists.list('targets')).toEqual(before);
    });

    it('need certificates that begin before they end', async () => {
      const rows: Row[] = [
        INSPECTOR_HEADINGS,
        ['王 芳', 'ZJ001', '2025-01-01', '2028年12月31日', '养老服务、殡葬管理', '否'],
        ['李雷', 'ZJ002', '2029-01-01', '2028-12-31', null, '否'],
        ['韩梅', null, null, null, null, '否'],
        ['赵教授', null, null, null, '会计', '是'],
      ];
      const agency = { agencyId: String(bureau) };
      const answer = await lists.send('inspectors', RUN, workbook(rows), agency);
      expect(counts(answer)).toEqual([400, 2, 0, 0, 2]);
      const reversed = answer.body.report.rows.find((row: { code: string }) => row.code === 'ends_before_begins');
      expect(reversed).toMatchObject({ row: 3, column: 'D' });
      for (const day of ['2029-01-01', '2028-12-31']) expect(reversed.message.en).toContain(day);
      expect(problems(answer)).toContainEqual([4, 'B', 'certificate_required']);
      expect(await lists.list('inspectors')).toEqual([]);
      const sound = rows.filter((_, at) => at !== 2 && at !== 3);
      expect(counts(await lists.send('inspectors', RUN, workbook(sound), agency))).toEqual([200, 2, 0, 0, 0]);
      expect(counts(await lists.send('inspectors', RUN, workbook(sound), agency))).toEqual([200, 0, 0, 2, 0]);
      expect((await lists.list('inspectors'))[0]).toMatchObject({
        name: '王芳',
        code: 'ZJ001',
        validUntil: '2028-12-31',
      });
    });

    it('that are retired stay as they are', async () => {
      const [row] = await lists.list('targets', '&search=象棋');
      await server.call('POST', `/api/v1/targets/${row.id}/retire`, { token: lists.token, body: {} });
      const answer = await lists.send('targets', RUN, csv(targets), { agencyId: String(bureau) });
      expect(counts(answer).slice(0, 2)).toEqual([400, 0]);
      expect(problems(answer)).toContainEqual([2, 'A', 'retired']);
    });

    it('come in once when the same file is sent twice at the same time', async () => {
      const rows: Row[] = [TARGET_HEADINGS];
      for (let at = 0; at < 1200; at++)
        rows.push([`同时${at}`, creditCode(1000 + at), null, '社会团体', '990101', 'C', null]);
      const bytes = workbook(rows);
      const agency = { agencyId: String(office) };
      const answers = await Promise.all([1, 2, 3].map(() => lists.send('targets', RUN, bytes, agency)));
      expect(answers.map(counts).sort()).toEqual([
        [200, 0, 0, 1200, 0],
        [200, 0, 0, 1200, 0],
        [200, 1200, 0, 0, 0],
      ]);
      const page = await server.call('GET', `/api/v1/targets?agencyId=${office}`, { token: lists.token });
      expect(page.body.total).toBe(1200);
    });

    it('come in once through two servers on one database', async () => {
      const other = await TestServer.start(database.address(), { SORTIS_RUN_JOBS: 'false' });
      try {
        const beside = new ListClient(other, await other.signIn());
        const rows: Row[] = [TARGET_HEADINGS];
        for (let at = 0; at < 800; at++)
          rows.push([`两处${at}`, creditCode(3000 + at), null, '社会团体', '990101', 'C', null]);
        const bytes = workbook(rows);
        const before = await lists.total('targets');
        const agency = { agencyId: String(office) };
        const answers = await Promise.all([lists, beside].map((client) => client.send('targets', RUN, bytes, agency)));
        expect(answers.map(counts).sort()).toEqual([
          [200, 0, 0, 800, 0],
          [200, 800, 0, 0, 0],
        ]);
        expect(await lists.total('targets')).toBe(before + 800);
      } finally {
        await other.stop();
      }
    });
  });

  describe('what goes out comes back unchanged', () => {
    it.each(['matters', 'targets', 'inspectors'])('%s', async (register) => {
      const total = (await server.call('GET', `/api/v1/${register}`, { token: lists.token })).body.total as number;
      expect(total).toBeGreaterThan(1);
      for (const format of ['xlsx', 'csv']) {
        const file = await lists.download(`${register}/exports?format=${format}`);
        expect(file.headers.get('content-disposition')).toMatch(
          new RegExp(
            `^attachment; filename="${register}-[-0-9]{10}\\.${format}"; filename\\*=UTF-8''%E[%0-9A-F]+-[-0-9]{10}\\.${format}$`,
          ),
        );
        const answer = await lists.send(register, RUN, file.bytes);
        expect([register, format, ...counts(answer)]).toEqual([register, format, 200, 0, 0, total, 0]);
      }
    });

    it('what was typed into the API too', async () => {
      await lists.post('matters', {
        agencyId: bureau,
        name: '公墓  检查',
        methods: ['paper', 'on-site'],
        content: '一、看\r\n\r\n二、查 ',
        category: '',
        rate: { direction: 'at-least', millionths: 35_000 },
        windowFrom: '11-01',
        windowUntil: '02-29',
      });
      const file = await lists.download(`matters/exports?format=xlsx&agencyId=${bureau}`);
      expect(counts(await lists.send('matters', RUN, file.bytes))).toEqual([200, 0, 0, 1, 0]);
    });

    it('a template comes back as nothing', async () => {
      for (const format of ['xlsx', 'csv']) {
        const file = await lists.download(`inspectors/template?format=${format}`);
        expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain(
          `执法检查人员名录库-模板.${format}`,
        );
        const answer = await lists.send('inspectors', 'dryRun=true', file.bytes);
        expect(counts(answer)).toEqual([200, 0, 0, 0, 0]);
        expect(problems(answer)).toEqual([[null, null, 'no_rows']]);
      }
    });
  });
});
