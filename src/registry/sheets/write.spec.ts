import { read, type CellObject } from '@e965/xlsx';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  inspectors,
  matters,
  readRegister,
  targets,
  usccCheckCharacter,
  writeRegister,
  writeTemplate,
  type InspectorValues,
  type MatterValues,
  type Rate,
  type Register,
  type RegisterName,
  type TargetValues,
} from './index.js';
import { asCode, asLines, asList, asName, asPerson } from './wording.js';

// Values as the registers keep them: texts are already in the form that reading gives them.
const awkward = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  fc
    .array(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        "'",
        '"',
        ',',
        ';',
        '\t',
        '\n',
        '\r',
        '甲',
        '县',
        '（',
        '1',
        '%',
        ' ',
        '＝',
        '_x000D_',
        '&',
        '<',
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((all) => all.join('')),
);
/** What a sheet cannot tell from a formula, a note or a heading is none of a register's names. */
const kept = (form: (text: string) => string): fc.Arbitrary<string> =>
  awkward.map((text) => form(text)).filter((text) => text !== '');
const name = kept(asName);
const lines = kept((text) => asLines(`${text}\n${text}b`));
const code = kept(asCode);
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one, { nil: null });
const list = fc.array(name, { maxLength: 3 }).map((all) => asList(all.join('、')));
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const uscc = fc
  .array(fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), { minLength: 17, maxLength: 17 })
  .map((all) => all.join('') + (usccCheckCharacter(all.join('')) ?? ''));
const rate: fc.Arbitrary<Rate> = fc.record({
  direction: fc.constantFrom<Rate['direction']>('at-least', 'at-most', 'exactly'),
  millionths: fc.integer({ min: 1, max: 1_000_000 }),
});
/** A first letter keeps a generated name from reading as a note or a heading. */
const title = name.map((text) => asName(`名${text}`));

const target: fc.Arbitrary<TargetValues> = fc.record({
  name: fc.oneof(title, fc.constantFrom('=1+1', '+加号公司', '-减号公司', '@店', "'店", "'=店", '＝店')),
  uscc: maybe(uscc),
  alias: maybe(code),
  kind: maybe(name),
  region: maybe(fc.integer({ min: 100_000, max: 999_999 }).map(String)),
  riskClass: maybe(fc.constantFrom('A' as const, 'B' as const, 'C' as const, 'D' as const)),
  address: maybe(name),
  longitude: maybe(fc.integer({ min: -180_000_000, max: 180_000_000 })),
  latitude: maybe(fc.integer({ min: -90_000_000, max: 90_000_000 })),
  legalRepresentative: maybe(kept(asPerson)),
  phone: maybe(code),
  state: maybe(
    fc.constantFrom(
      'active' as const,
      'closed' as const,
      'deregistered' as const,
      'revoked' as const,
      'withdrawn' as const,
      'moved' as const,
    ),
  ),
  agency: maybe(title),
  creditRemarks: maybe(lines),
});

const inspector: fc.Arbitrary<InspectorValues> = fc
  .record({
    name: title.map(asPerson),
    certificateNumber: maybe(code),
    issuer: maybe(name),
    validFrom: maybe(day),
    validUntil: maybe(day),
    qualifications: list,
    agency: maybe(title),
    position: maybe(name),
    phone: maybe(code),
    expert: maybe(fc.boolean()),
    available: maybe(fc.boolean()),
  })
  .filter((one) => one.validFrom === null || one.validUntil === null || one.validFrom <= one.validUntil);

const matter: fc.Arbitrary<MatterValues> = fc.record({
  agency: maybe(title),
  code: maybe(code.map((text) => `C${text}`.normalize('NFC'))),
  category: maybe(title),
  name: title,
  content: maybe(lines),
  targetKind: maybe(lines),
  importance: maybe(fc.constantFrom('general' as const, 'key' as const)),
  methods: fc.constant(['on-site' as const, 'testing' as const]),
  methodText: fc.constant('现场检查、抽样检测'),
  level: maybe(lines),
  legalBasis: maybe(lines),
  rate: maybe(rate),
  frequency: maybe(name),
  windowFrom: maybe(fc.constantFrom('01-01', '02-29', '03-01')),
  windowUntil: maybe(fc.constantFrom('10-31', '12-31')),
  qualifications: list,
});

