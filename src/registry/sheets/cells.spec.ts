import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Rate } from './columns/column.js';
import { parseDate, parseMonthDay, serialDate } from './dates.js';
import { withGuard, withoutGuard } from './formula-guard.js';
import { columnIndex, columnLetter } from './grid.js';
import { parseRate, rateText } from './rates.js';
import { asCode, asLines, asName, asPerson, asPlain, wordKey, wordKeyOutsideBrackets } from './wording.js';

describe('dates', () => {
  it.each([
    ['2026-03-05', '2026-03-05'],
    ['2026/3/5', '2026-03-05'],
    ['2026.3.5', '2026-03-05'],
    ['2026年3月5日', '2026-03-05'],
    ['2026 年 3 月 5 日', '2026-03-05'],
    ['20260305', '2026-03-05'],
    ['2026-03-05 00:00:00', '2026-03-05'],
    ['2024-02-29', '2024-02-29'],
    ['2026-02-30', undefined],
    ['2025-02-29', undefined],
    ['31/31/2026', undefined],
    ['05/03/2026', undefined],
    ['2026-3', undefined],
    ['长期', undefined],
    ['46086', undefined],
  ])('reads "%s" as %s', (text, date) => {
    expect(parseDate(text)).toBe(date);
  });

  it('reads every day of two centuries in every form', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1900-03-01'), max: new Date('2199-12-31'), noInvalidDate: true }), (day) => {
        const iso = day.toISOString().slice(0, 10);
        const [year = '', month = '', date = ''] = iso.split('-');
        for (const text of [
          iso,
          `${year}/${Number(month)}/${Number(date)}`,
          `${year}年${month}月${date}日`,
          year + month + date,
        ]) {
          expect(parseDate(text)).toBe(iso);
        }
        const days = Math.floor(day.getTime() / 86_400_000);
        expect(serialDate(days + 25_569, false)).toBe(iso);
        if (iso >= '1904-01-01') expect(serialDate(days + 24_107, true)).toBe(iso);
      }),
    );
  });

  it('knows the day that never was, and what comes before it', () => {
    expect(serialDate(1, false)).toBe('1900-01-01');
    expect(serialDate(59, false)).toBe('1900-02-28');
    expect(serialDate(60, false)).toBeUndefined();
    expect(serialDate(61, false)).toBe('1900-03-01');
    expect(serialDate(46_086.99, false)).toBe('2026-03-05');
    expect(serialDate(0, true)).toBe('1904-01-01');
    expect(serialDate(Number.POSITIVE_INFINITY, false)).toBeUndefined();
  });

  it.each([
    ['3-1', '03-01'],
    ['03/01', '03-01'],
    ['10月31日', '10-31'],
    ['2月29日', '02-29'],
    ['2026-10-31', '10-31'],
    ['2-30', undefined],
    ['13-1', undefined],
    ['三月', undefined],
  ])('reads the day of the year "%s" as %s', (text, day) => {
    expect(parseMonthDay(text)).toBe(day);
  });
});

describe('rates', () => {
  it.each<[string, Rate | undefined]>([
    ['3%', { direction: 'exactly', millionths: 30_000 }],
    ['≥3%', { direction: 'at-least', millionths: 30_000 }],
    ['>= 3 %', { direction: 'at-least', millionths: 30_000 }],
    ['不低于3%', { direction: 'at-least', millionths: 30_000 }],
    ['每年不低于 3.5%', { direction: 'at-least', millionths: 35_000 }],
    ['3%以上', { direction: 'at-least', millionths: 30_000 }],
    ['不超过5%', { direction: 'at-most', millionths: 50_000 }],
    ['≤5%', { direction: 'at-most', millionths: 50_000 }],
    ['5%以内', { direction: 'at-most', millionths: 50_000 }],
    ['百分之30', { direction: 'exactly', millionths: 300_000 }],
    ['3‰', { direction: 'exactly', millionths: 3000 }],
    ['100%', { direction: 'exactly', millionths: 1_000_000 }],
    ['全覆盖', { direction: 'exactly', millionths: 1_000_000 }],
    ['3', undefined],
    ['1', undefined],
    ['0%', undefined],
    ['101%', undefined],
    ['30%-40%', undefined],
    ['-3%', undefined],
    ['0.00001%', undefined],
    ['约3%', undefined],
  ])('reads "%s"', (text, rate) => {
    expect(parseRate(asPlain(text))).toEqual(rate);
  });

  it('reads back every rate it writes', () => {
    const direction = fc.constantFrom<Rate['direction']>('at-least', 'at-most', 'exactly');
    fc.assert(
      fc.property(direction, fc.integer({ min: 1, max: 1_000_000 }), (way, millionths) => {
        const rate = { direction: way, millionths };
        expect(parseRate(rateText(rate))).toEqual(rate);
      }),
    );
  });
});

describe('wording', () => {
  it('brings texts into one form', () => {
    expect(asName('\n\n\n社会保险\n\n')).toBe('社会保险');
    expect(asName('下列违法行为进行查处：\n （一）发布虚假信息')).toBe('下列违法行为进行查处：（一）发布虚假信息');
    expect(asName('  ABC  Co.\nLtd ')).toBe('ABC Co. Ltd');
    expect(asPerson('张　三')).toBe('张三');
    expect(asPerson('John  Smith')).toBe('John Smith');
    expect(asLines(' 《甲法》第一条 \r\n\r\n　《乙法》第二条　')).toBe('《甲法》第一条\n《乙法》第二条');
    expect(asCode(' ４６　０１０５\u200b')).toBe('460105');
    expect(asPlain('２０２６／３／５')).toBe('2026/3/5');
  });

  it('is done once: doing it again changes nothing', () => {
    for (const form of [asName, asPerson, asLines, asPlain, asCode]) {
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (one) => form(form(one)) === form(one)),
        { numRuns: 1000 },
      );
    }
  });

  it('compares headings without marks, brackets that explain, and width', () => {
    expect(wordKey('＊统一 社会\n信用代码：')).toBe(wordKey('统一社会信用代码'));
    expect(wordKeyOutsideBrackets('有效期至（格式：年-月-日）')).toBe('有效期至');
    expect(wordKeyOutsideBrackets('姓名(必填)')).toBe('姓名');
  });
});

describe('the guard against formulas', () => {
  it('is undone for every text, and leaves nothing that a spreadsheet program would run', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom("'", '=', '+', '-', '@', '\t', 'a', '＝')).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (one) => {
        const guarded = withGuard(one);
        expect(guarded).not.toMatch(/^[=+\-@\t\r＝＋－＠]/u);
        expect(withoutGuard(guarded)).toBe(one);
      }),
      { numRuns: 2000 },
    );
  });
});

it('column letters count as a spreadsheet program counts them', () => {
  expect([0, 25, 26, 701, 702, 16_383].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
  fc.assert(fc.property(fc.integer({ min: 0, max: 16_383 }), (column) => columnIndex(columnLetter(column)) === column));
});
