import { utils, write, type Range, type WorkSheet } from '@e965/xlsx';
import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { matters, readRegister, SheetRefusal, type RegisterSheet } from './index.js';

type Row = readonly (string | number | null)[];

const merge = (range: string): Range => utils.decode_range(range);

function bytesOf(rows: readonly Row[], merges: readonly string[] = [], bookType: 'xlsx' | 'biff8' = 'xlsx'): Buffer {
  const sheet: WorkSheet = utils.aoa_to_sheet(rows.map((row) => [...row]));
  sheet['!merges'] = merges.map(merge);
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, sheet, 'Sheet1');
  return write(workbook, { type: 'buffer', bookType }) as Buffer;
}

const HEAD: readonly Row[] = [
  ['示范省随机抽查事项清单\n（2026年版）'],
  ['编制单位名称', '序号', '抽查项目', null, '检查对象', '事项类别', '检查方式', '检查主体', '检查依据'],
  [null, null, '抽查类别', '抽查事项'],
];
const HEAD_MERGES = ['A1:I1', 'A2:A3', 'B2:B3', 'C2:D2', 'E2:E3', 'F2:F3', 'G2:G3', 'H2:H3', 'I2:I3'];

/** A checklist with every trait of the sheets that agencies publish. Row numbers of the sheet stand at the right. */
const ROWS: readonly Row[] = [
  ...HEAD,
  [
    '省民政厅',
    1,
    '\n\n社会组织\n',
    '社会组织年报检查',
    '社会团体、基金会',
    '一般检查事项\n',
    '现场检查、书面检查等',
    '县级以上民政部门',
    '《社会团体登记管理条例》第一条',
  ], // 4
  [null, null, null, null, null, null, null, null, '《基金会管理条例》第二条'], // 5: goes on
  [
    null,
    null,
    null,
    '社会组织资金检查',
    '社会团体',
    '重点检查事项',
    '抽样检测、自查',
    '民政厅社会组织处   ',
    '《社会团体登记管理条例》第三条',
  ], // 6
  [null, null, null, null, null, null, null, '省社会组织服务中心'], // 7: level goes on inside merges
  [], // 8: blank inside a merged block
  [
    null,
    2,
    '养老',
    '养老机构检查',
    '养老机构',
    '一般检查事项',
    '现场检查',
    '县级以上民政部门',
    '《养老机构管理办法》第四条',
  ], // 9
  [null, null, null, null, '敬老院', '重点检查事项', '现场检查', '县级以上民政部门'], // 10: a second kind of target in a merged matter
  [null, null, null, '食堂检查', null, '一般检查事项', '现场检查', '县级以上民政部门'], // 11: no kind of target, basis merged
  [
    '省教育厅',
    3,
    '校外托管',
    '养老机构检查',
    '托管机构',
    '一般检查事项',
    '网络检查',
    '县级以上教育部门',
    '《甲法》第一条\r\n《乙法》第二条',
  ], // 12: a name again
  ['编制单位名称', '序号', '抽查类别', '抽查事项', '检查对象', '事项类别', '检查方式', '检查主体', '检查依据'], // 13: headings again
  [null, null, null, '托管消防检查', '托管机构', '一般', '网络检查', '县级以上教育部门', '《丙法》第三条'], // 14
  ['注：1.本清单自公布之日起施行。'], // 15
  ['2.由示范省负责解释。'], // 16
  ['填表人：甲', null, null, '审核人：乙'], // 17
];
const MERGES = [
  ...HEAD_MERGES,
  'A4:A11',
  'B4:B8',
  'C4:C8',
  'D4:D5',
  'D6:D8',
  'I6:I8',
  'B9:B11',
  'C9:C11',
  'D9:D10',
  'I9:I11',
  'A12:A14',
];