describe.each(['xlsx', 'csv'] as const)('an export as %s', (format) => {
  it('of targets reads back as the same values', () => {
    fc.assert(
      fc.property(fc.array(target, { minLength: 1, maxLength: 5 }), (rows) => {
        const sheet = readRegister(targets, writeRegister(targets, rows, format));
        expect(sheet.records.flatMap((record) => record.problems)).toEqual([]);
        expect(sheet.records.map((record) => record.values)).toEqual(rows);
      }),
    );
  });

  it('of inspectors reads back as the same values', () => {
    fc.assert(
      fc.property(fc.array(inspector, { minLength: 1, maxLength: 5 }), (rows) => {
        const sheet = readRegister(inspectors, writeRegister(inspectors, rows, format));
        expect(sheet.records.map((record) => record.values)).toEqual(rows);
      }),
    );
  });

  it('of matters reads back as the same values', () => {
    fc.assert(
      fc.property(fc.array(matter, { minLength: 1, maxLength: 5 }), (rows) => {
        const sheet = readRegister(matters, writeRegister(matters, rows, format));
        expect(sheet.records.map((record) => record.values)).toEqual(rows);
      }),
    );
  });

  it('of nothing is the headings alone', () => {
    expect(readRegister(targets, writeRegister(targets, [], format)).records).toEqual([]);
  });

  it('template has the headings of every field and no row', () => {
    const registers = [matters, targets, inspectors] as unknown as Register<RegisterName>[];
    for (const register of registers) {
      const sheet = readRegister(register, writeTemplate(register, format));
      expect(Object.keys(sheet.columns).sort()).toEqual(register.columns.map((column) => column.field).sort());
      expect([
        sheet.sheet === 'CSV' || sheet.sheet === register.title.zh,
        sheet.records,
        sheet.unread,
        sheet.problems,
      ]).toEqual([true, [], [], []]);
    }
  });
});

describe('what a spreadsheet program would see', () => {
  it('in csv no cell begins like a formula, and the file says it is UTF-8', () => {
    const bytes = writeRegister(
      targets,
      [{ name: '=HYPERLINK("http://x","y")', address: '@SUM(1)', creditRemarks: '-1\n+2' }],
      'csv',
    );
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = bytes.toString('utf8');
    expect(text).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
    expect(text).toContain(`,'@SUM(1),`);
    expect(text).toContain(`"'-1\n+2"`);
  });

  it('in xlsx every cell is a text, codes keep their zeros, and the template says what to write', () => {
    const book = read(writeRegister(inspectors, [{ name: '=1+1', certificateNumber: '00123' }], 'xlsx'), {
      cellNF: true,
    });
    const cells = Object.entries(book.Sheets[book.SheetNames[0] ?? ''] ?? {})
      .filter(([at]) => !at.startsWith('!'))
      .map(([, cell]) => cell as CellObject);
    expect(cells.map((cell) => [cell.t, cell.f, cell.z])).toEqual(cells.map(() => ['s', undefined, '@']));
    expect(cells.map((cell) => cell.v)).toContain('00123');
    const template = read(writeTemplate(inspectors, 'xlsx'), { cellNF: true, sheetStubs: true });
    expect(template.SheetNames).toEqual(['执法检查人员名录库', '填写说明 Notes']);
    const at = (sheet: number, cell: string): CellObject | undefined =>
      template.Sheets[template.SheetNames[sheet] ?? '']?.[cell] as CellObject | undefined;
    expect(at(0, 'A1')?.v).toBe('*姓名');
    expect(at(0, 'B200')?.z).toBe('@');
    expect(at(1, 'F11')?.v).toMatch(/expert/u);
  });
});
