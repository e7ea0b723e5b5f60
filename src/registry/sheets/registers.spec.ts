import { utils, write, type WorkSheet } from '@e965/xlsx';
import { describe, expect, it } from '@jest/globals';
import {
  inspectors,
  readRegister,
  SheetRefusal,
  targets,
  type Register,
  type RegisterName,
  type RegisterSheet,
} from './index.js';

function csv(...rows: string[]): Buffer {
  return Buffer.from(`\ufeff${rows.join('\r\n')}\r\n`);
}

const faults = <Name extends RegisterName>(sheet: RegisterSheet<Name>): string[] =>
  sheet.records.flatMap((record) =>
    record.problems.map((one) => `${one.column ?? ''}${one.row ?? ''} ${one.code} ${one.severity}`),
  );

const first = <Name extends RegisterName>(
  register: Register<Name>,
  ...rows: string[]
): RegisterSheet<Name>['records'][number]['values'] | undefined =>
  readRegister(register, csv(...rows)).records[0]?.values;

describe('targets', () => {
  it('are read with every field', () => {
    const values = first(
      targets,
      '企业名称,统一社会信用代码,编号,对象类型,行政区划代码,风险等级,住所,法定代表人,联系电话,登记状态,主管部门,备注,经度,纬度',
      ' 示范  养老院 ,９１３３０１００７９９６５５０５８ｂ,Y-01,养老机构,460105,A级,某路1号,张　三,+86 898 1234,存续（在营、开业、在册）,示范县民政局,"投诉1次\n异常",东经１１６.397128,39.9165274',
    );
    expect(values).toEqual({
      name: '示范 养老院',
      uscc: '91330100799655058B',
      alias: 'Y-01',
      kind: '养老机构',
      region: '460105',
      riskClass: 'A',
      address: '某路1号',
      legalRepresentative: '张三',
      phone: '+868981234',
      state: 'active',
      agency: '示范县民政局',
      creditRemarks: '投诉1次\n异常',
      longitude: 116_397_128,
      latitude: 39_916_527,
    });
  });

  it.each([
    ['正常', 'active'],
    ['已关闭停业或正在组织清算', 'closed'],
    ['注销', 'deregistered'],
    ['吊销，未注销', 'revoked'],
    ['被撤销', 'withdrawn'],
    ['迁出', 'moved'],
    ['revoked', 'revoked'],
  ])('the state %s is %s', (word, state) => {
    expect(first(targets, '名称,状态', `甲,${word.includes('，') ? `"${word}"` : word}`)?.state).toBe(state);
  });

  it('every fault names its cell and what would be right', () => {
    const sheet = readRegister(
      targets,
      csv(
        '名称,信用代码,区划代码,风险等级,状态,经度,纬度',
        '甲,913301007996550580,46,E,睡着,180.1,91',
        ',91330100799655058B,460105,A,正常',
        '=A1,,,,',
        `${'长'.repeat(301)},,,,`,
      ),
    );
    expect(faults(sheet)).toEqual([
      'B2 not_a_uscc error',
      'C2 not_a_code error',
      'D2 not_one_of error',
      'F2 not_degrees error',
      'G2 not_degrees error',
      'E2 not_one_of error',
      'A3 required error',
      'A4 formula error',
      'A5 too_long error',
    ]);
    expect(sheet.records[0]?.problems[0]?.message.zh).toContain('应为 B');
    for (const { message } of sheet.records.flatMap((record) => record.problems)) {
      expect(message.zh).toMatch(/[\u4e00-\u9fff]/u);
      expect(message.en).toMatch(/[a-z]/u);
    }
  });

  it('a code that was kept as a number has lost its digits', () => {
    const sheet: WorkSheet = utils.aoa_to_sheet([
      ['名称', '统一社会信用代码', '编号'],
      ['甲', 913301007996550500, 7],
    ]);
    const workbook = utils.book_new();
    utils.book_append_sheet(workbook, sheet, 'S');
    const read = readRegister(targets, write(workbook, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
    expect(faults(read)).toEqual(['B2 digits_lost error']);
    expect(read.records[0]?.values.alias).toBe('7');
  });

  it('a row without a name is a fault and not the end of the row above, but remarks go on', () => {
    const sheet = readRegister(targets, csv('名称,类型,备注', '甲,养老机构,一', ',,二', ',公墓,'));
    expect(sheet.records.map((record) => [record.rows, record.values.creditRemarks])).toEqual([
      [[2, 3], '一\n二'],
      [[4], null],
    ]);
    expect(faults(sheet)).toEqual(['A4 required error']);
  });
});

describe('inspectors', () => {
  it('are read with every field', () => {
    expect(
      first(
        inspectors,
        '序号,姓名*,单位,职务,执法证号,发证机关,发证日期,有效期至(年-月-日),专业资质,是否专家,是否在岗,手机',
        '1,李　四,示范县民政局,科员,琼０１-0001,示范省政府,2024年3月5日,20290304,养老服务、殡葬管理;养老服务,否,√,139 0000 0000',
      ),
    ).toEqual({
      name: '李四',
      agency: '示范县民政局',
      position: '科员',
      certificateNumber: '琼01-0001',
      issuer: '示范省政府',
      validFrom: '2024-03-05',
      validUntil: '2029-03-04',
      qualifications: ['养老服务', '殡葬管理'],
      expert: false,
      available: true,
      phone: '13900000000',
    });
  });

  it('a date that is not one, and a certificate that ends before it begins, are faults of their cells', () => {
    const sheet = readRegister(
      inspectors,
      csv(
        '姓名,证件号码,有效期起,有效期至,专家',
        '甲,1,2026-02-30,31/31/2026,也许',
        '乙,2,2026-03-05,2026-03-04,',
        '丙,3,2026-03-05,2026-03-05,是',
      ),
    );
    expect(faults(sheet)).toEqual([
      'C2 not_a_date error',
      'D2 not_a_date error',
      'E2 not_a_boolean error',
      'D3 ends_before_begins error',
    ]);
    expect(sheet.records[0]?.values.validFrom).toBeNull();
  });

  it('columns that the sheet lacks are absent, blank cells are null', () => {
    expect(first(inspectors, '姓名,证号', '甲,')).toEqual({ name: '甲', certificateNumber: null });
  });

  it('reads the sheet that was asked for, else the first with the headings, and names the others', () => {
    const workbook = utils.book_new();
    utils.book_append_sheet(workbook, utils.aoa_to_sheet([['封面']]), '封面');
    utils.book_append_sheet(workbook, utils.aoa_to_sheet([['姓名'], ['甲']]), '一');
    utils.book_append_sheet(workbook, utils.aoa_to_sheet([['姓名'], ['乙']]), '二');
    const bytes = write(workbook, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    const read = readRegister(inspectors, bytes);
    expect([read.sheet, read.records[0]?.values.name, read.problems.map((one) => one.code)]).toEqual([
      '一',
      '甲',
      ['other_sheets'],
    ]);
    expect(readRegister(inspectors, bytes, { sheet: '二' }).records[0]?.values.name).toBe('乙');
    expect(() => readRegister(inspectors, bytes, { sheet: '三' })).toThrow(SheetRefusal);
  });
});