function check(sheet: RegisterSheet<'matters'>): void {
  const names = sheet.records.map((record) => [
    record.row,
    record.values.agency,
    record.values.code,
    record.values.category,
    record.values.name,
  ]);
  expect(names).toEqual([
    [4, '省民政厅', '1', '社会组织', '社会组织年报检查'],
    [6, '省民政厅', '1', '社会组织', '社会组织资金检查'],
    [9, '省民政厅', '2', '养老', '养老机构检查'],
    [11, '省民政厅', '2', '养老', '食堂检查'],
    [12, '省教育厅', '3', '校外托管', '养老机构检查'],
    [14, '省教育厅', '3', '校外托管', '托管消防检查'],
  ]);
  const values = sheet.records.map((record) => record.values);
  expect(values[0]).toMatchObject({
    importance: 'general',
    methods: ['on-site', 'paper'],
    methodText: '现场检查、书面检查等',
    legalBasis: '《社会团体登记管理条例》第一条\n《基金会管理条例》第二条',
  });
  expect(values[1]).toMatchObject({
    importance: 'key',
    methods: ['testing'],
    methodText: '抽样检测、自查',
    level: '民政厅社会组织处\n省社会组织服务中心',
  });
  expect(values[2]).toMatchObject({
    targetKind: '养老机构\n敬老院',
    importance: 'general',
    methods: ['on-site'],
    level: '县级以上民政部门',
  });
  expect(values[3]?.targetKind).toBeNull();
  expect(values[4]?.legalBasis).toBe('《甲法》第一条\n《乙法》第二条');
  expect(values[5]?.importance).toBe('general');
  expect(sheet.records.map((record) => record.rows)).toEqual([[4, 5], [6, 7], [9, 10], [11], [12], [14]]);
  expect(sheet.skipped.map(({ row, why }) => [row, why])).toEqual([
    [13, 'repeated_headings'],
    [15, 'note'],
    [16, 'note'],
    [17, 'note'],
  ]);
  expect(sheet.records.flatMap((record) => record.problems).filter((one) => one.severity === 'error')).toEqual([]);
}

const codes = (sheet: RegisterSheet<'matters'>): [number | null, string | null, string][] =>
  sheet.records.flatMap((record) =>
    record.problems.map((one): [number | null, string | null, string] => [one.row, one.column, one.code]),
  );

describe('a checklist as agencies publish it', () => {
  it.each(['xlsx', 'biff8'] as const)('comes in whole from %s', (type) => {
    const sheet = readRegister(matters, bytesOf(ROWS, MERGES, type));
    check(sheet);
    expect(sheet.columns.name).toEqual({ column: 'D', heading: '抽查事项' });
    expect(sheet.unread).toEqual([]);
    expect(codes(sheet)).toEqual([
      [6, 'G', 'unknown_method'],
      [10, 'F', 'conflicting_values'],
      [11, 'E', 'missing_target_kind'],
    ]);
    expect(sheet.records[3]?.values.legalBasis).toBe('《养老机构管理办法》第四条');
  });

  it('comes in from GB18030 csv too, where the merges are lost: what they said is asked for', () => {
    const cell = (value: string | number | null | undefined): string =>
      `"${String(value ?? '').replaceAll('"', '""')}"`;
    const csv = ROWS.map((row) => Array.from({ length: 9 }, (_, column) => cell(row[column])).join(',')).join('\r\n');
    const sheet = readRegister(matters, iconv.encode(csv, 'gb18030'));
    check(sheet);
    expect(codes(sheet)).toContainEqual([10, 'D', 'continuation_assumed']);
    expect(codes(sheet)).toContainEqual([11, 'I', 'missing_legal_basis']);
  });

  it('gives the same for the same file', () => {
    const bytes = bytesOf(ROWS, MERGES);
    expect(readRegister(matters, bytes)).toEqual(readRegister(matters, bytes));
  });

  it('says so where a merge gives a matter the kind of target of another', () => {
    const sheet = readRegister(
      matters,
      bytesOf([...HEAD, ['厅', 1, '类', '甲', '企业'], [null, null, null, '乙']], [...HEAD_MERGES, 'E4:E5']),
    );
    expect(sheet.records.map((record) => record.values.targetKind)).toEqual(['企业', '企业']);
    expect(codes(sheet)).toContainEqual([5, 'E', 'missing_target_kind']);
  });
});

