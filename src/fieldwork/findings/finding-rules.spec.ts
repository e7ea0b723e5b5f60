import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { FINDING_CODE_NAMES, FINDING_CODES, isProblem, NO_PROBLEM, PROBLEM_CODES } from './finding-codes.js';
import { faultOfVisitDay, faultsOfFindings, type ReportedFinding } from './finding-rules.js';

const codesOf = (findings: readonly ReportedFinding[], matters = [1, 2]): string[] =>
  faultsOfFindings(findings, new Set(matters)).map(({ pointer, code }) => `${pointer} ${code}`);

describe('the standard findings', () => {
  it('are the eight of the rules, under codes that fit their column', () => {
    expect(FINDING_CODES.map(({ name }) => name.zh)).toEqual([
      '未发现问题',
      '未按规定公示应当公示的信息',
      '公示信息隐瞒真实情况、弄虚作假',
      '通过登记的住所（经营场所）无法联系',
      '发现问题已责令改正',
      '不配合检查情节严重',
      '未发现开展本次抽查涉及的经营活动',
      '发现问题待后续处理',
    ]);
    expect(new Set(FINDING_CODE_NAMES).size).toBe(8);
    for (const code of FINDING_CODE_NAMES) expect(code).toMatch(/^[a-z-]{1,40}$/);
    expect(PROBLEM_CODES).not.toContain(NO_PROBLEM);
    expect(PROBLEM_CODES).not.toContain('no-such-activity');
    expect(PROBLEM_CODES).toHaveLength(6);
  });
});

describe('findings', () => {
  it('take several at once, and different ones for different matters', () => {
    expect(
      codesOf([
        { code: 'ordered-to-correct', matterId: null },
        { code: 'not-disclosed', matterId: null },
      ]),
    ).toEqual([]);
    expect(
      codesOf([
        { code: NO_PROBLEM, matterId: 1 },
        { code: 'ordered-to-correct', matterId: 2 },
      ]),
    ).toEqual([]);
    expect(
      codesOf([
        { code: NO_PROBLEM, matterId: null },
        { code: 'no-such-activity', matterId: 2 },
      ]),
    ).toEqual([]);
  });

  it.each([
    ['an unknown code', [{ code: 'fine', matterId: null }], '/findings/0/code unknown_finding_code'],
    [
      'a code that only an object knows',
      [{ code: 'constructor', matterId: null }],
      '/findings/0/code unknown_finding_code',
    ],
    ['a matter of another batch', [{ code: NO_PROBLEM, matterId: 9 }], '/findings/0/matterId matter_not_inspected'],
    [
      'the same twice',
      [
        { code: 'unreachable', matterId: 1 },
        { code: 'unreachable', matterId: 1 },
      ],
      '/findings/1 finding_twice',
    ],
    [
      'no problem beside a problem',
      [
        { code: 'unreachable', matterId: null },
        { code: NO_PROBLEM, matterId: null },
      ],
      '/findings/1 contradictory_findings',
    ],
    [
      'no problem at all beside a problem of one matter',
      [
        { code: NO_PROBLEM, matterId: null },
        { code: 'unreachable', matterId: 2 },
      ],
      '/findings/0 contradictory_findings',
    ],
    [
      'no problem of one matter beside a problem of all',
      [
        { code: NO_PROBLEM, matterId: 2 },
        { code: 'unreachable', matterId: null },
      ],
      '/findings/0 contradictory_findings',
    ],
  ])('refuse %s', (_, findings, wanted) => {
    expect(codesOf(findings)).toEqual([wanted]);
  });

  it('contradict each other exactly where one matter is both without and with a problem, in whatever order', () => {
    const finding = fc.record({
      code: fc.constantFrom(...FINDING_CODE_NAMES),
      matterId: fc.constantFrom(null, 1, 2, 3),
    });
    fc.assert(
      fc.property(fc.uniqueArray(finding, { selector: (f) => `${f.code} ${f.matterId}`, maxLength: 6 }), (findings) => {
        const about = (matter: number, wanted: (code: string) => boolean): boolean =>
          findings.some(({ code, matterId }) => wanted(code) && (matterId === null || matterId === matter));
        const naive = [1, 2, 3].some(
          (matter) => about(matter, (code) => code === NO_PROBLEM) && about(matter, isProblem),
        );
        const refused = codesOf(findings, [1, 2, 3]).some((fault) => fault.endsWith('contradictory_findings'));
        expect(refused).toBe(naive);
        expect(codesOf([...findings].reverse(), [1, 2, 3]).length > 0).toBe(naive);
      }),
    );
  });
});

describe('the day of a visit', () => {
  const bounds = { drawnOn: '2026-03-01', visitFrom: '2026-03-05', today: '2026-03-20' };

  it.each([
    ['2026-03-21', 'visit_in_future'],
    ['2026-02-28', 'visit_before_draw'],
    ['2026-03-04', 'visit_before_window'],
  ])('%s is refused: %s', (day, code) => {
    expect(faultOfVisitDay(day, bounds)).toMatchObject({ pointer: '/visitedOn', code });
  });

  it.each(['2026-03-05', '2026-03-20'])('%s is taken: both ends count', (day) => {
    expect(faultOfVisitDay(day, bounds)).toBeUndefined();
  });

  it('is refused before the draw also where the window begins earlier', () => {
    const late = { ...bounds, drawnOn: '2026-03-10' };
    expect(faultOfVisitDay('2026-03-09', late)).toMatchObject({ code: 'visit_before_draw' });
    expect(faultOfVisitDay('2026-03-10', late)).toBeUndefined();
  });
});