describe('groups', () => {
  const read = (rows: readonly Row[], merges: readonly string[] = []): (string | null | undefined)[][] =>
    readRegister(matters, bytesOf(rows, merges)).records.map(({ values }) => [
      values.agency,
      values.code,
      values.category,
      values.name,
    ]);

  it('carry down over blank cells, and end where an outer group begins', () => {
    expect(
      read([
        ['单位名称', '序号', '抽查类别', '抽查事项', '检查依据'],
        ['甲局', 1, '一类', 'a', 'x'],
        [null, null, null, 'b', 'x'],
        [null, null, '二类', 'c', 'x'],
        ['乙局', null, null, 'd', 'x'],
      ]),
    ).toEqual([
      ['甲局', '1', '一类', 'a'],
      ['甲局', '1', '一类', 'b'],
      ['甲局', undefined, '二类', 'c'].map((one) => one ?? null),
      ['乙局', null, null, 'd'],
    ]);
  });

  it('may stand in a row of their own', () => {
    expect(
      read([
        ['单位名称', '抽查类别', '抽查事项', '检查依据'],
        ['甲局'],
        [null, '一类', 'a', 'x'],
        [null, null, 'b', 'x'],
      ]),
    ).toEqual([
      ['甲局', undefined, '一类', 'a'],
      ['甲局', undefined, '一类', 'b'],
    ]);
  });

  it('titles of sections across the table are passed over and named', () => {
    const sheet = readRegister(
      matters,
      bytesOf(
        [['单位', '类别', '抽查事项', '检查依据'], ['一、民政领域'], ['甲局', '一类', 'a', 'x'], ['合计', null, '1项']],
        ['A2:D2'],
      ),
    );
    expect(sheet.records.map((record) => record.values.name)).toEqual(['a', '1项'].slice(0, sheet.records.length));
    expect(sheet.skipped[0]).toEqual({ row: 2, why: 'section', text: '一、民政领域' });
  });
});

describe('headings', () => {
  const refused = (rows: readonly Row[], mapping?: Record<string, string>): string[] => {
    try {
      readRegister(matters, bytesOf(rows), mapping ? { mapping } : {});
    } catch (error) {
      if (error instanceof SheetRefusal)
        return error.problems.map((one) => `${one.code} ${one.field ?? ''} ${one.message.zh}`);
      throw error;
    }
    return [];
  };

  it.each<[string, Row]>([
    ['marks, space and width', ['＊抽查 事项：', '检查\n依据（必填）']],
    ['other words', ['事项名称', '法律依据']],
    ['English', ['Matter', 'Legal basis']],
    ['field names', ['name', 'legalBasis']],
  ])('are recognised with %s', (_what, headings) => {
    const sheet = readRegister(matters, bytesOf([headings, ['甲', '《甲法》']]));
    expect(sheet.records.map((record) => record.values)).toEqual([{ name: '甲', legalBasis: '《甲法》' }]);
  });

  it('that are missing are named, with those that were seen and those that would do', () => {
    const [problem = ''] = refused([
      ['抽查类别', '检查依据'],
      ['一', '二'],
    ]);
    expect(problem).toMatch(/^missing_column name .*事项名称.*A “抽查类别”/u);
    expect(refused([['甲', '乙']])[0]).toMatch(/^no_headings/u);
  });

  it('that are two for one field are refused, unless the mapping says which', () => {
    const rows: Row[] = [
      ['抽查事项', '检查事项', '依据'],
      ['甲', '乙', '丙'],
    ];
    expect(refused(rows)[0]).toMatch(/^ambiguous_column name .*A “抽查事项”、B “检查事项”/u);
    for (const name of ['检查事项', 'B', 'b']) {
      expect(readRegister(matters, bytesOf(rows), { mapping: { name } }).records[0]?.values.name).toBe('乙');
    }
  });

  it('two that nobody can tell apart are not taken for a third field either', () => {
    expect(refused([['抽查事项', '检查主体', '检查机关']]).map((one) => one.split(' ')[1])).toEqual(['level']);
  });

  it('under a merge count once, even where the file repeats the text in every cell of it', () => {
    const sheet = readRegister(
      matters,
      bytesOf(
        [
          ['抽查事项', '检查依据', '检查依据'],
          ['甲', '《甲法》', '第一条'],
        ],
        ['B1:C1'],
      ),
    );
    expect(sheet.records[0]?.values.legalBasis).toBe('《甲法》');
  });

  it('a mapping is checked', () => {
    const rows: Row[] = [
      ['抽查事项', '依据'],
      ['甲', '丙'],
    ];
    expect(refused(rows, { nome: 'A' })[0]).toMatch(/^mapping_unknown_field nome/u);
    expect(refused(rows, { category: '没有的' })[0]).toMatch(/^mapping_not_found category .*A “抽查事项”/u);
    expect(refused(rows, { name: 'A', category: 'A' })[0]).toMatch(/^mapping_twice category/u);
  });

  it('no word means two fields of a register', async () => {
    const { strongWords } = await import('./headings.js');
    const { inspectors, targets } = await import('./index.js');
    for (const register of [matters, targets, inspectors]) {
      const words = register.columns.flatMap((column) => [...strongWords(column)]);
      expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    }
  });
});
